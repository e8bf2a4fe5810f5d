"""What can be done to several records of a list at once: submit for review, publish."""

from django.contrib import admin, messages
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.editing import workflow
from archive.models import Status


@admin.action(description=gettext_lazy("Submit for review"), permissions=["change"])
def submit_for_review(model_admin, request, queryset):
    _move(model_admin, request, queryset, Status.IN_REVIEW, publisher=False)


@admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
def publish(model_admin, request, queryset):
    _move(model_admin, request, queryset, Status.PUBLISHED, publisher=True)


def _move(model_admin, request, queryset, status, publisher):
    """Take each record to `status` by itself, saying of each what became of it."""
    for key in list(queryset.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            rows = model_admin.with_related(model_admin.model._default_manager.filter(pk=key))
            record = rows.select_for_update(of=("self",)).first()
            if record is not None:
                level, text = _moved(model_admin, request, record, status, publisher)
                words = {"record": str(record), "status": Status(record.status).label}
                messages.add_message(request, level, text % words)


def _moved(model_admin, request, record, status, publisher) -> tuple[int, str]:
    if record.status == status:
        return messages.INFO, _("“%(record)s” is already “%(status)s”.")
    if status not in workflow.next_statuses(record.status, publisher):
        return messages.WARNING, _("“%(record)s” was not changed: from “%(status)s” it cannot go there.")
    if status == Status.PUBLISHED and (refusal := workflow.refusal(record)):
        return messages.ERROR, _("“%(record)s” was not published.").replace(
            "%%", "%"
        ) + " " + refusal.replace("%", "%%")
    record.status = status
    record.save()
    model_admin.log_change(request, record, [{"changed": {"fields": ["status"]}}])
    return messages.SUCCESS, _("“%(record)s” is now “%(status)s”.")
