"""What should be looked at again after a save, though nothing of it is wrong for certain.

A year far from every other is most often a slip of the hand (9016), an address that another source has most
often one document under two keys. Neither is refused: the archive may be about to grow.
"""

import datetime
from urllib.parse import urlsplit

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive import dates
from archive.fields import DerivedSortField, EDTFField, derived_fields
from archive.models import RECORDS, Record, Source

#: The time the archive is about begins here; a year from then to the next needs no second look.
BEGINNING = 2005
#: A year is in company if another record has one so near.
NEAR = 10


def remarks(record: Record) -> list[str]:
    """Sentences about a record as it stands, in the active language; most often none."""
    return [*_far_years(record), *(_same_addresses(record) if isinstance(record, Source) else ())]


def _far_years(record: Record):
    today = timezone.localdate()
    for label, text in _dates(record):
        for year in sorted(_years(text)):
            if year > today.year + 1 or (year < BEGINNING and not _in_company(record, year)):
                yield _(
                    "%(field)s: the year %(year)s lies far from all other dates of the archive. Check it."
                ) % {"field": label, "year": year}


def _dates(record: Record):
    """Every date of a record and of its citations that is one, with the name of its field."""
    named = [(each.verbose_name, getattr(record, each.name)) for each in _date_fields(type(record))]
    if record.CLAIMS and record.pk:
        said = [each.as_of for each in record.citations.all() if each.as_of]
        named += [(record.citations.model._meta.get_field("as_of").verbose_name, text) for text in said]
    return [(capfirst(str(label)), text) for label, text in named if text]


def _date_fields(model) -> list[EDTFField]:
    return [each for each in model._meta.concrete_fields if isinstance(each, EDTFField)]


def _years(text: str) -> set[int]:
    try:
        stretches = dates.parse(text).stretches
    except dates.DateError:
        return set()
    ends = [end for stretch in stretches for end in (stretch.start, stretch.end)]
    return {end.year for end in ends if isinstance(end, dates.Point)}


def _in_company(record: Record, year: int) -> bool:
    """Whether a record besides this one has a year near it."""
    first, last = max(year - NEAR, 1), min(year + NEAR, datetime.MAXYEAR)
    for model in RECORDS:
        for column in (each.name for each in derived_fields(model) if isinstance(each, DerivedSortField)):
            others = model._default_manager.filter(
                **{f"{column}__gte": f"{first:04}", f"{column}__lt": f"{last:04}~"}
            )
            if (others.exclude(pk=record.pk) if model is type(record) else others).exists():
                return True
    return False


def _same_addresses(source: Source):
    same = Q(pk__in=())
    for column in ("url", "archived_url"):
        if address := getattr(source, column):
            same |= Q(**{f"{column}__in": _spellings(address)})
    others = list(Source.objects.filter(same).exclude(pk=source.pk).order_by("slug")[:5])
    if others:
        links = ((reverse("admin:archive_source_change", args=[each.pk]), each.slug) for each in others)
        yield format_html(
            _("Another source has the same address: {}. If it is one document, keep one of them."),
            format_html_join(", ", '<a href="{}">{}</a>', links),
        )


def _spellings(address: str) -> list[str]:
    """An address as it may be written as well: http or https, with www. and a slash at the end or without."""
    parts = urlsplit(address)
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    path = parts.path.rstrip("/")
    return [
        f"{scheme}://{www}{host}{path}{slash}{query}"
        for scheme in ("http", "https")
        for www in ("", "www.")
        for slash in ("", "/")
    ] + [address]
