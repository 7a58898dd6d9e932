"""Addresses of the recovery key on the staff door."""

from django.urls import path

from waystation.core.recovery import views

PREFIX = "recovery/"
app_name = "recovery"
urlpatterns = [
    path("", views.recovery, name="recovery"),
    path("new/", views.new, name="new"),
    path("folders/<int:number>/forget/", views.forget_folder, name="forget_folder"),
    path("<uuid:code>/", views.type_back, name="type_back"),
]
