"""The page of one act that changed many records: what it changed, and taking all of it back after a look."""

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.admin import changes
from archive.entries.parts import KINDS
from archive.versions import batches
from archive.versions.batches import Undone

#: Records on one page, and those whose differences are shown at once.
PER_PAGE, SHOWN = 50, 200
#: Kinds of records that are named in a title.
NAMED = 2
#: Records that are taken back through a page; more by the command.
MOST = 1000


class WhyForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=500)


def urls(site) -> list:
    def shown(request, batch):
        return view(site, request, batch)

    return [path("changes/<uuid:batch>/", site.admin_view(shown), name="batch")]


def view(site, request, batch: uuid.UUID):
    found = batches.of(batch)
    counts = dict(found.order_by().values_list("kind").annotate(Count("pk")))
    if not counts:
        raise Http404
    kinds = [KINDS[kind] for kind in counts]
    if not all(changes.may_see(site, request, model) for model in kinds):
        raise PermissionDenied
    may_undo = all(site.get_model_admin(model).has_change_permission(request) for model in kinds)
    total = sum(counts.values())
    form, done = WhyForm(request.POST or None), None
    if request.method == "POST":
        if not may_undo or total > MOST:
            raise PermissionDenied
        if form.is_valid():
            trial = "take_back" not in request.POST
            why = form.cleaned_data["why"]
            done = batches.take_back(batch, by=request.user, why=why, trial=trial)
            if not trial and not done.problems:
                _say(request, done)
                return HttpResponseRedirect(reverse("admin:changes"))
    pages = Paginator(found.without_text(), PER_PAGE)
    page = pages.get_page(request.GET.get("p"))
    context = {
        **site.each_context(request),
        "title": title(counts),
        "batch": batch,
        "version": found.without_text().first(),
        "page": page,
        "page_range": pages.get_elided_page_range(page.number),
        "lines": changes.lines(list(page)),
        "form": form,
        "may_undo": may_undo and total <= MOST,
        "too_many": may_undo and total > MOST,
        "done": done,
        "shown": SHOWN,
    }
    return TemplateResponse(request, "admin/archive/batch.html", context)


def title(counts: dict[str, int]) -> str:
    """How many records of which kinds one act changed; of many kinds the two with most records."""
    total = sum(counts.values())
    text = ngettext("%(count)s record at once: %(kinds)s", "%(count)s records at once: %(kinds)s", total)
    order = [each for each in KINDS if each in counts]
    if further := len(order) - NAMED if len(order) > NAMED + 1 else 0:
        order = sorted(order, key=lambda kind: -counts[kind])[:NAMED]
    names = {kind: KINDS[kind]._meta.verbose_name_plural for kind in order}
    kinds = ", ".join(
        f"{names[kind]} ({counts[kind]})" if len(counts) > 1 else str(names[kind]) for kind in order
    )
    if further:
        more = ngettext("%(kinds)s and %(count)s more kind", "%(kinds)s and %(count)s more kinds", further)
        kinds = more % {"kinds": kinds, "count": further}
    return text % {"count": total, "kinds": kinds}


def _say(request, done: Undone) -> None:
    if not done.changes:
        messages.info(request, _("Nothing had to be changed: the records say that already."))
        return
    text = ngettext(
        "Taken back: %(count)s record is as it was before, except for what changed since.",
        "Taken back: %(count)s records are as they were before, except for what changed since.",
        len(done.changes),
    )
    messages.success(request, text % {"count": len(done.changes)})
