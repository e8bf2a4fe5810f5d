"""Addresses of the public pages, the same in every language."""

from django.urls import path

from archive.public import lists, pages, records, search, sources

app_name = "archive"
urlpatterns = [
    path("", pages.home, name="home"),
    path("about/", pages.about, name="about"),
    path("seed-text/", pages.seed_text, name="seed-text"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search-suggest"),
    path("members/", lists.member_list, name="member-list"),
    path("members/<slug:slug>/", records.member, name="member"),
    path("countries/", lists.country_list, name="country-list"),
    path("countries/<slug:slug>/", records.country, name="country"),
    path("events/", lists.event_list, name="event-list"),
    path("events/<slug:slug>/", records.event, name="event"),
    path("statements/", lists.statement_list, name="statement-list"),
    path("statements/<slug:slug>/", records.statement, name="statement"),
    path("sources/", sources.source_list, name="source-list"),
    path("sources/<slug:slug>/", records.source, name="source"),
    path("figures/", lists.figure_list, name="figure-list"),
    path("figures/<slug:slug>/", records.figure, name="figure"),
    path("topics/", pages.topic_list, name="topic-list"),
    path("topics/<slug:slug>/", records.topic, name="topic"),
]
