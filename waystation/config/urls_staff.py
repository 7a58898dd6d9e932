"""Addresses of the staff door: every room's `urls`."""

from waystation.config.rooms_urls import room_urls

urlpatterns = room_urls("urls")

handler403 = "waystation.ui.failing.not_allowed"
handler404 = "waystation.ui.failing.not_found"
handler500 = "waystation.ui.failing.broken"
