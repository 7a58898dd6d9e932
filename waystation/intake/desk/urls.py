"""Addresses of the SOS line."""

from django.urls import path

from waystation.intake.desk.views import answering, contacts, desk, following, reports, screening

app_name = "desk"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("empty/<str:call>/", desk.empty_call, name="empty_call"),
    path("answer/", answering.new, name="new"),
    path("answer/<slug:draft>/", answering.answer, name="answer"),
    path("answer/<slug:draft>/draft/", answering.keep, name="draft"),
    path("answer/<slug:draft>/forget/", answering.forget, name="forget"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts.<str:kind>", contacts.contacts_file, name="contacts_file"),
    path("questions/", screening.questions, name="questions"),
    path("questions/<slug:question>/", screening.change_question, name="change_question"),
    path("screenings/<uuid:code>/", screening.assessment, name="assessment"),
    path("call-backs/<uuid:code>/", following.callback, name="callback"),
    path("reports/", reports.reports, name="reports"),
    path("reports/names/", reports.names, name="names"),
    path("reports/<uuid:code>/", reports.report, name="report"),
    path("reports/<uuid:code>/put-away/", reports.put_away, name="put_away"),
    path("reports/<uuid:code>/contact/", reports.to_contact, name="report_to_contact"),
    path("reports/files/<uuid:code>/", reports.report_file, name="report_file"),
    path("reports/files/<uuid:code>/keep/", reports.keep_file, name="keep_report_file"),
    path("<uuid:code>/", contacts.contact, name="contact"),
    path("<uuid:code>/take-back/", desk.take_back, name="take_back"),
    path("<uuid:code>/same-caller/", following.link, name="link"),
    path("<uuid:code>/other-caller/", following.unlink, name="unlink"),
    path("<uuid:code>/screening/", screening.begin, name="begin_screening"),
    path("<uuid:code>/case/", following.to_case, name="to_case"),
]
