"""Who changed what and when, in the words of the field and in the reader's language."""

import json

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from archive import languages
from archive.editing.workflow import claim_label
from archive.models import Citation


def last_editor(record) -> str:
    """The name of the person who last saved a record in the admin; '' if nobody did."""
    entry = (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(record), object_id=str(record.pk)
        )
        .select_related("user")
        .order_by("-action_time", "-pk")
        .first()
    )
    return (entry.user.get_full_name() or entry.user.get_username()) if entry else ""


class HistoryMixin:
    """Logs the names of the columns that changed; Django logs labels, which no catalogue translates back."""

    def construct_change_message(self, request, form, formsets, add=False):
        message = [{"added": {}}] if add else []
        if form.changed_data and not add:
            message.append({"changed": {"fields": form.changed_data}})
        for formset in formsets:
            for citation in formset.new_objects:
                message.append({"added": {"name": "citation", "object": str(citation)}})
            for citation, fields in formset.changed_objects:
                message.append({"changed": {"name": "citation", "object": str(citation), "fields": fields}})
            for citation in formset.deleted_objects:
                message.append({"deleted": {"name": "citation", "object": str(citation)}})
        return message

    def log_change(self, request, obj, message):
        """A save that changed nothing is none."""
        return super().log_change(request, obj, message) if message else None


def change_words(entry) -> str:
    """What one entry of the log says, in the active language."""
    if not entry.change_message.startswith("["):
        return entry.get_change_message()
    model = entry.content_type.model_class() if entry.content_type else None
    sentences = [_sentence(model, *next(iter(part.items()))) for part in json.loads(entry.change_message)]
    return " ".join(sentences) or _("No fields changed.")


def _sentence(model, verb, part) -> str:
    fields = get_text_list(
        [_label(Citation if "name" in part else model, name) for name in part.get("fields", ())], _("and")
    )
    words = {"citation": citation_words(part.get("object", ""), model), "fields": fields}
    if "name" in part:
        texts = {
            "added": _("Citation added: %(citation)s."),
            "changed": _("Citation changed: %(citation)s (%(fields)s)."),
            "deleted": _("Citation deleted: %(citation)s."),
        }
    else:
        texts = {"added": _("Added."), "changed": _("Changed: %(fields)s."), "deleted": _("Deleted.")}
    return texts[verb] % words


def citation_words(citation, model) -> str:
    """A citation of this kind of record in words: its claim and its source."""
    claim, _colon, source = str(citation).partition(": ")
    return (
        f"{claim_label(model, claim)} · {source}" if claim in getattr(model, "CLAIMS", ()) else str(citation)
    )


def _label(model, name: str) -> str:
    """A column's name for the reader, with the language it is in."""
    try:
        field = model._meta.get_field(name)
    except (AttributeError, FieldDoesNotExist):
        return name
    code = getattr(field, "language", "")
    label = capfirst((field.translated_field if code else field).verbose_name)
    return f"{label} ({languages.name(code)})" if code else str(label)
