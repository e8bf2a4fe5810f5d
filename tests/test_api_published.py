"""Whatever is not published is in no answer of the API."""

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from archive import kinds
from archive.models import RECORDS, Status
from tests import hidden, memory

pytestmark = pytest.mark.django_db

LISTED = [kind for kind in kinds.KINDS.values() if kind.listed]
PAGES = kinds.with_pages()


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The records of `tests.hidden`, and every list with whole records."""
    memory.forget()
    with django_db_blocker.unblock(), transaction.atomic(), translation.override(None):
        records = hidden.archive()
        asked = [f"/api/v1/{kind.folder}?whole=true&limit=100" for kind in LISTED]
        asked += ["/api/v1/", "/api/v1/membership", "/api/v1/search?q=zq*"]
        texts = {path: Client().get(path).content.decode() for path in asked}
        yield records, texts
        transaction.set_rollback(True)
    memory.forget()


def test_every_list_has_what_is_published(made):
    _records, texts = made
    for kind in LISTED:
        word = hidden.word(kind.model, Status.PUBLISHED)
        assert word in texts[f"/api/v1/{kind.folder}?whole=true&limit=100"], kind.name


@pytest.mark.parametrize("status", hidden.HIDDEN)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.kind_name)
def test_what_is_not_published_is_in_no_answer(made, model, status):
    _records, texts = made
    word = hidden.word(model, status)
    found = {path for path, text in texts.items() if word in text.lower()}
    if model.kind_name == "source" and status == Status.WITHDRAWN:
        found = {path for path in found if "/sources" in path}  # named where it is cited
    assert found == set()


@pytest.mark.parametrize("signed_in", [False, True], ids=["reader", "staff"])
@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_a_draft_is_nowhere_and_a_withdrawn_record_gives_its_reason(made, admin_user, kind, signed_in):
    records, _texts = made
    client = Client()
    if signed_in:
        client.force_login(admin_user)
    for status in (Status.DRAFT, Status.IN_REVIEW):
        assert client.get(f"/api/v1/{kind.folder}/{records[status][kind.model].slug}").status_code == 404
    withdrawn = records[Status.WITHDRAWN][kind.model]
    answer = client.get(f"/api/v1/{kind.folder}/{withdrawn.slug}")
    assert answer.status_code == 200
    assert answer.json()["status"] == Status.WITHDRAWN
    assert answer["X-Robots-Tag"] == "noindex"
    assert f"reason of {withdrawn.slug}" in answer.content.decode()
