"""Headers of every kind of answer, cookies, redirects to https, and slowing those who guess passwords."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command

pytestmark = pytest.mark.django_db

KINDS = {
    "a page in Hindi": "/hi/",
    "a page in English": "/en/",
    "a list": "/hi/members/",
    "signing in": "/en/admin/login/",
    "the admin's door": "/hi/admin/",
    "a redirect": "/",
    "a page that is not there": "/hi/members/atlantis/",
    "an address that is not there": "/hi/x/y/z/",
    "a file that is not there": "/static/none.css",
    "a static file": "/static/archive/style.css",
    "robots": "/robots.txt",
    "alive": "/healthz",
    "ready": "/readyz",
    "a choice of language": "/language/en/?next=/hi/",
}


def policy(response) -> dict[str, str]:
    directives = response.headers["Content-Security-Policy"].split(";")
    return dict(directive.strip().split(" ", 1) for directive in directives)


def assert_safe(response):
    """What every answer must carry, whatever it says."""
    csp = policy(response)
    assert csp["default-src"] == csp["base-uri"] == csp["frame-ancestors"] == "'none'"
    assert csp["script-src"] == csp["style-src"] == csp["form-action"] == "'self'"
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert "X-Powered-By" not in response.headers
    assert not re.search(r"\d+\.\d+", response.headers.get("Server", ""))


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_every_kind_of_answer_carries_the_headers(client, address):
    assert_safe(client.get(address))


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_over_tls_browsers_are_told_to_stay_there(client, address):
    response = client.get(address, secure=True)
    assert response.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"


def test_an_error_of_ours_carries_the_headers_too(client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("fire at shelf 7")

    monkeypatch.setattr("django.views.generic.base.View.dispatch", broken)
    monkeypatch.setattr("django.contrib.admin.sites.AdminSite.login", broken)
    client.raise_request_exception = False
    response = client.get("/hi/admin/login/")
    assert response.status_code == 500
    assert "fire at shelf 7" not in response.content.decode()
    assert_safe(response)


def test_a_host_that_is_not_ours_is_refused_with_the_headers(client):
    response = client.get("/hi/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()
    assert_safe(response)


def test_plain_http_is_sent_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/hi/members/?on=2016")
    assert response.status_code == 301
    assert response.headers["Location"] == "https://testserver/hi/members/?on=2016"
    assert_safe(response)


def test_cookies_over_tls_are_secure(client, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True
    User.objects.create_user("editor", password="cotton-harbour-42", is_staff=True)
    client.get("/en/admin/login/", secure=True)
    signed_in = {"username": "editor", "password": "cotton-harbour-42"}
    client.post("/en/admin/login/", signed_in, secure=True)
    client.get("/language/en/", secure=True)
    assert {"sessionid", "csrftoken", "django_language"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["secure"], cookie.key
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key


@pytest.fixture
def sign_in(client):
    """Tries to sign in; returns the answer."""
    User.objects.create_user("editor", password="cotton-harbour-42", is_staff=True)
    User.objects.create_user("publisher", password="cotton-harbour-42", is_staff=True)

    def attempt(password, name="editor", address="203.0.113.9", language="en"):
        credentials = {"username": name, "password": password}
        return client.post(f"/{language}/admin/login/", credentials, REMOTE_ADDR=address)

    return attempt


def test_guessing_is_stopped_for_this_account_from_this_address(sign_in):
    for _attempt in range(4):
        assert sign_in("wrong").status_code == 200
    locked = sign_in("wrong")
    assert locked.status_code == 429
    assert locked.headers["Retry-After"] == "900"
    assert "Wait 15 minutes" in locked.content.decode()
    assert_safe(locked)
    assert sign_in("cotton-harbour-42").status_code == 429, "even the right password waits"


def test_guessing_locks_nobody_else_out(sign_in):
    for _attempt in range(6):
        sign_in("wrong")
    assert sign_in("cotton-harbour-42", address="198.51.100.7").status_code == 302
    assert sign_in("cotton-harbour-42", name="publisher").status_code == 302


def test_a_typing_error_is_forgotten_after_signing_in(sign_in):
    for _round in range(3):
        for _attempt in range(4):
            assert sign_in("wrong").status_code == 200
        assert sign_in("cotton-harbour-42").status_code == 302


def test_the_locked_page_is_in_the_reader_s_language(sign_in):
    for _attempt in range(6):
        locked = sign_in("wrong", language="hi")
    assert 'lang="hi"' in locked.content.decode()
    assert "15 मिनट" in locked.content.decode()


def test_behind_a_proxy_each_reader_is_throttled_alone(settings, request):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    site = request.getfixturevalue("site")
    User.objects.create_user("editor", password="cotton-harbour-42", is_staff=True)

    def attempt(password, forwarded):
        csrf = {"HTTP_COOKIE": f"csrftoken={'a' * 32}", "HTTP_ORIGIN": "http://testserver"}
        data = {"username": "editor", "password": password, "csrfmiddlewaretoken": "a" * 32}
        proxy = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}
        return site("/en/admin/login/", "POST", data=data, **csrf, **proxy).status

    # Nobody takes a new address by writing one into the request, ...
    answers = [attempt("wrong", f"1.2.3.{number}, 203.0.113.9") for number in range(6)]
    assert answers == [200, 200, 200, 200, 429, 429]
    # ... and others behind the same proxy do not pay for it.
    assert attempt("cotton-harbour-42", "198.51.100.7") == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_admin_works_in_a_browser_under_the_policy(page, live_server, language):
    User.objects.create_superuser("keeper", password="cotton-harbour-42")
    refused = []
    page.on(
        "console",
        lambda line: refused.append(f"{line.text} {line.location}") if line.type == "error" else None,
    )
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.goto(f"{live_server.url}/{language}/admin/")
    page.fill("#id_username", "keeper")
    page.fill("#id_password", "cotton-harbour-42")
    page.click("[type=submit]")
    page.wait_for_selector("#user-tools")
    links = page.eval_on_selector_all("#content a", "links => links.map(link => link.href)")
    rooms = {link.split("?")[0] for link in links if re.search(r"/admin/\w+/\w+/$", link)}
    assert len(rooms) > 5
    # What readers report, and the record of sign-ins, nobody adds to: no link offers it.
    forms = {f"{room}add/" for room in rooms} & set(links)
    assert len(forms) >= len(rooms) - 3
    for room in sorted(rooms):
        for address in (room, f"{room}add/") if f"{room}add/" in forms else (room,):
            html = page.goto(address).text()
            assert not re.search(r"<style|\sstyle=|<script>|\son[a-z]+=", html), address
    assert not refused


def test_first_run_makes_an_editor_and_a_publisher_once(capsys, client):
    Group.objects.get_or_create(name="Editor")
    Group.objects.get_or_create(name="Publisher")
    call_command("first_run")
    shown = dict(re.findall(r"^  (\w+)\s+(\S+)$", capsys.readouterr().out, flags=re.M))
    assert set(shown) == {"editor", "publisher"}
    for name, password in shown.items():
        account = User.objects.get(username=name)
        assert account.is_staff
        assert not account.is_superuser
        assert [group.name for group in account.groups.all()] == [name.title()]
        assert account.check_password(password)
    call_command("first_run")
    assert capsys.readouterr().out == ""
    assert User.objects.count() == 2
