"""Addresses of accounts."""

from django.urls import path

from waystation.core.accounts.views import account, confirming, enrolling, signing_in

PREFIX = "account/"
app_name = "accounts"
urlpatterns = [
    path("", account.account, name="account"),
    path("devices/end/", account.end_visit, name="end_visit"),
    path("devices/end-others/", account.end_others, name="end_others"),
    path("app/", account.change_app, name="change_app"),
    path("codes/", account.new_codes, name="new_codes"),
    path("codes/kept/", account.codes_kept, name="codes_kept"),
    path("confirm/", confirming.confirm, name="confirm"),
    path("second/", signing_in.second, name="second"),
    path("enrol/", enrolling.enrol, name="enrol"),
    path("enrol/app/", enrolling.first_app, name="first_app"),
    path("enrol/codes/", enrolling.first_codes, name="first_codes"),
]
