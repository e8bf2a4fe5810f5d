"""A wrong value in the environment stops the start with one sentence that names it and gives a right one."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from imctc_site import env, local

HERE = Path(__file__).resolve().parent.parent
GOOD = {
    "SITE_URL": "https://archive.example.org",
    "SECRET_KEY": "kSw9_aT4wq7LzNn2uV5xY8bC1dF3gH6jK0mP-oRtUiEyWsQzXc",
    "DATABASE_URL": "sqlite://:memory:",
}


def start(code: str = "print('started')", **environ: str | None) -> subprocess.CompletedProcess:
    """Starts Python with the site's settings, as a server would; None takes a variable away."""
    given = {**GOOD, **environ}
    given = {name: value for name, value in given.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", f"import imctc_site.wsgi; from django.conf import settings; {code}"],
        cwd=HERE,
        env={"PATH": os.environ["PATH"], **given},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def environ(monkeypatch):
    """Sets the environment to `GOOD` and what is given."""
    for name in ("ALLOWED_HOSTS", "DEBUG", "SECRET_KEY_FILE", "TRUSTED_PROXIES", "BIND", "IMCTC_LANGUAGES"):
        monkeypatch.delenv(name, raising=False)

    def told(**values):
        for name, value in {**GOOD, **values}.items():
            monkeypatch.setenv(name, value)

    told()
    return told


def read(name: str):
    """The value of a variable as `settings.py` reads it."""
    site = env.site_url()
    return {
        "SITE_URL": env.site_url,
        "SECRET_KEY": env.secret_key,
        "SECRET_KEY_FILE": env.secret_key,
        "ALLOWED_HOSTS": lambda: env.allowed_hosts(site),
        "DEBUG": lambda: env.debug(site),
        "DATABASE_URL": lambda: env.database(HERE),
        "DATABASE_MAX_AGE": lambda: env.database(HERE),
        "DATABASE_TIMEOUT": lambda: env.database(HERE),
        "TRUSTED_PROXIES": env.trusted_proxies,
        "BIND": lambda: env.bind(site),
        "PORT": lambda: env.number("PORT", 8000, least=1, most=65535),
        "IMCTC_LANGUAGES": lambda: env.languages(("hi", "en")),
        "TIME_ZONE": lambda: env.time_zone("TIME_ZONE", "UTC"),
        "CORRECTIONS_ADDRESS": env.corrections_address,
        "SECURITY_CONTACT": lambda: env.contact("SECURITY_CONTACT", "security@example.org"),
        "LOG_FORMAT": lambda: env.one_of("LOG_FORMAT", ("auto", "json", "text"), "auto"),
        "LOG_REQUESTS": lambda: env.flag("LOG_REQUESTS", True),
    }[name]()


WRONG = [
    ("SITE_URL", ""),
    ("SITE_URL", "archive.example.org"),
    ("SITE_URL", "ftp://archive.example.org"),
    ("SITE_URL", "https://"),
    ("SITE_URL", "https://archive.example.org/hi/"),
    ("SITE_URL", "https://archive.example.org:port"),
    ("SITE_URL", "https://editor:secret@archive.example.org"),
    ("SITE_URL", "http://archive.example.org"),
    ("SITE_URL", "http://127.0.0.1.example.org"),
    ("SITE_URL", "http://10.0.0.1:8000"),
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "short"),
    ("SECRET_KEY", "a" * 60),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", "https://archive.example.org"),
    ("ALLOWED_HOSTS", "archive.example.org:443"),
    ("DEBUG", "perhaps"),
    ("DEBUG", "1"),
    ("DATABASE_URL", "nonsense"),
    ("DATABASE_URL", "mysql://archive@localhost/archive"),
    ("DATABASE_URL", "postgres://localhost"),
    ("DATABASE_URL", "sqlite:///no/such/folder/archive.sqlite3"),
    ("DATABASE_MAX_AGE", "-1"),
    ("DATABASE_TIMEOUT", "soon"),
    ("TRUSTED_PROXIES", "proxy.example.org"),
    ("TRUSTED_PROXIES", "10.0.0.1/99"),
    ("BIND", "everywhere"),
    ("PORT", "0"),
    ("PORT", "70000"),
    ("PORT", "8000x"),
    ("IMCTC_LANGUAGES", "hi,xx"),
    ("IMCTC_LANGUAGES", "hi,hi"),
    ("TIME_ZONE", "India"),
    ("TIME_ZONE", "../etc/passwd"),
    ("CORRECTIONS_ADDRESS", "javascript:alert(1)"),
    ("CORRECTIONS_ADDRESS", "http://archive.example.org"),
    ("SECURITY_CONTACT", "somebody"),
    ("LOG_FORMAT", "xml"),
    ("LOG_REQUESTS", "sometimes"),
]


@pytest.mark.parametrize(
    "host",
    ["evil-localhost", "localhost.evil.example", "127.0.0.1.evil.example", "notlocalhost", "128.0.0.1"],
)
def test_a_name_that_only_looks_like_this_machine_is_not_it(environ, host):
    assert not env.is_loopback(host)
    environ(SITE_URL=f"http://{host}:8000")
    with pytest.raises(env.WrongSetting):
        env.site_url()


def test_a_secret_has_fifty_letters(environ):
    letters = "abcdefghijklmnopqrstuvwxyz" * 2
    environ(SECRET_KEY=letters[:49])
    with pytest.raises(env.WrongSetting):
        env.secret_key()
    environ(SECRET_KEY=letters[:50])
    assert env.secret_key() == letters[:50]


