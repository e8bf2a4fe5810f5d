"""Settings of yardstick (b): modeltranslation, Django's templates, and the middleware of a new project."""

from imctc_site.settings import *  # noqa: F403
from imctc_site.settings import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [engine for engine in TEMPLATES if "jinja2" not in engine["BACKEND"]]
ROOT_URLCONF = "bench.plain_pages"
