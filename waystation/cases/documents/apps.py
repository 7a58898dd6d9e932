"""Tells Django of documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "waystation.cases.documents"
    label = "documents"
