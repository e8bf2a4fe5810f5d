"""Publishing is a publisher's step, taken once every required claim has a source."""

import pytest

from archive.editing import workflow
from archive.models import Citation, Country, Statement, Status
from tests.rooms import Form, administrator, editor, publisher, records, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def statuses(form) -> set[str]:
    """What the form offers to choose from."""
    page = form.response.content.decode()
    options = page.split('name="status"')[1].split("</select>")[0]
    return {status for status in Status.values if f'value="{status}"' in options}


@pytest.mark.parametrize(
    ("status", "for_editors", "for_publishers"),
    [
        ("draft", {"draft", "in_review"}, {"draft", "in_review", "published"}),
        ("in_review", {"draft", "in_review"}, {"draft", "in_review", "published"}),
        ("published", {"published"}, {"published", "withdrawn"}),
        ("withdrawn", {"withdrawn"}, {"published", "withdrawn"}),
    ],
)
def test_the_form_offers_what_may_follow(made, status, for_editors, for_publishers):
    Country.objects.filter(pk=made.oman.pk).update(status=status, withdrawn_reason_en="Listed by mistake.")
    assert statuses(Form(editor(), url(made.oman))) == for_editors
    assert statuses(Form(publisher(), url(made.oman))) == for_publishers


def test_an_editor_cannot_publish_by_sending_it_anyway(made):
    Citation.objects.create(member=made.draft, claim="joined", source=made.declaration)
    form = Form(editor(), url(made.draft)).fill(status="published")
    assert form.submit().status_code == 200
    made.draft.refresh_from_db()
    assert made.draft.status == Status.DRAFT


@pytest.mark.parametrize("status", ["draft", "withdrawn", "in_review"])
def test_an_editor_cannot_take_a_published_record_back(made, status):
    form = Form(editor(), url(made.member))
    form.fill(status=status, withdrawn_reason_en="No reason.", summary_en="Edited.")
    assert form.submit().status_code == 302
    made.member.refresh_from_db()
    assert (made.member.status, made.member.summary_en) == (Status.PUBLISHED, "Edited.")
    assert not made.member.withdrawn_reason_en


def test_a_record_without_sources_is_not_published_and_the_message_names_the_claims(made):
    form = Form(publisher(), url(made.draft)).fill(status="published")
    answer = form.submit()
    assert answer.status_code == 200
    assert "This cannot be published yet. No source stands behind: Joined." in text(answer)
    made.draft.refresh_from_db()
    assert made.draft.status == Status.DRAFT


def test_a_citation_on_the_submitted_form_counts(made):
    form = Form(publisher(), url(made.draft)).fill(status="published")
    form.add_citation(claim="joined", source=str(made.declaration.pk))
    assert form.submit().status_code == 302
    made.draft.refresh_from_db()
    assert made.draft.status == Status.PUBLISHED
    assert made.draft.published_at


def test_a_citation_deleted_on_the_submitted_form_does_not(made):
    Citation.objects.create(member=made.draft, claim="joined", source=made.declaration)
    form = Form(publisher(), url(made.draft)).fill(status="published", **{"citations-0-DELETE": "on"})
    assert form.submit().status_code == 200
    assert Citation.objects.filter(member=made.draft).count() == 1


def test_general_knowledge_is_no_source(made):
    form = Form(publisher(), url(made.draft)).fill(status="published")
    form.add_citation(claim="joined", source=str(made.hearsay.pk))
    assert "No source stands behind: Joined." in text(form.submit())


def test_the_last_source_of_a_published_claim_cannot_be_taken_away(made):
    form = Form(editor(), url(made.member)).fill(**{"citations-0-DELETE": "on"})
    assert "No source stands behind: Joined." in text(form.submit())
    assert Citation.objects.filter(member=made.member).count() == 1


def test_what_is_required_follows_from_what_was_typed(made):
    """A statement with a quotation needs a source for the quotation too."""
    statement = Statement.objects.create(
        slug="davutoglu", country=made.oman, speaker_en="Ahmet Davutoğlu", date="2015-12-15", kind="welcome"
    )
    form = Form(publisher(), url(statement)).fill(
        status="published", gist_en="He welcomed it.", quote_en="The best answer."
    )
    form.add_citation(claim="gist", source=str(made.declaration.pk))
    assert "No source stands behind: Quotation." in text(form.submit())
    assert form.fill(quote_en="").submit().status_code == 302


