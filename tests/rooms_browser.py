"""A browser in the editors' rooms: somebody signed in, and what axe finds on a page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User

from archive.models import Citation
from tests.rooms import groups, records

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def made(db):
    made = records()
    Citation.objects.create(member=made.member, claim="joined", source=made.declaration, asserts="2015-12-14")
    user = User.objects.create_user("vikram", password="a long password", is_staff=True)
    groups()
    user.groups.set(Group.objects.filter(name="Publisher"))
    return made


@pytest.fixture
def signed_in(page, live_server, made):
    """Opens a page as a publisher; the test fails if the browser complains of anything."""
    complaints = []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}/en/admin/login/")
    page.fill("#id_username", "vikram")
    page.fill("#id_password", "a long password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/admin/")

    def open_(path, size=DESK, theme="light"):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        page.goto(f"{live_server.url}{path}")
        return page

    complaints.clear()
    page.complaints = complaints
    yield open_
    assert complaints == []


def violations(page) -> list:
    """What axe finds wrong, by rule and place."""
    before = list(getattr(page, "complaints", ()))
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    if hasattr(page, "complaints"):
        page.complaints[:] = before  # what the browser says about axe itself is not about our pages
    return [
        (each["id"], node["target"], node["failureSummary"][:200]) for each in found for node in each["nodes"]
    ]
