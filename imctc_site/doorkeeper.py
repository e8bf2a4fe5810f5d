"""Ends connections that are too slow or too many, where no proxy stands in front.

A thread beside those that serve looks at this process's connections once a second, as the system counts what
came and went over each (TCP_INFO, on Linux; elsewhere it does not run). It ends

* a body that has been on its way for `SLOW_SECONDS` and came slower than `SLOWEST` bytes a second,
* an answer that is taken slower than `SLOWEST_TAKEN`,
* whatever waits for longer than any answer can take,
* silent connections, the longest first: of a network that has more than its share, and of all where few are
  left.

Proxies that are named in TRUSTED_PROXIES are let alone: theirs is the traffic of many.
"""

import contextlib
import logging
import os
import socket
import struct
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from imctc_site.networks import network

logger = logging.getLogger(__name__)

#: Seconds between two looks.
EVERY = 1.0

#: Bytes a second that a body has to bring after that, and that an answer has to be taken with.
SLOWEST, SLOWEST_TAKEN = 10_000, 1_000

#: A connection that says nothing for so long may be ended to make room.
SILENT = 1.0

#: Where Linux says what came and went: tcpi_unacked, tcpi_bytes_acked, tcpi_bytes_received and
#: tcpi_notsent_bytes of struct tcp_info, <linux/tcp.h>.
_TCP_INFO = struct.Struct("=24x I 92x Q Q 8x I")


@dataclass
class Connection:
    """One connection as it was seen: what came and went until the last answer was on its way."""

    peer: str
    since: float
    acked: int
    received: int
    got: int = 0
    sending_since: float = 0.0
    sending_from: int = 0
    age: float = field(default=0.0)


def sockets(port: int) -> Iterator[tuple[tuple, socket.socket]]:
    """This process's connections at its port: a key that no two have, and a handle to be closed."""
    for name in os.listdir("/proc/self/fd"):
        try:
            if not os.readlink(f"/proc/self/fd/{name}").startswith("socket:"):
                continue
            handle = socket.socket(fileno=os.dup(int(name)))
        except OSError:
            continue
        try:
            peer = handle.getpeername()
            ours = handle.family in (socket.AF_INET, socket.AF_INET6) and handle.getsockname()[1] == port
        except OSError:
            ours = False
        if ours:
            yield (peer[0], peer[1]), handle
        else:
            handle.close()


class Doorkeeper(threading.Thread):
    """Looks at the connections of one port.

    `connections`: as many as the server holds. `overdue(seconds)`: addresses that have been sending a body
    for longer. `patience`: seconds that the longest answer takes. `grace`: seconds in which all may be slow.
    """

    def __init__(
        self,
        port: int,
        connections: int,
        overdue: Callable[[float], set[str]],
        trusts: Callable[[str], bool],
        patience: float,
        grace: float,
    ):
        super().__init__(name="doorkeeper", daemon=True)
        self.port, self.overdue, self.trusts = port, overdue, trusts
        self.patience, self.grace = patience, grace
        self.most, self.share = connections * 3 // 4, max(connections // 8, 16)
        self.seen: dict[tuple, Connection] = {}

    def run(self) -> None:
        while True:
            time.sleep(EVERY)
            try:
                self.look()
            except Exception:
                logger.exception("The doorkeeper could not look at the connections.")

    def look(self) -> None:
        now, open_now, handles = time.monotonic(), {}, {}
        try:
            for key, handle in sockets(self.port):
                handles[key] = handle
                if not self.trusts(key[0]):
                    open_now[key] = self.measured(key, handle, now)
            self.seen = open_now
            ending = self.too_slow(open_now, now) or []
            ending += self.too_many({key: each for key, each in open_now.items() if key not in ending})
            for key in ending:
                with contextlib.suppress(OSError):  # it ended by itself
                    handles[key].shutdown(socket.SHUT_RDWR)
        finally:
            for handle in handles.values():
                handle.close()

    def measured(self, key: tuple, handle: socket.socket, now: float) -> Connection:
        info = handle.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 256)
        unacked, acked, received, not_sent = _TCP_INFO.unpack_from(info)
        known = self.seen.get(key)
        if known is None or received < known.received:
            known = Connection(key[0], now, acked, 0)
        if unacked or not_sent:
            if not known.sending_since:
                known.sending_since, known.sending_from = now, acked
        else:
            known.sending_since = 0.0
            if acked != known.acked:  # an answer was taken: what comes now is another request
                known.since, known.received = now, received
        known.acked, known.got, known.age = acked, received - known.received, now - known.since
        return known

    def too_slow(self, connections: dict[tuple, Connection], now: float) -> list[tuple]:
        senders = self.overdue(self.grace)
        ending = []
        for key, each in connections.items():
            if each.sending_since:
                taking = now - each.sending_since
                if taking > self.grace and each.acked - each.sending_from < taking * SLOWEST_TAKEN:
                    ending.append(key)
            elif each.age > self.patience or (
                each.peer in senders and each.got and each.age > self.grace and each.got < each.age * SLOWEST
            ):
                ending.append(key)
        return ending

    def too_many(self, connections: dict[tuple, Connection]) -> list[tuple]:
        """Silent ones, the longest first, of whoever has more than a share, and of all where few are left."""
        of: dict[str, list[tuple]] = defaultdict(list)
        for key, each in connections.items():
            of[network(each.peer)].append(key)
        silent = {
            key: each.age
            for key, each in connections.items()
            if not each.got and not each.sending_since and each.age >= SILENT
        }
        ending: list[tuple] = []
        for keys in of.values():
            if (over := len(keys) - self.share) > 0:
                quiet = filter(silent.__contains__, keys)
                ending += sorted(quiet, key=silent.__getitem__, reverse=True)[:over]
        if (over := len(connections) - len(ending) - self.most) > 0:
            left = sorted(silent.keys() - set(ending), key=silent.__getitem__, reverse=True)
            ending += left[:over]
        return ending


def can_look() -> bool:
    return hasattr(socket, "TCP_INFO") and os.path.isdir("/proc/self/fd")
