"""What can be done to several records of a list at once: submit for review, publish."""

from django.contrib import admin, messages
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.admin import looking
from archive.editing import workflow
from archive.editing.checking import Refused
from archive.editing.saving import LookFirst, commit
from archive.visible import Status

#: Records of which each is told what became of it.
SENTENCES = 5


@admin.action(description=gettext_lazy("Submit for review"), permissions=["move"])
def submit_for_review(model_admin, request, queryset):
    return _move(model_admin, request, queryset, *workflow.SUBMIT)


@admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
def publish(model_admin, request, queryset):
    return _move(model_admin, request, queryset, *workflow.PUBLISH)


def _move(model_admin, request, queryset, status, publisher):
    """Take each record to `status` by itself, saying what became of it; of many successes at once.

    The page that is shown instead of the list, where somebody should look at some of them before.
    """
    asked, well = [], []
    for key in list(queryset.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            rows = model_admin.with_related(model_admin.model._default_manager.filter(pk=key))
            record = rows.select_for_update(of=("self",)).first()
            if record is None:
                continue
            try:
                level, said = _moved(model_admin, request, record, status, publisher)
                well.append(said) if level == messages.SUCCESS else messages.add_message(request, level, said)
            except LookFirst as first:
                asked.append((model_admin.model._default_manager.get(pk=key), first.remarks))
    _say(request, well, str(Status(status).label))
    return looking.several(model_admin, request, asked) if asked else None


def _say(request, sentences: list[str], status: str) -> None:
    """What went well: of each record a sentence, of many records one."""
    if len(sentences) > SENTENCES:
        count = len(sentences)
        text = ngettext(
            "%(count)s record is now “%(status)s”.", "%(count)s records are now “%(status)s”.", count
        )
        sentences = [text % {"count": count, "status": status}]
    for sentence in sentences:
        messages.success(request, sentence)


def _moved(model_admin, request, record, status, publisher) -> tuple[int, str]:
    """Take one record to `status` if it can go there; what to say about it, and how loudly."""
    before, words = record.status, {"record": str(record), "status": record.get_status_display()}
    if before == status:
        return messages.INFO, _("“%(record)s” is already “%(status)s”.") % words
    if status not in workflow.next_statuses(before, publisher):
        text = _("“%(record)s” was not changed: from “%(status)s” it cannot go there.")
        return messages.WARNING, text % words
    try:
        commit(record, {"status": status}, by=request.user, heeded=looking.heeded(request))
    except Refused as refused:
        return messages.ERROR, " ".join((_("“%(record)s” was not changed.") % words, *refused.sentences))
    model_admin.log_change(request, record, [{"changed": {"fields": ["status"]}}])
    words["status"] = record.get_status_display()
    return messages.SUCCESS, _("“%(record)s” is now “%(status)s”.") % words
