"""A second factor is looked after: new codes, another phone, lost and taken away."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from imctc_site.accounts.models import SignIn
from tests.factors import DOOR, PASSWORD, enrolled, now, sign_in, someone
from tests.rooms import groups, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demanded(settings):
    settings.SECOND_FACTOR = "publishers"
    groups()


@pytest.fixture
def publisher():
    return someone("Vikram", "Publisher")


def inside(user) -> Client:
    enrolled(user)
    client = sign_in(user.username)
    assert client.post(DOOR, {"code": now(user)}).status_code == 302
    TOTPDevice.objects.filter(user=user).update(last_t=-1)
    return client


def test_new_recovery_codes_need_a_code_and_end_the_old(publisher):
    client = inside(publisher)
    assert "10 recovery codes are left" in text(client.get("/en/admin/account/"))
    assert (
        "<li><code>"
        not in client.post("/en/admin/account/", {"code": "000000", "action": "codes"}).content.decode()
    )
    TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    before = set(StaticToken.objects.values_list("token", flat=True))
    page = client.post("/en/admin/account/", {"code": now(publisher), "action": "codes"})
    assert len(re.findall("<li><code>", page.content.decode())) == 10
    assert not before & set(StaticToken.objects.values_list("token", flat=True))


def test_another_phone_is_set_up_with_a_code_of_the_old(publisher):
    client = inside(publisher)
    old = TOTPDevice.objects.get(user=publisher)
    client.post("/en/admin/account/", {"code": now(publisher), "action": "replace"})
    assert client.get("/en/admin/archive/member/").status_code == 302
    assert 'class="qr"' in client.get(DOOR).content.decode()
    assert TOTPDevice.objects.get(user=publisher).key != old.key


def test_an_administrator_resets_it_by_a_command(publisher):
    client = inside(publisher)
    out = StringIO()
    call_command("reset_second_factor", "Vikram", stdout=out)
    assert "no second factor now" in out.getvalue()
    assert client.get("/en/admin/archive/member/").status_code == 302, "an open session ends with it"
    assert 'class="qr"' in sign_in().get(DOOR).content.decode()
    assert not StaticToken.objects.exists()
    with pytest.raises(CommandError, match="There are: Vikram"):
        call_command("reset_second_factor", "Vikarm")


def test_an_administrator_resets_it_in_the_rooms_and_a_publisher_does_not(publisher):
    root = someone("Root", is_superuser=True)
    enrolled(publisher)
    chosen = {"action": "reset_second_factor", "_selected_action": [publisher.pk]}
    keeper = inside(root)
    assert "second factor" in text(keeper.get("/en/admin/auth/user/"))
    answer = keeper.post("/en/admin/auth/user/", chosen, follow=True)
    assert "Vikram" in text(answer)
    assert not TOTPDevice.objects.filter(user=publisher).exists()
    assert SignIn.objects.filter(user=publisher, result="reset").exists()
    assert inside(publisher).post("/en/admin/auth/user/", chosen).status_code == 403


def test_no_room_shows_the_secrets():
    client = inside(someone("Root", is_superuser=True))
    for model in ("otp_totp/totpdevice", "otp_static/staticdevice"):
        assert client.get(f"/en/admin/{model}/").status_code == 404


# --- On one's own machine ----------------------------------------------------------------------------------


def test_only_a_loopback_site_lets_one_go_on_without(publisher, settings):
    settings.SECOND_FACTOR_MAY_BE_SKIPPED = False
    client = sign_in()
    assert "Go on without" not in client.get(DOOR).content.decode()
    assert client.post("/en/admin/second-factor/skip/").status_code == 404
    settings.SECOND_FACTOR_MAY_BE_SKIPPED = True
    assert "Go on without" in client.get(DOOR).content.decode()
    assert client.post("/en/admin/second-factor/skip/").status_code == 302
    assert client.get("/en/admin/archive/member/").status_code == 200
    settings.SECOND_FACTOR_MAY_BE_SKIPPED = False
    assert client.get("/en/admin/archive/member/").status_code == 302


def test_who_has_one_cannot_go_on_without(publisher, settings):
    settings.SECOND_FACTOR_MAY_BE_SKIPPED = True
    enrolled(publisher)
    assert sign_in().post("/en/admin/second-factor/skip/").status_code == 404


def test_pages_of_the_second_factor_are_in_hindi(publisher):
    client = sign_in(lang="hi")
    page = text(client.get("/hi/admin/second-factor/"))
    assert "ऑथेंटिकेटर ऐप" in page
    assert "Install" not in page


@pytest.mark.django_db(transaction=True)
def test_it_is_set_up_and_given_in_a_browser_without_scripts(browser, live_server, publisher):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()

    def password():
        page.goto(f"{live_server.url}/hi/admin/archive/event/")
        page.fill("#id_username", "Vikram")
        page.fill("#id_password", PASSWORD)
        page.keyboard.press("Enter")

    password()
    page.wait_for_url("**/second-factor/**")
    page.fill("#id_code", now(publisher))
    page.keyboard.press("Enter")
    page.locator("ul.recovery").wait_for()
    codes = page.locator("ul.recovery code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="मैंने इन्हें रख लिया है").click()
    page.wait_for_url("**/hi/admin/archive/event/")
    context.clear_cookies()
    password()
    page.wait_for_url("**/second-factor/**")
    page.locator("summary").click()
    page.fill("#id_recovery", codes[3])
    page.keyboard.press("Enter")
    page.wait_for_url("**/hi/admin/archive/event/")
    context.close()
