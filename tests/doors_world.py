"""Whom doors are tried by, and the records behind them: for `doors_tried` and `doors_desk`."""

import uuid

from django.test import Client
from django.urls import reverse

from archive import languages
from archive.editing import copies
from archive.editing.saving import commit
from archive.entries.written import Written
from archive.models import Status, Version
from tests import hidden
from tests.rooms import administrator, editor, person, publisher

#: What is typed into a text, by its language.
TYPED = {"hi": "लिखा हुआ", "en": "Typed"}

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


def without_copy(world):
    world.copy.delete()
    world.copy = None
