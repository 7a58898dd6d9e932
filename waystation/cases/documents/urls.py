"""Addresses of documents."""

from django.urls import path

from waystation.cases.documents import views

app_name = "documents"
urlpatterns = [
    path("case/<uuid:code>/", views.of_case, name="of_case"),
    path("person/<uuid:code>/", views.of_person, name="of_person"),
    path("<uuid:code>/", views.document, name="document"),
    path("<uuid:code>/print/", views.to_print, name="print"),
    path("<uuid:code>/pages/<int:number>/", views.page, name="page"),
    path("<uuid:code>/original/", views.original, name="original"),
    path("<uuid:code>/remove/", views.remove, name="remove"),
    path("<uuid:code>/put-back/", views.put_back, name="put_back"),
]
