"""What is wrong with a form can be found on it: by a list above it, and in no section that is folded up."""

import html5lib
import pytest

from archive.models import Topic
from archive.models.search import Alias
from tests.rooms import XHTML, Form, editor, publisher, records, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def page(response):
    return html5lib.parse(response.content, transport_encoding="utf-8")


def folded(tree, name) -> bool:
    """Whether an input lies in a section that has to be opened first."""
    return any(
        each.get("name") == name
        for details in tree.iter(f"{XHTML}details")
        if details.get("open") is None
        for each in details.iter()
    )


def listed(tree) -> dict[str, str]:
    """The links above a form that lead to what is wrong."""
    lists = [each for each in tree.iter(f"{XHTML}ul") if each.get("class") == "wrong-fields"]
    return {
        link.get("href")[1:]: "".join(link.itertext()) for each in lists for link in each.iter(f"{XHTML}a")
    }


def test_the_missing_reason_of_a_withdrawal_is_asked_for_in_the_open(made):
    form = Form(publisher(), url(made.member))
    tree = page(form.fill(status="withdrawn").submit())
    assert not folded(tree, "withdrawn_reason_hi")
    assert listed(tree) == {"id_withdrawn_reason_hi": "Reason for withdrawal (हिंदी)"}


def test_an_error_in_the_folded_part_of_a_citation_lies_open(made):
    form = Form(editor(), url(made.member))
    tree = page(form.fill(**{"citations-0-as_of": "05/06/2024"}).submit())
    assert not folded(tree, "citations-0-as_of")
    assert listed(tree) == {"id_citations-0-as_of": "Citation 1: Said of the day"}


def test_the_list_leads_to_inputs_that_are_there_and_to_the_citations_as_a_whole(made):
    form = Form(publisher(), url(made.draft))
    form.fill(status="published", joined="2016", left="05/06/2024", slug="Über")
    form.add_citation(claim="summary", source=str(made.statement.pk))
    tree = page(form.submit())
    assert list(listed(tree)) == ["id_left", "id_slug", "citations-heading"]
    assert set(listed(tree)) <= {each.get("id") for each in tree.iter()}


def test_what_is_right_has_no_such_list(made):
    assert listed(page(editor().get(url(made.member)))) == {}


def test_a_publisher_is_told_that_withdrawing_needs_a_reason(made):
    said = "To withdraw, also give the reason below."
    assert said in publisher().get(url(made.member)).content.decode()
    assert said not in editor().get(url(made.member)).content.decode()


@pytest.mark.parametrize(
    ("room", "values"),
    [
        ("member", {"slug": "pakistan-again", "joined": "2016"}),
        ("topic", {"slug": "founding", "title_en": "Founding"}),
        ("alias", {"form": "IMAFT", "canonical": "another name"}),
    ],
)
def test_a_value_that_another_record_has_is_refused_in_a_sentence(made, room, values):
    Topic.objects.create(slug="founding", title_en="The founding")
    Alias.objects.create(form="IMAFT", canonical="Islamic Military Alliance")
    form = Form(editor(), f"/en/admin/archive/{room}/add/")
    if room == "member":
        values = {**values, "country": str(made.pakistan.pk)}
    page_text = text(form.fill(**values).submit())
    assert "Another record has this already. Choose another." in page_text
    assert "already exists" not in page_text
