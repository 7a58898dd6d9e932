"""The letterbox's addresses on the public door; only the staff side can use them."""

from django.urls import path

from waystation.letterbox import views_public as views

app_name = "letterbox"
urlpatterns = [
    path("letters/", views.letters, name="letters"),
    path("outbox/", views.outbox, name="outbox"),
    path("acknowledgements/", views.acknowledgements, name="acknowledgements"),
]
