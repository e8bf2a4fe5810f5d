"""Who may see what: the one module that knows what a record's status means to readers.

- *draft*, *in review*: seen by staff alone, as a preview at the record's address.
- *published*: seen by everybody, in lists, counts, search and on the pages of other records.
- *withdrawn*: seen by everybody at its own address, with its reason, and nowhere else.

A source stands behind a claim while it is published. Where a withdrawn source is cited it is still named, and
marked, so that nobody wonders where it went; but it supports nothing any more. A source that is not published
yet is named in previews alone.

Conditions are made for the way that leads from a row to the record in question: `published()` for the row
itself, `published("member")` for the membership of a country, `published("source")` for a citation's source.
"""

import functools
import operator
from collections.abc import Iterable

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where a record stands on its way to the readers."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


#: Statuses in which a record answers to everybody at its address.
READABLE = (Status.PUBLISHED, Status.WITHDRAWN)


def is_published(status: str | None) -> bool:
    """Whether a record of this status is in lists and named by other records; None where there is none."""
    return status == Status.PUBLISHED


def is_readable(status: str | None) -> bool:
    """Whether a record of this status answers to everybody at its address."""
    return status in READABLE


def is_withdrawn(status: str | None) -> bool:
    """Whether a record of this status is shown with the reason why it was withdrawn."""
    return status == Status.WITHDRAWN


def published(way: str = "") -> Q:
    """Records that are in lists and named by other records."""
    return Q(**{_column(way): Status.PUBLISHED})


def readable(way: str = "") -> Q:
    """Records that answer to everybody at their address."""
    return Q(**{f"{_column(way)}__in": READABLE})


def withdrawn(way: str = "") -> Q:
    """Records that are shown with the reason why they were withdrawn."""
    return Q(**{_column(way): Status.WITHDRAWN})


def in_review(way: str = "") -> Q:
    """Records that a publisher is asked to look at."""
    return Q(**{_column(way): Status.IN_REVIEW})


def any_published(ways: Iterable[str]) -> Q:
    """Rows of which at least one of these ways leads to a published record."""
    return functools.reduce(operator.or_, map(published, ways))


def named_source(way: str = "source", *, preview: bool = False) -> Q:
    """Citations whose source a page names: in a preview those that are not published yet as well."""
    return Q() if preview else readable(way)


def heard_source(parent: str, way: str = "source") -> Q:
    """Citations of a record (by the way `parent`) whose source has a voice: see `is_heard`."""
    return published(way) | (~readable(parent) & ~withdrawn(way))


def is_heard(source: str, record: str) -> bool:
    """Whether a source of one status has a voice in what is said of a record of another.

    Readers hear the sources that are published. Editors who prepare a record hear those that are prepared
    with it as well, so that a dispute shows before anything is published. Nobody hears a withdrawn source.
    """
    return is_published(source) or not (is_readable(record) or is_withdrawn(source))


def may_preview(user, model) -> bool:
    """Whether a person is staff and may see records of this kind that are not published."""
    name = f"{model._meta.app_label}.view_{model._meta.model_name}"
    return user.is_active and user.is_staff and user.has_perm(name)


def _column(way: str) -> str:
    return f"{way}__status" if way else "status"
