"""Editors see what changed, compare any two versions, and take changes back."""

import pytest
from django.contrib.auth.models import Permission

from archive.editing.saving import commit
from archive.models import Country, Member, Status, Version
from tests.rooms import Form, editor, person, publisher, records, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return records()


def page_of(record, number, lang="en"):
    return url(record, f"history/{number}", lang)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def test_the_page_of_a_version_shows_both_languages_word_by_word(made):
    client = editor("Asha")
    old = fresh(made.member).summary_hi
    commit(made.member, {"summary_hi": f"{old} फिर से।"}, by=client.user, why="अधूरा था।")
    for lang, label in (("en", "Summary only हिंदी"), ("hi", "सारांश केवल हिंदी")):
        answer = client.get(page_of(made.member, 2, lang))
        assert label in text(answer)
        assert "अधूरा था।" in text(answer)
        assert f'lang="hi" dir="ltr">{old}<ins> फिर से।</ins></div>' in answer.content.decode()
        assert 'lang="en" dir="ltr">Pakistan was named' in answer.content.decode()


def test_two_versions_that_do_not_follow_each_other_are_compared(made):
    for role in ("One", "Two", "Three"):
        commit(made.member, {"role_en": role})
    page = editor().get(f"{page_of(made.member, 4)}?with=2").content.decode()
    assert "<del>One</del><ins>Three</ins>" in page
    assert "Take this change back" not in page
    assert editor("John").get(f"{page_of(made.member, 4)}?with=99999999999999999999").status_code == 200


def test_text_in_a_version_is_shown_and_not_obeyed(made):
    commit(made.member, {"summary_en": "<script>alert(1)</script>", "role_en": "<b>"}, why="<i>why</i>")
    page = editor().get(page_of(made.member, 2)).content.decode()
    assert "<script>alert" not in page
    assert "<i>why" not in page


def test_a_change_is_taken_back_from_its_page(made):
    client = editor("Asha")
    before = fresh(made.member).summary_en
    commit(made.member, {"summary_en": "Wrong.", "role_en": "host"})
    commit(made.member, {"summary_hi": "नया।"})
    answer = client.post(page_of(made.member, 2), {"take_back": "1", "why": "Not so."}, follow=True)
    assert "Taken back from version 2: Role (English) and Summary (English)." in text(answer)
    member = fresh(made.member)
    assert (member.summary_en, member.role_en, member.summary_hi) == (before, "", "नया।")
    version = Version.objects.of(member).first()
    assert (version.who, version.why, version.origin) == ("Asha", "Not so.", "undone")
    assert "Asha · Why: Not so. taken back" in text(client.get(url(made.member, "history")))


def test_one_field_of_a_change_is_taken_back_alone(made):
    commit(made.member, {"summary_en": "Wrong.", "role_en": "host"})
    page = editor().get(page_of(made.member, 2)).content.decode()
    assert 'name="only" value="role_en"' in page
    editor("John").post(page_of(made.member, 2), {"only": "role_en"})
    assert (fresh(made.member).role_en, fresh(made.member).summary_en) == ("", "Wrong.")


def test_a_change_sent_back_twice_is_taken_back_once(made):
    client = editor()
    commit(made.member, {"role_en": "host"})
    for _twice in range(2):
        answer = client.post(page_of(made.member, 2), {"take_back": "1"}, follow=True)
    assert "Nothing had to be changed" in text(answer)
    assert Version.objects.of(made.member).count() == 3


def test_what_changed_again_since_is_named_and_left(made):
    commit(made.member, {"role_en": "host"})
    commit(made.member, {"role_en": "guest"})
    answer = editor().post(page_of(made.member, 2), {"take_back": "1"}, follow=True)
    assert "Nothing was taken back: Role (English) changed again since." in text(answer)
    assert fresh(made.member).role_en == "guest"


def test_a_record_is_made_again_what_it_was(made):
    client = editor()
    commit(made.member, {"role_en": "host"})
    commit(made.member, {"role_en": "guest", "joined": "2016"})
    commit(made.member, {"summary_en": "Other."})
    seen = fresh(made.member).version
    answer = client.post(page_of(made.member, 2), {"back_to": "1", "seen": seen}, follow=True)
    assert "The record is as in version 2 again: Joined, Role (English) and Summary (English)." in text(
        answer
    )
    assert fresh(made.member).joined == "2015-12-15"


