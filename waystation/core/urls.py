"""Addresses of the core: signing in and out, home, choices of this computer, imports."""

from django.urls import path

from waystation.core.accounts.views import signing_in
from waystation.core.views import auditing, importing, shell

PREFIX = ""
app_name = "core"
urlpatterns = [
    path("", shell.home, name="home"),
    path("sign-in/", signing_in.SignIn.as_view(), name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("choose/language/", shell.choose_language, name="language"),
    path("choose/theme/", shell.choose_theme, name="theme"),
    path("trail/", auditing.everything, name="audit"),
    path("trail/trail.csv", auditing.everything_file, name="audit_file"),
    path("trail/counts/", auditing.counts, name="audit_counts"),
    path("trail/staff/<uuid:code>/", auditing.member, name="audit_member"),
    path("trail/staff/<uuid:code>/trail.csv", auditing.member_file, name="audit_member_file"),
    path("trail/person/<uuid:code>/sheet/", auditing.sheet, name="audit_sheet"),
    path("trail/<str:kind>/<uuid:code>/", auditing.record, name="audit_record"),
    path("trail/<str:kind>/<uuid:code>/trail.csv", auditing.record_file, name="audit_record_file"),
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
