"""The site as a WSGI application.

Outside in: request log, proxy headers, whole bodies, stored pages, Django.
"""

import logging
import os
import sys
from wsgiref.types import WSGIApplication

from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imctc_site.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from imctc_site import env
from imctc_site.bodies import Bodies
from imctc_site.logs import RequestLog
from imctc_site.pages import PageStore
from imctc_site.proxy import BehindProxy
from imctc_site.revision import RevisionReader


def site():
    """The application as servers call it."""
    application: WSGIApplication = get_wsgi_application()
    if settings.PAGE_STORE_MB:
        # Where the revision stands is known to the models, which are there only now.
        revision = RevisionReader(import_string(settings.CONTENT_REVISION))
        application = PageStore(application, settings.PAGE_STORE_MB, revision)
    application = Bodies(application, env.number("THREADS", 4, least=1, most=64))
    return RequestLog(BehindProxy(application, settings.TRUSTED_PROXIES), settings.LOG_REQUESTS)


logging.captureWarnings(True)  # a warning is a log line like any other
try:
    application = site()
except ImproperlyConfigured as error:
    sys.exit(str(error))
