"""Facets: how many records each value of each filter would leave, with the other filters as they are."""

from collections.abc import Hashable
from functools import partial

from django.db.models import QuerySet

from archive.lists.filters import Counts, Filter
from archive.lists.selection import Active, Selection
from archive.memo import remember


def facets(base: QuerySet, selection: Selection, name: Hashable) -> dict[str, Counts]:
    """The counts of every filter of the list called `name`, each a grouped query, kept for this revision.

    A filter's own value is left out of account, so that its other values can be compared. What depends on the
    same other filters is counted once: choosing another kind does not count the kinds anew.
    """

    def counted(asked: str, question: Filter) -> Counts:
        return dict(question.counts(selection.narrow(base, asked)))

    return {
        asked: remember(
            ("facet", name, asked, selection.key_without(asked)),
            partial(counted, asked, question),
        )
        for asked, question in selection.filters.filters.items()
    }


def loosened(base: QuerySet, selection: Selection) -> list[tuple[Active, int]]:
    """For a list that came out empty: each filter in use whose removal brings records back, and how many."""
    return [
        (active, count)
        for active in selection.active()
        if (count := selection.narrow(base, without=active.name).count())
    ]
