"""Addresses of the public pages, the same in every language."""

from django.urls import path, register_converter

from archive import kinds
from archive.public import (
    cards,
    chronology_data,
    corrections,
    data,
    files,
    home,
    lists,
    pages,
    programs,
    records,
    releasing,
    reporting,
    search,
    stances,
    stances_data,
    versions,
)
from archive.public.lists import chronology

register_converter(versions.Number, "version")

app_name = "archive"
urlpatterns = [
    path("", home.home, name="home"),
    path("about/", pages.about, name="about"),
    path("seed-text/", pages.seed_text, name="seed-text"),
    path("site.webmanifest", files.manifest, name="manifest"),
    path("chronology/", chronology.chronology_page, name=chronology.NAME),
    *(
        path(f"chronology.{ending}", chronology_data.file(ending), name=f"{chronology.NAME}.{ending}")
        for ending in chronology.FORMATS
    ),
    path("report/", reporting.report, name="report"),
    path("report/thanks/", reporting.thanks, name="report-thanks"),
    path("api/", programs.documentation, name="api"),
    path("data/", releasing.data_page, name="data"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections.atom", corrections.feed, name="corrections.atom"),
    path("stances/", stances.stance_board, name="stances"),
    *(
        path(f"stances.{ending}", stances_data.file(ending), name=f"{stances_data.NAME}.{ending}")
        for ending in stances_data.MADE
    ),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search-suggest"),
    *(path(f"{kind.model.FOLDER}/", lists.view_of(kind), name=kind.list_name) for kind in kinds.with_pages()),
    *(
        path(f"{kind.model.FOLDER}/<slug:slug>/", records.detail(kind), name=kind.name)
        for kind in kinds.with_pages()
    ),
    *(
        path(f"{kind.folder}/<slug:slug>/versions/", versions.listed(kind), name=f"{kind.name}-versions")
        for kind in kinds.KINDS.values()
        if kind.folder
    ),
    *(
        path(
            f"{kind.folder}/<slug:slug>/versions/<version:number>/",
            versions.one(kind),
            name=f"{kind.name}-version",
        )
        for kind in kinds.KINDS.values()
        if kind.folder
    ),
    *(
        path(f"{kind.folder}.{ending}", data.listed(kind, ending), name=f"{kind.list_name}.{ending}")
        for kind in kinds.KINDS.values()
        if kind.listed
        for ending in kind.list_formats
    ),
    *(
        path(f"{kind.folder}/<slug:slug>.{ending}", data.record(kind, ending), name=f"{kind.name}.{ending}")
        for kind in kinds.with_pages()
        for ending in kind.record_formats
    ),
    *(
        path(f"{kind.folder}/<slug:slug>.png", cards.card(kind), name=f"{kind.name}.png")
        for kind in kinds.with_pages()
    ),
]
