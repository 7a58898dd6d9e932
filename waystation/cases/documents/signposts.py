"""Documents have a page that says who looked."""

from django.utils.translation import gettext_lazy as _

from waystation.core.trail.tracing import Trail

TRAILS = (Trail("documents.document", _("Document"), person="person"),)
