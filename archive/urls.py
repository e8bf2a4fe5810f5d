"""Addresses that have no language: what programs ask, and what they ask every site for."""

from django.urls import include, path

from archive.api import site as api
from archive.public import files, releasing, sitemap

urlpatterns = [
    path("humans.txt", files.humans),
    path(".well-known/security.txt", files.security),
    path("sitemap.xml", sitemap.index),
    path("sitemap-<slug:name>-<int:number>.xml", sitemap.part),
    path("releases/latest/<path:path>", releasing.latest),
    path("releases/<str:name>/<path:path>", releasing.file),
    path("api/v1/", include((api.addresses(), "api"))),
]
