"""The history of a record: its versions, what differs between two of them, and taking changes back."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import revision
from archive.editing import copies, translations, workflow
from archive.editing.checking import Refused
from archive.editing.merging import conflicts_of
from archive.editing.saving import Committed, Conflicting, Gone
from archive.models import Version
from archive.versions import differences, history, undo

PER_PAGE = 25
#: Longer than any reason, and any number of a version.
MOST_LETTERS, MOST_VERSIONS = 500, 2_000_000_000


class ReasonForm(forms.Form):
    """Why something is changed, and whether readers should hear of it."""

    why = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=MOST_LETTERS)


class VersionsMixin(admin.ModelAdmin):
    """For an admin of records: the pages of their versions."""

    object_history_template = "admin/archive/history.html"
    version_template = "admin/archive/version.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_version"
        view = self.admin_site.admin_view(self.version_view)
        return [path("<path:object_id>/history/<int:number>/", view, name=name), *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        record = self._looked_at(request, object_id)
        pages = Paginator(history.of(record).without_text().select_related("by"), PER_PAGE)
        page = pages.get_page(request.GET.get("p"))
        context = {
            **self._context(request, record),
            "title": _("%(record)s: what changed") % {"record": record},
            "page": page,
            "page_range": pages.get_elided_page_range(page.number),
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def version_view(self, request, object_id, number):
        """One version, against the one before it or against any other; from here it is taken back."""
        record = self._looked_at(request, object_id)
        version = history.get(record, number) if number <= MOST_VERSIONS else None
        if version is None:
            raise Http404
        reason = ReasonForm(request.POST or None)
        if request.method == "POST":
            if answer := self._act(request, record, version, reason):
                return answer
            record = self._looked_at(request, object_id)
        before = history.before(version)
        old = self._other(record, version, request.GET.get("with", "")) or before
        context = {
            **self._context(request, record),
            "title": _("%(record)s: version %(number)s") % {"record": record, "number": version.number},
            "version": version,
            "old": old,
            "difference": differences.between(old, version),
            "others": history.of(record).without_text().exclude(pk=version.pk)[:200],
            "is_last": version.number == record.version,
            "may_undo": self.has_change_permission(request, record),
            "goes_to_copy": self._into_copy(request, record),
            "can_take_back": before is not None and old == before,
            "may_say_why": self._may_say_why(request, version),
            "reason": reason,
        }
        return TemplateResponse(request, self.version_template, context)

    def _looked_at(self, request, object_id):
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record

    def _context(self, request, record) -> dict:
        change = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return {
            **self.admin_site.each_context(request),
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "object": record,
            "original": record,
            "opts": self.opts,
            "preserved_filters": self.get_preserved_filters(request),
            "change_url": reverse(change, args=[quote(record.pk)]),
        }

    def _other(self, record, version, text: str) -> Version | None:
        """The version that somebody wants to compare with."""
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
        return history.get(record, number) if number != version.number else None

    def _may_say_why(self, request, version) -> bool:
        """A reason that was not given is given later, by whoever saved."""
        return not version.why and version.by_id is not None and version.by_id == request.user.pk

    # Taking back --------------------------------------------------------------------------------------------

    def _act(self, request, record, version, reason) -> HttpResponseRedirect | None:
        """Do what a button says; None if it was not done: the page is shown again, with the reason typed."""
        here = HttpResponseRedirect(request.get_full_path())
        if not reason.is_valid():
            messages.error(request, " ".join(map(str, reason.errors["why"])))
            return None
        if not {"say_why", "take_back", "only", "back_to"} & set(request.POST):
            return None  # Enter, on no button
        why = reason.cleaned_data["why"]
        if "say_why" in request.POST:
            if not self._may_say_why(request, version):
                raise PermissionDenied
            self._say_why(request, version, why)
            return here
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        if "back_to" in request.POST and request.POST.get("seen") != str(record.version):
            text = _("Somebody has changed this record since you looked at it. Look again, then go back.")
            messages.warning(request, text)
            return None
        if self._into_copy(request, record):
            return self._propose(request, record, version, why)
        if self._undo(request, record, version, why):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_history"
            return HttpResponseRedirect(reverse(name, args=[quote(record.pk)]))
        return None

    def _say_why(self, request, version, why: str) -> None:
        if why:
            with transaction.atomic():
                Version.objects.filter(pk=version.pk, why="").update(why=why)
                revision.advance()
            messages.success(request, _("Your reason stands beside the change."))

    def _into_copy(self, request, record) -> bool:
        """Whether what this person takes back is proposed, as what they write is (`CopyingMixin`)."""
        return record.is_readable and not workflow.may_change_public(request.user, self.model)

    def _propose(self, request, record, version, why: str) -> HttpResponseRedirect | None:
        """Take back into a working copy; where that is looked at, None if it came to nothing."""
        names = request.POST.get("only", "").split() or None
        try:
            if "back_to" in request.POST:
                copy = undo.propose_back_to(record, version, by=request.user, why=why)
            else:
                copy = undo.propose_taking_back(record, version, names, by=request.user, why=why)
        except Conflicting as conflict:
            self._say_what_clashes(request, conflict)
        except copies.NotNow as reason:
            messages.error(request, str(reason))
        except (Gone, undo.NothingBefore):
            messages.error(request, _("Nothing was taken back."))
        else:
            if copy is None:
                messages.info(request, _("Nothing had to be changed: the record says that already."))
                return None
            messages.success(request, _("Saved as a working copy. Readers see none of it yet."))
            return HttpResponseRedirect(reverse("admin:copy", args=[copy.pk]))
        return None

    def _say_what_clashes(self, request, conflict: Conflicting) -> None:
        fields = self._words(dict.fromkeys(conflicts_of(conflict.merged)))
        text = _("Nothing was taken back: %(fields)s changed again since. Change it in the form.")
        messages.error(request, text % {"fields": fields})

    def _undo(self, request, record, version, why: str) -> bool:
        """Take back what was asked for; whether it was done. What came of it is said in either case."""
        names = request.POST.get("only", "").split() or None
        try:
            if "back_to" in request.POST:
                done = undo.back_to(record, version, by=request.user, why=why)
            else:
                done = undo.take_back(record, version, names, by=request.user, why=why)
        except Conflicting as conflict:
            self._say_what_clashes(request, conflict)
        except Refused as refused:
            messages.error(request, " ".join((_("Nothing was taken back."), *refused.sentences)))
        except (Gone, undo.NothingBefore):
            messages.error(request, _("Nothing was taken back."))
        else:
            self._say_what_was_done(request, record, version, done)
            return bool(done)
        return False

    def _say_what_was_done(self, request, record, version, done: Committed) -> None:
        if done.version is None:
            messages.info(request, _("Nothing had to be changed: the record says that already."))
            return
        named = [name for name in done.version.changed if name not in translations.MARKS]
        words = {"fields": self._words(named or done.version.changed), "number": version.number}
        if "back_to" in request.POST:
            messages.success(request, _("The record is as in version %(number)s again: %(fields)s.") % words)
            if done.record.status != version.status:
                messages.info(request, _("Its status stays as it was."))
        else:
            messages.success(request, _("Taken back from version %(number)s: %(fields)s.") % words)
        self.log_change(request, record, [{"changed": {"fields": done.version.changed}}])

    def _words(self, names) -> str:
        return get_text_list([differences.label_with_language(self.model, name) for name in names], _("and"))
