"""What templates say of an import."""

from django import template

from waystation.core.importing.showing import name_of

register = template.Library()
register.filter("file_name", name_of)
