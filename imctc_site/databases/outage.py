"""Whether the database is away, known once to the whole process.

Whoever notices calls `begin()`. From then on nobody waits for the database in vain, because questions are
refused at once, while a thread of its own asks again every second until it answers.
"""

import logging
import sqlite3
import threading
import time

from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, connections

from imctc_site import databases

logger = logging.getLogger(__name__)

#: Seconds between two attempts, and for which readers are told to wait.
PAUSE = 1.0
RETRY_AFTER = 10

#: Seconds for which an attempt waits.
PATIENCE = 2

#: What SQLite says of a file that is none of its own, or no longer.
BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

_lock = threading.Lock()
_asking: threading.Thread | None = None


def is_away() -> bool:
    return _asking is not None


def refuse_if_away() -> None:
    """Raises `OperationalError` while the database is away, but lets the thread pass that asks for it."""
    if is_away() and threading.current_thread() is not _asking:
        raise OperationalError("The database is away.")


def is_outage(error: BaseException | None) -> bool:
    """Whether an error says that the database cannot be reached or used now, wherever in its causes.

    A driver's own error counts as well as Django's. SQLite has one class for what it does not understand and
    for a full disk, and tells them apart by number.
    """
    while error is not None:
        number = getattr(error.__cause__ or error, "sqlite_errorcode", None)
        names = {kind.__name__ for kind in type(error).__mro__}
        if number in BROKEN or (
            number != sqlite3.SQLITE_ERROR and names & {"OperationalError", "InterfaceError"}
        ):
            return True
        error = error.__cause__ or error.__context__
    return False


def begin() -> None:
    """The database does not answer: nobody shall wait for it until it does."""
    global _asking
    with _lock:
        if _asking is None:
            logger.error("The database does not answer. Pages in memory are shown as they were last.")
            _asking = threading.Thread(target=_ask_until_answered, name="database", daemon=True)
            _asking.start()


def _ask_until_answered() -> None:
    global _asking
    began = time.monotonic()
    while not _answers():
        time.sleep(PAUSE)
    _asking = None
    logger.warning("The database answers again, after %.0f seconds.", time.monotonic() - began)


def _answers() -> bool:
    wrapper = databases.hurried(DEFAULT_DB_ALIAS, PATIENCE)
    try:
        with wrapper.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except Error:
        return False
    except Exception:
        logger.exception("The database could not be asked.")
        return False
    finally:
        wrapper.close()
        connections[DEFAULT_DB_ALIAS].close()  # this thread's own, which was never opened
