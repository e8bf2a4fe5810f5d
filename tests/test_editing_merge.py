"""Two people at one record: nothing that either of them typed is lost."""

import pytest

from archive.admin import sent
from archive.models import Citation, Member, Status
from tests.rooms import Form, editor, publisher, records, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def test_a_hindi_and_an_english_edit_of_one_field_are_both_kept(made):
    hindi, english = Form(editor("Asha"), url(made.member)), Form(editor("John"), url(made.member))
    assert hindi.fill(summary_hi="पाकिस्तान ने बाद में पुष्टि की।").submit().status_code == 302
    assert english.fill(summary_en="Pakistan confirmed afterwards.").submit().status_code == 302
    member = fresh(made.member)
    assert member.summary_hi == "पाकिस्तान ने बाद में पुष्टि की।"
    assert member.summary_en == "Pakistan confirmed afterwards."
    said = text(english.client.get(url(made.member)))
    assert "Asha saved this record while you were writing. Taken over from there: Summary (हिंदी)." in said


def test_edits_of_different_fields_are_both_kept(made):
    first, second = Form(editor("Asha"), url(made.event)), Form(editor("John"), url(made.event))
    first.fill(kind="briefing", participants=[str(made.oman.pk)]).submit()
    assert second.fill(place_en="Riyadh", date="26 November 2017").submit().status_code == 302
    event = fresh(made.event)
    assert (event.kind, event.place_en, event.date) == ("briefing", "Riyadh", "2017-11-26")
    assert list(event.participants.all()) == [made.oman]


def test_two_texts_for_one_field_are_shown_side_by_side_and_saved_only_on_purpose(made):
    first, second = Form(editor("Asha"), url(made.member)), Form(editor("John"), url(made.member))
    first.fill(summary_en="Asha’s text.").submit()
    answer = second.fill(summary_en="John’s text.", role_en="host").submit()
    assert answer.status_code == 200
    said = text(answer)
    assert "Asha also changed this while you were writing. Stored now: Asha’s text." in said
    assert second.data["summary_en"] == "John’s text."
    assert second.data["role_en"] == "host"
    assert fresh(made.member).summary_en == "Asha’s text."
    assert second.submit().status_code == 302
    member = fresh(made.member)
    assert (member.summary_en, member.role_en) == ("John’s text.", "host")


def test_what_changed_once_more_while_the_conflict_was_read_is_shown_again(made):
    first, second = Form(editor("Asha"), url(made.member)), Form(editor("John"), url(made.member))
    first.fill(summary_en="One.").submit()
    assert second.fill(summary_en="Mine.").submit().status_code == 200
    Form(first.client, url(made.member)).fill(summary_en="Two.").submit()
    answer = second.submit()
    assert answer.status_code == 200
    assert "Stored now: Two." in text(answer)


def test_the_same_edit_by_both_is_no_conflict(made):
    first, second = Form(editor("Asha"), url(made.member)), Form(editor("John"), url(made.member))
    first.fill(summary_en="Same.").submit()
    assert second.fill(summary_en="Same.").submit().status_code == 302


def test_a_form_without_what_it_was_opened_with_overwrites_nothing(made):
    form = Form(editor(), url(made.member))
    del form.data["_opened_with"]
    form.fill(summary_en="Sent by a script.")
    answer = form.submit()
    assert answer.status_code == 200
    assert "Stored now: Pakistan was named in the joint statement." in text(answer)
    assert form.submit().status_code == 302
    assert fresh(made.member).summary_en == "Sent by a script."


@pytest.mark.parametrize("forged", ["", "nonsense", "eyJ2IjoxfQ:1abcde:forged"])
def test_a_forged_opening_state_overwrites_nothing(made, forged):
    form = Form(editor(), url(made.member))
    form.fill(summary_en="Sent by a script.", _opened_with=forged)
    assert form.submit().status_code == 200
    assert fresh(made.member).summary_en.startswith("Pakistan was named")


def test_the_opening_state_of_another_record_is_of_no_use(made):
    other = Form(editor(), url(made.draft))
    form = Form(other.client, url(made.member))
    form.fill(summary_en="Changed.", _opened_with=other.data["_opened_with"])
    assert form.submit().status_code == 200


