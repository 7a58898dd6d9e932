"""The web entry point of whichever door the process was started for."""

import os

from django.core.asgi import get_asgi_application

from waystation.config.limits import BodyLimit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waystation.config.settings")
application = BodyLimit(get_asgi_application())
