"""One settings file, two doors; the workshop holds both and serves tests and type checks."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from waystation.config.database import database
from waystation.config.home import door_home, home, key_folder, public_address, secret

DOOR = os.environ.get("WAYSTATION_DOOR", "staff")
PACKAGE = Path(__file__).resolve().parents[1]
HOME = home()
KEY_FOLDER = key_folder()
FILES = door_home(DOOR) / "files"

SECRET_KEY = secret(DOOR, "django")
DEBUG = False
# By it the return codes of reports become what the public door stores of them; it lies in no database.
RETURN_SECRET = "" if DOOR == "staff" else secret(DOOR, "return")
ALLOWED_HOSTS = os.environ.get("WAYSTATION_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

BOTH = [
    "django.contrib.staticfiles",
    "waystation.ui",
    "waystation.letterbox",
    "waystation.campaign",
    "waystation.intake.public",
]
STAFF_ONLY = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "waystation.core",
    "waystation.core.accounts",
    "waystation.core.keys",
    "waystation.core.recovery",
    "waystation.core.inventory",
    "waystation.core.retention",
    "waystation.core.outlets",
    "waystation.core.search",
    "waystation.cases",
    "waystation.cases.documents",
    "waystation.cases.sharing",
    "waystation.cases.guests",
    "waystation.programmes.shelter",
    "waystation.programmes.social_work",
    "waystation.programmes.field_work",
    "waystation.programmes.prevention",
    "waystation.intake.desk",
    "waystation.evidence",
    "waystation.config",
    "waystation.config.set_up",
]
INSTALLED_APPS = BOTH if DOOR == "public" else [*STAFF_ONLY, *BOTH]

FIRST = [
    "django.middleware.security.SecurityMiddleware",
    "waystation.config.headers.KeepNothing",
    "csp.middleware.CSPMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
]
WORDS_AND_FORMS = [
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
LAST = ["django.middleware.clickjacking.XFrameOptionsMiddleware"]
PUBLIC_MIDDLEWARE = [*FIRST, *WORDS_AND_FORMS, *LAST]
STAFF_MIDDLEWARE = [
    *FIRST,
    "django.contrib.sessions.middleware.SessionMiddleware",
    *WORDS_AND_FORMS,
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "waystation.config.set_up.middleware.SetUpFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "waystation.core.accounts.middleware.SignInFirst",
    "waystation.core.accounts.middleware.OpenSessions",
    "allauth.account.middleware.AccountMiddleware",
    "waystation.core.keys.middleware.UnlockedVaults",
    "waystation.core.outlets.middleware.NothingGuardedLeaves",
    *LAST,
]
MIDDLEWARE = PUBLIC_MIDDLEWARE if DOOR == "public" else STAFF_MIDDLEWARE
ROOT_URLCONF = "waystation.config.urls_public" if DOOR == "public" else "waystation.config.urls_staff"
ASGI_APPLICATION = "waystation.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                *(
                    [
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                        "waystation.core.signposts.menu",
                    ]
                    if DOOR != "public"
                    else []
                ),
            ],
        },
    }
]

DATABASES = {"default": database(DOOR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if DOOR == "workshop"
        else "django_tasks_db.DatabaseBackend"
    }
}

AUTH_USER_MODEL = "core.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Second factors are allauth's; names, pages and sessions are ours, and nothing is ever sent by e-mail.
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "waystation.core.accounts.adapter.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_DIGITS = 10
LOGIN_URL = "core:sign_in"
LOGIN_REDIRECT_URL = "core:home"
LOGOUT_REDIRECT_URL = "core:sign_in"

LANGUAGE_CODE = "mk"
STAFF_LANGUAGES = [("mk", "Македонски"), ("sq", "Shqip"), ("en", "English")]
# Whoever needs help reads these too; figures and infographics have the first three.
PUBLIC_LANGUAGES = [
    *STAFF_LANGUAGES,
    ("rom", "Romani"),
    ("tr", "Türkçe"),
    ("sr", "Srpski"),
    ("ar", "العربية"),
    ("fa", "فارسی"),
]
LANGUAGES = PUBLIC_LANGUAGES if DOOR == "public" else STAFF_LANGUAGES
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Skopje"
LANGUAGE_COOKIE_NAME = f"waystation_{DOOR}_language"

STATIC_URL = "static/"
STATIC_ROOT = door_home(DOOR) / "static"
STATICFILES_DIRS = [PACKAGE / "charts" / "static"]  # charts is a library without Django, so it is no installed room
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_MAX_AGE = 3600
SERVESTATIC_ALLOW_ALL_ORIGINS = False

SESSION_COOKIE_NAME = f"waystation_{DOOR}_session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_NAME = f"waystation_{DOOR}_csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "waystation.ui.failing.stale_form"
BEHIND_TLS = os.environ.get("WAYSTATION_TLS", "") == "yes"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
# The staff door has forms: with no-referrer browsers send Origin: null and every form is refused.
SECURE_REFERRER_POLICY = "no-referrer" if DOOR == "public" else "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

FILE_UPLOAD_HANDLERS = ["waystation.config.uploads.NamelessUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# The public door takes nothing larger than a letter, the staff door nothing larger than a file to import.
LONGEST_REQUEST_BYTES = (17 if DOOR == "public" else 256) * 1024 * 1024

# Where the staff side finds the public door; the public door never needs to find the staff side.
PUBLIC_DOOR_URL = public_address()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"where": {"()": "waystation.config.logs.WhereOnly"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "where"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Only our own failures are logged: which addresses somebody tried is nobody's business.
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "CRITICAL"}},
}
