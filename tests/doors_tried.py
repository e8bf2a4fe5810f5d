"""Every door to a record, tried: for `test_permissions`."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive import languages
from archive.editing import review
from archive.models import Status, WorkingCopy
from archive.public.addresses import versions_address
from tests import hidden
from tests.doors_desk import desk_address
from tests.doors_world import DOORS, ROLES, TYPED, World, door, without_copy
from tests.rooms import Form, text, url

__all__ = ["DOORS", "ROLES", "World"]


@door("export")
def _(world, client):
    answer = client.get(world.address("export", "json"))
    if answer.status_code == 200:
        assert world.public.slug in answer.content.decode()
    return world.found(answer)


@door("presence")
def _(world, client):
    return world.found(client.post(world.address("open", world.public.pk)))


def saved(world, client, record, code="hi"):
    before, column = world.stored(record), languages.column(world.name, code)
    answer = client.get(url(record))
    if world.found(answer) != "yes":
        return world.changed(client.post(url(record), {column: TYPED[code]}), record, before)
    form = Form(client, url(record)).fill(**{column: TYPED[code]})
    button = "_save" if 'name="_save"' in answer.content.decode() else "_copy"
    answer = form.submit(button)
    assert answer.status_code == 302, text(answer)
    return world.changed(answer, record, before)


@door("save a draft")
def _(world, client):
    return saved(world, client, world.draft)


@door("save a draft in the other language")
def _(world, client):
    return saved(world, client, world.draft, "en")


@door("save what is public")
def _(world, client):
    without_copy(world)
    return saved(world, client, world.public)


@door("save what is public in the other language")
def _(world, client):
    without_copy(world)
    return saved(world, client, world.public, "en")


@door("preview what is not saved")
def _(world, client):
    if world.found(client.get(url(world.draft))) != "yes":
        return world.found(client.post(url(world.draft), {"_preview": "en"}))
    form = Form(client, url(world.draft))
    before = world.stored(world.draft)
    answer = client.post(form.address, {**form.data, world.column: "अनदेखा", "_preview": "hi"})
    assert world.stored(world.draft) == before
    assert "अनदेखा" in answer.content.decode()
    return world.found(answer)


def acted(world, client, action):
    address, data = world.address("changelist"), {"action": action, "_selected_action": [world.draft.pk]}
    if world.found(answer := client.post(address, data)) != "yes":
        return world.found(answer)
    page = client.get(address)
    if f'value="{action}"' in page.content.decode() and "No action selected." not in text(page):
        return "yes"
    assert type(world.draft).objects.get(pk=world.draft.pk).status == Status.DRAFT
    return "no"


@door("action submit_for_review")
def _(world, client):
    return acted(world, client, "submit_for_review")


@door("action publish")
def _(world, client):
    return acted(world, client, "publish")


def undone(world, client, number, **posted):
    without_copy(world)
    before = world.stored(world.public)
    posted = {"seen": str(world.version.number), **posted}
    answer = client.post(world.address("version", world.public.pk, number), posted)
    return world.changed(answer, world.public, before)


@door("undo")
def _(world, client):
    return undone(world, client, world.version.number, take_back="1")


@door("back to a version")
def _(world, client):
    return undone(world, client, world.version.number - 1, back_to="1")


def imported(world, client, record, code="hi"):
    column = languages.column(world.name, code)
    row = {"record": world.model.kind_name, "slug": record.slug, column: TYPED[code]}
    sheet = SimpleUploadedFile("sheet.json", json.dumps([row]).encode())
    before = world.stored(record)
    return world.changed(client.post(reverse("admin:import"), {"file": sheet, "import": "1"}), record, before)


@door("import")
def _(world, client):
    return imported(world, client, world.draft)


@door("import in the other language")
def _(world, client):
    return imported(world, client, world.draft, "en")


@door("import over what is public")
def _(world, client):
    return imported(world, client, world.public)


@door("take a batch back")
def _(world, client):
    before = world.stored(world.public)
    answer = client.post(reverse("admin:batch", args=[world.batch]), {"take_back": "1"})
    return world.changed(answer, world.public, before)


def decided(world, client, button, state):
    if button == "publish":
        review.submit(world.copy, by=world.author)
    posted = {button: "1", "seen": str(world.copy.number)}
    found = world.found(client.post(reverse("admin:copy", args=[world.copy.pk]), posted))
    done = WorkingCopy.objects.get(pk=world.copy.pk).state == state
    assert done <= (found == "yes")
    return "no" if found == "yes" and not done else found


@door("submit a working copy")
def _(world, client):
    return decided(world, client, "submit", WorkingCopy.State.SUBMITTED)


@door("publish a working copy")
def _(world, client):
    return decided(world, client, "publish", WorkingCopy.State.PUBLISHED)


@door("autocomplete")
def _(world, client):
    asked = "?app_label=archive&model_name=citation&field_name=source&term=x"
    return world.get(client, f"{reverse('admin:autocomplete')}{asked}")


@door("page of a draft")
def _(world, client):
    answer = client.get(world.draft.get_absolute_url().partition("#")[0])
    if answer.status_code != 200:
        return world.found(answer)
    # Kinds without pages of their own share one, which is everybody's.
    return "yes" if hidden.word(world.model, Status.DRAFT) in answer.content.decode() else "no"


@door("versions of a draft")
def _(world, client):
    return world.get(client, versions_address(world.model, world.draft.slug, lang="en"))


#: Doors that are only looked through.
LOOKED = {
    "list": lambda world: world.address("changelist"),
    "add": lambda world: world.address("add"),
    "form": lambda world: url(world.public),
    "history": lambda world: url(world.public, "history"),
    "difference": lambda world: world.address("version", world.public.pk, world.version.number),
    "delete a draft": lambda world: url(world.draft, "delete"),
    "delete what was public": lambda world: url(world.public, "delete"),
    "form of the working copy": lambda world: world.address("copy", world.public.pk),
    "changes": lambda world: reverse("admin:changes"),
    "batch": lambda world: reverse("admin:batch", args=[world.batch]),
    "search": lambda world: f"{reverse('admin:search')}?q={world.public.slug}",
    "working copies": lambda world: reverse("admin:copies"),
    "working copy": lambda world: reverse("admin:copy", args=[world.copy.pk]),
    "preview of a working copy": lambda world: reverse("admin:copy_preview", args=[world.copy.pk, "en"]),
    "sheet": lambda world: reverse("admin:import"),
    "desk": lambda world: f"{reverse('admin:desk')}?kind={world.model.kind_name}",
    "next text": lambda world: reverse("admin:desk_next", args=["hi"]),
    "next text in the other language": lambda world: reverse("admin:desk_next", args=["en"]),
    "text at the desk": lambda world: desk_address(world, world.draft),
    "text at the desk in the other language": lambda world: desk_address(world, world.draft, "en"),
    "texts in and out": lambda world: reverse("admin:desk_texts"),
    "dates explained": lambda world: f"{reverse('admin:explain_date')}?text=Dec+2016",
    "page": lambda world: world.public.get_absolute_url().partition("#")[0],
    "versions": lambda world: versions_address(world.model, world.public.slug, lang="en"),
    "public version": lambda world: versions_address(
        world.model, world.public.slug, world.version.number, "en"
    ),
    "version that was never public": lambda world: versions_address(world.model, world.public.slug, 1, "en"),
}

for _name, _address in LOOKED.items():
    DOORS[_name] = lambda world, client, address=_address: world.get(client, address(world))
