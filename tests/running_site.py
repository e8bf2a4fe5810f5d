"""The real server over a database file of its own, with test settings, and whatever else is run beside it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent

#: How the server is started; `change` is Python that changes the `serving` that it is about to start.
START = "from imctc_site.serve import server; serving = server(); {change}; serving.serve()"


class Server:
    """A server with one worker over a migrated, empty database, and commands run beside it."""

    def __init__(self, folder: Path, database: str = "", change: str = "pass", **environ: str):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log, self.change = folder / "log", change
        self.environ = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "TEST_DATABASE_URL": database or f"sqlite:///{folder}/archive.sqlite3",
            "PORT": str(self.port),
            "WORKERS": "1",
            **environ,
        }
        self.manage("migrate", "-v", "0", "--skip-checks")

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=BASE, env=self.environ, capture_output=True, text=True, timeout=100
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def shell(self, code: str) -> str:
        return self.manage("shell", "-v", "0", "-c", f"from archive.models import *\n{code}")

    def start(self) -> "Server":
        command = [sys.executable, "-c", START.format(change=self.change)]
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(command, cwd=BASE, env=self.environ, stdout=output, stderr=output)
        started = time.monotonic()
        while True:
            try:
                self.ask("/robots.txt")
                return self
            except OSError:
                assert self.process.poll() is None, self.said()
                assert time.monotonic() - started < 60
                time.sleep(0.1)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=40)

    def __enter__(self) -> "Server":
        return self.start()

    def __exit__(self, *_) -> None:
        self.stop()

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def workers(self) -> list[int]:
        """The processes that serve (on Linux)."""
        parent = self.process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [
            int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
        ]

    def ask(self, path: str, method: str = "GET", timeout: float = 30, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": "testserver", **names})
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer
