"""Small records for tests of the revision."""

from archive.models import Country, Event, Source


def make_country(slug="kenya", code="KE", **values):
    return Country.objects.create(slug=slug, code=code, name_en=slug.title(), status="published", **values)


def make_source(slug="spa-2022"):
    return Source.objects.create(
        slug=slug, publisher="SPA", language="ar", kind="press", date="2022-09-01", status="published"
    )


def make_event():
    return Event.objects.create(
        slug="accession-of-kenya",
        date="2022-09-01",
        kind="accession",
        title_en="Kenya joins",
        status="published",
    )
