"""The translation desk: how far each kind of record is in each language, and the way from text to text."""

from functools import partial
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive import languages, revision
from archive.admin import desk_files, desk_text
from archive.admin.copies import visible_kinds
from archive.admin.desk_text import address
from archive.admin.filters import TranslationFilter, asked, open_words
from archive.editing import translations, workflow
from archive.editing.translations import State
from archive.entries.parts import KINDS
from archive.models import Record
from archive.translating import finding
from archive.translating.finding import Place

PER_PAGE = 50


class Row(NamedTuple):
    """One record on the desk: by language the texts that wait, each with its address and its state."""

    record: Record
    cells: list[tuple[str, list[tuple[str, str, State]]]]


def urls(site) -> list:
    desk = _Desk(site)
    text = "desk/<slug:kind>/<int:key>/<slug:column>/"
    return [
        path("desk/", site.admin_view(desk.overview), name="desk"),
        path("desk/texts/", site.admin_view(partial(desk_files.take, site)), name="desk_texts"),
        path(
            "desk/texts/<slug:source>-<slug:target>.po",
            site.admin_view(partial(desk_files.give, site)),
            name="desk_po",
        ),
        path("desk/next/<slug:code>/", site.admin_view(desk.next), name="desk_next"),
        path(
            text,
            site.admin_view(partial(desk_text.view, site)),
            name="desk_text",
        ),
    ]


class _Desk:
    def __init__(self, site):
        self.site = site

    def overview(self, request):
        """Kinds and languages with their counts; of one kind its records, and which texts of them wait."""
        kinds = visible_kinds(self.site, request)
        if not kinds:
            raise PermissionDenied
        chosen = KINDS.get(request.GET.get("kind", ""))
        chosen = chosen if chosen in kinds else None
        with revision.one():
            matrix = [(self._kind(model), self._counts(request, model)) for model in kinds]
        writes = {code for model in kinds for code in workflow.languages_of(request.user, model)}
        context = {
            **self.site.each_context(request),
            "title": _("Translation desk"),
            "matrix": matrix,
            "languages": [(code, languages.name(code)) for code in languages.codes()],
            "next": [(code, languages.name(code)) for code in languages.codes() if code in writes],
            **(self._records(request, chosen) if chosen else {}),
        }
        return TemplateResponse(request, "admin/archive/desk.html", context)

    def _kind(self, model) -> tuple[str, str]:
        query = urlencode({"kind": model.kind_name})
        return str(capfirst(model._meta.verbose_name_plural)), f"{reverse('admin:desk')}?{query}"

    def _counts(self, request, model):
        """Progress by language, with the lists that show what waits."""
        changelist = reverse(f"admin:archive_{model._meta.model_name}_changelist")
        found = []
        for code in languages.codes():
            progress = finding.progress(model, code)
            lists = [
                (open_words(state, code), state, number, f"{changelist}?{urlencode(query)}")
                for state, number in progress.open.items()
                if number
                for query in [{TranslationFilter.parameter_name: asked(state, code)}]
            ]
            found.append((progress, lists))
        return found

    def _records(self, request, model) -> dict:
        """The records of a kind with texts that wait in any language."""
        waiting = translations.waits(model, languages.codes()[0])
        for code in languages.codes()[1:]:
            waiting |= translations.waits(model, code)
        model_admin = self.site.get_model_admin(model)
        found = model_admin.with_related(model._default_manager.filter(waiting)).order_by("pk")
        pages = Paginator(found, PER_PAGE)
        page = pages.get_page(request.GET.get("p"))
        return {
            "kind": self._kind(model)[0],
            "kind_name": model.kind_name,
            "page": page,
            "page_range": pages.get_elided_page_range(page.number),
            "rows": [self._row(record) for record in page],
        }

    def _row(self, record) -> Row:
        cells = []
        for code in languages.codes():
            texts = [
                (address(Place(record, field, code)), workflow.claim_label(type(record), field), state)
                for field, state in finding.open_texts(record, code)
            ]
            cells.append((code, texts))
        return Row(record, cells)

    def next(self, request, code):
        """To the next text that waits in a language; `after` says which one was left."""
        kinds = [
            model
            for model in visible_kinds(self.site, request)
            if code in workflow.languages_of(request.user, model)
        ]
        if not kinds:
            raise PermissionDenied
        place = finding.following(kinds, code, request.user, self._left(request, kinds, code))
        if place is not None:
            return HttpResponseRedirect(address(place))
        text = _("No text waits any more in this language: %(language)s.")
        messages.success(request, text % {"language": languages.name(code)})
        return HttpResponseRedirect(reverse("admin:desk"))

    def _left(self, request, kinds, code) -> Place | None:
        kind, _mark, rest = request.GET.get("after", "").partition("/")
        key, _mark, field = rest.partition("/")
        model = KINDS.get(kind)
        if model is None or model not in kinds or not (key.isascii() and key.isdecimal() and len(key) < 18):
            return None
        record: Record | None = model._default_manager.filter(pk=key).first()
        if record is None or field not in translations.fields(model):
            return None
        return Place(record, field, code)
