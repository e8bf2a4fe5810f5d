"""The two questions an operator's machines ask."""

import pytest
from django.db.migrations.recorder import MigrationRecorder

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


def test_probes_are_answered_whatever_the_host_and_scheme(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz", headers={"host": "10.1.2.3:8000"}).status_code == 200
    assert client.get("/readyz", headers={"host": "10.1.2.3:8000"}).status_code == 200


def test_probes_send_no_cookie_and_name_no_version(client):
    for path in ("/healthz", "/readyz"):
        response = client.get(path)
        assert not response.cookies
        assert "Server" not in response.headers
