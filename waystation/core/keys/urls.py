"""Addresses of the keys."""

from django.urls import path

from waystation.core.keys import views

PREFIX = "keys/"
app_name = "keys"
urlpatterns = [
    path("", views.keys, name="keys"),
    path("let-in/", views.let_in, name="let_in"),
    path("rotate/", views.rotate, name="rotate"),
]
