"""The glossary: its places, and the words that lead to them where a page first shows them."""

import re

import pytest

from archive import languages, markdown
from archive.models import Status, Topic
from archive.public import glossary
from tests.reading import Reading, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

LANGUAGES = pytest.mark.parametrize("lang", ["hi", "en"])
WORDS = {
    "opening-read": ("sources/", {"hi": "शुरुआती अंश पढ़ा गया", "en": "the opening was read"}),
    "followed-here": ("members/uganda/", {"hi": "इस प्रविष्टि में यही", "en": "followed here"}),
    "general-knowledge": ("topics/sectarian-question/", {"hi": "कोई दस्तावेज़ नहीं", "en": "not a document"}),
    "standing": ("members/lebanon/", {"hi": "स्थिति", "en": "Standing"}),
    "last-evidence": ("members/benin/", {"hi": "अंतिम प्रमाण", "en": "Last evidence"}),
}


def terms(client, path) -> list[tuple[str, str]]:
    page = Reading(client.get(path).content.decode())
    return [
        (each.get("href").partition("#")[2].removeprefix("term-"), words(each))
        for each in page.all("a")
        if each.get("class") == "term"
    ]


@LANGUAGES
@pytest.mark.parametrize("place", WORDS)
def test_a_word_of_the_archive_leads_to_its_explanation_once_a_page(client, lang, place):
    path, said = WORDS[place]
    assert terms(client, f"/{lang}/{path}").count((place, said[lang])) == 1


@LANGUAGES
def test_every_place_that_a_word_leads_to_stands_in_the_glossary(client, lang):
    html = client.get(f"/{lang}/topics/glossary/").content.decode()
    places = set(re.findall(r'<h3 id="term-([a-z0-9-]+)">', html))
    assert len(places) == 21
    assert {*glossary.LABELS.values(), *glossary.VALUES.values(), *WORDS} <= places
    assert "{#" not in html


def test_its_places_are_the_same_in_both_languages():
    topic = Topic.objects.get(slug="glossary")
    hindi, english = (markdown.places(getattr(topic, f"body_{code}")) for code in languages.codes())
    assert hindi == english
    assert len(set(hindi)) == len(hindi)


@LANGUAGES
def test_without_a_glossary_a_word_leads_nowhere(client, lang):
    Topic.objects.filter(slug="glossary").update(status=Status.DRAFT)
    assert terms(client, f"/{lang}/members/lebanon/") == []


def test_a_place_is_no_part_of_the_words_of_its_heading():
    text = "### Sahel {#sahel}\n\nA belt."
    assert markdown.render(text) == '<h2 id="term-sahel">Sahel</h2>\n<p>A belt.</p>'
    assert markdown.plain(text) == "Sahel A belt."
    assert markdown.places("### Sahel\n\nA {#belt}.") == []