def test_nobody_goes_back_over_a_change_that_they_have_not_seen(made):
    client = editor()
    commit(made.member, {"role_en": "host"})
    commit(made.member, {"role_en": "guest"})
    seen = fresh(made.member).version
    commit(made.member, {"summary_en": "Meanwhile."})
    answer = client.post(page_of(made.member, 2), {"back_to": "1", "seen": seen}, follow=True)
    assert "Somebody has changed this record since you looked at it." in text(answer)
    assert fresh(made.member).summary_en == "Meanwhile."


def test_an_editor_takes_back_neither_a_publication_nor_a_withdrawal(made):
    boss = publisher("Vik")
    reason = {"status": Status.WITHDRAWN, "withdrawn_reason_en": "Mistaken."}
    commit(made.member, reason, by=boss.user)
    number = fresh(made.member).version
    answer = editor().post(page_of(made.member, number), {"take_back": "1"}, follow=True)
    assert "Nothing was taken back." in text(answer)
    assert fresh(made.member).is_withdrawn
    editor("John").post(page_of(made.member, number), {"only": "withdrawn_reason_en"})
    assert fresh(made.member).withdrawn_reason_en == "Mistaken."
    boss.post(page_of(made.member, number), {"take_back": "1"})
    assert fresh(made.member).is_published


def test_a_reason_is_given_later_by_whoever_saved_and_by_nobody_else(made):
    client = editor("Asha")
    commit(made.member, {"role_en": "host"}, by=client.user)
    assert editor("John").post(page_of(made.member, 2), {"say_why": "1", "why": "Mine."}).status_code == 403
    assert "Give this reason" in text(client.get(page_of(made.member, 2)))
    client.post(page_of(made.member, 2), {"say_why": "1", "why": "It hosts."})
    assert Version.objects.get(kind="member", slug="pakistan", number=2).why == "It hosts."
    assert client.post(page_of(made.member, 2), {"say_why": "1", "why": "Other."}).status_code == 403


@pytest.mark.parametrize("number", [99, 10**30])
def test_a_version_that_is_not_there_is_not_found(made, number):
    assert editor().get(page_of(made.member, number)).status_code == 404


def test_who_may_see_a_record_sees_its_versions_and_who_may_change_it_takes_back(made):
    commit(made.member, {"role_en": "host"})
    stranger = person("Nobody")
    assert stranger.get(page_of(made.member, 2)).status_code == 403
    assert stranger.post(page_of(made.member, 2), {"take_back": "1"}).status_code == 403
    reader = person("Reader")
    reader.user.user_permissions.add(Permission.objects.get(codename="view_member"))
    page = text(reader.get(page_of(made.member, 2)))
    assert "host" in page
    assert "Take this change back" not in page
    assert reader.post(page_of(made.member, 2), {"take_back": "1"}).status_code == 403
    assert reader.post(page_of(made.member, 2), {"back_to": "1", "seen": "2"}).status_code == 403
    assert fresh(made.member).role_en == "host"


def test_the_first_version_shows_all_that_it_says(made):
    Form(editor("Asha"), "/en/admin/archive/country/add/").fill(
        slug="iran", code="IR", name_en="Iran"
    ).submit()
    page = text(editor("John").get(page_of(Country.objects.get(slug="iran"), 1)))
    assert "Iran" in page
    assert "Take this change back" not in page
    assert Member.objects.count() == 2


def test_a_reason_typed_is_not_lost_where_nothing_was_taken_back(made):
    commit(made.member, {"role_en": "host"})
    commit(made.member, {"role_en": "guest"})
    client = editor()
    for sent in ({"take_back": "1"}, {"back_to": "1", "seen": "1"}):
        answer = client.post(page_of(made.member, 2), {**sent, "why": "It never hosted."})
        assert 'value="It never hosted."' in answer.content.decode()
    seen = submitted_number(answer)
    assert seen == str(fresh(made.member).version), "the page shown again is of what is stored now"
    answer = client.post(page_of(made.member, 2), {"take_back": "1", "why": "x" * 501})
    assert "x" * 501 in answer.content.decode()


def submitted_number(answer) -> str:
    return answer.content.decode().split('name="seen" value="')[1].split('"')[0]
