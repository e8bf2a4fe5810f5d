"""What was found by looking at every kind of page: repeated, meaningless or wrongly ended words."""

import re

import pytest
from django.utils import translation

from archive import kinds
from archive.kinds import readform
from archive.models import Person, Source
from archive.public import heads
from tests.reading import Reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]

NAMES = {
    "hi": "इस्लामी सैन्य आतंकवाद-विरोधी गठबंधन",
    "en": "Islamic Military Counter Terrorism Coalition",
}
#: A Hindi word that a full stop ends, which is no abbreviation.
WRONGLY_ENDED = re.compile(r"[\u0900-\u0963]{4,}\.(?=\s|$)")


def page(client, path: str) -> Reading:
    return Reading(client.get(path).content.decode())


@pytest.mark.parametrize("lang", NAMES)
def test_the_first_sentence_names_the_coalition_once_and_does_not_say_the_heading_again(lang):
    again = []
    with translation.override(lang):
        for name in ("event", "statement", "figure", "source", "term", "topic", "person", "country"):
            kind = kinds.KINDS[name]
            for record in readform.records(kind.records().published()):
                facts = {fact["claim"]: fact for fact in record["facts"]}
                said = heads.first(kind, record, facts)
                assert said.count(NAMES[lang]) == (1 if said else 0), said
                called = kind.called(record, lang)
                if name != "country" and called in said and called not in NAMES[lang]:
                    again.append(said)
    assert again == []


@pytest.mark.parametrize("path", ["about/", "api/", "members/qatar/", "posts/", "stances/", "data/"])
def test_hindi_sentences_end_with_a_danda(client, path):
    assert WRONGLY_ENDED.findall(page(client, f"/hi/{path}").text) == []


@pytest.mark.parametrize("lang", NAMES)
def test_a_list_without_filters_has_no_form_and_leads_to_its_records(client, lang):
    terms = page(client, f"/{lang}/terms/")
    assert not [form for form in terms.all("form") if "filters" in form.get("class", "")]
    assert f"/{lang}/terms/raheel-sharif-military-commander/" in {a.get("href") for a in terms.all("a")}


def test_names_of_other_scripts_keep_to_themselves(client):
    others = Person.objects.get(slug="raheel-sharif").aliases.splitlines()
    assert len(page(client, "/hi/people/raheel-sharif/").all("bdi")) >= len(others) > 3


def test_an_address_is_shown_as_people_write_it_and_leads_where_it_did(client):
    source = Source.objects.get(slug="seed-hi-wiki")
    html = client.get("/hi/sources/seed-hi-wiki/").content.decode()
    assert f'href="{source.url}"' in html
    assert "%E0" in source.url
    assert ">https://hi.wikipedia.org/wiki/इस्लामी_सैन्य_गठबंधन</a>" in html


def test_a_word_of_the_key_of_a_source_does_not_show_the_key(client):
    found = page(client, "/en/search/?q=oman&type=source").text
    assert "Saudi Gazette" in found
    assert "saudigazette oman" not in found
    assert "saudigazette oman 2016 12 29" in page(client, "/en/search/?q=saudigazette-oman-2016-12-29").text


def test_what_programs_are_told_has_no_marks_of_its_own_making(client):
    assert "`" not in page(client, "/en/api/").text


@pytest.mark.parametrize("lang", NAMES)
def test_the_country_of_a_place_is_said_once(client, lang):
    country = {"hi": "सऊदी अरब", "en": "Saudi Arabia"}[lang]
    events = page(client, f"/{lang}/events/").text
    assert country in events
    assert f"{country}, {country}" not in events


@pytest.mark.parametrize(
    ("lang", "began"), [("hi", "30 मार्च 2017 या उससे पहले"), ("en", "30 March 2017 or earlier")]
)
def test_a_term_whose_first_day_is_not_known_does_not_begin_until_a_day(client, lang, began):
    for path in ("posts/", "people/abdulelah-al-saleh/", "terms/abdulelah-al-saleh-secretary-general/"):
        assert began in page(client, f"/{lang}/{path}").text, path


def test_states_that_joined_together_stand_in_the_order_of_the_page(client):
    found = page(client, "/hi/chronology/").text
    assert "क़तर, कुवैत, कोत दिवुआर" in found
    assert "गाम्बिया, गिनी-बिसाउ, बुर्किना फ़ासो, ब्रूनेई" in found
    assert "Bahrain, Bangladesh, Benin" in page(client, "/en/chronology/").text
