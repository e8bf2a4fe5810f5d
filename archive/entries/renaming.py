"""Records that a written record refers to and that have another address by now."""

from dataclasses import replace

from django.db.models import Q

from archive.entries.parts import kind_of
from archive.entries.written import Cited, Written, own_fields, slugs_in
from archive.models import OldSlug, Source


def renewed(written: Written) -> Written:
    """A written record of the past, with what it refers to named as it is named now."""
    return all_renewed(written)[0]


def all_renewed(*several: Written) -> list[Written]:
    """The same for several records. One query.

    The record's own address is left: it is one of the things that it said.
    """
    named: dict[str, set[str]] = {}
    for written in several:
        for name, kind in _kinds(written).items():
            named.setdefault(kind, set()).update(slugs_in(written.values[name]))
        named.setdefault(Source.kind_name, set()).update(each.source for each in written.citations)
    asked = Q(pk__in=())
    for kind, slugs in named.items():
        asked |= Q(kind=kind, slug__in=slugs)
    rows = OldSlug.objects.filter(asked).exclude(present="").values_list("kind", "slug", "present")
    present = {(kind, slug): now for kind, slug, now in rows}
    return [_renewed(written, present) for written in several] if present else list(several)


def _renewed(written: Written, present: dict[tuple[str, str], str]) -> Written:
    values = dict(written.values)
    for name, kind in _kinds(written).items():
        now = [present.get((kind, slug), slug) for slug in slugs_in(values[name])]
        values[name] = sorted(now) if isinstance(values[name], list) else (now[0] if now else None)
    citations = [
        Cited({**each.values, "source": present.get((Source.kind_name, each.source), each.source)}, each.pk)
        for each in written.citations
    ]
    return replace(written, values=values, citations=citations)


def _kinds(written: Written) -> dict[str, str]:
    """The fields that refer to other records, with the kind of those."""
    fields = own_fields(written.model).items()
    return {
        name: kind_of(each).kind_name for name, each in fields if each.is_relation and name in written.values
    }
