"""Nobody publishes, and nobody looks after accounts, with a password alone."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from imctc_site.accounts import factor
from tests.factors import DOOR, PASSWORD, enrolled, now, shown, sign_in, someone
from tests.rooms import groups, records, text, url
from tests.test_settings import start

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demanded(settings):
    settings.SECOND_FACTOR = "publishers"
    groups()


@pytest.fixture
def publisher():
    return someone("Vikram", "Publisher")


# --- Who ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["publisher", "administrator", "one who makes accounts"])
def test_who_may_publish_or_make_accounts_is_asked(who):
    made = records()
    user = someone(
        "Vikram", *(["Publisher"] if who == "publisher" else []), is_superuser=who == "administrator"
    )
    if who == "one who makes accounts":
        from django.contrib.auth.models import Permission

        user.user_permissions.set(Permission.objects.filter(codename="add_user"))
    client = sign_in()
    for address in (
        "/en/admin/", url(made.member), url(made.member, "history"), url(made.draft, "delete"),
        "/en/admin/archive/member/", "/en/admin/archive/member/add/", "/en/admin/changes/",
        "/en/admin/explain-date/?text=2016", "/en/admin/password_change/", "/en/admin/auth/user/",
        "/en/admin/jsi18n/", "/en/admin/account/", "/hi/admin/archive/member/",
        "/en/admin/autocomplete/?app_label=archive&model_name=citation&field_name=source",
    ):  # fmt: skip
        answer = client.get(address, follow=True)
        assert answer.redirect_chain, address
        assert urlsplit(answer.redirect_chain[-1][0]).path.endswith("/admin/second-factor/"), address


def test_an_editor_enters_with_a_password():
    someone("Asha", "Editor")
    assert sign_in("Asha").get("/en/admin/archive/member/").status_code == 200


def test_all_staff_is_asked_where_the_setting_says_so(settings):
    settings.SECOND_FACTOR = "staff"
    someone("Asha", "Editor")
    assert sign_in("Asha").get("/en/admin/archive/member/").status_code == 302


def test_a_draft_is_no_more_shown_to_a_password_alone_than_to_a_reader(publisher):
    made = records()
    preview = "/en/members/oman/"
    assert sign_in().get(preview).status_code == Client().get(preview).status_code == 404
    complete = sign_in()
    enrolled(publisher)
    complete.post(DOOR, {"code": now(publisher)})
    assert "The 41st." in complete.get(preview).content.decode()
    assert made.draft.slug in preview


def test_nothing_is_saved_with_a_password_alone(publisher):
    made = records()
    client = sign_in()
    answer = client.post(url(made.member), {"summary_en": "Changed."})
    assert answer.status_code == 403
    assert "Nothing is lost" in answer.content.decode()
    made.member.refresh_from_db()
    assert made.member.summary_en != "Changed."


def test_the_code_of_the_settings_alone_asks_for_it():
    """In a process with the site's own settings, whoever forgot to think of it."""
    code = (
        "print(settings.SECOND_FACTOR, settings.SECOND_FACTOR_MAY_BE_SKIPPED,"
        " [name.split('.')[-1] for name in settings.MIDDLEWARE].index('SecondFactorMiddleware') > 0)"
    )
    assert start(code).stdout.split() == ["publishers", "False", "True"]
    assert "publishers True" in start(code, SITE_URL="http://127.0.0.1:8000").stdout
    refused = start(code, IMCTC_SECOND_FACTOR="nobody")
    assert refused.returncode != 0
    assert "IMCTC_SECOND_FACTOR" in refused.stderr
    assert "nobody" in start(code, IMCTC_SECOND_FACTOR="nobody", SITE_URL="http://localhost:8000").stdout


# --- Setting it up -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "hi"])
def test_the_first_sign_in_sets_it_up_and_leads_where_one_wanted_to_go(publisher, lang):
    client = sign_in(lang=lang, after=f"/{lang}/admin/archive/event/")
    page = client.get(f"/{lang}/admin/archive/event/", follow=True)
    html = page.content.decode()
    assert (
        page.redirect_chain[-1][0]
        == f"/{lang}/admin/second-factor/?next=%2F{lang}%2Fadmin%2Farchive%2Fevent%2F"
    )
    assert 'class="qr"' in html
    assert " style=" not in html
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', html)[1].replace(" ", "")
    link = urlsplit(re.search(r'href="(otpauth://[^"]+)"', html)[1].replace("&amp;", "&"))
    assert parse_qs(link.query)["secret"] == [secret]
    assert "Vikram" in link.path
    import base64

    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    done = client.post(
        page.request["PATH_INFO"], {"code": shown(key), "next": f"/{lang}/admin/archive/event/"}
    )
    codes = re.findall(r"<li><code>([a-z2-9]{5}-[a-z2-9]{5})</code>", done.content.decode())
    assert len(set(codes)) == 10
    assert f'href="/{lang}/admin/archive/event/"' in done.content.decode()
    assert "no-store" in done.headers["Cache-Control"]
    assert client.get(f"/{lang}/admin/archive/event/").status_code == 200
    file = client.post(f"/{lang}/admin/account/codes.txt", {"codes": [*codes, "evil<script>"]})
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["Content-Type"].startswith("text/plain")
    assert all(code in file.content.decode() for code in codes)
    assert "evil" not in file.content.decode()


