"""Addresses of accounts."""

from django.urls import path

from waystation.core.accounts.views import account, confirming, enrolling, invitations, signing_in, staff, teams

PREFIX = "account/"
app_name = "accounts"
urlpatterns = [
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("staff/", staff.everybody, name="staff"),
    path("staff/invite/", staff.invite, name="invite"),
    path("staff/invitations/<uuid:code>/withdraw/", staff.withdraw, name="withdraw"),
    path("staff/teams/", teams.teams, name="teams"),
    path("staff/teams/new/", teams.new_team, name="new_team"),
    path("staff/teams/<uuid:code>/", teams.team, name="team"),
    path("staff/teams/<uuid:code>/dissolve/", teams.dissolve, name="dissolve"),
    path("staff/<uuid:code>/", staff.member, name="member"),
    path("staff/<uuid:code>/role/", staff.work, name="work"),
    path("staff/<uuid:code>/sessions/", staff.end_sessions, name="end_sessions"),
    path("staff/<uuid:code>/lost-phone/", staff.lost_phone, name="lost_phone"),
    path("staff/<uuid:code>/leave/", staff.leave, name="leave"),
    path("staff/<uuid:code>/back/", staff.back, name="back"),
    path("staff/<uuid:code>/leaving/", staff.leaving, name="leaving"),
    path("", account.account, name="account"),
    path("devices/end/", account.end_visit, name="end_visit"),
    path("devices/end-others/", account.end_others, name="end_others"),
    path("app/", account.change_app, name="change_app"),
    path("passkey/", account.add_passkey, name="add_passkey"),
    path("passkey/forget/", account.remove_passkey, name="remove_passkey"),
    path("codes/", account.new_codes, name="new_codes"),
    path("codes/kept/", account.codes_kept, name="codes_kept"),
    path("confirm/", confirming.confirm, name="confirm"),
    path("second/", signing_in.second, name="second"),
    path("enrol/", enrolling.enrol, name="enrol"),
    path("enrol/app/", enrolling.first_app, name="first_app"),
    path("enrol/passkey/", enrolling.first_passkey, name="first_passkey"),
    path("enrol/codes/", enrolling.first_codes, name="first_codes"),
]
