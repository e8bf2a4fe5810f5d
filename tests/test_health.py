"""The two questions an operator's machines ask."""

import shutil

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.urls import clear_url_caches

from archive.models import Country

pytestmark = pytest.mark.django_db


def test_alive_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert response.json() == {"alive": True}
    assert response.headers["Cache-Control"] == "no-store"


def test_ready_says_what_was_found(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["ready"] is True
    assert response.json()["database"] == "ok"
    assert response.json()["migrations"] == "ok"
    assert isinstance(response.json()["revision"], int)


def test_not_ready_while_a_migration_is_missing(client):
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["ready"] is False
    assert "manage.py migrate" in response.json()["migrations"]


def test_a_failing_check_is_reported_without_its_details(client, settings):
    settings.READINESS = {"library": "tests.test_health.burning"}
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "shelf 7" not in response.content.decode()
    assert "log" in response.json()["library"]


def burning():
    raise RuntimeError("fire at shelf 7")


def test_not_ready_while_the_addresses_cannot_be_imported(client, settings):
    settings.ROOT_URLCONF = "tests.no_such_addresses"
    clear_url_caches()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "log" in response.json()["addresses"]


def test_not_ready_while_nothing_can_be_written(client):
    with connection.execute_wrapper(full):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["writing"] == "Nothing can be written to the database; the log says why."


def full(execute, sql, params, many, context):
    if not sql.lstrip().upper().startswith("SELECT"):
        raise OperationalError("database or disk is full")
    return execute(sql, params, many, context)


@pytest.mark.sqlite
def test_not_ready_when_the_disk_of_the_database_is_almost_full(client, monkeypatch):
    usage = shutil.disk_usage("/")._replace(free=3 * 2**20)
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["writing"].startswith("3 MB are free")


def test_asking_whether_it_can_write_leaves_nothing_behind(client):
    assert client.get("/readyz").status_code == 200
    assert not Session.objects.exists()


def test_a_few_records_that_the_search_misses_are_told_and_stop_nobody(client):
    Country.objects.bulk_create(
        Country(slug=code.lower(), code=code, name_en=code, status="published")
        for code in ("KE", "UG", "TZ", "RW")
    )
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["search"] == (
        "The search index is out of step with 4 records; run manage.py rebuild_search."
    )


def test_not_ready_when_the_search_misses_most_records(client):
    Country.objects.bulk_create(
        Country(slug=f"body-{number}", code=f"b{number}", name_en=f"Body {number}", status="published")
        for number in range(150)
    )
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "150 records" in response.json()["search"]


def test_probes_are_answered_whatever_the_host_and_scheme(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz", headers={"host": "10.1.2.3:8000"}).status_code == 200
    assert client.get("/readyz", headers={"host": "10.1.2.3:8000"}).status_code == 200


def test_probes_send_no_cookie_and_name_no_version(client):
    for path in ("/healthz", "/readyz"):
        response = client.get(path)
        assert not response.cookies
        assert "Server" not in response.headers
