"""The site as a WSGI application: request log, proxy headers, stored pages, Django; in this order, outside in."""

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
    return RequestLog(BehindProxy(application, settings.TRUSTED_PROXIES), settings.LOG_REQUESTS)


try:
    application = site()
except ImproperlyConfigured as error:
    sys.exit(str(error))
