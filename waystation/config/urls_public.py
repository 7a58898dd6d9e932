"""Addresses of the public door: every room's `urls_public`."""

from waystation.config.rooms_urls import room_urls

urlpatterns = room_urls("urls_public")
