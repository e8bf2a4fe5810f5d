"""Addresses of the site: everything for readers and editors lies under its language.

A bare path ("/", "/members/") redirects to the language the reader chose, else the browser's, else Hindi
(LocaleMiddleware). `/healthz` and `/readyz` are answered before any of this, see `imctc_site.health`.
"""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from imctc_site.language import choose
from imctc_site.robots import favicon, robots, touch_icon

urlpatterns = [
    path("language/<slug:code>/", choose, name="language"),
    path("robots.txt", robots),
    path("favicon.ico", favicon),
    path("apple-touch-icon.png", touch_icon),
    path("", include("archive.urls")),
    *i18n_patterns(
        path("admin/", include("imctc_site.accounts.urls")),
        path("admin/", admin.site.urls),
        path("", include("archive.public.urls")),
        prefix_default_language=True,
    ),
]

handler400 = "archive.errors.bad_request"
handler403 = "archive.errors.forbidden"
handler404 = "archive.errors.not_found"
handler500 = "archive.errors.server_error"
