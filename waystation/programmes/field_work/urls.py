"""Addresses of screenings."""

from django.urls import path

from waystation.programmes.field_work import views

app_name = "field_work"
urlpatterns = [
    path("", views.screenings, name="screenings"),
    path("screenings.<str:kind>", views.screenings_file, name="screenings_file"),
    path("<uuid:code>/", views.screening, name="screening"),
]
