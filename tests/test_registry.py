"""The registry of public addresses: it knows every page that links lead to, and each address answers."""

import os
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client

from archive import kinds, languages
from archive.models import OldSlug, Source, Status
from archive.public import registry
from imctc_site.http import NOTE
from tests import hidden, memory

pytestmark = pytest.mark.django_db

CODES = languages.codes()


@pytest.fixture(scope="module")
def known(django_db_setup, django_db_blocker, content):
    memory.forget()
    with django_db_blocker.unblock():
        return list(registry.everything())


def test_it_names_no_address_twice(known):
    twice = {entry.address("x"): n for entry, n in Counter(known).items() if n > 1}
    assert twice == {}
    assert len({entry.address("x") for entry in known}) == len(known)


#: Where the suite runs in another language than the site's, after it ran in that one, of data, choices and
#: versions, which are many and alike, every so many are asked for.
EVERY = 5 if os.environ.get("TEST_LANGUAGE") else 1


def asked(known: list[registry.Entry]) -> Iterator[registry.Entry]:
    """Every address; of what is many and alike the first of each form, and every so many after it."""
    seen: Counter[tuple] = Counter()
    for entry in known:
        if entry.sort in ("data", "choice", "version"):
            form = (entry.sort, entry.kind, entry.path.rpartition(".")[2] if entry.sort == "data" else "")
            seen[form] += 1
            if (seen[form] - 1) % EVERY:
                continue
        yield entry


def test_every_address_answers_as_it_says(known):
    client, wrong = Client(), []
    for entry in asked(known):
        for code in CODES[:1] if entry.sort in ("data", "choice", "version") else CODES:
            answer = client.get(entry.address(code))
            if entry.sort == "redirect":
                there = f"/{code}{entry.leads_to}"
                if answer.status_code not in (301, 302) or answer.headers["Location"] != there:
                    wrong.append((entry, answer.status_code))
            elif answer.status_code != 200:
                wrong.append((entry, answer.status_code))
            elif entry.sort != "file" and NOTE not in answer.wsgi_request.environ:
                wrong.append((entry, "not marked for the page store"))
    assert wrong == []


def test_pages_that_are_written_in_one_language_say_so(known):
    claims = {entry.path: entry.written_in for entry in known if entry.sort == "record"}
    assert claims["/members/pakistan/"] == tuple(CODES)
    Source.objects.filter(slug="sa-joint-statement").update(status=Status.DRAFT)
    assert "/sources/sa-joint-statement/" not in {
        entry.path for entry in registry.records(kinds.KINDS["source"])
    }


def test_what_is_not_published_is_not_in_it():
    made = hidden.archive()
    memory.forget()
    listed = list(registry.everything())
    for status, records in made.items():
        for model, record in records.items():
            if not model.FOLDER:
                continue
            found = [entry for entry in listed if entry.path == model.path(record.slug)]
            if status == Status.PUBLISHED:
                assert found, record
            elif status == Status.WITHDRAWN:
                assert not any(entry.indexed for entry in found), record
            else:
                assert not found, record


def test_an_old_address_leads_to_the_new_one(content):
    source = Source.objects.get(slug="sa-joint-statement")
    OldSlug.objects.remember(source, "once")
    (old,) = (entry for entry in registry.moved(kinds.KINDS["source"]) if entry.path == "/sources/once/")
    assert old.leads_to == "/sources/sa-joint-statement/"
    assert not old.indexed


def test_paths_are_plain(known):
    for entry in known:
        assert urlsplit(entry.path).path == entry.path
        assert entry.path.startswith("/")
