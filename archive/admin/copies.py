"""The queue of working copies, and the page on which one is looked at, decided about and followed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import languages
from archive.admin import looking, preview
from archive.editing import copies, review
from archive.editing.checking import Refused
from archive.editing.merging import conflicts_of
from archive.editing.outcome import Conflicting, Gone, LookFirst
from archive.entries.parts import KINDS
from archive.entries.written import Written
from archive.models import RECORDS, Record, WorkingCopy
from archive.versions import differences

State = WorkingCopy.State
PER_PAGE = 50
#: How many of those that wait stand on the first page.
ON_FIRST_PAGE = 10


class DecisionForm(forms.Form):
    """What is said to the author, and when it is to be published."""

    comment = forms.CharField(
        label=gettext_lazy("Comment to the author"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    publish_at = forms.DateTimeField(
        label=gettext_lazy("Publish at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )


def urls(site) -> list:
    """The addresses of the pages about working copies, for the site's own."""
    rooms = _Rooms(site)
    return [
        path("copies/", site.admin_view(rooms.queue), name="copies"),
        path("copies/<int:key>/", site.admin_view(rooms.one), name="copy"),
        path("copies/<int:key>/preview/<slug:code>/", site.admin_view(rooms.preview), name="copy_preview"),
    ]


def visible_kinds(site, request) -> list:
    """The kinds of records that a person may see in the rooms."""
    found = []
    for model in RECORDS:
        model_admin = site._registry.get(model)
        if model_admin is not None and model_admin.has_view_or_change_permission(request):
            found.append(model)
    return found


def waiting(site, request) -> dict:
    """What waits on the first page: for publishers what was submitted, for others what they have begun."""
    kinds = visible_kinds(site, request)
    mine = WorkingCopy.objects.unfinished().filter(author=request.user).exclude(state=State.SUBMITTED)
    submitted = WorkingCopy.objects.waiting().filter(kind__in=[model.kind_name for model in kinds])
    lines = [*submitted.without_text()[:ON_FIRST_PAGE], *mine.without_text()[:ON_FIRST_PAGE]]
    return {"copies_waiting": submitted.count(), "copies_shown": _lines(lines)} if kinds else {}


def _lines(found) -> list[tuple[WorkingCopy, Record]]:
    """Copies with their records, one query a kind; a copy of a record that is gone is left out."""
    keys: dict[str, set[int]] = {}
    for each in found:
        keys.setdefault(each.kind, set()).add(each.object_id)
    records: dict[tuple[str, int], Record] = {}
    for kind, wanted in keys.items():
        rows: QuerySet[Any] = KINDS[kind]._default_manager.filter(pk__in=wanted)
        if any(each.name == "country" for each in KINDS[kind]._meta.concrete_fields):
            rows = rows.select_related("country")
        records |= {(kind, record.pk): record for record in rows}
    named = [(each, records.get((each.kind, each.object_id))) for each in found]
    return [(each, record) for each, record in named if record is not None]


