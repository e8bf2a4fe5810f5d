"""Every source of a fact is heard on the page once: beside the fact, or under the source itself."""

import re

import pytest

from archive import languages
from archive.models import Citation
from archive.public import citations
from tests.reading import Reading, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


def read(client, path) -> Reading:
    return Reading(client.get(path).content.decode())


def said_under(page: Reading, source: str) -> str:
    """What stands in the list of sources under the one that is named so."""
    listed = [element for element in page.all("li") if re.fullmatch(r"s\d+", element.get("id"))]
    (found,) = (words(element) for element in listed if source in words(element))
    return found


def solid(text: str) -> str:
    """A text without its spaces, which markup may add or take."""
    return "".join(text.split())


def test_a_source_that_takes_no_side_in_a_dispute_is_heard_all_the_same(client):
    page = read(client, "/en/members/uganda/")
    assert "joining was still to come" in said_under(page, "Asharq Al-Awsat")
    assert "Not in the list of 34 names." in said_under(page, "IANS")
    assert "Named in the list of 41 members." in said_under(page, "Alayam24")


def test_a_source_that_takes_a_side_is_heard_there_alone(client):
    page = read(client, "/en/members/uganda/")
    assert page.text.count("Counts Uganda as a 35th state") == 1
    assert "35th" not in said_under(page, "Defense News")


def test_what_is_told_in_the_order_of_days_is_not_told_again(client):
    assert read(client, "/en/members/brunei/").text.count("Took part in the second ministers’ council") == 1


def test_a_note_on_a_source_of_a_quotation_is_shown(client):
    page = read(client, "/en/statements/us-carter-2015-12-15/")
    assert "this question does not come up in the part that was read" in said_under(
        page, "Media Availability With Secretary Carter"
    )


def test_the_original_words_are_not_listed_as_another_wording(client):
    page = read(client, "/en/statements/eg-tayeb-2015-12-16/")
    assert "As others published it" not in page.text
    assert "نواة لوحدة حقيقية" in said_under(page, "Al-Azd")


def test_what_is_asserted_is_not_marked_as_the_language_of_the_words_quoted(client):
    page = read(client, "/en/statements/pk-raheel-2017-11-26/")
    (spoken,) = (spoken for spoken in page.spoken if spoken.text == "commander-in-chief")
    assert spoken.lang == "en"


def test_findings_about_the_seed_text_say_what_rests_on_general_knowledge(client):
    assert "The month of retirement is general knowledge." in read(client, "/en/seed-text/").text


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_no_source_is_cited_in_silence(client, lang):
    """Each note, quotation and place in a source stands on the page of the record that it speaks of."""
    pages: dict[str, str] = {}
    for citation in Citation.objects.exclude(country__member__isnull=False).order_by("pk"):
        record = citation.record
        path = f"/{lang}{record.path(record.slug).partition('#')[0]}"
        if path not in pages:
            pages[path] = solid(read(client, path).text)
        for text in (languages.texts(citation, "note")[lang], citation.quote, citation.locator):
            assert solid(text) in pages[path], (path, citation.claim, text)


def test_the_name_of_a_body_has_its_sources(client):
    page = read(client, "/en/countries/imctc/")
    assert "From 2015 to 2017 the name was Islamic Military Alliance to Fight Terrorism" in page.text


def test_a_course_of_events_needs_a_day_for_each_source():
    dated = {"as_of": "2016-02"}
    fact = {"kind": "choice", "citations": [{"as_of": "2016-03"}, dated]}
    assert citations.course(fact) == [dated, {"as_of": "2016-03"}]
    assert citations.course({**fact, "citations": [dated, {"as_of": ""}]}) == []
    assert citations.course({**fact, "kind": "date"}) == []
