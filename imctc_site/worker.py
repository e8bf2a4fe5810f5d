"""The site as the processes of its server load it: ready, before the first reader asks.

What every page needs (templates, catalogues, names of months and countries) is loaded when it is first used.
Several threads that are first asked at the same time each load it, and memory that was used once is not given
back: a third of what a process takes, for nothing. So one thread asks for some pages before there are others.

For the same reason each thread's connection to an SQLite file keeps few pages of it: the system keeps all.
"""

import ctypes
import faulthandler
import gc
import io
import logging
import multiprocessing.util
import os
import re
import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.db.backends.signals import connection_created

from imctc_site import databases, doorkeeper, env, serve
from imctc_site.connections import hold_django_connection
from imctc_site.wsgi import application

logger = logging.getLogger(__name__)

#: Kilobytes of an SQLite file that a connection keeps; SQLite's own default is 2000.
SQLITE_CACHE = 500


#: What `mallopt` is told: no heap for each thread (M_ARENA_MAX), and what is larger than half a page is
#: given back at once (M_MMAP_THRESHOLD, M_TRIM_THRESHOLD); by itself glibc keeps more the more was used.
HEAP = {-8: 2, -3: 65536, -1: 65536}


def keep_heap_small() -> None:
    """Tell glibc; with another C library nothing happens."""
    tell = getattr(ctypes.CDLL(None), "mallopt", None)
    for option, value in HEAP.items():
        if tell:
            tell(option, value)


def keep_few_pages(connection, **kwargs) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size=-{SQLITE_CACHE}")


def warm_up(application) -> None:
    """Ask for the home page in each language, and for the pages that the first of them leads to.

    Whatever is not there yet (a database, say) is missed and logged as it would be for a reader; the process
    starts all the same.
    """
    homes = [ask(application, f"/{code}/") for code in settings.LANGUAGE_CODES]
    _, _, after = homes[0].partition("<nav")
    navigation, _, _ = after.partition("</nav>")
    for path in re.findall(r'href="(/[^"#?]*)"', navigation):
        ask(application, path)
    # What is loaded now stays: it need not be looked through for garbage again and again.
    gc.collect()
    gc.freeze()


def ask(application, path: str) -> str:
    """The page at a path of this site; '' if it cannot be made."""
    site = urlsplit(settings.SITE_URL)
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": site.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    try:
        chunks = application(environ, lambda status, headers, exc_info=None: None)
        try:
            return b"".join(chunks).decode("utf-8", "replace")
        finally:
            if hasattr(chunks, "close"):
                chunks.close()
    except Exception:
        return ""


def keep_door(behind_proxy) -> None:
    """Have slow and silent connections ended; a proxy at a socket does that by itself."""
    if env.text("SOCKET"):
        return
    if not doorkeeper.can_look():
        logger.warning("Clients that are too slow are not ended here: that needs Linux, or a proxy in front.")
        return
    doorkeeper.Doorkeeper(
        env.number("PORT", 8000),
        env.number("CONNECTIONS", 1024),
        behind_proxy.application.receiving.longer_than,
        behind_proxy.trusts,
        # Two waits for a database and a statement: no answer takes longer.
        2 * env.number("DATABASE_TIMEOUT", 20) + settings.STATEMENT_SECONDS + 10,
        serve.slow_seconds(),
    ).start()


def leave() -> None:
    """End without taking Python apart, as a process that was split off does.

    The server's own threads are still there by then; on Python 3.13 they find no interpreter, and abort.
    """
    if sys.exc_info()[0] is None:
        os._exit(0)


faulthandler.enable()  # what kills a process says where
databases.limit(settings.STATEMENT_SECONDS)
keep_heap_small()
connection_created.connect(keep_few_pages)
connection_created.connect(hold_django_connection)
warm_up(application.application)  # within the log of requests: nobody asked
if multiprocessing.parent_process():
    keep_door(application.application)
    multiprocessing.util.Finalize(None, leave, exitpriority=0)  # the last: log lines are written before
