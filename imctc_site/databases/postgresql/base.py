"""PostgreSQL: a statement that takes too long is cancelled, and a server that does not answer is given up.

The first is the server's own `statement_timeout`. A server that hangs, or cannot be reached any more, keeps
no time: then the wait for its answer ends, and with it the connection.
"""

import psycopg
from django.db.backends.postgresql import base

from imctc_site import databases
from imctc_site.databases import outage

#: Seconds that an answer may be late after the server should have cancelled the statement by itself.
GRACE = 1


class DatabaseWrapper(base.DatabaseWrapper):
    #: Seconds that one statement of this connection may take; None for what the process is told.
    statement_seconds: float | None = None

    def hurry(self, seconds: float) -> None:
        """Wait no longer than this for anything, a connection included. Before the connection is made."""
        self.statement_seconds = seconds
        self.settings_dict["OPTIONS"]["connect_timeout"] = max(2, int(seconds))  # libpq takes no less

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
            bound(connection, seconds + GRACE)
            autocommit, connection.autocommit = connection.autocommit, True
            connection.execute(f"SET statement_timeout = {int(seconds * 1000)}")
            connection.autocommit = autocommit
        return connection


def bound(connection: psycopg.Connection, seconds: float) -> None:
    """Give up, and close the connection, if an answer takes longer than this."""
    unbounded = connection.wait

    def wait(gen, *args, **kwargs):
        try:
            return unbounded(gen, *args, **{"timeout": seconds, **kwargs})
        except psycopg.errors._WaitTimeout as error:
            connection.close()
            outage.begin()
            raise psycopg.OperationalError(
                f"The database has not answered for {seconds:g} seconds."
            ) from error

    connection.wait = wait  # type: ignore[method-assign]  # Django lets nobody choose another class
