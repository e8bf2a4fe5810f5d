"""What sources assert is compared with what the record holds, however an editor wrote it."""

import pytest
from django.core.management import call_command
from django.utils import translation

from archive.dates import DateError
from archive.editing import asserted
from archive.models import Citation, Country, Event, Figure, Member, Statement
from tests.rooms import Form, editor, records, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


@pytest.mark.parametrize(
    ("model", "claim", "typed", "stored"),
    [
        (Member, "joined", "28 दिसंबर 2016", "2016-12-28"),
        (Member, "joined", "Dec 2016", "2016-12"),
        (Member, "joined", " 2015-12~ ", "2015-12~"),
        (Member, "standing", "undisputed", "undisputed"),
        (Member, "standing", "अनुपस्थित", "absent"),
        (Member, "standing", "Listed without being asked", "not-consulted"),
        (Country, "oic_member", "Yes", "true"),
        (Country, "oic_member", "नहीं", "false"),
        (Figure, "value", "४१", "41"),
        (Statement, "office", " Secretary-General ", "Secretary-General"),
        (Event, "participants", "pk, om", "OM PK"),
    ],
)
@pytest.mark.parametrize("lang", ["hi", "en"])
def test_a_value_is_understood_as_people_write_it(made, lang, model, claim, typed, stored):
    with translation.override(lang):
        assert asserted.read(model, claim, typed) == stored


@pytest.mark.parametrize(
    ("model", "claim", "typed", "said"),
    [
        (Member, "joined", "05/06/2024", "2024-06-05"),
        (Member, "standing", "hesitant", "“listed without being asked”"),
        (Country, "oic_member", "perhaps", "“Yes” or “No”"),
        (Figure, "value", "about 40", "in digits"),
        (Event, "participants", "PK XX", "“XX”"),
    ],
)
def test_what_cannot_be_a_value_is_refused_with_what_to_write(made, model, claim, typed, said):
    with translation.override("en"), pytest.raises((asserted.AssertedError, DateError)) as refused:
        asserted.read(model, claim, typed)
    assert said in str(refused.value)


def test_every_value_that_the_archive_records_reads_as_itself():
    call_command("load_archive", verbosity=0)
    for citation in Citation.objects.exclude(asserts=""):
        assert asserted.read(type(citation.record), citation.claim, citation.asserts) == citation.asserts


def test_the_same_day_in_other_words_is_no_dispute(made):
    form = Form(editor(), url(made.member))
    form.add_citation(claim="joined", source=str(made.declaration.pk), asserts="15 दिसंबर 2015")
    assert form.submit().status_code == 302
    assert made.member.citations.latest("pk").asserts == "2015-12-15"
    page = form.client.get(url(made.member)).content.decode()
    assert 'class="badge doubt"' not in page
    assert 'class="badge recheck"' not in page


def test_the_citations_of_a_new_record_are_read_too(made):
    form = Form(editor(), "/en/admin/archive/event/add/")
    form.fill(slug="second-council", date="3 February 2024", kind="meeting", title_en="Second council")
    form.fill(citations__0__claim="date", citations__0__source=str(made.declaration.pk))
    form.fill(citations__0__asserts="3 Feb 2024").submit()
    assert Event.objects.get(slug="second-council").citations.get().asserts == "2024-02-03"


def test_a_value_that_is_refused_stays_in_its_box(made):
    form = Form(editor(), url(made.member))
    answer = form.fill(**{"citations-0-asserts": "05/06/2024"}).submit()
    assert "Write 2024-06-05 for 5 June 2024" in text(answer)
    assert form.data["citations-0-asserts"] == "05/06/2024"


def test_a_value_stored_before_that_nobody_touches_is_in_nobodys_way(made):
    Citation.objects.filter(pk=made.citation.pk).update(asserts="mid-December")
    form = Form(editor(), url(made.member))
    assert form.fill(summary_en="Changed.").submit().status_code == 302


def test_a_page_is_shown_although_a_source_asserts_no_date(made, client):
    Citation.objects.create(member=made.member, claim="joined", source=made.declaration, asserts="mid-<b>")
    page = client.get("/en/members/pakistan/")
    assert page.status_code == 200
    assert "mid-<b>" in text(page)
