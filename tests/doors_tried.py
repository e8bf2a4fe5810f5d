"""Every door to a record, tried: for `test_permissions`."""

import io
import json
import uuid

from babel.messages import pofile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from archive import languages
from archive.editing import copies, review
from archive.editing.saving import commit
from archive.entries.written import Written
from archive.models import Status, Version, WorkingCopy
from archive.public.addresses import versions_address
from archive.translating import po
from tests import hidden
from tests.rooms import Form, administrator, editor, person, publisher, text, url

ROLES = {
    "anonymous": Client,
    "no group": lambda: person("Nobody"),
    "translator": lambda: person("Tara", "Translator into Hindi"),
    "editor": lambda: editor("Edith"),
    "publisher": lambda: publisher("Paul"),
    "administrator": administrator,
}


class World:
    """Records of one kind: one that is public, with versions and a working copy, and a draft."""

    def __init__(self, model):
        self.model, self.opts = model, model._meta
        made = hidden.archive()
        self.public, self.draft = made[Status.PUBLISHED][model], made[Status.DRAFT][model]
        self.name = hidden.TEXTS[model][0]
        #: The text that is written: in the language of the translator, and in the one that is not.
        self.column, self.other = (languages.column(self.name, code) for code in ("hi", "en"))
        commit(self.public, {self.column: "एक बार बदला"})
        self.batch = uuid.uuid4()
        self.version = commit(self.public, {self.column: "दो बार बदला"}, batch=self.batch).version
        Version.objects.of(self.public).filter(number=1).update(status=Status.DRAFT)
        self.author = editor("Author").user
        self.copy = copies.propose(self.public, {self.column: "सुझाया हुआ"}, None, by=self.author)
        self.clients = {role: make() for role, make in ROLES.items()}

    def stored(self, record) -> tuple[str, str]:
        values = Written.of(type(record)._default_manager.get(pk=record.pk)).values
        return str(values[self.column]), str(values[self.other])

    def address(self, name: str, *args) -> str:
        return reverse(f"admin:archive_{self.opts.model_name}_{name}", args=args)

    # What is found behind a door ----------------------------------------------------------------------------

    def found(self, answer) -> str:
        if answer.status_code == 302 and "/admin/login/" in answer["Location"]:
            return "sign in"
        if answer.status_code in (403, 404):
            return "no"
        assert answer.status_code in (200, 302), answer.status_code
        return "yes"

    def get(self, client, address) -> str:
        return self.found(client.get(address))

    def changed(self, answer, record, before: tuple[str, str]) -> str:
        """What a change that was asked for has come to."""
        found = self.found(answer)
        if found != "yes":
            assert self.stored(record) == before
            return found
        if self.stored(record) != before:
            return "yes"
        copy = copies.unfinished(record)
        return "copy" if copy is not None and (self.copy is None or copy.pk != self.copy.pk) else "no"


def door(name):
    def named(function):
        DOORS[name] = function
        return function

    return named


DOORS = {}


@door("export")
def _(world, client):
    answer = client.get(world.address("export", "json"))
    if answer.status_code == 200:
        assert world.public.slug in answer.content.decode()
    return world.found(answer)


@door("presence")
def _(world, client):
    return world.found(client.post(world.address("open", world.public.pk)))


TYPED = {"hi": "लिखा हुआ", "en": "Typed"}


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


def without_copy(world):
    world.copy.delete()
    world.copy = None


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


# The desk of translators ----------------------------------------------------------------------------------


def desk_address(world, record, code="hi"):
    column = languages.column(world.name, code)
    return reverse("admin:desk_text", args=[world.model.kind_name, record.pk, column])


def written(world, client, record, code="hi"):
    before, address = world.stored(record), desk_address(world, record, code)
    if world.found(client.get(address)) != "yes":
        return world.changed(client.post(address, {"text": TYPED[code], "stay": "1"}), record, before)
    answer = Form(client, address).fill(text=TYPED[code]).submit("stay")
    assert answer.status_code == 302, text(answer)
    return world.changed(answer, record, before)


@door("write a draft at the desk")
def _(world, client):
    return written(world, client, world.draft)


@door("write a draft at the desk in the other language")
def _(world, client):
    return written(world, client, world.draft, "en")


@door("write what is public at the desk")
def _(world, client):
    without_copy(world)
    return written(world, client, world.public)


def brought(world, client, record, code="hi"):
    source = "en" if code == "hi" else "hi"
    catalog = po.read(po.export([world.model], source, code))
    context = f"{world.model.kind_name}/{record.slug}/{world.name}"
    for entry in list(catalog):
        if entry.id and entry.context == context:
            entry.string = TYPED[code]
        elif entry.id:
            catalog.delete(entry.id, entry.context)
    pofile.write_po(content := io.BytesIO(), catalog)
    before, file = world.stored(record), SimpleUploadedFile("texts.po", content.getvalue())
    answer = client.post(reverse("admin:desk_texts"), {"file": file, "import": "1"})
    return world.changed(answer, record, before)


@door("bring in texts of a draft")
def _(world, client):
    return brought(world, client, world.draft)


@door("bring in texts in the other language")
def _(world, client):
    return brought(world, client, world.draft, "en")


@door("bring in texts of what is public")
def _(world, client):
    without_copy(world)
    return brought(world, client, world.public)


@door("texts as a file")
def _(world, client):
    answer = client.get(f"{reverse('admin:desk_po', args=['en', 'hi'])}?kind={world.model.kind_name}")
    if answer.status_code == 200:
        assert f"{world.model.kind_name}/{world.draft.slug}/" in answer.content.decode()
    return world.found(answer)


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
