"""Addresses of the set-up ceremony; once it is finished they answer like any wrong address."""

from django.urls import path

from waystation.config.set_up import views

PREFIX = "set-up/"
app_name = "set_up"
urlpatterns = [
    path("", views.begin, name="begin"),
    path("sheets/", views.type_back, name="type_back"),
    path("sheets/again/", views.sheets_again, name="sheets_again"),
]
