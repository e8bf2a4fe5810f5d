"""Citations on their record's form, and what follows from them."""

import pytest

from archive.models import RECORDS, Citation
from tests.rooms import Form, administrator, editor, publisher, records, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


@pytest.mark.parametrize("lang", ["hi", "en"])
def test_claims_are_chosen_by_their_names(made, lang):
    page = editor().get(url(made.member, lang=lang)).content.decode()
    options = page.split('name="citations-0-claim"')[1].split("</select>")[0]
    words = {"hi": ["शामिल होने की तारीख़", "सारांश"], "en": ["Joined", "Summary"]}[lang]
    assert all(f">{word}</option>" in options for word in words)
    assert 'value="title"' not in options


def test_a_claim_of_another_kind_of_record_is_refused(made):
    form = Form(editor(), url(made.member))
    form.add_citation(claim="participants", source=str(made.declaration.pk))
    assert "Select a valid choice. participants is not one of the available choices." in text(form.submit())


@pytest.mark.parametrize(
    "model", [model for model in RECORDS if model.CLAIMS], ids=lambda model: model.kind_name
)
def test_every_record_with_claims_takes_citations_while_it_is_new(model):
    page = administrator().get(f"/en/admin/archive/{model._meta.model_name}/add/").content.decode()
    assert 'name="citations-0-source"' in page
    assert all(f'value="{claim}"' in page for claim in model.CLAIMS)


def test_a_new_record_is_saved_with_its_citations(made):
    form = Form(editor(), "/en/admin/archive/event/add/")
    form.fill(slug="second-council", date="3 February 2024", kind="meeting", title_en="Second council")
    form.fill(
        **{
            "citations-0-claim": "date",
            "citations-0-source": str(made.declaration.pk),
            "citations-0-asserts": "2024-02-03",
        }
    )
    assert form.submit().status_code == 302
    citation = Citation.objects.latest("pk")
    assert (citation.event.slug, citation.claim, citation.source) == (
        "second-council",
        "date",
        made.declaration,
    )


def test_a_dispute_is_shown_with_who_says_what(made):
    Citation.objects.create(member=made.member, claim="joined", source=made.declaration, asserts="2015-12-14")
    page = text(editor().get(url(made.member)))
    assert (
        "Joined disputed 15 December 2015 : Joint Statement on the formation of the Islamic Military "
        "Alliance · Embassy of Saudi Arabia · 2015 "
        "14 December 2015 : Declaration of the ministers of defence · IMCTC · 2017" in page
    )


def test_an_unsourced_claim_is_shown_and_what_is_needed_is_said(made):
    assert "Joined unsourced needed before publication –" in text(editor().get(url(made.draft)))


def test_a_value_that_came_loose_from_its_source_is_shown_and_said_after_saving(made):
    client = publisher()
    form = Form(client, url(made.member)).fill(joined="2016")
    answer = client.post(form.address, {**form.data, "_continue": "1"}, follow=True)
    assert "To be re-checked: the value of Joined is not what its sources were recorded to say." in text(
        answer
    )
    assert "Joined to be re-checked 15 December 2015 : Joint Statement on the formation" in text(answer)


def test_a_claim_that_stands_is_shown_as_supported(made):
    assert "Joined supported" in text(editor().get(url(made.member)))


def test_the_place_of_a_source_cannot_be_taken_by_nothing(made):
    form = Form(editor(), url(made.member)).add_citation(claim="standing", locator="p. 1")
    assert "This field is required." in text(form.submit())
