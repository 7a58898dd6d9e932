"""Addresses of the core: signing in and out, home, choices of this computer."""

from django.urls import path

from waystation.core.views import shell

PREFIX = ""
app_name = "core"
urlpatterns = [
    path("", shell.home, name="home"),
    path("sign-in/", shell.SignIn.as_view(), name="sign_in"),
    path("sign-out/", shell.sign_out, name="sign_out"),
    path("choose/language/", shell.choose_language, name="language"),
    path("choose/theme/", shell.choose_theme, name="theme"),
]
