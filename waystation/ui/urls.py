"""Addresses of the gallery on the staff door."""

from django.urls import path

from waystation.ui import views

app_name = "ui"
PREFIX = "ui/"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("public/", views.public_specimen, name="public_specimen"),
]
