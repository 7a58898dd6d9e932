"""Addresses of the public site, each under its language."""

from django.urls import path

from waystation.campaign.views import site as views

app_name = "site"
PREFIX = ""
urlpatterns = [
    path("", views.home, name="home"),
    path("infographics/<slug:series>/<slug:name>/", views.infographic, name="infographic"),
    path("infographics/<slug:series>/<slug:name>.<slug:form>", views.drawing, name="drawing"),
    path("releases/", views.releases, name="releases"),
    path("releases/<slug:set_code>/<int:edition>/", views.release, name="release"),
    path("releases/<slug:set_code>/<int:edition>/release.json", views.release_text, name="release_text"),
]
