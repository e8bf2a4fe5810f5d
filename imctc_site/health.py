"""Is the process alive, and can it answer readers: `/healthz` and `/readyz` as JSON.

Both stand before the host check and the language, for they are asked by address, from inside. Neither says
more than an operator needs: no versions, no paths, no error texts.
"""

import logging
import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponseNotAllowed, JsonResponse
from django.urls import get_resolver
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


class NotReady(Exception):
    """Something readers need is missing; its message is one sentence for the operator."""


class ProbesMiddleware:
    """Answers the two probes and hands everything else on."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.probes = {"/healthz": alive, "/readyz": ready}

    def __call__(self, request):
        probe = self.probes.get(request.path_info)
        if probe is None:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(("GET", "HEAD"))
        response = probe()
        response.headers["Cache-Control"] = "no-store"
        return response


def alive() -> JsonResponse:
    return JsonResponse({"alive": True})


def ready() -> JsonResponse:
    """200 with what each check of `settings.READINESS` reports; 503 if one finds something missing."""
    everything, report = True, {}
    for name, path in settings.READINESS.items():
        try:
            report[name] = import_string(path)()
        except NotReady as missing:
            everything, report[name] = False, str(missing)
        except Exception:
            logger.exception("The check of %s failed.", name)
            everything, report[name] = False, "The check failed; the log says why."
    return JsonResponse({"ready": everything, **report}, status=200 if everything else 503)


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def addresses() -> str:
    """Raises what keeps the site's addresses, and with them the views, from being imported."""
    resolver = get_resolver(settings.ROOT_URLCONF)
    for status in (400, 403, 404, 500):
        resolver.resolve_error_handler(status)
    resolver._populate()
    return "ok"


#: Megabytes that must be free where an SQLite file lies: less than a save with its index may take.
LEAST_FREE_MB = 16


def writing() -> str:
    """Raises `NotReady` if nothing could be saved: a row is written and taken away in one transaction."""
    path = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and Path(path).exists():
        free = shutil.disk_usage(Path(path).parent).free // 2**20
        if free < LEAST_FREE_MB:
            raise NotReady(f"{free} MB are free on the disk of the database; make room.")
    try:
        with transaction.atomic():
            row = Session.objects.create(
                session_key=get_random_string(40), session_data="", expire_date=timezone.now() - timedelta(1)
            )
            row.delete()
    except Error as error:
        if "locked" in str(error):
            return "busy"  # somebody else is writing, so that it can be written to
        logger.exception("Nothing could be written to the database.")
        raise NotReady("Nothing can be written to the database; the log says why.") from error
    return "ok"


def migrations() -> str:
    """Raises `NotReady` while the database is behind the code."""
    executor = MigrationExecutor(connection)
    if missing := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady(f"{len(missing)} migrations are not applied; run manage.py migrate.")
    return "ok"
