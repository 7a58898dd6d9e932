"""Addresses of guests, and of sharing a case with one."""

from django.urls import path

from waystation.cases.guests import views

PREFIX = "guest/"
app_name = "guests"
urlpatterns = [
    path("", views.shared, name="shared"),
    path("case/<uuid:code>/", views.share, name="share"),
    path("<uuid:code>/", views.record, name="record"),
]
