"""Addresses of the studio on the staff door."""

from django.urls import path

from waystation.campaign.views import studio

app_name = "campaign"
PREFIX = "infographics/"
urlpatterns = [
    path("", studio.infographics, name="infographics"),
    path("<str:release_id>/<slug:series>/<slug:name>/", studio.preview, name="preview"),
    path("<str:release_id>/<slug:series>/<slug:name>.<slug:form>", studio.preview_drawing, name="preview_drawing"),
]
