"""Addresses of the pages for people outside, each under its language."""

from django.urls import path

from waystation.intake.public import views

app_name = "report"
PREFIX = ""
urlpatterns = [
    path("report/", views.report, name="report"),
    path("report/answer/", views.back, name="back"),
    path("offer/", views.check_offer, name="offer"),
]
