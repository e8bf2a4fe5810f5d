"""A written record laid into the forms of the admin, as a browser would send it."""

from django.http import QueryDict

from archive.admin import pieces, sent
from archive.admin.merge import Merge
from archive.admin.sent import Row
from archive.editing.merging import CitedMerge, Merged
from archive.entries.difference import aligned
from archive.entries.written import Cited, Value, citation_values
from archive.models import Source


def laid(form, formset, outcome: Merged, more: dict[str, Value], by: str = "") -> Merge:
    """The data of the forms of a record that show what came of a merge, with what both changed.

    `form` and `formset` are unbound and show the stored record; `more` is what stands in other inputs.
    """
    found = Merge(QueryDict(mutable=True), by=by)
    _lay(found, form, form.add_prefix, outcome.values, outcome.conflicts, form.instance)
    for name, value in more.items():
        if name in form.fields:
            sent.put(found.data, form.fields[name], form.add_prefix(name), value)
    if formset is not None:
        _lay_rows(found, formset, outcome.cited, form.instance)
    return found


def _lay(found: Merge, form, address, values, conflicts, record) -> None:
    for name, each in sent.editable(form):
        html_name = address(name)
        if name in values:
            sent.put_written(found.data, each, html_name, values[name])
        if name in conflicts:
            clash = pieces.of(each, html_name, conflicts[name], record)
            found.conflicts[html_name] = pieces.words(each, conflicts[name].stored)
            found.clashes[html_name] = clash
            if clash.text is not None:
                found.data[html_name] = clash.text


def _lay_rows(found: Merge, formset, cited: list[CitedMerge], record) -> None:
    stored = [Cited(citation_values(each.instance), each.instance.pk) for each in formset.initial_forms]
    plain = [Cited(each.citation.values) for each in cited]
    slugs = {each.source for each in plain}
    sources = dict(Source.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    merges: dict[int, CitedMerge] = {}
    rows = []
    empty = formset.empty_form
    for place, (each, partner) in enumerate(zip(plain, aligned(stored, plain), strict=True), start=1):
        data = QueryDict(mutable=True)
        for name, field in sent.editable(empty):
            if name != "source" and name in each.values:
                sent.put_written(data, field, name, each.values[name])
        data["source"], data["position"] = str(sources.get(each.source, "")), str(place)
        row = Row(
            -1, str(partner.pk) if partner is not None else "", {name: data.getlist(name) for name in data}
        )
        merges[id(row)] = cited[place - 1]
        rows.append(row)
    for row in sent.write_rows(found.data, formset.prefix, rows):
        prefix, merge = f"{formset.prefix}-{row.index}", merges[id(row)]
        if merge.clash:
            found.rows[prefix] = merge.clash
        if merge.conflicts:
            _lay(found, empty, lambda name, prefix=prefix: f"{prefix}-{name}", {}, merge.conflicts, record)