def test_a_validation_error_forgets_neither_side(made):
    first, second = Form(editor("Asha"), url(made.member)), Form(editor("John"), url(made.member))
    first.fill(summary_hi="आशा का पाठ।").submit()
    assert second.fill(summary_en="John’s text.", joined="05/06/2024").submit().status_code == 200
    assert second.data["summary_hi"] == "आशा का पाठ।"
    assert second.fill(joined="2015-12-15").submit().status_code == 302
    member = fresh(made.member)
    assert (member.summary_hi, member.summary_en) == ("आशा का पाठ।", "John’s text.")


def test_a_record_deleted_meanwhile_can_be_made_anew_from_what_was_typed(made):
    form = Form(editor("John"), url(made.draft))
    Member.objects.get(pk=made.draft.pk).delete()
    form.fill(summary_en="A long text.")
    form.add_citation(claim="joined", source=str(made.declaration.pk))
    answer = form.submit()
    assert answer.status_code == 200
    assert "This record was deleted while you were writing." in text(answer)
    assert form.data["summary_en"] == "A long text."
    form.address = "/en/admin/archive/member/add/"
    assert form.submit().status_code == 302
    again = Member.objects.get(slug="oman")
    assert again.summary_en == "A long text."
    assert [citation.source for citation in again.citations.all()] == [made.declaration]


def test_a_record_made_anew_has_its_citations_and_none_points_at_the_deleted_one(made):
    """A browser sends, with each citation, the number of the record that it belonged to."""
    Citation.objects.create(member=made.draft, claim="standing", source=made.declaration, locator="p. 4")
    form = Form(editor("John"), url(made.draft))
    assert form.data["citations-0-member"] == str(made.draft.pk)
    Member.objects.get(pk=made.draft.pk).delete()
    assert form.fill(summary_en="A long text.").submit().status_code == 200
    form.address = "/en/admin/archive/member/add/"
    assert form.submit().status_code == 302
    again = Member.objects.get(slug="oman")
    assert [
        (each.claim, each.locator, each.member) for each in Citation.objects.filter(claim="standing")
    ] == [("standing", "p. 4", again)]


def test_the_form_of_a_deleted_record_goes_to_the_page_that_adds_one(made):
    form = Form(editor("John"), url(made.draft))
    Member.objects.get(pk=made.draft.pk).delete()
    assert 'action="/en/admin/archive/member/add/"' in form.submit().content.decode()


def test_an_edit_of_a_record_withdrawn_meanwhile_is_kept_and_it_stays_withdrawn(made):
    writing = Form(editor("John"), url(made.member))
    withdrawal = Form(publisher(), url(made.member))
    withdrawal.fill(status="withdrawn", withdrawn_reason_en="Listed by mistake.")
    assert withdrawal.submit().status_code == 302
    assert writing.fill(summary_en="John’s text.").submit().status_code == 302
    member = fresh(made.member)
    assert (member.status, member.summary_en) == (Status.WITHDRAWN, "John’s text.")


def test_a_draft_published_meanwhile_does_not_fall_back_to_review(made):
    Citation.objects.create(member=made.draft, claim="joined", source=made.declaration)
    writing = Form(editor("John"), url(made.draft))
    Form(publisher(), url(made.draft)).fill(status="published").submit()
    assert writing.fill(status="in_review", summary_en="John’s text.").submit().status_code == 302
    member = fresh(made.draft)
    assert (member.status, member.summary_en) == (Status.PUBLISHED, "John’s text.")


def test_saving_without_a_change_changes_nothing(made):
    form = Form(editor(), url(made.member))
    assert form.submit().status_code == 302
    member = fresh(made.member)
    assert (member.version, member.changed_at) == (made.member.version, made.member.changed_at)
    assert member.summary_en == "Pakistan was named in the joint statement.\nIt confirmed later."


# Citations --------------------------------------------------------------------------------------------------


def test_citations_added_by_both_are_both_kept(made):
    first, second = Form(editor("Asha"), url(made.member)), Form(editor("John"), url(made.member))
    first.add_citation(claim="standing", source=str(made.declaration.pk)).submit()
    assert second.add_citation(claim="summary", source=str(made.statement.pk)).submit().status_code == 302
    claims = set(fresh(made.member).citations.values_list("claim", "source__slug"))
    assert claims == {
        ("joined", "sa-joint-statement"),
        ("standing", "imctc-declaration-2017"),
        ("summary", "sa-joint-statement"),
    }


