"""Settings of the site; every value that differs between machines comes from the environment.

The variables and their meaning are listed in docs/operations.md. A value that cannot be right stops the start
with a sentence that names the variable (`imctc_site.env`).
"""

from datetime import timedelta
from pathlib import Path

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from imctc_site import env, logs

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Where the site stands ----------------------------------------------------------------------------------

SITE_URL = env.site_url()
HTTPS = SITE_URL.startswith("https://")  # plain HTTP is accepted for loopback addresses only
ALLOWED_HOSTS = env.allowed_hosts(SITE_URL)
DEBUG = env.debug(SITE_URL)
SECRET_KEY = env.secret_key()
TRUSTED_PROXIES = env.trusted_proxies()
DATABASES = {"default": env.database(BASE_DIR)}

# --- Languages and time -------------------------------------------------------------------------------------

LANGUAGE_CODES = env.languages(("hi", "en"))
LANGUAGES = [(code, _(LANG_INFO[code]["name"])) for code in LANGUAGE_CODES]
LANGUAGE_CODE = LANGUAGE_CODES[0]
MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
MODELTRANSLATION_FALLBACK_LANGUAGES = tuple(LANGUAGE_CODES)
MODELTRANSLATION_PREPOPULATE_LANGUAGE = "en" if "en" in LANGUAGE_CODES else LANGUAGE_CODE  # slugs are ASCII
LOCALE_PATHS = [  # before every package's own words, Django's included
    BASE_DIR / "archive" / "locale",
    BASE_DIR / "archive" / "locale" / "packages",  # what the packages leave in English
]
USE_I18N = True
FORMAT_MODULE_PATH = "imctc_site.formats"
USE_TZ = True
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")

# --- What it is made of -------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "modeltranslation",
    "archive",  # before the admin, so that our templates and words come first
    "archive.admin_config.ArchiveAdminConfig",  # django.contrib.admin with the archive’s own site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
]

MIDDLEWARE = [
    # Those that only add headers stand outside, so that no answer goes without them.
    "imctc_site.security.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "imctc_site.health.ProbesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "imctc_site.urls"
WSGI_APPLICATION = "imctc_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "public"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "archive.public.jinja.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SERIALIZATION_MODULES = {"yaml": "archive.serializers.yaml"}
# A long record with all its citations is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

STATIC_URL = "/static/"
STATIC_ROOT = env.folder("STATIC_ROOT", BASE_DIR, "var/static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

#: Megabytes of finished pages that each process keeps; while developing, none.
PAGE_STORE_MB = 0 if DEBUG else env.number("PAGE_STORE_MB", 4, most=4096)

# --- Safety -------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, where there may be no TLS
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 63_072_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "imctc_site.security.csrf_failure"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # refuses before a password is even looked at
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# Both together, so that nobody can lock an editor out from elsewhere. The address is the reader's own, see
# proxy.py.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "imctc_site.security.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # who signed in from where is nobody's business afterwards
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- Being looked after -------------------------------------------------------------------------------------

LOGGING = logs.config(env.one_of("LOG_FORMAT", ("auto", "json", "text"), "auto"))
LOG_REQUESTS = env.flag("LOG_REQUESTS", True)

#: Where readers report errors in the content: an e-mail address or an https address.
CORRECTIONS_ADDRESS = env.corrections_address()

#: What /readyz asks, by the name it reports; each returns what to report or raises
#: `imctc_site.health.NotReady`.
READINESS = {
    "database": "imctc_site.health.database",
    "migrations": "imctc_site.health.migrations",
    "revision": "archive.health.revision",
    "search": "archive.search.health.ready",
}
