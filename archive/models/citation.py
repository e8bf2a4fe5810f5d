"""Citations: one source standing behind one claim of one record, and what follows from them."""

import functools
import operator
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive import languages
from archive.fields import EDTFField
from archive.models.country import Country
from archive.models.event import Event
from archive.models.figure import Figure
from archive.models.member import Member
from archive.models.seed_claim import SeedClaim
from archive.models.source import Source
from archive.models.statement import Statement
from archive.models.topic import Topic

#: Foreign key column -> the kind of record it leads to; a citation fills exactly one.
PARENTS = {
    "member": Member,
    "country": Country,
    "event": Event,
    "statement": Statement,
    "figure": Figure,
    "topic": Topic,
    "seed_claim": SeedClaim,
}


def normalised(value: str) -> str:
    """A claim's value as it is compared: NFC, single spaces, without case."""
    return unicodedata.normalize("NFC", " ".join(str(value).split())).casefold()


def _parent(model):
    return models.ForeignKey(
        model,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=model._meta.verbose_name,
    )


class Citation(models.Model):
    """One source standing behind one claim (field) of one record."""

    member = _parent(Member)
    country = _parent(Country)
    event = _parent(Event)
    statement = _parent(Statement)
    figure = _parent(Figure)
    topic = _parent(Topic)
    seed_claim = _parent(SeedClaim)
    claim = models.CharField(
        _("claim"), max_length=40, help_text=_("The field that this source stands behind.")
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations", verbose_name=_("source"))
    locator = models.CharField(
        _("place in the source"),
        max_length=100,
        blank=True,
        default="",
        help_text=_("Page, paragraph or minute."),
    )
    quote = models.TextField(
        _("quoted words"), blank=True, default="", help_text=_("Short, in the language of the source.")
    )
    quote_language = models.CharField(
        _("language of the quoted words"),
        max_length=35,
        blank=True,
        default="",
        help_text=_("BCP 47 code, if not the language of the source."),
    )
    asserts = models.CharField(
        _("what this source says the value is"),
        max_length=300,
        blank=True,
        default="",
        help_text=_(
            "A date or a number as in the field itself, or one of the words it offers. Empty if the source "
            "supports the value as it stands."
        ),
    )
    as_of = EDTFField(_("said of the day"), blank=True, default="")
    note = models.TextField(
        _("note"), blank=True, default="", help_text=_("What the source says here, in our own words.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=functools.reduce(
                    operator.or_,
                    (Q(**{f"{name}__isnull": name != filled for name in PARENTS}) for filled in PARENTS),
                ),
                name="citation_stands_behind_one_record",
                violation_error_message=_("A citation stands behind exactly one record."),
            )
        ]
        indexes = [models.Index(fields=[name, "position"], name=f"citation_{name}"[:30]) for name in PARENTS]

    def __str__(self) -> str:
        return f"{self.claim}: {self.source.slug}"

    def save(self, *args, **kwargs):
        with transaction.atomic():  # together with the content revision
            super().save(*args, **kwargs)

    @property
    def record(self):
        """The record this citation stands behind."""
        return next((getattr(self, name) for name in PARENTS if getattr(self, f"{name}_id")), None)

    def clean(self):
        super().clean()
        record = self.record
        if record is not None and self.claim and self.claim not in record.CLAIMS:
            raise ValidationError(
                {
                    "claim": _("“%(claim)s” is not a claim of this record. Choose one of: %(claims)s.")
                    % {"claim": self.claim, "claims": ", ".join(record.CLAIMS)}
                }
            )


def values_of(record, claim: str) -> set[str]:
    """Every normalised form in which a record may be said to hold a claim's value.

    A translated text holds one in each language; a choice holds its code; countries hold their codes.
    """
    field = record._meta.get_field(claim)
    if field.many_to_many:
        return {normalised(" ".join(sorted(country.code for country in getattr(record, claim).all())))}
    if hasattr(record, languages.column(claim, languages.codes()[0])):
        return {normalised(text) for text in languages.texts(record, claim).values() if text}
    value = getattr(record, claim)
    if isinstance(value, bool):
        value = "true" if value else "false"
    return {normalised(value)} if value not in (None, "") else set()


def is_disputed(citations) -> bool:
    """Whether these citations of one claim assert different values."""
    return len({normalised(citation.asserts) for citation in citations if citation.asserts}) > 1


def needs_recheck(record, claim: str, citations) -> bool:
    """Whether the record's value is none of those that its sources were recorded to say.

    A claim whose sources disagree needs no re-check while the record follows one of them: the
    disagreement is shown, and only a value that nobody asserts has come loose from its sources.
    """
    asserted = {normalised(citation.asserts) for citation in citations if citation.asserts}
    return bool(asserted) and asserted.isdisjoint(values_of(record, claim))


def is_unsourced(citations) -> bool:
    """Whether no document stands behind a claim; general knowledge is none."""
    return not any(citation.source.kind != Source.Kind.KNOWLEDGE for citation in citations)


def unsourced_claims(record, citations=None) -> list[str]:
    """The required claims of a record that no source stands behind; `citations` for a form not yet saved."""
    if citations is None:
        citations = list(record.citations.select_related("source")) if record.pk else []
    by_claim = {}
    for citation in citations:
        by_claim.setdefault(citation.claim, []).append(citation)
    return [claim for claim in record.required_claims() if is_unsourced(by_claim.get(claim, []))]
