"""Linked data in a browser: it is data and no script, so that the content policy has nothing to say of it."""

import json

import pytest

pytestmark = pytest.mark.browser


def test_a_browser_reports_nothing_about_it(page, live_server):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{live_server.url}/en/about/")
    kept = page.evaluate("document.querySelector('script[type=\"application/ld+json\"]').textContent")
    assert json.loads(kept)["@type"] == "AboutPage"
    assert said == []
