"""One record on its way into the database: compared, merged, checked, written (`archive.editing.saving`)."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import partial
from typing import Any, cast

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive import languages
from archive.dates import DateError
from archive.editing import asserted, compared, translations
from archive.editing.checking import (
    Fault,
    Refused,
    citation_faults,
    faults_of,
    moving_faults,
    old_address_faults,
    public_faults,
    repeated_faults,
    translator_faults,
    unsourced_faults,
)
from archive.editing.memory import Reason, find, remember, show_what_was_unseen
from archive.editing.merging import merged
from archive.editing.outcome import Committed, Conflicting, Gone, LookFirst
from archive.editing.rows import write
from archive.editing.slugs import Slugs
from archive.entries.difference import Difference, difference
from archive.entries.parts import kind_of
from archive.entries.written import (
    MOMENTS,
    Cited,
    Values,
    Written,
    cited,
    complete,
    from_moment,
    grouped,
    moment,
    old_slugs,
    own_fields,
    plain,
    slugs_in,
    tidy,
)
from archive.models import Citation, OldSlug, Record, Source
from archive.models.citation import PARENTS
from archive.spelling.clean import clean
from archive.versions import accord
from archive.visible import is_published, is_readable


def cleaned(value: Any) -> Any:
    """A value without the signs that nobody sees."""
    return clean(value) if isinstance(value, str) else value


def _of_today(was: Written, now: Written) -> Written:
    """A state of before without the fields that are no more."""
    return replace(was, values={name: value for name, value in was.values.items() if name in now.values})


def locked(record: Record) -> Record:
    """The stored record, nobody else at it until the transaction ends; an empty one if it is to be made."""
    model = type(record)
    if record.pk is None:
        return model()
    keys = [each.name for each in model._meta.concrete_fields if each.is_relation]
    rows = model._default_manager.filter(pk=record.pk).select_for_update(of=("self",))
    stored = rows.select_related(*keys).first() if keys else rows.first()
    if stored is None:
        raise Gone
    return stored


class Save:
    """One record on its way into the database."""

    def __init__(self, record: Record, reason: Reason, slugs: Slugs, approved: User | None = None):
        self.record, self.reason, self.slugs, self.approved = record, reason, slugs, approved
        self.created = record.pk is None
        self.stored = [] if self.created else cited(record)
        if self.created:
            self.before = Written(record.kind_name, complete(type(record), {}))
        else:
            self.before = Written.of(record, self.stored)
        self.asserted = {(each.claim, each.asserts) for each in self.stored}
        self.faults: list[Fault] = []

    def run(
        self,
        values: dict[str, Any],
        citations: Iterable[Cited] | None,
        was: Written | None,
        seen: Written | None = None,
        *,
        heeded: Collection[str] | None = None,
        on_trial: bool = False,
    ) -> Committed:
        """Save it; `on_trial` without asking whether it may be, and without remembering it."""
        about = {name: values.pop(name) for name in (*MOMENTS, "old_slugs") if name in values}
        values = {name: cleaned(value) for name, value in tidy(self.before.model, values).items()}
        start = _of_today(was, self.before) if was is not None else self.before
        wanted = start.citations if citations is None else grouped(map(self.read, citations))
        after = Written(start.kind, {**start.values, **values}, wanted)
        if was is not None:
            outcome = merged(start, self.before, after)
            if not outcome.is_clean:
                raise Conflicting(outcome)
            after = Written(start.kind, outcome.values, outcome.citations)
            wanted = after.citations
        after.values |= self.marks(after.values, values, was, seen)
        if unknown := after.values.keys() - self.before.values.keys():
            raise TypeError(f"{', '.join(sorted(unknown))}: no such field of {after.kind}")
        changes = difference(self.before, after)
        if not (changes or self.created):
            return Committed(self.record, changes)
        if changes.says_the_same(translations.MARKS):
            self.reason = replace(self.reason, minor=True)
        status = self.record.status
        related = self.assign(after.values, changes)
        rows = self.rows(changes, wanted)
        self.faults += old_address_faults(self.record, about.get("old_slugs") or ())
        if not on_trial:
            self.check(changes, rows, status, long_published=bool(about.get("published_at")))
        if self.faults:
            raise Refused(self.faults)
        if heeded is not None and (found := self.unheeded(after, status, heeded)):
            raise LookFirst(found)
        if not self.created and not on_trial:
            self.record.version = find(self.record, self.before)
        with override(languages.codes()[0]):
            self.write(about, related, changes, rows)
        if on_trial:
            return Committed(self.record, changes)
        self.slugs.put(self.record)
        after.about = self.about(about)
        # As it was stored: checking a record cleans its texts, also those that nobody touched.
        for name, each in own_fields(type(self.record)).items():
            if not each.is_relation:
                after.values[name] = plain(self.record, each)
        before = "" if self.created else status
        version = remember(self.record, self.before, after, changes, before, self.reason)
        if before and not is_readable(before) and self.record.is_readable:
            show_what_was_unseen()
        return Committed(self.record, changes, version, self.created)

    def unheeded(self, after: Written, status: str, heeded: Collection[str]) -> list[compared.Remark]:
        """What readers would see now for which nobody has said yet that it was looked at."""
        if not self.record.is_published:
            return []
        seen = not self.created and is_published(status)
        found = compared.remarks(type(self.record), after.values, self.before.values if seen else None)
        return [each for each in found if each.key not in heeded]

    def marks(self, after: Values, given: Values, was: Written | None, seen: Written | None) -> Values:
        """Which texts are rough translations, and which were left behind by what is saved now."""
        seen = seen or was
        return translations.marks_after(
            self.before.model,
            self.before.values,
            after,
            (seen or self.before).values,
            minor=self.reason.minor,
            given=seen is None and translations.STALE in given,
            made_from=partial(accord.made_from, self.record),
        )

    def about(self, given: Values) -> Values:
        """The moments and old addresses of the record as it is now."""
        about: Values = {name: moment(getattr(self.record, name)) for name in MOMENTS}
        if given.get("old_slugs") or self.record.slug != self.before.slug:
            return about | {"old_slugs": old_slugs(self.record)}
        return about | {"old_slugs": self.before.about.get("old_slugs", [])}

    def read(self, citation: Cited) -> Cited:
        """A citation as it is compared: cleaned, and what it asserts as its claim has it.

        What cannot be read is a fault, unless it stands there already: it was taken before.
        """
        citation.values = {name: cleaned(value) for name, value in citation.values.items()}
        claim, said = citation.claim, str(citation.values.get("asserts") or "")
        if claim not in self.record.CLAIMS or (claim, said) in self.asserted:
            return citation
        try:
            citation.values["asserts"] = asserted.read(type(self.record), claim, said)
        except (asserted.AssertedError, DateError) as error:
            self.faults.append(Fault("asserts", str(error), citation))
        return citation

    def assign(self, values: Values, changes: Difference) -> dict[str, list[Record]]:
        """Give the record its new values; what is to stand in its sets of records."""
        related = {}
        for name, each in own_fields(type(self.record)).items():
            if name not in changes.fields and not (self.created and name != "slug"):
                continue
            if each.many_to_many:
                related[name] = self.known(kind_of(each), name, slugs_in(values[name]))
            elif each.is_relation:
                found = self.known(kind_of(each), name, slugs_in(values[name]))
                setattr(self.record, name, found[0] if found else None)
            else:
                setattr(self.record, name, values[name])
        self.record.slug = str(values["slug"])
        return related

    def known(self, model, name: str, slugs: list[str], citation: Cited | None = None) -> list[Record]:
        known = self.slugs.read(model, slugs)
        for slug in slugs:
            if known.get(slug) is None:
                words = {"kind": model._meta.verbose_name, "slug": slug}
                self.faults.append(Fault(name, _("There is no %(kind)s “%(slug)s”.") % words, citation))
        return [found for slug in slugs if (found := known.get(slug)) is not None]

    def rows(self, changes: Difference, wanted: list[Cited]) -> list[Citation]:
        """The citations as they shall stand, in their order: stored rows, changed or not, and new ones."""
        stored: dict[int | None, Citation] = {each.pk: each for each in self.stored}
        parent = next((name for name, model in PARENTS.items() if model is type(self.record)), "")
        altered = {id(each.new): each.fields for each in changes.changed}
        anew = [each for each in wanted if id(each) in altered] + changes.added
        self.slugs.read(Source, {each.source for each in anew})
        rows = []
        for each, partner in zip(wanted, changes.partners, strict=True):
            row = stored[partner.pk] if partner is not None else Citation(**{parent: self.record})
            rows.append(row)
            fields = altered.get(id(each), () if partner is not None else each.values)
            for name in fields:
                if name != "source":
                    setattr(row, name, each.values[name])
                elif found := self.known(Source, name, [each.source], each):
                    row.source = cast(Source, found[0])
            if fields:
                self.faults += citation_faults(row, each)
        self.faults += repeated_faults(wanted, anew)
        return rows

    def check(self, changes: Difference, rows: list[Citation], before: str, long_published: bool) -> None:
        if self.reason.by is not None:
            self.faults += moving_faults(before, self.record, set(changes.fields), self.reason.by)
            answers = self.approved or self.reason.by
            self.faults += public_faults(before, type(self.record), answers)
            self.faults += translator_faults(type(self.record), changes, answers)
        # Without what it refers to nothing more can be said about a record than that.
        keys = {name for name, each in own_fields(type(self.record)).items() if each.is_relation}
        if any(fault.citation is None and fault.field in keys for fault in self.faults):
            return
        afresh = self.created or (self.record.is_published and "status" in changes.fields)
        everything = {"slug", *own_fields(type(self.record))}
        self.faults += faults_of(self.record, everything if afresh else set(changes.fields))
        if self.record.is_published and not any(fault.citation for fault in self.faults):
            self.faults += unsourced_faults(self.record, rows, long_published=long_published)

    def write(
        self, about: Values, related: dict[str, list[Record]], changes: Difference, rows: list[Citation]
    ) -> None:
        for name in MOMENTS:
            if about.get(name):
                setattr(self.record, name, from_moment(about[name]))
        keep_times = bool(about.get("changed_at"))
        if self.created:
            self.record.save(keep_times=keep_times)
        for name, records in related.items():
            if records or not self.created:
                getattr(self.record, name).set(records)
        write(changes, rows)
        if not self.created:
            self.record.save(keep_times=keep_times)
        for slug in slugs_in(about.get("old_slugs")):
            OldSlug.objects.remember(self.record, slug)
