"""Slow and silent clients hold no thread and no connection that readers need, without any proxy."""

import io
import socket
import sys
import threading
import time
from contextlib import ExitStack

import pytest

from imctc_site.bodies import LARGEST, Bodies, Slots
from imctc_site.networks import network
from tests.running_site import Server

HEAD = (
    b"POST /en/admin/login/ HTTP/1.1\r\nHost: testserver\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000\r\n\r\n"
)

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="The doorkeeper needs Linux.")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("slow")
    with Server(folder, THREADS="4", CONNECTIONS="64", SLOW_SECONDS="4") as running:
        yield running


def opened(server, sent: bytes = b"") -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    connection.sendall(sent)
    return connection


def ended_after(connection: socket.socket) -> float:
    """Seconds until the server ends a connection."""
    started = time.monotonic()
    try:
        while connection.recv(4096):
            pass
    except ConnectionError:
        pass
    return time.monotonic() - started


@pytest.mark.sqlite
def test_slow_bodies_keep_no_reader_waiting(server):
    with ExitStack() as stack:
        for _ in range(8):
            stack.enter_context(opened(server, HEAD + b"username=a"))
        time.sleep(0.3)
        took = []
        for _ in range(30):
            started = time.monotonic()
            assert server.ask("/en/").status == 200
            took.append(time.monotonic() - started)
        assert max(took) < 2


@pytest.mark.sqlite
@on_linux
def test_a_body_that_dribbles_is_ended(server):
    with opened(server, HEAD) as slow:

        def dribble():
            try:
                for _ in range(100):
                    slow.sendall(b"a")
                    time.sleep(0.2)
            except OSError:
                pass

        threading.Thread(target=dribble, daemon=True).start()
        assert ended_after(slow) < 9


@pytest.mark.sqlite
def test_a_silent_connection_is_ended_before_and_between_requests(server):
    with opened(server) as silent:
        assert 2 < ended_after(silent) < 8
    with opened(server, b"GET /robots.txt HTTP/1.1\r\nHost: testserver\r\n\r\n") as silent:
        assert ended_after(silent) < 8
    with opened(server, b"GET /robots.txt HTTP/1.1\r\nHost: tests") as slow:
        assert ended_after(slow) < 8


@pytest.mark.sqlite
@on_linux
def test_many_silent_connections_do_not_shut_readers_out(server):
    with ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(opened(server))
        started = time.monotonic()
        assert server.ask("/en/", timeout=15).status == 200
        assert time.monotonic() - started < 8
        started = time.monotonic()
        for _ in range(5):
            assert server.ask("/en/", timeout=15).status == 200
        assert time.monotonic() - started < 4


@pytest.mark.sqlite
def test_a_body_in_pieces_and_a_large_one_arrive_whole(server):
    form = b"username=" + b"a" * 1991
    with opened(server, HEAD + form[:500]) as connection:
        time.sleep(1)
        connection.sendall(form[500:])
        assert b" 403 " in connection.recv(4096)  # it has no token; but it was read


@pytest.mark.sqlite
def test_a_browser_that_still_sends_too_much_is_let_finish_and_hears_why(server):
    """Where a connection ends under what is still being sent, a browser shows an error of its own."""
    head = HEAD.replace(b"Content-Length: 2000", f"Content-Length: {LARGEST + 2**20}".encode())
    with opened(server, head) as connection:
        for _ in range(LARGEST // 2**20 + 1):
            connection.sendall(b"a" * 2**20)
        answer = b""
        while piece := connection.recv(4096):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"Go back: what you typed is still there" in answer
    assert "वापस जाएँ" in answer.decode()


# --- By itself --------------------------------------------------------------------------------


def ask(bodies, body: bytes = b"", address="203.0.113.9", length=None, source=None):
    answered = []
    environ = {
        "REMOTE_ADDR": address,
        "CONTENT_LENGTH": str(len(body)) if length is None else length,
        "wsgi.input": source or io.BytesIO(body),
    }
    chunks = bodies(environ, lambda status, headers: answered.append((status, dict(headers))))
    return int(answered[0][0][:3]), answered[0][1], chunks


def echo(environ, start_response):
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def test_a_body_is_handed_on_whole():
    assert b"".join(ask(Bodies(echo, 4), b"x" * 3_000_000)[2]) == b"x" * 3_000_000
    assert ask(Bodies(echo, 4), b"never read", length="0")[2] == [b""]


@pytest.mark.parametrize(
    ("length", "status"),
    [("-1", 400), ("abc", 400), ("²", 400), ("99999999999999999", 413), ("500000000", 413)],
)
def test_a_length_that_cannot_be_is_refused(length, status):
    got, headers, _ = ask(Bodies(echo, 4), length=length)
    assert got == status
    assert headers["Connection"] == "close"


def test_a_body_that_ends_early_reaches_nobody():
    def never(environ, start_response):
        raise AssertionError

    assert ask(Bodies(never, 4), b"half", length="8")[0] == 408


def test_slow_bodies_take_no_more_than_their_places_and_one_network_half_of_them():
    release, inside = threading.Event(), threading.Semaphore(0)

    class Slow(io.BytesIO):
        def read(self, *size):
            inside.release()
            release.wait(20)
            return super().read(*size)

    bodies, threads = Bodies(echo, 4), []
    for address in ("203.0.113.9", "203.0.113.9", "2001:db8::1", "2001:db8::2"):
        threads.append(
            threading.Thread(target=ask, args=(bodies, b"", address, "3", Slow(b"abc")), daemon=True)
        )
        threads[-1].start()
        inside.acquire(timeout=20)
        if len(threads) == 2:
            status, headers, _ = ask(bodies, b"abc")
            assert (status, headers["Retry-After"]) == (503, "2"), "this network has its half"
    assert ask(bodies, b"abc", "198.51.100.7")[0] == 503, "nobody has a place"
    assert ask(bodies, b"")[0] == 200, "but readers"
    assert bodies.receiving.longer_than(0) == {"203.0.113.9", "2001:db8::1", "2001:db8::2"}
    release.set()
    for thread in threads:
        thread.join(20)
    assert ask(bodies, b"abc")[0] == 200
    assert bodies.receiving.longer_than(0) == set()


def test_an_answer_in_pieces_takes_a_place_until_it_ends():
    closed = []

    def pieces(environ, start_response):
        start_response("200 OK", [])

        def made():
            try:
                yield b"a"
                yield b"b"
            finally:
                closed.append(True)

        return made()

    bodies = Bodies(pieces, 2)
    status, _, first = ask(bodies)
    assert (status, next(first)) == (200, b"a")
    assert ask(bodies)[0] == 503
    first.close()
    first.close()
    assert closed[0]
    assert b"".join(ask(bodies)[2]) == b"ab"


def test_places_are_counted_by_whoever_has_them():
    slots = Slots(4)
    assert [slots.take(who) for who in ("a", "a", "a", "b", "b", "c")] == [
        True,
        True,
        False,
        True,
        True,
        False,
    ]
    slots.give_back("a")
    assert slots.take("c")


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("2001:db8:1:3::9", "2001:db8:1:3::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::"),
        ("", ""),
    ],
)
def test_whose_an_address_is(address, whose):
    assert network(address) == whose