def test_today_is_the_day_in_india():
    """At 00:24 in Delhi it is still yesterday by the clock of most servers."""
    assert settings.TIME_ZONE == "Asia/Kolkata"
    moment = datetime(2026, 11, 25, 18, 54, tzinfo=UTC)
    assert timezone.localdate(moment).isoformat() == "2026-11-26"


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_refused_in_one_sentence_with_a_right_one(environ, name, value):
    environ(**{name: value})
    with pytest.raises(env.WrongSetting) as refusal:
        read(name)
    sentence = str(refusal.value)
    assert sentence.startswith(name)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "secret@" not in sentence.replace(value, "")
    assert any(word in sentence for word in ("for example", "give it what", "use DEBUG=0"))


RIGHT = [
    ("SITE_URL", "https://archive.example.org/", "https://archive.example.org"),
    ("SITE_URL", "http://localhost:8000", "http://localhost:8000"),
    ("SITE_URL", "http://[::1]:8000", "http://[::1]:8000"),
    ("ALLOWED_HOSTS", "archive.example.org, .example.net", ["archive.example.org", ".example.net"]),
    ("TRUSTED_PROXIES", "unix", ["unix"]),
    ("TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8,::1", ["127.0.0.1", "10.0.0.0/8", "::1"]),
    ("BIND", "0.0.0.0", "0.0.0.0"),
    ("IMCTC_LANGUAGES", "hi,en,ar", ["hi", "en", "ar"]),
    ("TIME_ZONE", "Asia/Kolkata", "Asia/Kolkata"),
    ("CORRECTIONS_ADDRESS", "corrections@example.org", "corrections@example.org"),
    ("LOG_REQUESTS", "off", False),
]


@pytest.mark.parametrize(("name", "value", "meaning"), RIGHT)
def test_a_right_value_is_taken(environ, name, value, meaning):
    environ(**{name: value})
    assert read(name) == meaning


def test_the_host_of_the_site_is_the_host_it_answers_to(environ):
    assert env.allowed_hosts("https://archive.example.org:8443") == ["archive.example.org"]


def test_plain_http_answers_to_the_loopback_only(environ):
    assert env.allowed_hosts("http://127.0.0.1:8000") == ["127.0.0.1", "localhost", "[::1]"]
    environ(ALLOWED_HOSTS="archive.example.org")
    with pytest.raises(env.WrongSetting, match=r"^ALLOWED_HOSTS .* loopback"):
        env.allowed_hosts("http://127.0.0.1:8000")
    environ(BIND="0.0.0.0")
    with pytest.raises(env.WrongSetting, match=r"^BIND .* BIND=127"):
        env.bind("http://127.0.0.1:8000")


def test_the_secret_may_lie_in_a_file(environ, monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY")
    file = tmp_path / "secret"
    file.write_text(GOOD["SECRET_KEY"] + "\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(file))
    assert env.secret_key() == GOOD["SECRET_KEY"]
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "none"))
    with pytest.raises(env.WrongSetting, match=r"^SECRET_KEY_FILE .* cannot be read"):
        env.secret_key()


def test_a_database_keeps_its_connections(environ):
    environ(DATABASE_URL="sqlite:///archive.sqlite3")
    sqlite = env.database(HERE)
    assert sqlite["NAME"] == HERE / "archive.sqlite3"
    assert sqlite["CONN_MAX_AGE"] == 600
    environ(DATABASE_URL="postgres://archive:word@db.example.org:5433/archive")
    postgresql = env.database(HERE)
    assert postgresql["ENGINE"] == env.BOUNDED[env.POSTGRESQL]
    assert (postgresql["HOST"], postgresql["PORT"], postgresql["NAME"]) == ("db.example.org", 5433, "archive")
    assert postgresql["CONN_MAX_AGE"] == 600
    assert postgresql["CONN_HEALTH_CHECKS"] is True


def test_a_server_started_wrongly_says_one_sentence_and_no_more():
    done = start(SECRET_KEY=None)
    assert done.returncode == 1
    assert done.stderr.startswith("SECRET_KEY is not set; ")
    assert done.stderr.count("\n") == 1


def test_manage_py_says_the_same_sentence():
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=HERE,
        env={"PATH": os.environ["PATH"], **GOOD, "SITE_URL": "http://archive.example.org"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("SITE_URL is ")
    assert done.stderr.count("\n") == 1


def test_production_gets_secure_cookies_and_hsts_and_the_loopback_does_not():
    tell = "s = settings; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE, "
    tell += "s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.DEBUG)"
    assert start(tell).stdout.split() == ["True", "True", "True", "True", "63072000", "False"]
    loopback = start(tell, SITE_URL="http://127.0.0.1:8000")
    assert loopback.stdout.split() == ["False", "False", "False", "False", "0", "False"]


def test_deployment_check_is_silent():
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=HERE,
        env={"PATH": os.environ["PATH"], **GOOD},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
    assert "WARNINGS" not in done.stderr


def test_the_generated_secret_is_strong_private_and_kept(tmp_path):
    path = tmp_path / "var" / "secret_key"
    local.make_secret(path)
    first = path.read_text()
    assert len(first.strip()) >= 50
    assert path.stat().st_mode & 0o777 == 0o600
    local.make_secret(path)
    assert path.read_text() == first


def test_manage_py_assumes_the_local_site_only_if_nothing_at_all_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(local, "VAR", tmp_path)
    names = ("SITE_URL", "SECRET_KEY", "SECRET_KEY_FILE", "DATABASE_URL")
    for name in names:
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("SITE_URL", "https://archive.example.org")
    local.assume()
    assert os.environ["SECRET_KEY_FILE"] == ""
    monkeypatch.setenv("SITE_URL", "")
    local.assume()
    assert os.environ["SITE_URL"] == "http://127.0.0.1:8000"
    assert (tmp_path / "secret_key").is_file()
