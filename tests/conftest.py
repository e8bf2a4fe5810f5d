"""What all tests share: their language, a browser where there is one, and what did not run."""

import os
import re
import shutil
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client, RequestFactory
from django.utils import translation

from tests import memory, own_content, postgres
from tests.rooms_browser import made, signed_in  # noqa: F401 - fixtures

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_SQLITE = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def required() -> bool:
    """Whether a missing browser or database is a failure, as in CI."""
    return bool(os.environ.get("REQUIRE_ALL"))


#: Files about what a database is asked: on PostgreSQL these run in `make test`, and all others in CI as well.
ABOUT_QUERIES = re.compile(
    r"test_(search|suggest|lists_|filters|selection|paging|counts|listing|columns|rows|membership|revision|fields"
    r"|fixtures|load_|related|prepared|editing_at_once|editing_saving|versions|pages_stale|health|outage)"
)


#: Files about processes that they start themselves, and that have the language of their own settings.
PROCESSES = re.compile(
    r"test_(backup|local|make|new_kind|outage|pages_of_processes|serve|serve_idle|settings|slow_clients"
    r"|third_language|worker)\.py"
)


def matters_here(item) -> bool:
    """Whether a test can end differently on this database: what asks for none has run on SQLite."""
    if ON_SQLITE:
        return True
    if not (required() or ABOUT_QUERIES.match(item.path.name)):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"})


def pytest_itemcollected(item):
    """What takes long to prepare is prepared in one of the processes only.

    Not so for tests that commit: they empty the database behind them and so come last, in whichever process.
    """
    fixtures = getattr(item, "fixturenames", ())
    commits = (mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))
    if any(commits) or "transactional_db" in fixtures or "live_server" in fixtures:
        return
    if "crawled" in fixtures:
        item.add_marker(pytest.mark.xdist_group("crawl"))
    elif "copied" in fixtures:
        item.add_marker(pytest.mark.xdist_group("static copy"))
    elif "content" in fixtures:
        item.add_marker(pytest.mark.xdist_group(item.path.name))


def pytest_collection_modifyitems(config, items):
    elsewhere = "postgres" if ON_SQLITE else "sqlite"
    kept, left = [], []
    for item in items:
        if PROCESSES.fullmatch(item.path.name):
            item.add_marker(pytest.mark.processes)
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        (left if item.get_closest_marker(elsewhere) or not matters_here(item) else kept).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


@pytest.fixture(autouse=True)
def _language():
    """Each test starts in one language and leaves no other to the next.

    TEST_LANGUAGE says which (`none`: no language at all); a test that means a certain one says so itself.
    """
    code = os.environ.get("TEST_LANGUAGE") or settings.LANGUAGE_CODE
    with translation.override(None if code == "none" else code):
        yield


@pytest.fixture(autouse=True)
def _empty_memory():
    memory.forget()


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    """The archive's own records, loaded once for all tests of a file; each test still undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        own_content.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def crawled(django_db_setup, django_db_blocker):
    """Every page of the archive's own records, fetched once for all tests: a `tests.crawl.Crawled`."""
    from tests.crawl import everything

    memory.forget()
    with django_db_blocker.unblock(), transaction.atomic(), translation.override(None):
        own_content.load()
        found = everything(Client())
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="session")
def browser():
    """Chromium under Playwright; the test is skipped where there is none."""
    path = chromium()
    if path is None:
        reason = "no Chromium was found"
        if required():
            pytest.fail(f"Browser tests must run here, but {reason}.")
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread; the ORM would take it for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chrome
        chrome.close()


@pytest.fixture
def page(browser):
    """A page in a browser without a history, that fails the test if it asks anything of another site."""
    context = browser.new_context(locale="hi-IN")
    fresh = context.new_page()
    fresh.set_default_timeout(30_000)
    strangers = []
    fresh.on("request", lambda asked: strangers.append(asked.url) if not is_own(asked.url) else None)
    yield fresh
    fresh.unroute_all(behavior="ignoreErrors")  # what a page still asks while it is closed is nobody's fault
    context.close()
    assert not strangers, f"The page asked another site: {strangers}"


def is_own(url: str) -> bool:
    return url.startswith(("http://localhost:", "http://127.0.0.1:", "data:", "blob:", "about:"))


@pytest.fixture
def site(db):
    """The whole site as its server calls it, stored pages and proxy headers included.

    `site("/hi/")`, `site("/hi/", HTTP_ACCEPT_ENCODING="br", REMOTE_ADDR="10.0.0.1")`; answers have `status`,
    `headers` (a dict, names in lower case), `body` and `text`.
    """
    from imctc_site.wsgi import site as build

    application = build()

    def ask(path: str, method: str = "GET", **environ):
        request = getattr(RequestFactory(), method.lower())(path, **environ)
        # Making a request decodes the path in place; a server sends its bytes.
        request.environ["PATH_INFO"] = request.environ["PATH_INFO"].encode().decode("latin-1")
        answer = SimpleNamespace()

        def start_response(status, headers, exc_info=None):
            answer.status = int(status[:3])
            answer.headers = {name.lower(): value for name, value in headers}
            answer.cookies = [value for name, value in headers if name.lower() == "set-cookie"]

        chunks = application(request.environ, start_response)
        try:
            answer.body = b"".join(chunks)
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
        answer.text = answer.body.decode("utf-8", "replace")
        return answer

    # Between two answers the connection stays open, for it holds the test's transaction; Django's own test
    # client does the same.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield ask
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    # The page store's own connection, or the test database could not go.
    application.application.application.application.close()


def pytest_terminal_summary(terminalreporter, config):
    """Says in sentences what did not run, and why."""
    if hasattr(config, "workerinput"):
        return
    missing = []
    if chromium() is None:
        missing.append("Browser tests did not run: no Chromium was found.")
    if ON_SQLITE and postgres.binaries() is None:
        missing.append("PostgreSQL tests did not run: no server binary (initdb) was found.")
    elif ON_SQLITE and not os.environ.get("MAKE_TEST"):
        missing.append("This run was on SQLite; make test runs the tests about queries on PostgreSQL too.")
    if not (ON_SQLITE or required()):
        missing.append("On PostgreSQL only the tests about queries ran; REQUIRE_ALL=1 runs all, as CI does.")
    skipped = {
        str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []) if report.longrepr
    }
    missing += sorted(reason for reason in skipped if "Chromium" not in reason)
    terminalreporter.section("what did not run on " + ("SQLite" if ON_SQLITE else "PostgreSQL"))
    for sentence in missing or ["Everything that was asked for ran."]:
        terminalreporter.line(sentence)
