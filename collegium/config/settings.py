"""Django's settings. Whatever an operator may choose comes from the environment (docs/run)."""

import os
from pathlib import Path

# first, since it decides which SQLite everybody gets
from collegium.config.databases import database  # isort: skip

from django.utils.csp import CSP

from collegium.config.contact import contact
from collegium.config.encrypted import mail_encryption
from collegium.outgoing import origin

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("COLLEGIUM_DATA", "data")).resolve()
ADDRESS = os.environ.get("COLLEGIUM_ADDRESS", "http://localhost:8000").rstrip("/")
SECURE = ADDRESS.startswith("https://")
DEMO = os.environ.get("COLLEGIUM_DEMO") == "1"
DEBUG = False

ALLOWED_HOSTS = os.environ.get("COLLEGIUM_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [ADDRESS]

DATABASES = {
    "default": database(os.environ.get("DATABASE_URL", ""), default=DATA / "collegium.sqlite3"),
    "vault": database(os.environ.get("VAULT_DATABASE_URL", ""), default=DATA / "vault.sqlite3"),
}
DATABASE_ROUTERS = ["collegium.vault.router.VaultRouter"]

SECRET_KEY_FILE = DATA / "secret.key"
SECRET_KEY = os.environ.get("COLLEGIUM_SECRET_KEY", "")
if not SECRET_KEY and SECRET_KEY_FILE.exists():
    SECRET_KEY = SECRET_KEY_FILE.read_text().strip()
VAULT_MASTER_KEY = os.environ.get("COLLEGIUM_MASTER_KEY", "")
VAULT_MASTER_KEY_COMMAND = os.environ.get("COLLEGIUM_MASTER_KEY_COMMAND", "")
VAULT_MASTER_KEY_FILE: Path | None = Path(
    os.environ.get("COLLEGIUM_MASTER_KEY_FILE", DATA / "master.key")
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "lucide",
    "collegium.config",
    "collegium.ui",
    "collegium.vault",
    "collegium.audit",
    "collegium.people",
    "collegium.groups",
    "collegium.meetings",
    "collegium.practice",
    "collegium.library",
    "collegium.insights",
    "collegium.rights",
    "collegium.mailing",
]

MIDDLEWARE = [
    "collegium.config.browsers.BrowserMiddleware",
    "collegium.config.browsers.PlainMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "collegium.config.middleware.ReaderMiddleware",
    "collegium.config.browsers.RefusalMiddleware",
    "collegium.config.middleware.AccessMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "collegium.config.navigation.navigation",
            ],
        },
    },
]
FORM_RENDERER = "collegium.ui.forms.Renderer"
INSTALLED_APPS.insert(0, "django.forms")

ROOT_URLCONF = "collegium.config.urls"
WSGI_APPLICATION = "collegium.config.wsgi.application"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "demo" if DEMO else "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "collegium.people.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code that signs in is the verification
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {  # a whole room signs in at once
    "request_login_code": "120/m/ip,5/10m/key",
    "login_failed": "120/m/ip,5/5m/key",  # codes of apps, recovery codes
    "sign_on": "240/m/ip",
    "ask_whose": "5/h/user",
}
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
CACHES = {"default": {"BACKEND": "collegium.people.signing.counting.TableCache"}}
MFA_ADAPTER = "collegium.people.signing.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a clock that is half a minute off
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our styles and scripts serve our pages alone

INTERNAL_ORIGINS = os.environ.get("COLLEGIUM_INTERNAL_ORIGINS", "")
OUTGOING_TRUSTED = frozenset(origin(one) for one in INTERNAL_ORIGINS.split(",") if one)

SECURITY_CONTACT = contact(os.environ.get("COLLEGIUM_SECURITY_CONTACT", ""))

SEARCH_BY_MEANING = os.environ.get("COLLEGIUM_MEANING") != "0"  # where the extra is installed

SMTP_HOST = os.environ.get("COLLEGIUM_SMTP_HOST", "localhost")
SMTP = {
    "host": SMTP_HOST,
    "port": int(os.environ.get("COLLEGIUM_SMTP_PORT", "25")),
    "username": os.environ.get("COLLEGIUM_SMTP_USER", ""),
    "password": os.environ.get("COLLEGIUM_SMTP_PASSWORD", ""),
    **mail_encryption(SMTP_HOST, os.environ.get("COLLEGIUM_SMTP_TLS", "")),
    "timeout": 20,
}
MAILERS = {
    "default": {"BACKEND": "collegium.mailing.demo.DemoBackend"}
    if DEMO
    else {"BACKEND": "collegium.mailing.smtp.Backend", "OPTIONS": SMTP}
}
DEFAULT_FROM_EMAIL = os.environ.get("COLLEGIUM_MAIL_FROM", "Collegium <collegium@localhost>")
REPLY_ADDRESS = os.environ.get("COLLEGIUM_REPLY_ADDRESS", "")  # empty: mails take no replies
RECEIVE_SECRET = os.environ.get("COLLEGIUM_RECEIVE_SECRET", "")
IMAP_URL = os.environ.get("COLLEGIUM_IMAP_URL", "")

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["collegium"],  # ui/js/markup.js
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_ENGINE = "collegium.people.signing.sessions"
PAGES_A_MINUTE = int(os.environ.get("COLLEGIUM_PAGES_A_MINUTE", "300"))  # of one person; 0: any
SECOND_FACTOR = os.environ.get("COLLEGIUM_SECOND_FACTOR", "")  # checked by people/apps.py
IDLE_DAYS = int(os.environ.get("COLLEGIUM_IDLE_DAYS", "7"))  # at most two weeks anyway
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
# Browsers take a cookie with this prefix from this very host over https alone; plain http, on
# one's own machine, cannot have it.
_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME = f"{_PREFIX}session"
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
LANGUAGE_COOKIE_NAME = f"{_PREFIX}language"
MESSAGES_COOKIE_NAME = f"{_PREFIX}messages"
MESSAGE_STORAGE = "collegium.config.browsers.Messages"
CSRF_COOKIE_HTTPONLY = True  # pages carry the token themselves
SECURE_SSL_REDIRECT = SECURE
# Asked by programs, which would go on sending in plain what is redirected.
BY_PROGRAMS = ["^mail/receive/$", r"^calendar/[^/]+\.ics$", "^sign-in/saml/[^/]+/metadata/$"]
SECURE_REDIRECT_EXEMPT = ["^healthz$", *BY_PROGRAMS]  # the first from inside, without the proxy
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("COLLEGIUM_HSTS_SUBDOMAINS") == "1"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # whether anything below the host has to be reached without is theirs to know
    "security.W021",  # nor is it ours to enter their host into the browsers' lists
]
# Whose X-Forwarded-Proto and X-Forwarded-For are believed; the server puts them in their place.
TRUSTED_PROXY = os.environ.get("COLLEGIUM_TRUSTED_PROXY", "127.0.0.1,::1")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FILES = 2  # no form of ours has more than one
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOG = os.environ.get("COLLEGIUM_LOG", "line")  # or json
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "collegium.config.lines.Line",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "collegium.config.lines.Json"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "collegium": {"level": "INFO"},
        "django": {"handlers": []},
        "django.request": {"level": "ERROR"},
    },
}
