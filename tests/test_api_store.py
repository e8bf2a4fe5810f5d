"""Answers of the API in the page store."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db

API = "/api/v1"


def test_kept_answers_come_from_the_page_store_and_no_other_question_gets_them(site):
    assert site(f"{API}/events").status == 200
    with CaptureQueriesContext(connection) as queries:
        kept = site(f"{API}/events")
    assert kept.status == 200
    assert kept.headers["access-control-allow-origin"] == "*"
    assert len(queries) == 0
    assert site(f"{API}/events?kind=").status == 422
    assert site(f"{API}/events?contry=pakistan").status == 422
    assert site(f"{API}/events?kind=meeting").text != kept.text  # its address of the page
