"""Work to do, as counts that lead to lists; and one search over the records of every kind."""

from functools import partial
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive import languages, memo, revision, visible
from archive.admin import copies
from archive.admin.filters import IN_REVIEW, SourcesFilter, TranslationFilter, asked, open_words
from archive.editing import claims, translations
from archive.models import Source, Statement

#: How many records of each kind the search shows before it leads to the list.
SHOWN = 8
#: Sources of which the archive has not read all.
PARTLY_SEEN = [code for code in Source.Seen.values if code != Source.Seen.FULL]


class Count(NamedTuple):
    """How many records of one kind wait for something, and the list that shows them."""

    kind: str
    number: int
    address: str


class Task(NamedTuple):
    """One kind of work, with the kinds of records that wait for it."""

    words: str
    counts: list[Count]

    @property
    def number(self) -> int:
        return sum(each.number for each in self.counts)


def tasks(site, request) -> list[Task]:
    """Everything that waits, of the kinds that a person may see; what waits for nothing is left out."""
    with revision.one():
        return _tasks(copies.visible_kinds(site, request))


def _tasks(kinds) -> list[Task]:
    cited = [model for model in kinds if claims.has_claims(model)]
    found = [_task(_("waiting for review"), kinds, _in_review, IN_REVIEW)]
    for key, (words, condition) in SourcesFilter.conditions.items():
        found.append(_task(str(words), cited, condition, {"sources": key}))
    for state in translations.OPEN:
        for code in languages.codes():
            query = {TranslationFilter.parameter_name: asked(state, code)}
            found.append(_task(open_words(state, code), kinds, _texts(state, code), query))
    quoted = [model for model in kinds if model is Statement]
    found.append(_task(_("without the original words"), quoted, _without_words, {"words": "missing"}))
    sources = [model for model in kinds if model is Source]
    found.append(_task(_("not read whole"), sources, _not_read, {"seen__in": ",".join(PARTLY_SEEN)}))
    return [each for each in found if each.counts]


def _task(words: str, models, condition, query: dict[str, str]) -> Task:
    counts = []
    for model in models:
        key = ("work", model.kind_name, *sorted(query.items()))
        number = memo.remember(key, partial(_counted, model, condition))
        if number:
            address = reverse(f"admin:archive_{model._meta.model_name}_changelist")
            name = str(capfirst(model._meta.verbose_name_plural))
            counts.append(Count(name, number, f"{address}?{urlencode(query)}"))
    return Task(words, counts)


def _counted(model, condition) -> int:
    return condition(model._default_manager.order_by()).count()


def _in_review(queryset):
    return queryset.filter(visible.in_review())


def _texts(state, code: str):
    return lambda queryset: queryset.filter(translations.has(queryset.model, state, code))


def _without_words(queryset):
    return queryset.filter(quote_original="")


def _not_read(queryset):
    return queryset.filter(seen__in=PARTLY_SEEN)


class Results(NamedTuple):
    """What was found of one kind: the first records, whether there are more, and the list with all."""

    kind: str
    found: list
    more: bool
    address: str


def search(site, request):
    """One search over all kinds, as each list searches: every language, either script, drafts included."""
    kinds = copies.visible_kinds(site, request)
    if not kinds:
        raise PermissionDenied
    typed = request.GET.get("q", "").strip()
    found = [_found(site, request, model, typed) for model in kinds] if typed else []
    context = {
        **site.each_context(request),
        "title": _("Search all records"),
        "typed": typed,
        "results": [each for each in found if each.found],
    }
    return TemplateResponse(request, "admin/archive/search.html", context)


def _found(site, request, model, typed: str) -> Results:
    model_admin = site.get_model_admin(model)
    rows, _double = model_admin.get_search_results(request, model_admin.get_queryset(request), typed)
    first = list(rows.distinct()[: SHOWN + 1])
    address = reverse(f"admin:archive_{model._meta.model_name}_changelist")
    name = str(capfirst(model._meta.verbose_name_plural))
    return Results(name, first[:SHOWN], len(first) > SHOWN, f"{address}?{urlencode({'q': typed})}")
