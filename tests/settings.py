"""The site's own settings, told what a test machine would tell them, and quicker where safety costs time."""

import atexit
import os
import secrets
import shutil
import tempfile

FOLDER = tempfile.mkdtemp(prefix="archive-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

os.environ["SITE_URL"] = "https://testserver"
os.environ["SECRET_KEY"] = secrets.token_urlsafe(50)
os.environ["LOG_FORMAT"] = "text"
os.environ["DEBUG"] = "0"
os.environ["STATIC_ROOT"] = f"{FOLDER}/static"
os.mkdir(os.environ["STATIC_ROOT"])
for name in (
    "ALLOWED_HOSTS",
    "TRUSTED_PROXIES",
    "SECRET_KEY_FILE",
    "TIME_ZONE",
    "HSTS_SECONDS",
    "LOG_REQUESTS",
    "EDITORS_CHANGE_PUBLISHED",
):
    os.environ.pop(name, None)
# A file rather than memory, so that a live server's threads have connections of their own, as in real life.
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{FOLDER}/archive.sqlite3"

from imctc_site.settings import *  # noqa: E402, F403
from imctc_site.settings import DATABASES, LOGGING, STORAGES  # noqa: E402

database = DATABASES["default"]
if database["ENGINE"].endswith("sqlite3"):
    database["TEST"] = {"NAME": f"{FOLDER}/test.sqlite3"}
    database["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"

# The test client asks over plain HTTP; tests about redirects and cookies over TLS say so themselves.
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False

# Tests about other things sign in by a word; tests/test_second_factor.py switches it on.
SECOND_FACTOR = "nobody"

# Most tests are about forms and what becomes of them; tests about working copies ask for the site's own way.
EDITORS_CHANGE_PUBLISHED = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
LOGGING["root"]["level"] = LOGGING["loggers"]["axes"]["level"] = "ERROR"
