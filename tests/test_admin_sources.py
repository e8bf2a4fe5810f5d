"""The room of a source: what cites it, and what loses its support when it is withdrawn."""

import html5lib
import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.editing import support
from archive.models import Citation, Figure, Status, Topic
from tests.rooms import Form, editor, person, publisher, records, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """The joint statement stands alone behind a membership, with another behind an event."""
    made = records()
    Citation.objects.create(event=made.event, claim="date", source=made.statement)
    made.figure = Figure.objects.create(
        slug="41", date="2016-12", value=41, verdict="wrong", counts_hi="सदस्य", counts_en="Members"
    )
    Citation.objects.create(figure=made.figure, claim="value", source=made.statement)
    return made


def rows(client, record, lang) -> dict[str, tuple[str, str]]:
    """The table of what cites a source, as a reader of the form sees it: record -> claims, alone."""
    html = client.get(url(record, lang=lang)).content.decode()
    if 'id="citing-heading"' not in html:
        return {}
    table = html5lib.parseFragment(html.split('id="citing-heading"')[1].split("</table>")[0])
    cells = [
        [" ".join("".join(cell.itertext()).split()) for cell in row]
        for row in table.iter("{http://www.w3.org/1999/xhtml}tr")
    ]
    return {name: (claims, alone) for name, claims, alone in cells[1:]}


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            {
                "Pakistan Member": ("Joined", "Joined"),
                "First council of ministers of defence Event": ("Date", "–"),
                "Members Figure draft": ("Number", "Number"),
            },
        ),
        (
            "hi",
            {
                "पाकिस्तान सदस्य": ("शामिल होने की तारीख़", "शामिल होने की तारीख़"),
                "रक्षा मंत्रियों की पहली बैठक घटना": ("तारीख़", "–"),
                "सदस्य सदस्य-संख्या मसौदा": ("संख्या", "संख्या"),
            },
        ),
    ],
)
def test_the_form_lists_what_cites_a_source_and_what_rests_on_it_alone(made, lang, expected):
    assert rows(editor(), made.statement, lang) == expected


def test_before_it_is_withdrawn_the_form_says_what_will_lose_its_support(made):
    page = text(editor().get(url(made.statement)))
    assert "If it is withdrawn, 1 published record will have no source" in page
    assert "no source for what rests" not in text(person("R", is_superuser=True).get(url(made.hearsay)))


def test_after_it_is_withdrawn_a_message_names_them_and_leads_there(made):
    form = Form(publisher(), url(made.statement))
    form.fill(status="withdrawn", withdrawn_reason_hi="जाली निकला।", withdrawn_reason_en="A forgery.")
    answer = form.submit()
    assert answer.status_code == 302
    page = form.client.get(answer.headers["Location"])
    assert "1 published record has no source any more" in text(page)
    assert f'<a href="{url(made.member)}">Pakistan</a> (Joined)' in page.content.decode()
    assert "41" not in text(page).split("1 published record")[1][:80]
    made.statement.refresh_from_db()
    (lost,) = support.losing(made.statement)
    assert (lost.record, lost.alone) == (made.member, ["joined"])
    assert "1 published record has no source any more" in text(form.client.get(url(made.statement)))


def test_a_save_that_withdraws_nothing_says_nothing(made):
    form = Form(publisher(), url(made.statement)).fill(publisher="Embassy")
    page = text(form.client.get(form.submit().headers["Location"]))
    assert "no source any more" not in page


def test_general_knowledge_supports_nothing_and_nothing_rests_on_it(made):
    Citation.objects.create(member=made.member, claim="summary", source=made.hearsay)
    assert [(each.record, each.alone) for each in support.citing(made.hearsay)] == [(made.member, [])]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_a_second_source_that_does_not_stand_is_no_second_source(made, status):
    made.declaration.status = status
    made.declaration.save()
    assert {each.record.slug: each.alone for each in support.citing(made.statement)}["first-council"] == [
        "date"
    ]


def test_a_topic_that_cites_a_source_within_its_text_is_listed(made):
    topic = Topic.objects.create(
        slug="mandate", title_en="Mandate", body_hi=f"काम। [@{made.declaration.slug}]", status="published"
    )
    Topic.objects.create(slug="other", title_en="Other", body_en=f"Named: {made.declaration.slug}.")
    listed = [each.record for each in support.citing(made.declaration) if isinstance(each.record, Topic)]
    assert listed == [topic]


def test_nobody_reads_there_of_records_that_they_may_not_see(made):
    client = person("Nila")
    client.user.user_permissions.set(Permission.objects.filter(codename__in=["view_source", "view_event"]))
    assert set(rows(client, made.statement, "en")) == {"First council of ministers of defence Event"}


def test_the_number_of_queries_does_not_grow_with_what_cites_it(made):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            support.citing(made.statement)
        return len(captured)

    before = asked()
    for number in range(8):
        figure = Figure.objects.create(slug=f"n{number}", date="2016", value=number, verdict="wrong")
        Citation.objects.create(figure=figure, claim="value", source=made.statement)
    assert asked() == before
