"""Yardstick (a): a bare Django view. One query, as many bytes as the other page, and no middleware.

In a project with the same apps as the site, so that what is compared is what answering takes.
"""

from django.db import connection
from django.http import HttpResponse
from django.urls import path

from imctc_site.settings import *  # noqa: F403

MIDDLEWARE = []
ROOT_URLCONF = "bench.bare"


def bare(request, size: int):
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, number FROM archive_contentrevision")
        cursor.fetchall()
    # Without middleware nobody says how long the answer is, and the server would send it in pieces.
    return HttpResponse(b"x" * size, headers={"Content-Length": size})


urlpatterns = [path("bytes/<int:size>/", bare)]