def test_two_fields_of_one_citation_are_both_kept(made):
    first, second = Form(editor("Asha"), url(made.member)), Form(editor("John"), url(made.member))
    first.fill(**{"citations-0-note_hi": "पहला अनुच्छेद।"}).submit()
    assert second.fill(**{"citations-0-locator": "par. 1"}).submit().status_code == 302
    citation = fresh(made.citation)
    assert (citation.note_hi, citation.locator) == ("पहला अनुच्छेद।", "par. 1")


def test_one_field_of_one_citation_changed_by_both_is_shown(made):
    first, second = Form(editor("Asha"), url(made.member)), Form(editor("John"), url(made.member))
    first.fill(**{"citations-0-source": str(made.declaration.pk)}).submit()
    answer = second.fill(**{"citations-0-source": str(made.hearsay.pk)}).submit()
    assert answer.status_code == 200
    assert "Stored now: Declaration of the ministers of defence" in text(answer)
    assert fresh(made.citation).source == made.declaration


def test_a_citation_deleted_by_one_and_untouched_by_the_other_stays_deleted(made):
    extra = Citation.objects.create(member=made.member, claim="standing", source=made.declaration)
    first, second = Form(editor("Asha"), url(made.member)), Form(editor("John"), url(made.member))
    first.fill(**{"citations-1-DELETE": "on"}).submit()
    assert not Citation.objects.filter(pk=extra.pk).exists()
    second.fill(summary_en="John’s text.").add_citation(claim="summary", source=str(made.statement.pk))
    assert second.submit().status_code == 302
    assert set(fresh(made.member).citations.values_list("claim", flat=True)) == {"joined", "summary"}


def test_a_citation_deleted_by_one_and_changed_by_the_other_is_shown(made):
    Citation.objects.create(member=made.member, claim="standing", source=made.declaration)
    first, second = Form(editor("Asha"), url(made.member)), Form(editor("John"), url(made.member))
    first.fill(**{"citations-1-DELETE": "on"}).submit()
    answer = second.fill(**{"citations-1-locator": "p. 4"}).submit()
    assert answer.status_code == 200
    assert "Asha deleted this citation while you were changing it." in text(answer)
    assert second.submit().status_code == 302
    assert list(fresh(made.member).citations.values_list("claim", "locator")) == [
        ("joined", ""),
        ("standing", "p. 4"),
    ]


def test_a_citation_deleted_meanwhile_is_kept_also_where_nobody_knows_what_the_form_was_opened_with(made):
    extra = Citation.objects.create(member=made.member, claim="standing", source=made.declaration)
    form = Form(editor("John"), url(made.member))
    del form.data["_opened_with"]
    extra.delete()
    answer = form.fill(**{"citations-1-locator": "p. 4"}).submit()
    assert answer.status_code == 200
    assert form.data["citations-1-locator"] == "p. 4"
    assert form.submit().status_code == 302
    assert list(fresh(made.member).citations.values_list("claim", "locator")) == [
        ("joined", ""),
        ("standing", "p. 4"),
    ]


def test_a_citation_changed_by_one_and_deleted_by_the_other_is_shown(made):
    extra = Citation.objects.create(member=made.member, claim="standing", source=made.declaration)
    first, second = Form(editor("Asha"), url(made.member)), Form(editor("John"), url(made.member))
    first.fill(**{"citations-1-locator": "p. 4"}).submit()
    answer = second.fill(**{"citations-1-DELETE": "on"}).submit()
    assert answer.status_code == 200
    assert "Asha changed this citation while you were deleting it." in text(answer)
    assert second.data["citations-1-locator"] == "p. 4"
    assert Citation.objects.filter(pk=extra.pk).exists()
    assert second.fill(**{"citations-1-DELETE": "on"}).submit().status_code == 302
    assert not Citation.objects.filter(pk=extra.pk).exists()


def test_a_citation_changed_from_elsewhere_without_a_new_version_is_not_overwritten(made):
    form = Form(editor(), url(made.member))
    Citation.objects.filter(pk=made.citation.pk).update(locator="par. 2")
    assert form.fill(summary_en="Changed.").submit().status_code == 302
    assert fresh(made.citation).locator == "par. 2"


def test_line_ends_and_blanks_that_a_browser_sends_are_no_change():
    assert sent.is_same("First line\r\nsecond line ", "First line\nsecond line")
    assert not sent.is_same("First line second line", "First line\nsecond line")
