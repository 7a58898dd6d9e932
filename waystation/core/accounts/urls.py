"""Addresses of accounts."""

from django.urls import path

from waystation.core.accounts.views import enrolling, signing_in

PREFIX = "account/"
app_name = "accounts"
urlpatterns = [
    path("second/", signing_in.second, name="second"),
    path("enrol/", enrolling.enrol, name="enrol"),
    path("enrol/app/", enrolling.first_app, name="first_app"),
    path("enrol/codes/", enrolling.first_codes, name="first_codes"),
]
