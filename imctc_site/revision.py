"""The number that tells whether anything public has changed, read at each request."""

import contextlib
import logging
import threading
import time

from django.db import DEFAULT_DB_ALIAS

from imctc_site import databases
from imctc_site.connections import Threads
from imctc_site.databases import outage

logger = logging.getLogger(__name__)

#: Seconds after which a connection is replaced, in case the file or the server behind it was.
CONNECTION_AGE = 60

#: Seconds to wait for the revision; so small a question is answered in a thousandth of one.
PATIENCE = 2


class Connection:
    """A connection as Django makes it, without Django around it, which costs more than the query."""

    def __init__(self, using: str, sql: str):
        self.sql = sql
        wrapper = databases.hurried(using, PATIENCE)
        wrapper.ensure_connection()
        self.raw, wrapper.connection = wrapper.connection, None
        self.until = time.monotonic() + CONNECTION_AGE

    def close(self) -> None:
        with contextlib.suppress(Exception):  # it may be cut already
            self.raw.close()

    def revision(self) -> int:
        # All rows are fetched: on SQLite a statement not run to its end keeps its view of the database.
        rows = self.raw.execute(self.sql).fetchall()
        return rows[0][0] if rows else 0


class RevisionReader:
    """Reads the content revision over one lasting connection for each thread; `sql` asks for the number."""

    def __init__(self, sql: str, using: str = DEFAULT_DB_ALIAS):
        self.sql, self.using = sql, using
        self.local = threading.local()
        self.threads = Threads()

    def __call__(self) -> int:
        """The revision that is committed now. Raises the database's error if it cannot be read."""
        outage.refuse_if_away()
        try:
            return self.ask()
        except Exception as error:
            if outage.is_outage(error):
                outage.begin()
            raise

    def ask(self) -> int:
        held = getattr(self.local, "held", None)
        if held and time.monotonic() < held.until:
            try:
                return held.revision()
            except Exception:  # the server was restarted, the connection cut: a new one will tell
                logger.info("The page store opens a new connection to the database.")
        if held:
            self.local.held = None
            self.threads.drop(held)
            held.close()
        self.local.held = held = Connection(self.using, self.sql)
        self.threads.hold(held, held.close)
        return held.revision()

    def close(self) -> None:
        """Close the connections of all threads; the next question opens new ones."""
        self.threads.close()
