"""Addresses of people and cases."""

from django.urls import path

from waystation.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.cases, name="cases"),
    path("cases.<str:kind>", views.cases_file, name="cases_file"),
    path("people/", views.people, name="people"),
    path("people.<str:kind>", views.people_file, name="people_file"),
    path("people/<uuid:code>/", views.person, name="person"),
    path("<uuid:code>/", views.case, name="case"),
]
