"""The page store in the real server: edits come from another process."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.sqlite

RECORDS = """
Country.objects.create(slug="kenya", code="KE", name_en="Kenya", name_hi="केन्या", status="published")
Country.objects.create(slug="uganda", code="UG", name_en="Uganda", name_hi="युगांडा", status="draft")
"""


class Server:
    """Two processes over one database file: a server with one worker, and whatever else is run beside it."""

    def __init__(self, folder: Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environ = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "TEST_DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3",
            "PORT": str(self.port),
            "WORKERS": "1",
        }
        self.manage("migrate", "-v", "0", "--skip-checks")
        self.shell(RECORDS)

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=BASE, env=self.environ, capture_output=True, text=True, timeout=100
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def shell(self, code: str) -> str:
        return self.manage("shell", "-v", "0", "-c", f"from archive.models import *\n{code}")

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "imctc_site.serve"], cwd=BASE, env=self.environ, stderr=subprocess.PIPE
        )
        started = time.monotonic()
        while True:
            try:
                return self.ask("/healthz")
            except OSError:
                assert self.process.poll() is None, self.process.stderr.read().decode()
                assert time.monotonic() - started < 60
                time.sleep(0.1)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=40)

    def ask(self, path: str, method: str = "GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": "testserver", **names})
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("site"))
    server.start()
    yield server
    server.stop()


def test_an_edit_made_in_one_process_is_in_the_very_next_answer_of_another(server):
    path = "/en/countries/kenya/"
    before = server.ask(path)
    assert "<h1" in before.text
    assert "Kenya" in before.text
    assert server.ask(path, If_None_Match=before.headers["ETag"]).status == 304

    server.shell("c = Country.objects.get(code='KE'); c.name_en = 'Republic of Kenya'; c.save()")

    after = server.ask(path, If_None_Match=before.headers["ETag"])
    assert after.status == 200
    assert "Republic of Kenya" in after.text
    assert server.ask(path, If_None_Match=after.headers["ETag"]).status == 304


def test_what_is_published_or_deleted_in_one_process_appears_and_goes_in_another(server):
    path = "/hi/countries/uganda/"
    assert server.ask(path).status == 404
    server.shell("c = Country.objects.get(code='UG'); c.status = 'published'; c.save()")
    assert "युगांडा" in server.ask(path).text
    server.shell("Country.objects.filter(code='UG').delete()")
    assert server.ask(path).status == 404


def test_an_answer_to_head_has_the_length_of_the_page_and_no_body(server):
    page, head = server.ask("/hi/"), server.ask("/hi/", method="HEAD")
    assert head.status == 200
    assert head.text == ""
    assert head.headers["Content-Length"] == page.headers["Content-Length"] == str(len(page.text.encode()))


def test_every_answer_from_the_store_has_a_request_id_of_its_own(server):
    answers = [server.ask("/hi/") for _ in range(3)]
    assert len({answer.headers["X-Request-ID"] for answer in answers}) == 3
    assert len({answer.headers["ETag"] for answer in answers}) == 1
