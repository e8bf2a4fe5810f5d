"""Is the process alive, and can it answer readers: `/healthz` and `/readyz` as JSON.

Both stand before the host check and the language, for they are asked by address, from inside. Neither says
more than an operator needs: no versions, no paths, no error texts.
"""

import logging

from django.conf import settings
from django.db import connection
from django.http import JsonResponse
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


def migrations() -> str:
    """Raises `NotReady` while the database is behind the code."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if missing := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady(f"{len(missing)} migrations are not applied; run manage.py migrate.")
    return "ok"
