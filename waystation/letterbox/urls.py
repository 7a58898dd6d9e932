"""Addresses of the letterbox on the staff door."""

from django.urls import path

from waystation.letterbox import views

app_name = "letterbox"
urlpatterns = [
    path("", views.letters, name="letters"),
    path("<uuid:letter_id>/retry/", views.retry, name="retry"),
]
