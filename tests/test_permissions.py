"""Who gets through which door with records of which kind: one table, with a row for every door."""

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import URLPattern
from django.utils.translation import override

from archive.models import RECORDS, WorkingCopy
from tests.doors_tried import DOORS, ROLES, World

pytestmark = pytest.mark.django_db

#: Door -> what each role finds there, in the order of ROLES. "yes": it opens, or what was asked for is done;
#: "no": refused (a form of somebody who is not signed in is kept on a page, and not lost); "sign in": led to
#: that page; "copy": done as a working copy, and nothing public moves. What is written is Hindi, and the
#: translator writes into Hindi; "in the other language" is English.
TABLE = {
    # The rooms of a kind
    "list": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "add": ("sign in", "no", "no", "yes", "yes", "yes"),
    "form": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "history": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "difference": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "delete a draft": ("sign in", "no", "no", "no", "yes", "yes"),
    "delete what was public": ("sign in", "no", "no", "no", "no", "yes"),
    "export": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "presence": ("no", "no", "yes", "yes", "yes", "yes"),
    "form of the working copy": ("sign in", "no", "yes", "yes", "yes", "yes"),
    # What changes something
    "save a draft": ("no", "no", "yes", "yes", "yes", "yes"),
    "save what is public": ("no", "no", "copy", "copy", "yes", "yes"),
    "save a draft in the other language": ("no", "no", "no", "yes", "yes", "yes"),
    "save what is public in the other language": ("no", "no", "no", "copy", "yes", "yes"),
    "preview what is not saved": ("no", "no", "yes", "yes", "yes", "yes"),
    "action submit_for_review": ("no", "no", "no", "yes", "yes", "yes"),
    "action publish": ("no", "no", "no", "no", "yes", "yes"),
    "undo": ("no", "no", "copy", "copy", "yes", "yes"),
    "back to a version": ("no", "no", "copy", "copy", "yes", "yes"),
    "import": ("no", "no", "yes", "yes", "yes", "yes"),
    "import over what is public": ("no", "no", "no", "no", "yes", "yes"),
    "import in the other language": ("no", "no", "no", "yes", "yes", "yes"),
    "take a batch back": ("no", "no", "no", "no", "yes", "yes"),
    "submit a working copy": ("no", "no", "yes", "yes", "yes", "yes"),
    "publish a working copy": ("no", "no", "no", "no", "yes", "yes"),
    # Rooms of all kinds
    "changes": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "batch": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "search": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "working copies": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "working copy": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "preview of a working copy": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "sheet": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "dates explained": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "autocomplete": ("sign in", "no", "yes", "yes", "yes", "yes"),
    # The desk of translators
    "desk": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "next text": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "next text in the other language": ("sign in", "no", "no", "yes", "yes", "yes"),
    "text at the desk": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "text at the desk in the other language": ("sign in", "no", "no", "yes", "yes", "yes"),
    "write a draft at the desk": ("no", "no", "yes", "yes", "yes", "yes"),
    "write a draft at the desk in the other language": ("no", "no", "no", "yes", "yes", "yes"),
    "write what is public at the desk": ("no", "no", "copy", "copy", "yes", "yes"),
    "texts in and out": ("sign in", "no", "yes", "yes", "yes", "yes"),
    "bring in texts of a draft": ("no", "no", "yes", "yes", "yes", "yes"),
    "bring in texts in the other language": ("no", "no", "no", "yes", "yes", "yes"),
    "bring in texts of what is public": ("no", "no", "copy", "copy", "yes", "yes"),
    "texts as a file": ("sign in", "no", "yes", "yes", "yes", "yes"),
    # Pages
    "page": ("yes", "yes", "yes", "yes", "yes", "yes"),
    "page of a draft": ("no", "no", "yes", "yes", "yes", "yes"),
    "versions": ("yes", "yes", "yes", "yes", "yes", "yes"),
    "public version": ("yes", "yes", "yes", "yes", "yes", "yes"),
    "version that was never public": ("no", "no", "no", "no", "no", "no"),
    "versions of a draft": ("no", "no", "no", "no", "no", "no"),
}

