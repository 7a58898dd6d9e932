"""Addresses of social work."""

from django.urls import path

from waystation.programmes.social_work import views

app_name = "social_work"
urlpatterns = [
    path("", views.accompaniments, name="accompaniments"),
    path("social_work.<str:kind>", views.accompaniments_file, name="accompaniments_file"),
]
