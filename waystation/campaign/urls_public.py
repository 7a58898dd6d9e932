"""The bare address of the public door leads to the visitor's language."""

from django.urls import path

from waystation.campaign.views import entrance

app_name = "entrance"
PREFIX = ""
urlpatterns = [path("", entrance.to_language, name="entrance")]
