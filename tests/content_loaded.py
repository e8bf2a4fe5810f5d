"""The archive's files, loaded once for a module of tests that only read them."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from archive import loading
from archive.models import RECORDS, Source

FILES = sorted((Path(settings.BASE_DIR) / "fixtures").glob("*.yaml"))


def loaded(django_db_setup, django_db_blocker):
    """To be made a fixture that each module uses by itself, once for all of its tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load(FILES)
        yield
        transaction.set_rollback(True)


def everything():
    return [record for model in RECORDS for record in model.objects.all()]


def claims_of(record):
    claims = {}
    if not isinstance(record, Source):
        for citation in record.citations.select_related("source"):
            claims.setdefault(citation.claim, []).append(citation)
    return claims
