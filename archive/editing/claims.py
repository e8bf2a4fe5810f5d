"""What the citations of a record say about its claims, for one record and for whole lists.

Disputed, to be re-checked and unsourced are derived, never stored. For one record they are read off its
citations. For lists they are conditions on a queryset: SQL finds the candidates, and where SQL cannot compare
as the archive does (normal forms, case, sets of countries) the few candidates are looked at in Python. The
number of queries does not depend on the number of records.
"""

from typing import NamedTuple

from django.db.models import BooleanField, CharField, Count, Exists, ManyToManyField, OuterRef, Prefetch, Q
from django.db.models.functions import Cast

from archive import languages, visible
from archive.models import Citation, Country, Source, Statement
from archive.models.citation import (
    has_lost_support,
    heard,
    is_disputed,
    is_unsourced,
    needs_recheck,
    normalised,
    supporting,
    values_of,
)


class Asserted(NamedTuple):
    """A value, and the citations that say the claim has it ('' : they support the value as it stands)."""

    value: str
    citations: list


class ClaimState(NamedTuple):
    """How one claim of a record stands with its sources."""

    claim: str
    citations: list
    required: bool
    disputed: bool
    recheck: bool
    unsourced: bool
    #: Nothing stands behind it any more, because a source was withdrawn.
    lost: bool

    @property
    def asserted(self) -> list[Asserted]:
        """The different values that sources assert, each with its citations, in their order."""
        values: dict[str, list] = {}
        for citation in self.citations:
            key = citation.asserts and normalised(citation.asserts)
            values.setdefault(key, []).append(citation)
        return [Asserted(citations[0].asserts, citations) for citations in values.values()]


def states(record) -> list[ClaimState]:
    """Every claim of a record that has a value or a citation, in the order of the record's claims.

    Uses the record's prefetched citations with their sources, if there are any.
    """
    by_claim: dict[str, list] = {}
    citations = record.citations.all()
    if "citations" not in getattr(record, "_prefetched_objects_cache", {}):
        citations = citations.select_related("source")
    for citation in citations:
        by_claim.setdefault(citation.claim, []).append(citation)
    required = record.required_claims()
    found = []
    for claim in record.CLAIMS:
        cited = by_claim.get(claim, [])
        if not cited and claim not in required and not values_of(record, claim):
            continue
        found.append(
            ClaimState(
                claim=claim,
                citations=cited,
                required=claim in required,
                disputed=is_disputed(heard(record, cited)),
                recheck=needs_recheck(record, claim, heard(record, cited)),
                unsourced=is_unsourced(cited),
                lost=has_lost_support(cited),
            )
        )
    return found


def required_when(model) -> dict[str, Q]:
    """Each required claim of a kind of record, with the condition under which it is required.

    The same rule as `required_claims()` of the record, for querysets.
    """
    if model is Country:
        return {"relation": ~Q(relation__in=("", Country.Relation.SELF))}
    if model is Statement:
        quoted = Q(quote_original__gt="")
        for code in languages.codes():
            quoted |= Q(**{f"{languages.column('quote', code)}__gt": ""})
        return {"gist": Q(), "quote": quoted}
    return {claim: Q() for claim in model().required_claims()}


def _parent(model) -> str:
    """The column of a citation that leads to this kind of record."""
    return model._meta.get_field("citations").field.name


def has_claims(model) -> bool:
    return bool(model.CLAIMS)


def unsourced(queryset):
    """Records with a required claim that no source stands behind (`archive.models.citation.supporting`)."""
    model = queryset.model
    condition = Q(pk__in=())
    for claim, when in required_when(model).items():
        sourced = Citation.objects.filter(supporting(), **{_parent(model): OuterRef("pk")}, claim=claim)
        condition |= when & Q(~Exists(sourced))
    return queryset.filter(condition)


def resting_on_withdrawn(queryset):
    """Records with a claim, required or not, behind which nothing stands since a source was withdrawn."""
    parent = _parent(queryset.model)
    withdrawn = visible.withdrawn("source") & ~Q(source__kind=Source.Kind.KNOWLEDGE)
    # In one pass: asked record by record, it took a database minutes that had not counted its tables yet.
    lost = (
        Citation.objects.exclude(**{parent: None})
        .order_by()
        .values(parent, "claim")
        .annotate(gone=Count("pk", filter=withdrawn), standing=Count("pk", filter=supporting()))
        .filter(gone__gt=0, standing=0)
    )
    return queryset.filter(pk__in=lost.values(parent))


def disputed(queryset):
    """Records with a claim for which sources assert different values."""
    parent = _parent(queryset.model)
    asserting = Citation.objects.filter(visible.heard_source(parent)).exclude(asserts="")
    asserting = asserting.exclude(**{parent: None}).order_by()
    several = (
        asserting.values(parent, "claim")
        .annotate(values=Count("asserts", distinct=True))
        .filter(values__gt=1)
    )
    candidates = asserting.filter(**{f"{parent}__in": several.values(parent)})
    by_claim: dict[tuple[int, str], list[Citation]] = {}
    for citation in candidates.only(parent, "claim", "asserts"):
        by_claim.setdefault((getattr(citation, f"{parent}_id"), citation.claim), []).append(citation)
    return queryset.filter(pk__in={pk for (pk, _claim), cited in by_claim.items() if is_disputed(cited)})


def to_be_rechecked(queryset):
    """Records with a claim whose value is none of those that its sources were recorded to say."""
    model, parent = queryset.model, _parent(queryset.model)
    condition = Q(pk__in=())
    for claim in model.CLAIMS:
        asserting = Citation.objects.filter(
            visible.heard_source(parent), **{parent: OuterRef("pk")}, claim=claim
        ).exclude(asserts="")
        followed = [Exists(asserting.filter(asserts=value)) for value in _stored(model, claim)]
        condition |= Exists(asserting) & ~_any(followed)
    candidates = model._default_manager.filter(condition).prefetch_related(
        Prefetch("citations", Citation.objects.select_related("source")), *sets_of_countries(model)
    )
    return queryset.filter(pk__in=[record.pk for record in candidates if any(_rechecks(record))])


def sets_of_countries(model) -> list[str]:
    """The claims of a kind of record that are sets of countries."""
    return [claim for claim in model.CLAIMS if isinstance(model._meta.get_field(claim), ManyToManyField)]


def _any(conditions) -> Q:
    found = Q(pk__in=())
    for condition in conditions:
        found |= condition
    return found


def _stored(model, claim: str):
    """The columns that hold a claim's value, as text; none where SQL cannot write it as sources do."""
    field = model._meta.get_field(claim)
    if isinstance(field, ManyToManyField | BooleanField):
        return []
    columns = [languages.column(claim, code) for code in languages.codes()]
    names = {f.name for f in model._meta.concrete_fields}
    return [Cast(OuterRef(column), CharField()) for column in (columns if columns[0] in names else [claim])]


def _rechecks(record):
    by_claim: dict[str, list] = {}
    for citation in heard(record, record.citations.all()):
        by_claim.setdefault(citation.claim, []).append(citation)
    return (
        needs_recheck(record, claim, cited) for claim, cited in by_claim.items() if claim in record.CLAIMS
    )
