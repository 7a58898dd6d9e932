"""Addresses of who may see a case, and of broken glass."""

from django.urls import path

from waystation.cases.sharing import views

app_name = "sharing"
urlpatterns = [
    path("case/<uuid:code>/", views.case, name="case"),
    path("case/<uuid:code>/seal/", views.seal, name="seal"),
    path("case/<uuid:code>/unseal/", views.unseal, name="unseal"),
    path("end/<uuid:code>/", views.end, name="end"),
    path("break-glass/", views.break_glass, name="break_glass"),
    path("glass/", views.glass, name="glass"),
    path("glass/<uuid:code>/seen/", views.seen, name="seen"),
]
