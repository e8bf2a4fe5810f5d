"""Ask one address as often as possible for some seconds: with wrk, or else with a loader of our own."""

import contextlib
import os
import re
import selectors
import shutil
import socket
import subprocess
import sys
import time
from typing import NamedTuple

#: Connections kept open by the load.
CONNECTIONS = 8


class Wrong(Exception):
    """An answer was not the expected one: what was measured is not the page."""


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def tool() -> str:
    """What makes the load."""
    return "wrk" if shutil.which("wrk") else "our own loader"


def pinned(core: int | None, command: list[str]) -> list[str]:
    """The command, kept to one core where that is possible."""
    if core is None or not shutil.which("taskset"):
        return command
    return ["taskset", "-c", str(core), *command]


def answers(
    port: int, path: str, headers: dict[str, str], seconds: int, core: int | None
) -> tuple[int, float]:
    """How many answers came in how many seconds; `Wrong` if one of them was neither a page nor a 304."""
    address = f"http://127.0.0.1:{port}{path}"
    if shutil.which("wrk"):
        sent = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *sent, address]
        said = subprocess.run(pinned(core, command), capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in said and "If-None-Match" not in headers:
            raise Wrong(f"{path}: {said}")
        count = int(re.search(r"(\d+) requests in", said)[1])
        return count, count / float(re.search(r"Requests/sec:\s*([\d.]+)", said)[1]) if count else seconds
    sent = [f"{name}: {value}" for name, value in headers.items()]
    command = [sys.executable, "-m", "bench.load", str(port), path, str(seconds), *sent]
    said = subprocess.run(pinned(core, command), stdout=subprocess.PIPE, text=True, check=True).stdout
    return int(said.split()[0]), float(said.split()[1])


def ask(port: int, path: str, headers: dict[str, str]) -> Answer:
    """One answer, as it is."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(request(port, path, {**headers, "Connection": "close"}))
        received = b""
        while chunk := connection.recv(1 << 16):
            received += chunk
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    names = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Answer(int(status.split()[1]), names, body)


def request(port: int, path: str, headers: dict[str, str]) -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        *(f"{name}: {headers[name]}" for name in headers),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Reader:
    """One connection that asks again as soon as it has an answer."""

    def __init__(self, port: int, asked: bytes):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked, self.missing, self.received = asked, -1, b""
        self.socket.sendall(asked)

    def read(self) -> int:
        """Take what has come; 1 if that was the end of an answer."""
        chunk = self.socket.recv(1 << 18)
        if not chunk:
            raise ConnectionError("The server closed the connection.")
        if self.missing < 0:
            self.received += chunk
            head, end, chunk = self.received.partition(b"\r\n\r\n")
            if not end:
                return 0
            self.received = b""
            self.missing = self.length(head.lower())
        self.missing -= len(chunk)
        if self.missing > 0:
            return 0
        self.missing = -1
        self.socket.sendall(self.asked)
        return 1

    @staticmethod
    def length(head: bytes) -> int:
        if head.startswith(b"http/1.1 304"):
            return 0
        if not head.startswith(b"http/1.1 200"):
            raise Wrong(head.decode("latin-1"))
        if length := re.search(rb"content-length: *(\d+)", head):
            return int(length[1])
        raise Wrong(f"The answer does not say its length: {head.decode('latin-1')}")


def main(port: int, path: str, seconds: int, headers: dict[str, str]) -> tuple[int, float]:
    """Our own loader: one thread, as many connections as wrk would have."""
    asked, count = request(port, path, headers), 0
    with selectors.DefaultSelector() as selector, contextlib.ExitStack() as stack:
        for _ in range(CONNECTIONS):
            reader = Reader(port, asked)
            stack.callback(reader.socket.close)
            selector.register(reader.socket, selectors.EVENT_READ, reader)
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            for key, _ in selector.select(1):
                count += key.data.read()
        return count, time.monotonic() - began


def cores() -> tuple[int | None, int | None]:
    """One core for the server, another for the load; None where there is nothing to choose."""
    free = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return (free[0], free[1]) if len(free) > 1 else (None, None)


if __name__ == "__main__":
    sent = dict(line.split(": ", 1) for line in sys.argv[4:])
    print(*main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sent))
