"""What readers are told of texts that another language has left behind, or that are rough translations."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from archive import languages
from archive.editing import translations
from archive.models import Record
from archive.versions import differences


def notes(model: type[Record], rough: Collection[str], stale: Collection[str]) -> list[str]:
    """Sentences for a page in the active language; most often none.

    `rough` and `stale` are the columns of a record, or of one of its versions.
    """
    code = languages.current()
    found = []
    if fields := list(_named(model, code, set(stale) - set(rough))):
        found.append(_left_behind(code) % {"fields": _listed(fields)})
    if fields := list(_named(model, code, rough)):
        text = _("Rough translation, which nobody has looked through yet: %(fields)s.")
        found.append(text % {"fields": _listed(fields)})
    return found


def _left_behind(code: str) -> str:
    if code == "hi":
        return _("The English text changed after this one, and is the newer: %(fields)s.")
    if code == "en":
        return _("The Hindi text changed after this one, and is the newer: %(fields)s.")
    return _("In another language the text changed after this one: %(fields)s.")


def _named(model: type[Record], code: str, columns: Collection[str]) -> Iterator[str]:
    for field in translations.fields(model):
        if languages.column(field, code) in columns:
            yield _(model.LABELS[field]) if field in model.LABELS else differences.label_of(model, field)


def _listed(fields: list[str]) -> str:
    return ", ".join(fields)
