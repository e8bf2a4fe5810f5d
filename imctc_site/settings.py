"""Settings of the site; every value that differs between machines comes from the environment.

The variables and their meaning are listed in docs/operations.md. A value that cannot be right stops the start
with a sentence that names the variable (`imctc_site.env`).
"""

from datetime import timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

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
DATABASE_ROUTERS = ["archive.database.Router"]  # before any that spreads reading over replicas

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
TIME_ZONE = env.time_zone("TIME_ZONE", "Asia/Kolkata")  # what “today” means, to readers and editors alike

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
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "imctc_site.accounts",  # after those whose rooms it takes away
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
    "imctc_site.sessions.IdleMiddleware",
    "imctc_site.language.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "archive.admin.received.FormsMiddleware",  # before the next, which reads forms
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "imctc_site.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "imctc_site.accounts.throttle.ThrottleMiddleware",
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
SERIALIZATION_MODULES = {"yaml": "archive.loading.yaml"}
#: How long a form may be that is sent from within the editors' rooms, in bytes as it is sent (a letter of
#: Devanagari is nine) and in inputs: some 1.4 million letters, or two thousand citations. Strangers may
#: send what Django allows.
FORM_SIZE = 12 * 1024 * 1024
FORM_INPUTS = DATA_UPLOAD_MAX_NUMBER_FIELDS = 26_000

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

#: The statement that reads the number which every change of the content raises.
CONTENT_REVISION = "archive.revision.SQL"

#: Seconds that one statement may take while a reader waits.
STATEMENT_SECONDS = env.number("STATEMENT_SECONDS", 10, least=1, most=600)

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
LANGUAGE_COOKIE_SAMESITE: Literal["Lax"] = "Lax"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE
SESSION_COOKIE_AGE = 12 * 60 * 60  # since it was last used, see imctc_site.sessions
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "archive.errors.csrf_failure"
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
    "imctc_site.accounts.throttle.GatedBackend",
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
# proxy.py; the wider counts are in imctc_site.accounts.throttle.
AXES_HANDLER = "imctc_site.accounts.throttle.Handler"
AXES_CLIENT_IP_CALLABLE = "imctc_site.accounts.throttle.address"
AXES_USERNAME_CALLABLE = "imctc_site.accounts.throttle.name_of"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "imctc_site.security.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # imctc_site.accounts keeps less, and for a time
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

#: Who is let in by a password only together with a second factor; see `imctc_site.accounts`.
SECOND_FACTOR = env.second_factor(SITE_URL)
SECOND_FACTOR_RIGHTS = ("publish_",)  # whoever has a right of such a name is a publisher
SECOND_FACTOR_MAY_BE_SKIPPED = not HTTPS
OTP_TOTP_ISSUER = f"IMCTC {urlsplit(SITE_URL).netloc}"

#: For how many days it is known who signed in.
SIGN_IN_DAYS = env.number("SIGN_IN_DAYS", 180, least=1, most=3650)

#: Where `manage.py release` puts its files, which the site then offers.
RELEASE_DIR = env.folder("RELEASE_DIR", BASE_DIR, "var/releases")

#: Where `manage.py backup` puts its copies.
BACKUP_DIR = env.folder("BACKUP_DIR", BASE_DIR, "var/backups")

#: How often one reader may ask the API what no page store knows: at once, and in the long run.
API_BURST = env.number("API_BURST", 120, least=1)
API_PER_MINUTE = env.number("API_PER_MINUTE", 300, least=1)

# --- Being looked after -------------------------------------------------------------------------------------

LOGGING = logs.config(env.one_of("LOG_FORMAT", ("auto", "json", "text"), "auto"))
LOG_REQUESTS = env.flag("LOG_REQUESTS", True)

#: Whether editors change at once what readers see; otherwise they save working copies for publishers.
EDITORS_CHANGE_PUBLISHED = env.flag("EDITORS_CHANGE_PUBLISHED", False)

#: Where readers report errors in the content: an e-mail address or an https address.
CORRECTIONS_ADDRESS = env.corrections_address()

#: Where holes in the site's safety are reported, for /.well-known/security.txt.
SECURITY_CONTACT = env.contact("SECURITY_CONTACT", "security@example.org")

#: What /readyz asks, by the name it reports; each returns what to report or raises
#: `imctc_site.health.NotReady`.
READINESS = {
    "database": "imctc_site.health.database",
    "migrations": "imctc_site.health.migrations",
    "writing": "imctc_site.health.writing",
    "addresses": "imctc_site.health.addresses",
    "revision": "archive.health.revision",
    "search": "archive.search.health.ready",
}
