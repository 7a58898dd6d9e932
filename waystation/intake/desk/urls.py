"""Addresses of the SOS line's contacts."""

from django.urls import path

from waystation.intake.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.contacts, name="contacts"),
    path("contacts.<str:kind>", views.contacts_file, name="contacts_file"),
    path("<uuid:code>/", views.contact, name="contact"),
]
