"""Addresses of the shelter."""

from django.urls import path

from waystation.programmes.shelter import views

app_name = "shelter"
urlpatterns = [
    path("", views.stays, name="stays"),
    path("stays.<str:kind>", views.stays_file, name="stays_file"),
    path("<uuid:code>/", views.stay, name="stay"),
]
