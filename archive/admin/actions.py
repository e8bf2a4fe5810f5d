"""What can be done to several records of a list at once: submit for review, publish."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
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
                messages.add_message(request, *_moved(model_admin, request, record, status, publisher))


def _moved(model_admin, request, record, status, publisher) -> tuple[int, str]:
    """Take one record to `status` if it can go there; what to say about it, and how loudly."""
    before, words = record.status, {"record": str(record), "status": record.get_status_display()}
    if before == status:
        return messages.INFO, _("“%(record)s” is already “%(status)s”.") % words
    if status not in workflow.next_statuses(before, publisher):
        text = _("“%(record)s” was not changed: from “%(status)s” it cannot go there.")
        return messages.WARNING, text % words
    record.status = status
    if faults := _faults(record):
        refused = _("“%(record)s” was not changed.") % words
        return messages.ERROR, " ".join((refused, *faults))
    record.save()
    model_admin.log_change(request, record, [{"changed": {"fields": ["status"]}}])
    words["status"] = record.get_status_display()
    return messages.SUCCESS, _("“%(record)s” is now “%(status)s”.") % words


def _faults(record) -> list[str]:
    """Everything that the form would say against saving this record as it is."""
    try:
        record.full_clean()
    except ValidationError as error:
        return error.messages
    refusal = workflow.refusal(record) if record.is_published else ""
    return [refusal] if refusal else []
