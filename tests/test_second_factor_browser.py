"""Setting up a second factor in a browser, by somebody who presses a button twice."""

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factors import PASSWORD, now, someone

TWICE = """pause => {
    const button = document.querySelector("#set_up_form button");
    setTimeout(() => button.click(), 10);
    setTimeout(() => button.click(), 10 + pause);
}"""


@pytest.mark.parametrize("pause", [40, 250])
def test_recovery_codes_are_shown_after_a_double_click_too(
    page, live_server, transactional_db, settings, pause
):
    settings.SECOND_FACTOR = "publishers"
    user = someone("Vikram", is_superuser=True)
    page.goto(f"{live_server.url}/en/admin/login/")
    page.fill("#id_username", "Vikram")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#set_up_form")
    page.fill("#set_up_form input[name=code]", now(user))
    page.evaluate(TWICE, pause)
    page.wait_for_selector("text=Your recovery codes")
    page.wait_for_timeout(pause + 500)
    assert "Your recovery codes" in page.inner_text("h1, #content h1")
    assert TOTPDevice.objects.get(user=user).confirmed
