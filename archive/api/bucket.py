"""How often one reader may ask: a bucket of tokens for each address, that fills again by itself.

What the page store answers costs no token. Each process counts for itself, and in memory of its own.
"""

import math
import threading
import time
from collections import OrderedDict

#: Readers that are remembered; who has not asked for longest is forgotten, which gives them a full bucket.
MOST = 10_000


class Bucket:
    """At most `burst` requests at once, and `per_minute` in the long run."""

    def __init__(self, burst: int, per_minute: int, clock=time.monotonic):
        self.burst, self.rate, self.clock = burst, per_minute / 60, clock
        self.lock = threading.Lock()
        self.left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, reader: str) -> int:
        """0 if the reader may ask now, else the whole seconds to wait."""
        now = self.clock()
        with self.lock:
            tokens, since = self.left.pop(reader, (float(self.burst), now))
            tokens = min(self.burst, tokens + (now - since) * self.rate)
            allowed = tokens >= 1
            self.left[reader] = (tokens - 1 if allowed else tokens, now)
            while len(self.left) > MOST:
                self.left.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - tokens) / self.rate))