def test_withdrawing_needs_a_reason_and_keeps_the_address(made):
    form = Form(publisher(), url(made.member)).fill(status="withdrawn")
    assert "Say why the record is withdrawn" in text(form.submit())
    assert form.fill(withdrawn_reason_hi="ग़लती से सूची में।").submit().status_code == 302
    made.member.refresh_from_db()
    assert made.member.status == Status.WITHDRAWN
    assert made.member in type(made.member).objects.readable()


def test_the_refusal_is_said_in_hindi(made):
    form = Form(publisher(), url(made.draft, lang="hi")).fill(status="published")
    assert "इसे अभी प्रकाशित नहीं किया जा सकता। इनका कोई स्रोत नहीं है: शामिल होने की तारीख़।" in text(form.submit())


def test_only_what_was_never_published_can_be_deleted(made):
    """Its address may have been cited; the administrator alone may, and is warned."""
    boss = publisher()
    assert boss.get(url(made.draft, "delete")).status_code == 200
    assert boss.get(url(made.member, "delete")).status_code == 403
    assert boss.post(url(made.member, "delete"), {"post": "yes"}).status_code == 403
    root = administrator()
    assert "Withdraw it instead" in text(root.get(url(made.member, "delete")))
    assert root.post(url(made.member, "delete"), {"post": "yes"}).status_code == 302
    assert boss.post(url(made.draft, "delete"), {"post": "yes"}).status_code == 302


def test_a_source_that_is_cited_cannot_be_deleted_and_the_page_says_what_to_do(made):
    page = text(administrator().get(url(made.declaration, "delete")))
    assert "cannot be deleted: other records of the archive rest on it." in page
    assert "withdraw it" in page
    assert "First council of ministers of defence: Date" in page


def test_no_status_leads_back_from_the_public(made):
    for publishing in (False, True):
        for status in (Status.PUBLISHED, Status.WITHDRAWN):
            assert not {Status.DRAFT, Status.IN_REVIEW} & set(workflow.next_statuses(status, publishing))


def withdraw(source):
    source.status, source.withdrawn_reason_en = Status.WITHDRAWN, "A forgery."
    source.save()


def test_a_record_that_lost_its_source_can_still_be_corrected(made):
    """Withdrawing a source must not lock the records that cited it: a slip of the pen can be mended."""
    withdraw(made.statement)
    form = Form(editor(), url(made.member)).fill(summary_en="Pakistan was named.")
    assert form.submit().status_code == 302
    made.member.refresh_from_db()
    assert made.member.summary_en == "Pakistan was named."


def test_a_record_that_lost_one_source_does_not_lose_another(made):
    """What is lacking already may go on lacking; nothing may be taken away besides."""
    Citation.objects.create(member=made.member, claim="joined", source=made.declaration)
    withdraw(made.statement)
    form = Form(editor(), url(made.member)).fill(**{"citations-1-DELETE": "on"})
    answer = form.submit()
    assert answer.status_code == 200
    assert "No source stands behind: Joined." in text(answer)
    assert "support nothing any more: sa-joint-statement" in text(answer)
    assert made.member.citations.count() == 2


def test_what_rests_on_a_source_that_readers_cannot_see_is_not_published(made):
    made.declaration.status = Status.DRAFT
    made.declaration.save()
    Citation.objects.create(member=made.draft, claim="joined", source=made.declaration)
    answer = Form(publisher(), url(made.draft)).fill(status="published").submit()
    assert "publish them first: imctc-declaration-2017" in text(answer)
    made.draft.refresh_from_db()
    assert made.draft.status == Status.DRAFT


def test_a_withdrawn_record_is_published_again_only_with_a_source_that_stands(made):
    withdraw(made.statement)
    made.member.status, made.member.withdrawn_reason_en = Status.WITHDRAWN, "Its source is a forgery."
    made.member.save()
    answer = Form(publisher(), url(made.member)).fill(status="published").submit()
    assert "No source stands behind: Joined." in text(answer)


@pytest.mark.parametrize("published_before", [True, False], ids=["published once", "from a file"])
@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.WITHDRAWN])
def test_what_readers_can_see_is_deleted_by_an_administrator_alone(made, status, published_before):
    changes = {"status": status, "withdrawn_reason_en": "Listed by mistake."}
    changes |= {} if published_before else {"published_at": None}
    type(made.member).objects.filter(pk=made.member.pk).update(**changes)
    boss = publisher()
    assert boss.get(url(made.member, "delete")).status_code == 403
    assert boss.post(url(made.member, "delete"), {"post": "yes"}).status_code == 403
    assert "deletelink" not in boss.get(url(made.member)).content.decode()
    assert type(made.member).objects.filter(pk=made.member.pk).exists()
    assert "Withdraw it instead" in text(administrator().get(url(made.member, "delete")))