#: Names of the addresses of the rooms -> the rows that speak of them. `%s` is the kind.
ADDRESSES = {
    "archive_%s_changelist": ("list", "action submit_for_review", "action publish"),
    "archive_%s_add": ("add",),
    "archive_%s_change": (
        "form",
        "save a draft",
        "save a draft in the other language",
        "save what is public",
        "save what is public in the other language",
        "preview what is not saved",
    ),
    "archive_%s_history": ("history",),
    "archive_%s_version": ("difference", "undo", "back to a version"),
    "archive_%s_delete": ("delete a draft", "delete what was public"),
    "archive_%s_export": ("export",),
    "archive_%s_open": ("presence",),
    "archive_%s_copy": ("form of the working copy",),
    "changes": ("changes",),
    "batch": ("batch", "take a batch back"),
    "search": ("search",),
    "copies": ("working copies",),
    "copy": ("working copy", "submit a working copy", "publish a working copy"),
    "copy_preview": ("preview of a working copy",),
    "import": ("sheet", "import", "import in the other language", "import over what is public"),
    "explain_date": ("dates explained",),
    "autocomplete": ("autocomplete",),
    "desk": ("desk",),
    "desk_next": ("next text", "next text in the other language"),
    "desk_text": (
        "text at the desk",
        "text at the desk in the other language",
        "write a draft at the desk",
        "write a draft at the desk in the other language",
        "write what is public at the desk",
    ),
    "desk_texts": (
        "texts in and out",
        "bring in texts of a draft",
        "bring in texts in the other language",
        "bring in texts of what is public",
    ),
    "desk_po": ("texts as a file",),
}

#: Addresses of Django's own that tell and change nothing of a record, or are looked at elsewhere
#: (`test_admin_doors`, `test_second_factor`).
ELSEWHERE = {
    "",
    None,
    "app_list",
    "index",
    "jsi18n",
    "login",
    "logout",
    "password_change",
    "password_change_done",
    "view_on_site",
}


@pytest.fixture(autouse=True)
def by_copy(settings):
    settings.EDITORS_CHANGE_PUBLISHED = False


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.kind_name)
def test_every_role_at_every_door(model):
    wrong = []
    with override("en"):
        world = World(model)
        for name, expected in TABLE.items():
            for (role, client), wanted in zip(world.clients.items(), expected, strict=True):
                with transaction.atomic():
                    found = DOORS[name](world, client)
                    transaction.set_rollback(True)
                world.copy = WorkingCopy.objects.get()
                if found != wanted:
                    wrong.append((name, role, found, wanted))
    assert wrong == []


def test_every_row_has_a_door_and_every_door_a_row():
    assert TABLE.keys() == DOORS.keys()
    assert {row for rows in ADDRESSES.values() for row in rows} <= TABLE.keys()
    assert {len(row) for row in TABLE.values()} == {len(ROLES)}


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.kind_name)
def test_every_address_of_a_room_and_every_action_of_a_list_has_a_row(model):
    room = admin.site.get_model_admin(model)
    name = model._meta.model_name
    known = {address % name for address in ADDRESSES if "%s" in address}
    there = {each.name for each in room.get_urls() if isinstance(each, URLPattern) and each.name}
    assert there == known
    for action in room.actions:
        named = action if isinstance(action, str) else action.__name__
        assert f"action {named}" in TABLE


def test_every_address_of_the_rooms_of_all_kinds_has_a_row():
    own = {each.name for each in admin.site.get_urls() if isinstance(each, URLPattern)}
    assert own - ELSEWHERE <= ADDRESSES.keys()
    assert {each for each in ADDRESSES if "%s" not in each} <= own