def test_the_secret_stays_the_same_while_one_looks_for_the_app(publisher):
    client = sign_in()
    found = {re.search(r'class="secret">([^<]+)<', client.get(DOOR).content.decode())[1] for _ in range(2)}
    assert len(found) == 1


def test_a_wrong_code_sets_nothing_up(publisher):
    client = sign_in()
    client.get(DOOR)
    answer = client.post(DOOR, {"code": "000000"})
    assert "This code is not right" in text(answer)
    assert client.get("/en/admin/archive/member/").status_code == 302


def test_with_a_second_factor_a_password_alone_cannot_set_up_another(publisher):
    enrolled(publisher)
    client = sign_in()
    assert 'class="qr"' not in client.get(DOOR).content.decode()
    assert TOTPDevice.objects.filter(user=publisher).count() == 1


# --- Giving it ---------------------------------------------------------------------------------------------


IN_HINDI = str.maketrans("0123456789", "०१२३४५६७८९")


@pytest.mark.parametrize(
    "write", [str, lambda code: f" {code[:3]} {code[3:]} ", lambda code: code.translate(IN_HINDI)]
)
def test_the_code_opens_the_rooms_however_it_is_written(publisher, write):
    enrolled(publisher)
    client = sign_in()
    answer = client.post(DOOR, {"code": write(now(publisher)), "next": "/en/admin/archive/event/"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/admin/archive/event/")
    assert client.get("/en/admin/archive/event/").status_code == 200
    assert "Vikram" in text(client.get("/en/admin/"))


def test_a_code_is_good_once(publisher):
    enrolled(publisher)
    code = now(publisher)
    assert sign_in().post(DOOR, {"code": code}).status_code == 302
    assert sign_in().post(DOOR, {"code": code}).status_code == 200


def test_a_recovery_code_is_good_once_and_stored_nowhere(publisher):
    codes = enrolled(publisher)
    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert not stored & {factor.spelt(code) for code in codes}
    assert sign_in().post(DOOR, {"recovery": codes[0].upper().replace("-", " ")}).status_code == 302
    assert sign_in().post(DOOR, {"recovery": codes[0]}).status_code == 200
    StaticDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    client = sign_in()
    client.post(DOOR, {"recovery": codes[1]})
    assert "You used a recovery code; 8 are left." in text(client.get("/en/admin/"))


def test_codes_of_another_person_open_nothing(publisher):
    other = someone("Root", is_superuser=True)
    theirs = enrolled(other)
    enrolled(publisher)
    client = sign_in()
    assert client.post(DOOR, {"code": now(other)}).status_code == 200
    assert client.post(DOOR, {"recovery": theirs[0]}).status_code == 200


def test_guessing_slows_down_and_never_locks_the_owner_out_for_good(publisher):
    enrolled(publisher)
    client = sign_in()
    for _ in range(40):
        client.post(DOOR, {"code": "000000"})
        TOTPDevice.objects.filter(user=publisher).update(
            throttling_failure_timestamp=TOTPDevice.objects.get(user=publisher).created_at
            - timedelta(hours=1)
        )
    client.post(DOOR, {"code": "000000"})
    answer = client.post(DOOR, {"code": now(publisher)})
    assert answer.status_code == 200, "the right code has to wait as well"
    assert "Wait 18 min" in text(answer) or "Wait 17 min" in text(answer)
    device = TOTPDevice.objects.get(user=publisher)
    device.throttling_failure_timestamp -= timedelta(seconds=factor.LONGEST_WAIT + 1)
    device.save()
    assert client.post(DOOR, {"code": now(publisher)}).status_code == 302


def test_another_page_of_the_web_is_no_place_to_go_on_to(publisher):
    enrolled(publisher)
    answer = sign_in().post(DOOR, {"code": now(publisher), "next": "https://evil.example/"})
    assert answer["Location"] == "/en/admin/"


def test_who_has_one_without_need_is_asked_all_the_same():
    asha = someone("Asha", "Editor")
    enrolled(asha)
    client = sign_in("Asha")
    assert client.get("/en/admin/archive/member/").status_code == 302
    client.post(DOOR, {"code": now(asha)})
    assert client.get("/en/admin/archive/member/").status_code == 200


def test_nobody_sees_the_page_without_a_password(publisher):
    for address in (DOOR, "/en/admin/account/"):
        assert Client().get(address)["Location"].startswith("/en/admin/login/?next=")
    assert Client().post("/en/admin/account/codes.txt", {"codes": ["x"]}).status_code == 302


def test_signing_out_half_way_forgets_the_password(publisher):
    client = sign_in()
    assert client.post("/en/admin/second-factor/leave/")["Location"] == "/en/admin/login/"
    assert client.get(DOOR).status_code == 302


def test_a_new_password_and_another_language_do_not_bypass_it(publisher):
    enrolled(publisher)
    client = sign_in()
    client.get("/language/hi/?next=/hi/admin/")
    assert client.get("/hi/admin/archive/member/").status_code == 302
    client.post(DOOR, {"code": now(publisher)})
    new = {
        "old_password": PASSWORD,
        "new_password1": "harbour-cotton-24",
        "new_password2": "harbour-cotton-24",
    }
    assert client.post("/en/admin/password_change/", new).status_code == 302
    assert client.get("/en/admin/archive/member/").status_code == 200, "who has given it goes on"
    other = Client()
    other.post("/en/admin/login/", {"username": "Vikram", "password": "harbour-cotton-24"})
    assert other.get("/en/admin/archive/member/").status_code == 302
