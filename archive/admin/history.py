"""Who changed what and when, in the words of the field and in the reader's language."""

from typing import Any

from django.contrib import admin
from django.utils.text import Truncator

from archive.editing.workflow import claim_label
from archive.models import Version


def last_editor(record) -> str:
    """The name of the person who last changed a record, through whatever door; '' if that is not known."""
    last = Version.objects.of(record).without_text().first()
    return last.who if last is not None else ""


class HistoryMixin(admin.ModelAdmin):
    """Logs the names of the columns that changed; Django logs labels, which no catalogue translates back."""

    def construct_change_message(self, request, form, formsets, add=False):
        changes = request.committed.difference
        message: list[dict[str, Any]] = [{"added": {}}] if add else []
        if changes.fields and not add:
            message.append({"changed": {"fields": list(changes.fields)}})
        for verb, citations in (("added", changes.added), ("deleted", changes.removed)):
            message += [{verb: {"name": "citation", "object": object_of(each)}} for each in citations]
        for each in changes.changed:
            said = {"name": "citation", "object": object_of(each.new), "fields": list(each.fields)}
            message.append({"changed": said})
        if changes.reordered:
            message.append({"changed": {"fields": ["citations"]}})
        return message

    def log_change(self, request, obj, message):
        """A save that changed nothing is none."""
        return super().log_change(request, obj, message) if message else None


def object_of(citation) -> str:
    return f"{citation.claim}: {citation.source}"


def citation_words(citation, model) -> str:
    """A citation of this kind of record in words: its claim and its source."""
    if citation.claim not in getattr(model, "CLAIMS", ()):
        return str(citation)
    return f"{claim_label(model, citation.claim)} · {source_name(citation.source)}"


def source_name(source) -> str:
    """A source in a few words, as an editor knows it: its heading, who published it, and the year."""
    title = Truncator(source.title).chars(70) if source.title else ""
    parts = (title, source.publisher_text().text, source.date[:4] if source.date[:4].isdecimal() else "")
    return " · ".join(part for part in parts if part) or source.slug
