"""The web entry point of whichever door the process was started for."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waystation.config.settings")
application = get_asgi_application()
