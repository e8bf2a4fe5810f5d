"""The server of the site: `python -m imctc_site.serve`.

granian, which takes slow clients, keep-alive and queueing off Python's hands. The environment says where and
with how many processes: BIND, PORT or SOCKET, WORKERS, THREADS and others (listed in docs/operations.md).
SIGTERM ends it after the requests in hand; SIGHUP starts new processes before it ends the old ones.
"""

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from imctc_site import env


def server(target: str = "imctc_site.worker:application"):
    """The configured granian server, not yet serving; `target` names a WSGI application."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imctc_site.settings")
    from django.conf import settings
    from granian.constants import HTTPModes, Interfaces
    from granian.server import Server

    socket = env.text("SOCKET")
    return Server(
        target,
        address=env.bind(settings.SITE_URL),
        port=env.number("PORT", 8000, least=1, most=65535),
        uds=Path(socket) if socket else None,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=env.number("WORKERS", 1, least=1, most=128),
        blocking_threads=env.number("THREADS", 4, least=1, most=64),
        # A thread that ends takes its database connections with it, and the next reader waits for new ones.
        blocking_threads_idle_timeout=600,
        # Every open connection counts, also a silent one: if few may, idle ones shut out the others.
        backpressure=env.number("CONNECTIONS", 1024, least=16, most=65535),
        workers_kill_timeout=30,
        respawn_failed_workers=True,
        # granian does not ask whether the new process is ready. By itself it ends the old one after 3.5
        # seconds, and on a busy machine readers are refused until the new one has loaded.
        respawn_interval=env.number("RESTART_SECONDS", 15, least=1, most=600),
        log_dictconfig=settings.LOGGING,
        working_dir=settings.BASE_DIR,
    )


def main() -> None:
    try:
        serving = server()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    serving.serve()


if __name__ == "__main__":
    main()
