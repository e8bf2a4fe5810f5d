"""Public pages are read and nothing else: any other method is refused as one, with or without a token."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


PATHS = """/ /members/ /en/members/ /hi/ /en/people/ /en/posts/ /en/stances/ /en/stances.csv /en/members.json
/en/chronology.atom /en/corrections.atom /en/search/?q=x /en/search/suggest/?q=x /en/data/ /en/report/thanks/
/robots.txt /favicon.ico /humans.txt /sitemap.xml /.well-known/security.txt /releases/latest/data.zip
/language/hi/ /api/v1/members /healthz /readyz"""


@pytest.mark.parametrize("path", PATHS.split())
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_form_sent_to_a_public_page_is_refused_as_a_method(path, method):
    response = Client(enforce_csrf_checks=True).generic(method, path)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_form_of_the_editors_still_needs_its_token():
    response = Client(enforce_csrf_checks=True).post("/en/admin/login/", {"username": "asha"})
    assert response.status_code == 403
