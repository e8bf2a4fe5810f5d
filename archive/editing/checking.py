"""What must be true of a record before it is saved, and the sentences that say what is not."""

from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from archive import languages
from archive.editing import translations, workflow
from archive.entries.difference import Difference
from archive.entries.written import Cited, slugs_in
from archive.fields import DerivedField
from archive.models import Citation, OldSlug, Record, Status
from archive.models.citation import has_lost_support, unsourced_claims
from archive.visible import is_readable


def said_twice() -> str:
    """Why one of two equal citations is refused, in the active language."""
    return _("This citation stands here twice. Remove one of them, or say what differs.")


class Fault(NamedTuple):
    """One thing that is wrong: the column it is about ('' for the whole), and what to do."""

    field: str
    message: str
    #: The citation it is about, where it is about one.
    citation: Cited | None = None


class Refused(Exception):
    """A record that cannot be saved as it is; nothing was changed. `faults` has all that is wrong."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = list(faults)
        super().__init__(" ".join(fault.message for fault in self.faults))

    @property
    def sentences(self) -> list[str]:
        return list(dict.fromkeys(fault.message for fault in self.faults))


def faults_of(record: Record, changed: set[str]) -> list[Fault]:
    """What is wrong with a record, of which these columns are new; the others are believed.

    Relations are not looked up again: whoever set them has read them.
    """
    columns = {each.name: each for each in record._meta.concrete_fields}
    untouched = columns.keys() - changed
    related = {name for name, each in columns.items() if each.is_relation}
    steps = [
        lambda: record.clean_fields(exclude=untouched | related),
        record.clean,
        lambda: record.validate_unique(exclude=untouched),
    ]
    if changed & constrained(type(record)):
        steps.append(record.validate_constraints)
    return [fault for step in steps for fault in _faults(step)]


def citation_faults(citation: Citation, cited: Cited) -> list[Fault]:
    """What is wrong with one citation, its record and its source aside."""
    relations = {each.name for each in citation._meta.concrete_fields if each.is_relation}
    steps = [lambda: citation.clean_fields(exclude=relations), citation.clean]
    return [fault._replace(citation=cited) for step in steps for fault in _faults(step)]


def repeated_faults(citations: list[Cited], anew: list[Cited]) -> list[Fault]:
    """New or changed citations that say the same as another; two that stood there before are left alone."""
    said: dict[tuple, list[Cited]] = {}
    for each in citations:
        said.setdefault(tuple(sorted((name, value or "") for name, value in each.values.items())), []).append(
            each
        )
    new = set(map(id, anew))
    return [
        Fault("", said_twice(), same[-1])
        for same in said.values()
        if len(same) > 1 and any(id(each) in new for each in same)
    ]


def moving_faults(before: str, record: Record, changed: set[str], user) -> list[Fault]:
    """Why this person cannot take a record from the status `before` to its own; [] if they can.

    Why a record was withdrawn is said by whoever may withdraw it.
    """
    reasons = [name for name in changed if name.startswith("withdrawn_reason")]
    if record.status == before and not reasons:
        return []
    publisher = workflow.may_publish(user, type(record))
    if record.status in workflow.next_statuses(before, publisher):
        if publisher:
            return []
        return [Fault(name, _("Only a publisher changes the reason for a withdrawal.")) for name in reasons]
    words = {"before": Status(before).label, "status": Status(record.status).label}
    return [Fault("status", _("From “%(before)s” it cannot go to “%(status)s”.") % words)]


def translator_faults(model: type[Record], changes: Difference, user) -> list[Fault]:
    """What of these changes is more than the texts of the languages that this person writes in."""
    if not workflow.is_translator(user, model):
        return []
    codes = workflow.languages_of(user, model)
    own = {column for column, (_field, code) in translations.by_column(model).items() if code in codes}
    beyond = set(changes.fields) - own - set(translations.MARKS)
    for name, change in changes.fields.items():
        if name in translations.MARKS:
            was, now = set(slugs_in(change.old)), set(slugs_in(change.new))
            # What is left behind follows from the texts; that it is still right is said of one's own.
            beyond |= (was ^ now if name == translations.ROUGH else was - now) - own - _beside(model, changes)
    sentence = _("You may change texts in %(languages)s here, and nothing else.") % {
        "languages": get_text_list([languages.name(code) for code in codes], _("and"))
    }
    faults = [Fault(name, sentence) for name in sorted(beyond)]
    if changes.added or changes.removed or changes.changed or changes.reordered:
        faults.append(Fault("", sentence))
    return faults


def _beside(model: type[Record], changes: Difference) -> set[str]:
    """The texts in every language of the fields of which one has changed."""
    columns = translations.by_column(model)
    changed = {columns[name][0] for name in changes.fields if name in columns}
    return {column for column, (field, _code) in columns.items() if field in changed}


def public_faults(before: str, model: type[Record], user) -> list[Fault]:
    """Why this person cannot change a record of this status at once; [] if they can."""
    if not is_readable(before) or workflow.may_change_public(user, model):
        return []
    sentence = _("Readers see this record. Save your change as a working copy: a publisher publishes it.")
    return [Fault("", sentence)]


def old_address_faults(record: Record, slugs: Iterable[str]) -> list[Fault]:
    """Addresses that a record cannot have had, because they led to another one."""
    message = _("The old address “%(slug)s” led to another record, and leads there for ever.")
    taken = [slug for slug in slugs if OldSlug.objects.taken(record, slug)]
    return [Fault("old_slugs", message % {"slug": slug}) for slug in taken]


def unsourced_faults(record: Record, citations: list[Citation], *, long_published: bool) -> list[Fault]:
    """Claims without a source that a record needs to stand published; these are all its citations.

    A record that comes from a file and was published before may have lost a source since.
    """
    missing = unsourced_claims(record, citations)
    if long_published:
        missing = [claim for claim in missing if not has_lost_support(_of(claim, citations))]
    sentence = workflow.refusal(record, citations) if missing else ""
    return [Fault(claim, sentence) for claim in missing] if sentence else []


def _of(claim: str, citations: list[Citation]) -> list[Citation]:
    return [citation for citation in citations if citation.claim == claim]


def constrained(model: type[models.Model]) -> set[str]:
    """Columns that a constraint of the model is about, dates in the place of what follows from them."""
    names = set()
    for constraint in model._meta.constraints:
        condition = getattr(constraint, "condition", None)
        names |= set(getattr(constraint, "fields", ())) | set(
            getattr(condition, "referenced_base_fields", ())
        )
    columns = {name: model._meta.get_field(name) for name in names}
    return {each.source if isinstance(each, DerivedField) else name for name, each in columns.items()}


def _faults(step) -> list[Fault]:
    try:
        step()
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            return [Fault("", message) for message in error.messages]
        return [
            Fault("" if name == NON_FIELD_ERRORS else name, message)
            for name, messages in error.message_dict.items()
            for message in messages
        ]
    return []
