"""SQLite: a statement that takes too long is interrupted, and a server never makes a file."""

import time
from pathlib import Path
from urllib.parse import quote

from django.db.backends.sqlite3 import base, features

from imctc_site import databases
from imctc_site.databases import outage

#: Steps of SQLite's machine between two looks at the clock; some ten milliseconds.
STEPS = 1_000_000

#: Seconds without a look at the clock after which another statement must have begun.
PAUSE = 0.5


class DatabaseFeatures(features.DatabaseFeatures):
    #: So since SQLite 3.38. Django asks the file, in its checks: that makes an empty one where none is, and
    #: fails before a broken one can be restored.
    supports_json_field = True


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures

    #: Seconds that one statement of this connection may take; None for what the process is told.
    statement_seconds: float | None = None

    def hurry(self, seconds: float) -> None:
        """Wait no longer than this for anything, a lock included. Before the connection is made."""
        self.statement_seconds = seconds
        self.settings_dict["OPTIONS"]["timeout"] = seconds

    def get_connection_params(self):
        params = super().get_connection_params()
        path = str(params["database"])
        if databases.statement_seconds is not None and not path.startswith((":", "file:")):
            params["database"] = f"file:{quote(str(Path(path).absolute()))}?mode=rw"
        return params

    def connect(self):
        outage.refuse_if_away()  # a transaction connects before it asks for a cursor
        super().connect()

    def _cursor(self, name=None):
        outage.refuse_if_away()
        return super()._cursor(name)  # type: ignore[misc]  # the stubs do not know it

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        seconds = self.statement_seconds or databases.statement_seconds
        if seconds is not None:
            connection.set_progress_handler(Clock(seconds), STEPS)
        return connection


class Clock:
    """Tells SQLite to interrupt a statement that has run for too long, or several without a pause."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.began = self.looked = 0.0

    def __call__(self) -> bool:
        now = time.monotonic()
        if now - self.looked > PAUSE:
            self.began = now
        self.looked = now
        late = now - self.began > self.seconds
        if late:
            self.looked = 0.0
        return late