class _Rooms:
    def __init__(self, site):
        self.site = site

    def queue(self, request):
        """All working copies: what waits, what is being written, what became of the others."""
        kinds = visible_kinds(self.site, request)
        if not kinds:
            raise PermissionDenied
        found = WorkingCopy.objects.filter(kind__in=[model.kind_name for model in kinds]).without_text()
        asked = request.GET.get("state", "")
        if asked in State.values:
            found = found.filter(state=asked)
        elif asked != "all":
            asked, found = "", found.unfinished()
        if request.GET.get("mine"):
            found = found.filter(Q(author=request.user))
        order = ("submitted_at", "pk") if asked == State.SUBMITTED else ("-changed_at", "-pk")
        pages = Paginator(found.order_by(*order), PER_PAGE)
        page = pages.get_page(request.GET.get("p"))
        context = {
            **self.site.each_context(request),
            "title": _("Working copies"),
            "states": [("", _("unfinished")), *State.choices, ("all", _("all"))],
            "asked": asked,
            "mine": bool(request.GET.get("mine")),
            "page": page,
            "page_range": pages.get_elided_page_range(page.number),
            "lines": _lines(list(page)),
        }
        return TemplateResponse(request, "admin/archive/copies.html", context)

    def one(self, request, key):
        """One copy against what is public now, and what can be done with it."""
        copy, record, model_admin = self._found(request, key)
        form = DecisionForm(request.POST or None)
        sent = request.method == "POST" and form.is_valid()
        if sent and self._act(request, copy, record, form.cleaned_data):
            return HttpResponseRedirect(reverse("admin:copy", args=[copy.pk]))
        copy.refresh_from_db()
        may_write = model_admin.has_change_permission(request, record)
        may_decide = review.may_decide(request.user, copy)
        context = {
            **self.site.each_context(request),
            "title": _("%(record)s: working copy") % {"record": record},
            "copy": copy,
            "object": record,
            "opts": record._meta,
            "form": form,
            "may_write": may_write and copy.is_unfinished,
            "may_submit": may_write and copy.state in (State.WRITING, State.RETURNED),
            "may_take_back": may_write and copy.state == State.SUBMITTED,
            "may_discard": may_write and copy.is_unfinished and copy.author_id == request.user.pk,
            "may_publish": may_decide
            and (copy.state in (State.SUBMITTED, State.APPROVED) or self._is_own(request, copy)),
            "may_return": may_decide and copy.state in (State.SUBMITTED, State.APPROVED),
            "may_reject": may_decide and copy.is_unfinished,
            "edit_url": model_admin.copy_url(record),
            "public_url": reverse(f"admin:archive_{record._meta.model_name}_change", args=[quote(record.pk)]),
            "previews": self._previews(copy),
            **looking.context(review.remarks(copy, record) if copy.is_unfinished else []),
            **self._difference(copy, record),
        }
        return TemplateResponse(request, "admin/archive/copy.html", context)

    def preview(self, request, key, code):
        """The public page as it would be, in a language, with what others published meanwhile."""
        copy, record, _model_admin = self._found(request, key)
        if code not in languages.codes():
            raise Http404
        here = copies.rebased(copy, record) if copy.is_unfinished else None
        written = here.written if here else Written.from_json(copy.data)
        ways = {"languages": self._previews(copy), "back": reverse("admin:copy", args=[copy.pk])}
        cited = written.citations if record.CLAIMS else None
        values = {name: value for name, value in written.values.items() if not name.startswith(copies.ASIDE)}
        return preview.page(request, record, values, cited, code, ways)

    def _found(self, request, key):
        copy = WorkingCopy.objects.filter(pk=key).first() if key < 2**63 else None
        record = copies.record_of(copy) if copy is not None else None
        if record is None:
            raise Http404
        model_admin = self.site.get_model_admin(type(record))
        if not model_admin.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return copy, record, model_admin

    def _is_own(self, request, copy) -> bool:
        return copy.is_unfinished and copy.author_id == request.user.pk

    def _previews(self, copy) -> list[tuple[str, str, str]]:
        return [
            (code, languages.name(code), reverse("admin:copy_preview", args=[copy.pk, code]))
            for code in languages.codes()
        ]

    def _difference(self, copy, record) -> dict:
        """What the copy would change of what is public now; of a finished one, what it said."""
        if not copy.is_unfinished:
            return {
                "difference": differences.of_states(
                    Written.from_json(copy.base), Written.from_json(copy.data)
                )
            }
        here = copies.rebased(copy, record)
        clashes = dict.fromkeys(conflicts_of(here.outcome))
        return {
            "difference": differences.of_states(here.now, here.written),
            "moved": copy.based_on != record.version,
            "clashes": [differences.label_with_language(type(record), name) for name in clashes],
        }

    # Deciding -----------------------------------------------------------------------------------------------

    def _act(self, request, copy, record, said: dict) -> bool:
        """Do what a button says; whether it was done. What came of it is said in either case."""
        by, comment, heeded = request.user, said["comment"], looking.heeded(request)
        seen = request.POST.get("seen", "")
        number = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
        try:
            with transaction.atomic():
                if "submit" in request.POST:
                    review.submit(copy, by=by, heeded=heeded)
                    text = _("Submitted: a publisher will look at it.")
                elif "take_back" in request.POST:
                    review.take_back(copy, by=by)
                    text = _("It is being written again.")
                elif "discard" in request.POST:
                    review.discard(copy, by=by)
                    text = _("The working copy was given up. Nothing of it was public.")
                elif "return" in request.POST:
                    review.send_back(copy, comment, by=by)
                    text = _("Returned to its author with your comment.")
                elif "reject" in request.POST:
                    review.reject(copy, comment, by=by)
                    text = _("Rejected. Nothing of it was public.")
                elif "approve" in request.POST:
                    text = self._approve(copy, said["publish_at"], by, number, heeded)
                elif "publish" in request.POST:
                    done = review.publish(copy, by=by, seen=number, heeded=heeded)
                    text = self._published(request, record, done)
                else:
                    return False
        except copies.NotNow as reason:
            messages.error(request, str(reason))
        except LookFirst:
            messages.warning(request, looking.nothing_saved())
        except Conflicting as conflict:
            named = dict.fromkeys(conflicts_of(conflict.merged))
            fields = get_text_list(
                [differences.label_with_language(type(record), name) for name in named], _("and")
            )
            text = _("Not published: others changed the same meanwhile: %(fields)s. Decide in the copy.")
            messages.error(request, text % {"fields": fields})
        except Refused as refused:
            messages.error(request, " ".join((_("Not published."), *refused.sentences)))
        except Gone:
            messages.error(request, _("The record was deleted meanwhile."))
        else:
            messages.success(request, text)
            return True
        return False

    def _approve(self, copy, at, by, seen: int, heeded) -> str:
        if at is None:
            raise copies.NotNow(_("Say when it is to be published."))
        review.approve(copy, at, by=by, seen=seen, heeded=heeded)
        shown = timezone.localtime(at)
        return _("Approved. It is published at %(time)s.") % {"time": f"{shown:%Y-%m-%d %H:%M}"}

    def _published(self, request, record, done) -> str:
        if not done:
            return _("Published: the record said all of that already.")
        change = [{"changed": {"fields": done.version.changed}}]
        LogEntry.objects.log_actions(request.user.pk, [done.record], CHANGE, change, single_object=True)
        return _("Published as version %(number)s.") % {"number": done.record.version}
