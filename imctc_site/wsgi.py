"""The site as a WSGI application; outside in: request log, proxy headers, stored pages, Django."""

import logging
import os
import sys

from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imctc_site.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from imctc_site.logs import RequestLog
from imctc_site.proxy import BehindProxy


def site():
    """The application as servers call it."""
    application = get_wsgi_application()
    if settings.PAGE_STORE_MB:
        from imctc_site.pages import PageStore  # knows the models, which are there only now

        application = PageStore(application, settings.PAGE_STORE_MB)
    return RequestLog(BehindProxy(application, settings.TRUSTED_PROXIES), settings.LOG_REQUESTS)


logging.captureWarnings(True)  # a warning is a log line like any other
try:
    application = site()
except ImproperlyConfigured as error:
    sys.exit(str(error))
