"""The line of changes: what was changed in the whole archive, newest first, by whom and why."""

import datetime
from typing import Any, NamedTuple, cast

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import visible
from archive.models import RECORDS, Record, Version

PER_PAGE = 50
MODELS = {model.kind_name: model for model in RECORDS}


class Filter(forms.Form):
    """What is asked of the changes; what means nothing is left out."""

    who = forms.ModelChoiceField(get_user_model().objects.none(), label=gettext_lazy("Who"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    span = forms.ChoiceField(
        label=gettext_lazy("When"),
        required=False,
        choices=[
            ("", "–"),
            ("1", gettext_lazy("in the last 24 hours")),
            ("7", gettext_lazy("in the last 7 days")),
            ("30", gettext_lazy("in the last 30 days")),
        ],
    )
    day = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    seen = forms.ChoiceField(
        label=gettext_lazy("Seen by readers"),
        required=False,
        choices=[("", "–"), ("yes", gettext_lazy("published")), ("no", gettext_lazy("not published"))],
    )
    mine = forms.BooleanField(label=gettext_lazy("By others, in records that I have changed"), required=False)

    def __init__(self, data, models):
        super().__init__(data)
        people = get_user_model().objects.filter(is_staff=True).order_by("first_name", "username")
        who = cast(forms.ModelChoiceField, self.fields["who"])
        who.queryset, who.empty_label = people, "–"
        who.label_from_instance = lambda user: user.get_full_name() or user.get_username()  # type: ignore[method-assign, assignment]  # as Django's manual says
        named = [(model.kind_name, capfirst(model._meta.verbose_name)) for model in models]
        cast(forms.ChoiceField, self.fields["kind"]).choices = [("", "–"), *named]

    def chosen(self) -> dict:
        self.is_valid()
        return self.cleaned_data


def view(site, request):
    """Changes in the kinds of records that the person may see."""
    models = [model for model in RECORDS if may_see(site, request, model)]
    form = Filter(request.GET, models)
    found = one_each(asked(form.chosen(), request.user, models))
    if (last := _after(request.GET.get("after", ""))) is not None:
        found = found.filter(at__lte=last.at).exclude(at=last.at, pk__gte=last.pk)
    shown = list(found.without_text()[: PER_PAGE + 1])
    further = shown[PER_PAGE - 1].pk if len(shown) > PER_PAGE else None
    query = request.GET.copy()
    query["after"] = str(further)
    context = {
        **site.each_context(request),
        "title": _("What was changed"),
        "form": form,
        "lines": lines(shown[:PER_PAGE]),
        "further": query.urlencode() if further else "",
    }
    return TemplateResponse(request, "admin/archive/changes.html", context)


def asked(chosen: dict, user, models):
    """The versions that a filter asks for, newest first."""
    found = Version.objects.filter(kind__in=[model.kind_name for model in models])
    if who := chosen.get("who"):
        found = found.filter(by=who)
    if kind := chosen.get("kind"):
        found = found.filter(kind=kind)
    if span := chosen.get("span"):
        found = found.filter(at__gte=timezone.now() - datetime.timedelta(days=int(span)))
    if day := chosen.get("day"):
        start = timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
        found = found.filter(at__gte=start, at__lt=start + datetime.timedelta(days=1))
    if chosen.get("seen") == "yes":
        found = found.filter(visible.readable())
    elif chosen.get("seen") == "no":
        found = found.exclude(visible.readable())
    if chosen.get("mine"):
        own = Version.objects.filter(kind=OuterRef("kind"), slug=OuterRef("slug"), by=user)
        found = found.exclude(by=user).filter(Exists(own))
    return found.order_by("-at", "-pk")


def one_each(found):
    """These versions; of those that one act made of many records only the newest, which stands for all."""
    same = found.order_by().filter(batch=OuterRef("batch"), pk__gt=OuterRef("pk"))
    return found.filter(Q(batch=None) | ~Exists(same))


class Line(NamedTuple):
    """One change as the line shows it."""

    version: Version
    record: Record | None
    #: Of how many records it is a change.
    records: int


def lines(versions: list[Version]) -> list[Line]:
    """Versions with their records, and with how many others they were changed by one act."""
    records = _records(versions)
    acts = Version.objects.filter(batch__in=[each.batch for each in versions if each.batch]).order_by()
    counts = dict(acts.values_list("batch").annotate(Count("pk")))
    return [Line(each, records.get((each.kind, each.slug)), counts.get(each.batch, 1)) for each in versions]


def may_see_any(site, request) -> bool:
    return any(may_see(site, request, model) for model in RECORDS)


def may_see(site, request, model) -> bool:
    model_admin = site._registry.get(model)
    return bool(model_admin and model_admin.has_view_or_change_permission(request))


def _after(text: str) -> Version | None:
    """The version after which a page begins."""
    is_number = text.isascii() and text.isdecimal() and len(text) < 19
    return Version.objects.without_text().filter(pk=int(text)).first() if is_number else None


def _records(versions) -> dict:
    """The records that versions are of, by kind and slug; one query a kind."""
    slugs: dict[str, set[str]] = {}
    for version in versions:
        slugs.setdefault(version.kind, set()).add(version.slug)
    found: dict[tuple[str, str], Record] = {}
    for kind, names in slugs.items():
        rows: QuerySet[Any] = MODELS[kind]._default_manager.filter(slug__in=names)
        if any(field.name == "country" for field in MODELS[kind]._meta.concrete_fields):
            rows = rows.select_related("country")
        found |= {(kind, record.slug): record for record in rows}
    return found
