"""Yardstick (a): Django and nothing else. One view, one query, as many bytes as the page it is compared with.

Settings and addresses in one module: no middleware, no templates, no apps but the one whose table is asked.
"""

from django.db import connection
from django.http import HttpResponse
from django.urls import path

from imctc_site.settings import (  # noqa: F401
    ALLOWED_HOSTS,
    BASE_DIR,
    DATABASES,
    DEBUG,
    LOGGING,
    SECRET_KEY,
    SITE_URL,
)

INSTALLED_APPS = ["django.contrib.contenttypes"]
MIDDLEWARE = []
ROOT_URLCONF = "bench.bare"
USE_I18N = False


def bare(request, size: int):
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, model FROM django_content_type WHERE id = 1")
        cursor.fetchall()
    return HttpResponse(b"x" * size)


urlpatterns = [path("bytes/<int:size>/", bare)]
