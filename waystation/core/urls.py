"""Addresses of the core: signing in and out, home, choices of this computer, imports."""

from django.urls import path

from waystation.core.views import importing, shell

PREFIX = ""
app_name = "core"
urlpatterns = [
    path("", shell.home, name="home"),
    path("sign-in/", shell.SignIn.as_view(), name="sign_in"),
    path("sign-out/", shell.sign_out, name="sign_out"),
    path("choose/language/", shell.choose_language, name="language"),
    path("choose/theme/", shell.choose_theme, name="theme"),
    path("imports/", importing.imports, name="imports"),
    path("imports/new/", importing.new, name="import_new"),
    path("imports/<uuid:code>/", importing.run_page, name="import"),
    path("imports/<uuid:code>/columns/", importing.columns, name="import_columns"),
    path("imports/<uuid:code>/file/", importing.replace, name="import_file"),
    path("imports/<uuid:code>/confirm/", importing.confirm, name="import_confirm"),
    path("imports/<uuid:code>/undo/", importing.undo, name="import_undo"),
    path("imports/<uuid:code>/discard/", importing.discard, name="import_discard"),
    path("imports/<uuid:code>/go-on/", importing.go_on, name="import_go_on"),
    path("imports/<uuid:code>/progress/", importing.progress_of, name="import_progress"),
    path("imports/<uuid:code>/problems.csv", importing.problems, name="import_problems"),
]
