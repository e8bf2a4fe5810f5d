"""Whatever is not published is in no data either, at any address and in any format."""

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from archive import kinds, languages
from archive.models import RECORDS, OldSlug, Status
from tests import hidden, memory

pytestmark = pytest.mark.django_db

CODES = languages.codes()
PAGES = kinds.with_pages()
NEVER = (Status.DRAFT, Status.IN_REVIEW)


def body(answer) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The records of `tests.hidden`, and every list in every format."""
    memory.forget()
    with django_db_blocker.unblock(), transaction.atomic(), translation.override(None):
        records = hidden.archive()
        files = {}
        for code in CODES:
            for kind in kinds.KINDS.values():
                for ending in kind.list_formats:
                    address = f"/{code}/{kind.folder}.{ending}"
                    answer = Client().get(address)
                    assert answer.status_code == 200, address
                    files[address] = body(answer)
        yield records, files
        transaction.set_rollback(True)
    memory.forget()


def test_every_list_has_what_is_published(made):
    _records, files = made
    for kind in kinds.KINDS.values():
        word = hidden.word(kind.model, Status.PUBLISHED)
        found = [address for address in files if f"/{kind.folder}." in address and word in files[address]]
        assert len(found) == len(CODES) * len(kind.list_formats), kind.name


@pytest.mark.parametrize("status", hidden.HIDDEN)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.kind_name)
def test_what_is_not_published_is_in_no_list(made, model, status):
    _records, files = made
    word = hidden.word(model, status)
    found = {address for address, text in files.items() if word in text.lower()}
    if model.kind_name == "source" and status == Status.WITHDRAWN:
        found = {address for address in found if "/sources." in address}  # named where it is cited
    assert found == set()


@pytest.mark.parametrize("signed_in", [False, True], ids=["reader", "staff"])
@pytest.mark.parametrize("status", NEVER)
@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_a_draft_is_at_no_address_of_data(made, admin_user, kind, status, signed_in):
    records, _files = made
    client = Client()
    if signed_in:
        client.force_login(admin_user)
    for code in CODES:
        for ending in kind.record_formats:
            slug = records[status][kind.model].slug
            assert client.get(f"/{code}/{kind.folder}/{slug}.{ending}").status_code == 404


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_no_published_record_tells_of_what_is_not(made, kind):
    records, _files = made
    for ending in kind.record_formats:
        text = body(Client().get(f"/en/{kind.folder}/{records[Status.PUBLISHED][kind.model].slug}.{ending}"))
        for model in RECORDS:
            for status in hidden.HIDDEN:
                if (model.kind_name, status) != ("source", Status.WITHDRAWN):
                    assert hidden.word(model, status) not in text.lower(), (ending, model, status)


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_a_withdrawn_record_answers_with_its_reason_and_asks_not_to_be_indexed(made, kind):
    records, _files = made
    record = records[Status.WITHDRAWN][kind.model]
    for ending in kind.record_formats:
        answer = Client().get(f"/en/{kind.folder}/{record.slug}.{ending}")
        assert answer.status_code == 200, ending
        assert answer["X-Robots-Tag"] == "noindex"
        assert f"reason of {record.slug}" in body(answer), ending


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_an_old_address_leads_to_the_data_at_the_new_one(made, kind):
    records, _files = made
    record = records[Status.PUBLISHED][kind.model]
    with transaction.atomic():
        OldSlug.objects.remember(record, "once")
        for ending in kind.record_formats:
            answer = Client().get(f"/hi/{kind.folder}/once.{ending}")
            assert answer.status_code == 301
            assert answer["Location"] == f"/hi/{kind.folder}/{record.slug}.{ending}"
        transaction.set_rollback(True)


def test_a_preview_leads_to_no_data(made, admin_client):
    records, _files = made
    html = admin_client.get(f"/en/events/{records[Status.DRAFT][PAGES[2].model].slug}/").content.decode()
    assert "text/calendar" not in html
    assert ".csl.json" not in html
