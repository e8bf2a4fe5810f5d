"""Who stood where as a table and as JSON: every stand that a country or body took, with its words."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from archive import languages, stances
from archive.data import tables
from archive.data.formats import FORMATS
from archive.data.records import LICENCE
from archive.lists.columns import Choice, Column, Country, Date, Prose, Truth, Words
from archive.lists.places import Place
from archive.memo import one_revision
from archive.models import Statement
from archive.public.data import answered, within
from archive.public.http import public_page
from archive.serialise.texts import Texts, own

NAME = "stances"


class Stand(NamedTuple):
    """One stand, by the statement that took it first."""

    country: Place
    stance: str
    #: Whether the country or body stands there now.
    now: bool
    date: str
    #: When it came to stand elsewhere; '' for where it stands now.
    until: str
    slug: str
    speaker: Texts
    gist: Texts
    attribution: str


COLUMNS = (
    Country("country", _("Country or body")),
    Choice("stance", _("Stance"), Statement.Stance.choices),
    Truth("now", _("Stands there now")),
    Date("since", _("Since")),
    Date("until", _("Until")),
    Column("slug"),
    Words("speaker", _("Speaker")),
    Prose("gist", _("In short")),
    Choice("attribution", _("Attribution"), Statement.Attribution.choices),
)
TABLE = SimpleNamespace(listed=SimpleNamespace(columns=COLUMNS), path=lambda row: Statement.path(row.slug))


def stands() -> list[Stand]:
    """Every stand, by the name of who took it and then by date."""
    return [stand for course in stances.courses() for stand in of_course(course)]


def of_course(course: stances.Course) -> Iterator[Stand]:
    changes = course.changes
    firsts = [course.said[0], *(change.after for change in changes)]
    untils = [*(change.after.date for change in changes), ""]
    for said, until in zip(firsts, untils, strict=True):
        yield Stand(
            course.place,
            said.stance,
            not until,
            said.date,
            until,
            said.slug,
            said.speaker,
            said.gist,
            said.attribution,
        )


def file(ending: str):
    """The view of all stands in one format."""

    @public_page
    @one_revision
    def view(request):
        return answered(FORMATS[ending], within(MADE[ending](), languages.codes()[0]))

    view.__name__ = f"stances_{ending}"
    return view


def batches() -> Iterator[list[Stand]]:
    yield stands()  # when it is asked for: in the language of the answer


def csv() -> Iterator[str]:
    return tables.csv_of(TABLE, batches())


def rows() -> Iterator[str]:
    head: dict[str, Any] = {
        "page": f"{settings.SITE_URL}/{NAME}/",
        "title": own("Who stood where"),
        "licence": LICENCE,
    }
    return tables.json_of(TABLE, batches(), head)


MADE = {"json": rows, "csv": csv}
