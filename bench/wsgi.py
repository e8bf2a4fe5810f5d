"""A yardstick as its server calls it: Django's own handler, whichever settings the environment names."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
