"""Who gets through which door of the editors' rooms, the side doors above all."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.models import RECORDS, Status, Version
from tests.rooms import Form, administrator, editor, person, publisher, records, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    found = records()
    changed = Form(publisher("Paul"), url(found.member)).fill(summary_hi="पाकिस्तान का नाम साझा बयान में है।")
    assert changed.submit().status_code == 302  # there is a version
    return found


@pytest.fixture
def reader():
    return Client()


@pytest.fixture
def nobody(db):
    """Staff without any permission."""
    return person("Nobody")


def doors(made):
    return {
        "list": "/en/admin/archive/member/",
        "add": "/en/admin/archive/member/add/",
        "change": url(made.member),
        "history": url(made.member, "history"),
        "delete": url(made.draft, "delete"),
        "version": f"{url(made.member, 'history')}{Version.objects.of(made.member).first().number}/",
        "sheet": "/en/admin/archive/member/export/csv/",
        "bring in": "/en/admin/import/",
        "search": "/en/admin/search/?q=pakistan",
        "copies": "/en/admin/copies/",
        "changes": "/en/admin/changes/",
        "explain": "/en/admin/explain-date/?text=Dec+2016",
        "choices": "/en/admin/autocomplete/?app_label=archive&model_name=citation&field_name=source",
        "users": "/en/admin/auth/user/",
        "groups": "/en/admin/auth/group/",
    }


OWN = {
    "list",
    "add",
    "change",
    "history",
    "version",
    "sheet",
    "bring in",
    "search",
    "copies",
    "changes",
    "explain",
    "choices",
}
OPEN = {
    "editor": OWN,
    "publisher": OWN | {"delete"},
    "administrator": OWN | {"delete", "users", "groups"},
    "staff without permission": set(),
}


@pytest.mark.parametrize("who", OPEN)
def test_each_opens_the_doors_that_are_theirs_and_no_other(made, who):
    people = {"editor": editor, "publisher": publisher, "administrator": administrator}
    client = people.get(who, lambda: person("Nobody"))()
    answers = {name: client.get(address).status_code for name, address in doors(made).items()}
    assert answers == {name: 200 if name in OPEN[who] else 403 for name in answers}


def test_a_reader_is_asked_to_sign_in_at_every_door(made, reader):
    for name, address in doors(made).items():
        answer = reader.get(address)
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/en/admin/login/?next="), name


def test_a_reader_changes_nothing_by_posting(made, reader):
    reader.post(url(made.member), {"summary_en": "Changed."})
    reader.post("/en/admin/archive/member/", {"action": "publish", "_selected_action": [made.draft.pk]})
    made.draft.refresh_from_db()
    assert made.draft.status == Status.DRAFT


def test_staff_without_permission_change_nothing_by_posting(made, nobody):
    assert nobody.post(url(made.member), {"summary_en": "Changed."}).status_code == 403
    assert nobody.post(url(made.draft, "delete"), {"post": "yes"}).status_code == 403
    action = {"action": "submit_for_review", "_selected_action": [made.draft.pk]}
    assert nobody.post("/en/admin/archive/member/", action).status_code == 403


def test_who_may_only_look_sees_the_record_and_cannot_save_it(made):
    from django.contrib.auth.models import Permission

    guest = person("Guest")
    guest.user.user_permissions.set(Permission.objects.filter(codename="view_member"))
    page = guest.get(url(made.member))
    assert page.status_code == 200
    assert "Pakistan was named in the joint statement." in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert guest.post(url(made.member), {"summary_en": "Changed."}).status_code == 403
    assert guest.get("/en/admin/explain-date/?text=2016").status_code == 403


def test_an_editor_of_members_sees_the_citations_of_no_other_kind(made):
    from django.contrib.auth.models import Permission

    guest = person("Guest")
    guest.user.user_permissions.set(Permission.objects.filter(codename__in=["view_member", "change_member"]))
    assert guest.get(url(made.member)).status_code == 200
    assert guest.get(url(made.event)).status_code == 403


def test_an_editor_may_not_publish_by_the_list(made):
    answer = editor().post(
        "/en/admin/archive/member/", {"action": "publish", "_selected_action": [made.draft.pk]}, follow=True
    )
    made.draft.refresh_from_db()
    assert made.draft.status == Status.DRAFT
    assert "No action selected." in answer.content.decode()


def test_nobody_but_the_administrator_touches_accounts(made):
    root = administrator()
    for client in (editor(), publisher()):
        assert client.get(f"/en/admin/auth/user/{root.user.pk}/change/").status_code == 403
        assert client.post("/en/admin/auth/user/add/", {"username": "more"}).status_code == 403
    assert not User.objects.filter(username="more").exists()


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.kind_name)
def test_records_are_not_deleted_by_the_dozen(made, model):
    page = administrator().get(f"/en/admin/archive/{model._meta.model_name}/").content.decode()
    assert "delete_selected" not in page


def test_a_draft_is_previewed_by_those_who_may_see_it_and_never_kept(made, reader, nobody):
    address = made.draft.get_absolute_url()
    assert reader.get(address).status_code == 404
    assert nobody.get(address).status_code == 404
    preview = editor().get(address)
    assert preview.status_code == 200
    assert "no-store" in preview["Cache-Control"] or "private" in preview["Cache-Control"]


def test_the_form_leads_to_the_preview_of_a_draft_and_to_the_page_of_a_published_record(made):
    client = editor()
    draft, public = (
        client.get(url(made.draft)).content.decode(),
        client.get(url(made.member)).content.decode(),
    )
    assert 'href="/en/members/oman/" class="viewsitelink">Preview<' in draft
    assert 'href="/en/members/pakistan/" class="viewsitelink">View on site<' in public


def test_a_page_of_the_rooms_is_kept_by_no_cache(made):
    assert "no-store" in editor().get(url(made.member))["Cache-Control"]


def test_the_administrator_deletes_a_citation_with_its_record(made):
    form = Form(administrator(), url(made.member))
    assert form.client.post(url(made.member, "delete"), {"post": "yes"}).status_code == 302
    assert not type(made.citation).objects.filter(pk=made.citation.pk).exists()


def test_nothing_is_deleted_from_beside_a_choice(made):
    page = publisher().get(url(made.member)).content.decode()
    assert 'id="change_id_country"' in page
    assert 'id="delete_id_country"' not in page
    assert "delete_id_citations-0-source" not in page
