"""The doors of the translation desk, tried: for `test_permissions`."""

import io

from babel.messages import pofile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive import languages
from archive.translating import po
from tests.doors_world import TYPED, door, without_copy
from tests.rooms import Form, text


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
