"""Words in another script say which language they are in."""

import pytest
from markupsafe import Markup

from archive import scripts


@pytest.mark.parametrize(
    ("text", "lang", "marked"),
    [
        ("In Hindi: इस्लामी सैन्य गठबंधन.", "en", 'In Hindi: <span lang="hi">इस्लामी सैन्य गठबंधन</span>.'),
        ("अरबी में التحالف الإسلامي।", "hi", 'अरबी में <span lang="ar" dir="rtl">التحالف الإسلامي</span>।'),
        ("ओमान शामिल हुआ", "hi", "ओमान शामिल हुआ"),
        ("Oman joined", "en", "Oman joined"),
        ("التحالف", "ur", "التحالف"),
        ("आईएमसीटीसी (IMCTC)", "hi", "आईएमसीटीसी (IMCTC)"),
    ],
)
def test_a_run_of_another_script_is_marked_with_its_language(text, lang, marked):
    assert scripts.mark(Markup(text), lang) == marked


def test_what_stands_in_tags_and_entities_is_left_alone():
    html = Markup('<a href="/हि" title="हिंदी">&amp; हिंदी</a>')
    assert scripts.mark(html, "en") == '<a href="/हि" title="हिंदी">&amp; <span lang="hi">हिंदी</span></a>'


def test_the_script_of_a_name_tells_its_language():
    assert scripts.language_of("वीएनआई", "en") == "hi"
    assert scripts.language_of("Okaz", "hi") == "hi"
    assert scripts.language_of("عكاظ", "hi") == "ar"
