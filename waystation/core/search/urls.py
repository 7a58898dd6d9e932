"""Address of the search on the staff door."""

from django.urls import path

from waystation.core.search import views

PREFIX = "search/"
app_name = "search"
urlpatterns = [path("", views.page, name="search")]
