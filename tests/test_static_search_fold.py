"""A browser folds as the site does: the same rules in JavaScript give the same forms of every word."""

from pathlib import Path

import pytest
from django.conf import settings

from archive.spelling.fold import STEMMERS, forms
from archive.spelling.words import words
from archive.static_copy.rules import rules
from archive.static_copy.searching import script
from tests.test_fold import ALIKE_BY_SOUND, APART, SAME_SPELLING

pytestmark = pytest.mark.browser

BASE = Path(settings.BASE_DIR)
MOST_AT_ONCE = 2000
#: Scripts by whose name anything is decided; a browser calls all others one.
KNOWN = ("DEVANAGARI", "LATIN", "ARABIC", "GREEK", "CYRILLIC", "HEBREW")

ODD = """
    ẞ ß ﬀ ﬁn ſtraße Ⅷ ª º İstanbul ı ŉ ǆ Ǆ Σίσυφος ΣΊΣΥΦΟΣ ςα ᾳ շահ եւ և ՄԵՒ Ж́ שָׁלוֹם الـسلام ٱلسعودية ﷺ ﷲ ﻼ
    ০১ १२३ ٣٤ ۴۵ 𝟛𝟜 ４１ x²y a\u0301\u0323b क्\u200dष \u200bab a\u00adb ज्ञान ऋषि ॐ
    कॢप्त ऽभि ॲप ऍ ᳵक ꣠क डॉक्टर दि्वार ळे ऩ ऴ
    Côte d’Ivoire 41वां COVID19 42nd aaaa yyy eyey ayya oui yeah Ahmed queue
"""


def everything() -> list[str]:
    files = [*BASE.glob("fixtures/**/*.yaml"), *BASE.glob("docs/*.md"), *BASE.glob("archive/locale/**/*.po")]
    text = " ".join(path.read_text("utf-8") for path in [*files, BASE / "tests/search_cases.yaml"])
    typed = [*SAME_SPELLING, *ALIKE_BY_SOUND, *APART, ODD]
    return sorted({word.text for word in words(f"{text} {' '.join(typed)}")})


@pytest.fixture
def asked(page):
    page.goto("about:blank")
    page.add_script_tag(content=script().decode())
    page.evaluate("rules => { window.spelling = new ArchiveSearch.Spelling(rules); }", rules())
    return page


def test_every_form_of_every_word_is_the_same(asked):
    known = everything()
    assert len(known) > 8000
    found = {}
    for start in range(0, len(known), MOST_AT_ONCE):
        some = known[start : start + MOST_AT_ONCE]
        told = asked.evaluate("words => words.map((word) => spelling.forms(word))", some)
        found |= dict(zip(some, told, strict=True))
    wrong = {}
    for word, told in found.items():
        ours = forms(word)
        wanted = {
            "folded": ours.folded,
            "script": ours.script if ours.script in KNOWN else "OTHER" if ours.script else "",
            "stems": [] if ours.script in STEMMERS else list(ours.stems),
            "keys": list(ours.keys),
            "roots": list(ours.roots),
            "casual": ours.casual,
            "plain": ours.plain,
        }
        del told["sounds"]
        if told != wanted:
            wrong[word] = told, wanted
    assert wrong == {}


def test_texts_are_taken_apart_into_the_same_words(asked):
    for path in [*BASE.glob("docs/*.md"), BASE / "tests/test_fold.py"]:
        text = path.read_text("utf-8")
        told = asked.evaluate("text => spelling.words(text).map((word) => word.text)", text)
        assert told == [word.text for word in words(text)], path
