"""All settings, from the environment; docs/drift.md tells the operator about each.

Three modes (SAMVERKAN_ENV): `local` makes up what is missing for a start on one's own
machine, `test` is what the test runner sets, `production` makes up nothing.
"""

import os
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from samverkan import environment

# ── Where things are ─────────────────────────────────────────────────────────────────────
BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
MODE = environment.mode(os.environ)
PRODUCTION, TESTING = MODE == "production", MODE == "test"
DATA_DIR = Path(os.environ.get("SAMVERKAN_DATA", BASE_DIR / ".data")).resolve()

# ── What kind of start this is ───────────────────────────────────────────────────────────
# DEMO opens one-click logins to the invented people; see the login page.
DEMO: bool = env.bool("SAMVERKAN_DEMO", default=False)
DEBUG: bool = False if PRODUCTION else env.bool("DEBUG", default=False)
if PRODUCTION:
    environment.refuse_unfit_production(os.environ, demo=DEMO)
    SECRET_KEY: str = env("SECRET_KEY")
    ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS")
    default_site = f"https://{ALLOWED_HOSTS[0].lstrip('.*')}"
else:
    environment.add_running_services(os.environ, DATA_DIR)
    SECRET_KEY = os.environ.get("SECRET_KEY") or environment.local_secret(DATA_DIR, "secret_key")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
    default_site = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
# Where links in mail lead; no slash at the end.
SITE_URL: str = env("SITE_URL", default=default_site)

# ── Applications ─────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "bodies.apps.BodiesConfig",
    "cases.apps.CasesConfig",
    "samverkan.lib.apps.LibConfig",
    "django.contrib.admin",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "django_filters",
    "django_htmx",
    "csp",
    "pghistory",
    "pgtrigger",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "samverkan.lib.middleware.CleanAddressMiddleware",
    "samverkan.lib.middleware.DatabaseDownMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samverkan.lib.middleware.HistoryMiddleware",
]
ROOT_URLCONF = "samverkan.urls"
WSGI_APPLICATION = "samverkan.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samverkan.lib.context.frame",
                "bodies.views.outbox.mail_banner",
            ],
        },
    }
]
FORM_RENDERER = "samverkan.lib.rendering.FormRenderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── Language and time ────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

# ── Database ─────────────────────────────────────────────────────────────────────────────
# The fallback names a database that most likely is not there; the error then says so.
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default="postgresql:///samverkan")
}
DATABASES["default"] |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# Our joins follow foreign keys from what was asked for, in the order they are written. Trying
# every other order of ten tables costs PostgreSQL more time than reading the rows does.
DATABASES["default"]["OPTIONS"].setdefault("options", "-c join_collapse_limit=4")
if env.bool("DATABASE_POOL", default=not TESTING):
    # With health checks Django gives the pool psycopg's check_connection: a connection that
    # a restarted PostgreSQL has dropped is replaced before anybody meets it. The pool's own
    # wish is to try ever more seldom; giving up early makes the next request try at once, so
    # that the site is back when the database is, however long it was away. Our backend asks
    # twice, so `timeout` is half of what a reader waits for the 503 page.
    DATABASES["default"]["ENGINE"] = "samverkan.lib.healing_postgresql"
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": 8,
        "timeout": 1.5,
        "reconnect_timeout": 2,
    }

# ── Background work: Redis carries only "look now"; losing it delays, never loses ────────
REDIS_URL: str = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
# Counts failed logins (allauth), so all processes must share it, and it must be there when
# Redis is not. Its table is made by a migration of bodies.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "samverkan_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# ── Accounts ─────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "bodies.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
if TESTING:
    # Deliberately weak: the tests log in thousands of times.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "samverkan.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# How many proxies of ours stand in front: whose address a limit on log-ins counts.
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXY_COUNT", default=0)
ACCOUNT_FORMS = {
    "login": "samverkan.account_forms.LoginForm",
    "change_password": "samverkan.account_forms.ChangePasswordForm",
    "reset_password": "samverkan.account_forms.ResetPasswordForm",
    "reset_password_from_key": "samverkan.account_forms.ResetPasswordKeyForm",
}

# ── Files ────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static" if PRODUCTION else None
STATICFILES_DIRS = [BASE_DIR / "static"]
# Uploads are served only through the view that checks who asks: no MEDIA_URL route exists.
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
# Outside production the files are found where they lie: collectstatic is slow.
WHITENOISE_USE_FINDERS = not PRODUCTION
# Listing them all at each start is nothing for a site, but every test's client is a start.
WHITENOISE_AUTOREFRESH = DEBUG or TESTING

# ── Mail ─────────────────────────────────────────────────────────────────────────────────
if "EMAIL_URL" in os.environ:
    globals().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 10
# The right half of every Message-ID: stable, whatever machine sends.
MAIL_DOMAIN: str = env("MAIL_DOMAIN", default=ALLOWED_HOSTS[0].lstrip(".*"))
# Where the mail server sends what it could not deliver (read by `manage.py read_bounce`).
BOUNCE_ADDRESS: str = env("BOUNCE_ADDRESS", default="")
# A function that looks a Message-ID up in what the mail server has taken, for example
# bodies.notices.journal.in_log_file; and the log that one reads.
MAIL_JOURNAL: str = env("MAIL_JOURNAL", default="")
MAIL_JOURNAL_FILE: str = env("MAIL_JOURNAL_FILE", default="/var/log/mail.log")
DEFAULT_FROM_EMAIL: str = env(
    "DEFAULT_FROM_EMAIL", default=f"Samverkan <samverkan@{ALLOWED_HOSTS[0].lstrip('.*')}>"
)
# How many days a personal link may work at most, whoever makes it.
PERSONAL_LINK_DAYS: int = env.int("PERSONAL_LINK_DAYS", default=90)

# ── Security ─────────────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's icons in form controls are data: URLs
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [SITE_URL]

# ── Log: to standard error, for systemd or the terminal to keep ──────────────────────────
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "bodies": {"level": "INFO"},
        "cases": {"level": "INFO"},
        "samverkan": {"level": "INFO"},
    },
}
