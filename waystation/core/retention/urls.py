"""Addresses of retention."""

from django.urls import path

from waystation.core.retention import views

PREFIX = "retention/"
app_name = "retention"
urlpatterns = [
    path("", views.retention, name="retention"),
    path("rules/<str:rule>/", views.rule, name="rule"),
    path("due/", views.propose, name="propose"),
    path("due/<uuid:code>/", views.purge, name="purge"),
    path("hold/<str:of>/<uuid:code>/", views.hold, name="hold"),
    path("holds/<uuid:code>/lift/", views.lift, name="lift"),
    path("erase/<uuid:code>/", views.ask, name="ask"),
    path("take-home/<uuid:code>/", views.take_home, name="take_home"),
    path("erasures/<uuid:code>/", views.erasure, name="erasure"),
]
