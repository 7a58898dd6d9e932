"""Addresses of prevention activities."""

from django.urls import path

from waystation.programmes.prevention import views

app_name = "prevention"
urlpatterns = [
    path("", views.activities, name="activities"),
    path("activities.<str:kind>", views.activities_file, name="activities_file"),
    path("<uuid:code>/", views.activity, name="activity"),
]
