"""What rests on a source: who cites it, and what would stand without support if it were withdrawn."""

import functools
import operator
from dataclasses import dataclass, field

from django.db.models import Q

from archive import languages, markdown
from archive.models import Citation, Source, Topic
from archive.models.base import Record
from archive.models.citation import PARENTS, supporting


@dataclass
class Citing:
    """A record that cites a source, with the claims that it cites it for."""

    record: Record
    claims: list[str] = field(default_factory=list)
    #: Those of the claims for which it is the only source that stands, or was the last one that did.
    alone: list[str] = field(default_factory=list)


def citing(source: Source) -> list[Citing]:
    """Every record that cites a source, drafts included, kind by kind, in a number of queries that is fixed.

    General knowledge supports nothing, and so nothing rests on it.
    """
    found: dict[tuple[str, int], Citing] = {}
    cited = Citation.objects.filter(source=source).select_related(*PARENTS, "member__country")
    for citation in cited.order_by("pk"):
        parent = next(name for name in PARENTS if getattr(citation, f"{name}_id"))
        each = found.setdefault((parent, citation.record.pk), Citing(citation.record))
        if citation.claim not in each.claims:
            each.claims.append(citation.claim)
    if source.kind != Source.Kind.KNOWLEDGE:
        _mark_alone(source, found)
    for topic in _within_text(source):
        found.setdefault(("topic", topic.pk), Citing(topic, ["body"]))
    order = list(PARENTS)
    return [
        found[key] for key in sorted(found, key=lambda key: (order.index(key[0]), str(found[key].record)))
    ]


def losing(source: Source) -> list[Citing]:
    """The published records that have a claim for which this source is, or was, the only one."""
    return [each for each in citing(source) if each.alone and each.record.is_published]


def _mark_alone(source: Source, found: dict[tuple[str, int], Citing]) -> None:
    for parent in {parent for parent, _pk in found}:
        keys = [pk for name, pk in found if name == parent]
        others = Citation.objects.filter(supporting(), **{f"{parent}__in": keys}).exclude(source=source)
        standing = set(others.order_by().values_list(f"{parent}_id", "claim"))
        for pk in keys:
            each = found[parent, pk]
            each.alone = [claim for claim in each.claims if (pk, claim) not in standing]


def _within_text(source: Source) -> list[Topic]:
    """Topics that cite it in their text, whether or not they list it as well."""
    columns = [languages.column("body", code) for code in languages.codes()]
    mentioned = [Q(**{f"{column}__contains": source.slug}) for column in columns]
    return [
        topic
        for topic in Topic.objects.filter(functools.reduce(operator.or_, mentioned))
        if any(source.slug in markdown.cited_keys(getattr(topic, column) or "") for column in columns)
    ]
