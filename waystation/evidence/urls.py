"""Addresses of evidence on the staff door."""

from django.urls import path

from waystation.evidence.views import indicators, ledger, releases

app_name = "evidence"
urlpatterns = [
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/<slug:code>/", indicators.indicator_page, name="indicator"),
    path("indicators/<slug:code>/progress/", indicators.progress_of, name="indicator_progress"),
    path("indicators/<slug:code>/count/", indicators.count, name="count"),
    path("indicators/<slug:code>/table.<slug:kind>", indicators.file, name="indicator_file"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("releases/", releases.releases, name="releases"),
    path("releases/draft/", releases.draft, name="draft"),
    path("releases/<uuid:code>/", releases.release_page, name="release"),
    path("releases/<uuid:code>/progress/", releases.progress_of, name="release_progress"),
    path("releases/<uuid:code>/approve/", releases.approve, name="approve"),
    path("releases/<uuid:code>/discard/", releases.discard, name="discard"),
    path("releases/<uuid:code>/withdraw/", releases.withdraw, name="withdraw"),
    path("releases/<uuid:code>/<slug:indicator>.<slug:kind>", releases.file, name="release_file"),
]
