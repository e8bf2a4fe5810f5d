"""The admin site: its names, the order of its rooms, and the two small doors that scripts use."""

from functools import wraps

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db.models import Count
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path, reverse, translate_url
from django.utils.translation import gettext_lazy as _

from archive import dates, languages
from archive.admin import batches, changes, copies, desk, drafts, resend, sheets, submission, work
from archive.admin.cleaning import cleaned_first
from archive.admin.landing import landing
from archive.admin.received import is_whole
from archive.models import RECORDS


class ArchiveAdminSite(admin.AdminSite):
    site_title = _("Archive, editors’ rooms")
    site_header = _("Editors’ rooms of the archive")
    index_title = _("What there is to edit")
    empty_value_display = "–"
    enable_nav_sidebar = False  # the rooms stand in the header, where they leave lists their width

    def get_urls(self):
        explain = path("explain-date/", self.admin_view(self.explain_date), name="explain_date")
        line = path("changes/", self.admin_view(self.changes), name="changes")
        search = path("search/", self.admin_view(self.search), name="search")
        sheet = path("import/", self.admin_view(self.import_records), name="import")
        rooms = [*copies.urls(self), *desk.urls(self), *batches.urls(self)]
        return [explain, line, search, sheet, *rooms, *super().get_urls()]

    def admin_view(self, view, cacheable=False):
        """Django's own, but that forms are rid of invisible signs, and kept if the session has run out."""
        inner = super().admin_view(cleaned_first(view), cacheable)

        @wraps(inner)
        def shown_or_resend(request, *args, **kwargs):
            if request.path != reverse("admin:logout") and resend.can_be_sent_again(request):
                if refused := resend.refused(request):
                    return refused
            elif request.method == "POST" and not is_whole(request):
                raise RequestDataTooBig
            if request.method == "POST" and self.has_permission(request):
                answer = submission.once(request, lambda: inner(request, *args, **kwargs))
                return drafts.saved(request, answer)
            return inner(request, *args, **kwargs)

        return shown_or_resend

    def each_context(self, request):
        here = languages.current()
        return {
            **super().each_context(request),
            "site_url": reverse("archive:home"),
            "submission": submission.new_name(),
            "languages_of_pages": [(code, languages.name(code)) for code in languages.codes()],
            "other_languages": [
                {
                    "code": code,
                    "name": languages.name(code),
                    "url": translate_url(request.get_full_path(), code),
                }
                for code in languages.codes()
                if code != here
            ],
        }

    def get_app_list(self, request, app_label=None):
        """The records in the order of the public navigation, the people last."""
        order = {model._meta.object_name: place for place, model in enumerate(RECORDS)}
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: order.get(model["object_name"], len(order)))
        return sorted(apps, key=lambda app: app["app_label"] != "archive")

    def index(self, request, extra_context=None):
        """The first page: besides the rooms, how many records each has and what waits in it."""
        waiting = {**copies.waiting(self, request), "tasks": work.tasks(self, request)}
        return super().index(request, {**self._rooms(request), **waiting, **(extra_context or {})})

    def app_index(self, request, app_label, extra_context=None):
        """The part of the first page that the links above every page of the archive lead to."""
        return super().app_index(
            request, app_label, {**self._rooms(request, app_label), **(extra_context or {})}
        )

    def _rooms(self, request, app_label=None) -> dict:
        """The rooms of the records, and those of everything else, as far as they may be entered."""
        records = [model for model in RECORDS if app_label in (None, model._meta.app_label)]
        rooms = [self._room(request, model) for model in records if self.is_registered(model)]
        others = self.get_app_list(request, app_label)
        for app in others:
            app["models"] = [model for model in app["models"] if model["model"] not in RECORDS]
        return {
            "rooms": [room for room in rooms if room],
            "other_apps": [app for app in others if app["models"]],
        }

    def _room(self, request, model):
        model_admin = self.get_model_admin(model)
        if not model_admin.has_view_or_change_permission(request):
            return None
        counts = dict(model._default_manager.order_by().values_list("status").annotate(Count("pk")))
        return {
            "name": model._meta.verbose_name_plural,
            "object_name": model._meta.object_name,
            "url": reverse(f"admin:archive_{model._meta.model_name}_changelist"),
            "add_url": (
                reverse(f"admin:archive_{model._meta.model_name}_add")
                if model_admin.has_add_permission(request)
                else ""
            ),
            **counts,
            "all": sum(counts.values()),
        }

    def login(self, request, extra_context=None):
        """Signing in leads to the page that was asked for, in the language in which one signs in."""
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(landing(request))
        if not is_whole(request):
            raise RequestDataTooBig
        answer = super().login(request, extra_context)
        if isinstance(answer, HttpResponseRedirect):
            answer.headers["Location"] = landing(request)
        return answer

    def import_records(self, request):
        """A sheet brought in, by whoever edits records."""
        if not any(self._edits(request, model) for model in RECORDS):
            raise PermissionDenied
        return sheets.import_view(self, request)

    def changes(self, request):
        """What was changed in the whole archive."""
        if not changes.may_see_any(self, request):
            raise PermissionDenied
        return changes.view(self, request)

    def search(self, request):
        """One search over the records of all kinds."""
        return work.search(self, request)

    def explain_date(self, request):
        """How a date is understood as it is typed: JSON for editors, in the page's language."""
        if not any(self._edits(request, model) for model in RECORDS):
            raise PermissionDenied
        return JsonResponse(dates.explain(request.GET.get("text", ""), languages.current()))

    def _edits(self, request, model) -> bool:
        model_admin = self._registry.get(model)
        return bool(
            model_admin
            and (model_admin.has_add_permission(request) or model_admin.has_change_permission(request))
        )

    def autocomplete_view(self, request):
        return RecordChoices.as_view(admin_site=self)(request)

    def get_log_entries(self, request):
        return LogEntry.objects.select_related("content_type", "user")


class RecordChoices(AutocompleteJsonView):
    """Choices that tell two records apart, for every field that searches as one types."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "choice_label", str)
        return {**result, "text": label(obj)}
