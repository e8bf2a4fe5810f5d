"""The server: told by the environment, and restarted without leaving readers alone."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

HERE = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def told(port: int, **environ: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": "sqlite://:memory:",
        "PORT": str(port),
        **environ,
    }


@contextmanager
def serving(port: int, log: Path, command=("-m", "imctc_site.serve"), **environ: str):
    """The server's process, once it answers."""
    with log.open("wb") as output:
        command = [sys.executable, *command]
        process = subprocess.Popen(command, cwd=HERE, env=told(port, **environ), stdout=output, stderr=output)
    try:
        until(lambda: alive(port))
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def alive(port: int) -> bool:
    try:
        # Not /healthz, which the server answers without the site.
        return urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=10).status == 200
    except (URLError, ConnectionError):
        return False


def until(happened) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def lines(log: Path) -> list[dict]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("name", "value"),
    [("WORKERS", "many"), ("WORKERS", "0"), ("THREADS", "1000"), ("CONNECTIONS", "1"), ("BIND", "0.0.0.0")],
)
def test_a_wrong_number_stops_the_server_with_one_sentence(name, value):
    done = subprocess.run(
        [sys.executable, "-m", "imctc_site.serve"],
        cwd=HERE,
        env=told(free_port(), **{name: value}),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f'{name} is "{value}"')
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("made", [False, True])
def test_a_database_that_is_not_there_is_not_made_by_serving(tmp_path, made):
    path = tmp_path / "archive.sqlite3"
    if made:
        path.touch()
    done = subprocess.run(
        [sys.executable, "-m", "imctc_site.serve"],
        cwd=HERE,
        env=told(free_port(), DATABASE_URL=f"sqlite:///{path}"),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"DATABASE_URL names {path}, where there is no database")
    assert done.stderr.count("\n") == 1
    assert path.exists() == made


@pytest.mark.parametrize("module", ["imctc_site.serve", "imctc_site.local"])
def test_a_port_that_another_server_has_is_refused_with_one_sentence(tmp_path, module):
    port, log = free_port(), tmp_path / "log"
    with serving(port, log):
        done = subprocess.run(
            [sys.executable, "-m", module],
            cwd=HERE,
            env=told(port),
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(f'PORT is "{port}"')
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


@pytest.mark.parametrize("port", ["abc", "0", "99999"])
def test_make_run_says_which_port_is_none(port):
    environ = {"PATH": os.environ["PATH"], "PORT": port}
    command = [sys.executable, "-m", "imctc_site.local"]
    done = subprocess.run(command, cwd=HERE, env=environ, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith(f'PORT is "{port}"')
    assert done.stdout == ""


def test_a_restart_starts_the_new_process_before_it_ends_the_old_one(tmp_path):
    port, log = free_port(), tmp_path / "log"
    with serving(port, log, RESTART_SECONDS="4") as process:
        process.send_signal(signal.SIGHUP)
        until(lambda: "Stopped old worker-1" in log.read_text(encoding="utf-8"))
        assert alive(port)
    said = [line["message"] for line in lines(log)]
    assert said.index("Stopping old worker-1") > said.index("Respawning worker-1")
    assert [line["status"] for line in lines(log) if "status" in line].count(200) >= 2
    assert process.returncode == 0


def test_a_process_reads_everything_anew_and_is_waited_for_while_it_does(tmp_path):
    port = free_port()
    slow = "from imctc_site.serve import server; server('tests.slow_site:application').serve()"
    with serving(port, tmp_path / "log", command=("-c", slow), RESTART_SECONDS="6") as process:
        process.send_signal(signal.SIGHUP)
        answered = []
        while "Stopped old worker-1" not in (tmp_path / "log").read_text(encoding="utf-8"):
            answered.append(alive(port))
            time.sleep(0.05)
        assert alive(port)
    assert len(answered) > 20
    assert all(answered)


def test_an_answer_names_no_server_and_every_line_is_json(tmp_path):
    port, log = free_port(), tmp_path / "log"
    with serving(port, log, WORKERS="2"):
        headers = urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=10).headers
        for worker in ("Started worker-1", "Started worker-2"):
            until(lambda started=worker: started in {line["message"] for line in lines(log)})
    assert headers["Server"] == "archive"
    assert headers["Content-Length"]
