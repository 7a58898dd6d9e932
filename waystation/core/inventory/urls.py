"""Address of the inventory on the staff door."""

from django.urls import path

from waystation.core.inventory import views

PREFIX = "what-is-sealed/"
app_name = "inventory"
urlpatterns = [path("", views.inventory, name="inventory")]
