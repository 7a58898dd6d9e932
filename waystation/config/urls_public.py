"""Addresses of the public door: every room's `urls_public`, and `urls_site` under each language."""

from django.conf.urls.i18n import i18n_patterns

from waystation.config.rooms_urls import room_urls

urlpatterns = [*room_urls("urls_public"), *i18n_patterns(*room_urls("urls_site"))]

handler403 = "waystation.ui.failing.not_allowed"
handler404 = "waystation.ui.failing.not_found"
handler500 = "waystation.ui.failing.broken"
