"""Addresses of what must never leave."""

from django.urls import path

from waystation.core.outlets import views

PREFIX = "never-leaves/"
app_name = "outlets"
urlpatterns = [
    path("", views.guarded, name="guarded"),
    path("try/", views.try_text, name="try"),
    path("<uuid:code>/", views.words, name="words"),
    path("<uuid:code>/take-off/", views.take_off, name="take_off"),
]
