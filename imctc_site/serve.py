"""The server of the site: `python -m imctc_site.serve`.

granian, which takes slow clients, keep-alive and queueing off Python's hands. The environment says where and
with how many processes: BIND, PORT or SOCKET, WORKERS, THREADS and others (listed in docs/operations.md).
SIGTERM ends it after the requests in hand; SIGHUP starts new processes before it ends the old ones.
"""

import multiprocessing
import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from imctc_site import env


def slow_seconds() -> int:
    """Seconds in which the head of a request has to come, and after which a slow body is ended."""
    return env.number("SLOW_SECONDS", 15, least=1, most=60)


def server(target: str = "imctc_site.worker:application"):
    """The configured granian server, not yet serving; `target` names a WSGI application."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imctc_site.settings")
    # Commands that look at this module need no server, which takes longest to load.
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.server import Server

    # Split off from this process, a new one would inherit the settings and the code that were read at the
    # start, and a restart would bring neither up to date.
    multiprocessing.set_start_method("spawn", force=True)
    path = env.text("SOCKET")
    threads = env.number("THREADS", 4, least=1, most=64)
    return Server(
        target,
        address=env.bind(settings.SITE_URL),
        port=env.number("PORT", 8000, least=1, most=65535),
        uds=Path(path) if path else None,
        uds_permissions=0o660,  # a proxy in the group may connect, others may not
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=env.number("WORKERS", 1, least=1, most=128),
        # As many again for those who send or take slowly, see `imctc_site.bodies`.
        blocking_threads=2 * threads,
        # After a thread has ended, the next reader waits for new database connections.
        blocking_threads_idle_timeout=600,
        # Every open connection counts, also a silent one: if few may, idle ones shut out the others.
        backpressure=env.number("CONNECTIONS", 1024, least=16, most=65535),
        # Whoever opens a connection asks, or is asked to go.
        http1_settings=HTTP1Settings(header_read_timeout=slow_seconds() * 1000),
        workers_kill_timeout=30,
        respawn_failed_workers=True,
        # granian does not ask whether the new process is ready. By itself it ends the old one after 3.5
        # seconds, and on a busy machine readers are refused until the new one has loaded.
        respawn_interval=env.number("RESTART_SECONDS", 15, least=1, most=600),
        # Answered by the server's own loop: nothing that holds up the threads can silence it.
        static_path_route=["/healthz"],
        static_path_mount=[Path(__file__).with_name("healthz.json")],
        static_path_expires=0,
        log_dictconfig=settings.LOGGING,
        working_dir=settings.BASE_DIR,
    )


def check_port(address: str, port: int) -> None:
    """Refuses a port that somebody listens on.

    The server shares its port among its processes, so the system would let a second server have it too, and
    give each reader to one of them by chance.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections just ended do not count
        try:
            trial.bind((address, port))
        except OSError as error:
            raise env.WrongSetting(
                f'PORT is "{port}", and the server cannot listen there at {address} ({error.strerror}); '
                f"stop what does, or use another one, for example PORT={port + 1 if port < 65535 else 8000}."
            ) from error


def check_database(config: dict) -> None:
    """Refuses an SQLite file that is not there or holds nothing: a mistyped path is no new, empty archive."""
    path = Path(config["NAME"])
    if config["ENGINE"].endswith("sqlite3") and path.is_absolute():
        try:
            empty = path.stat().st_size == 0
        except FileNotFoundError:
            empty = True
        if empty:
            raise env.WrongSetting(
                f"DATABASE_URL names {path}, where there is no database; run manage.py migrate to make one, "
                f"or mend the path, for example DATABASE_URL=sqlite:///var/archive.sqlite3."
            )


def main() -> None:
    try:
        serving = server()
        check_database(settings.DATABASES["default"])
        if not serving.bind_uds:
            check_port(serving.bind_addr, serving.bind_port)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    serving.serve()


if __name__ == "__main__":
    main()
