"""Citations: one source standing behind one claim of one record, and what follows from them."""

import functools
import operator

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive import dates, languages, visible
from archive.fields import EDTFField, LanguageField, clean_texts
from archive.models.country import Country
from archive.models.event import Event
from archive.models.figure import Figure
from archive.models.member import Member
from archive.models.person import Person
from archive.models.post import Post
from archive.models.seed_claim import SeedClaim
from archive.models.source import Source
from archive.models.statement import Statement
from archive.models.term import Term
from archive.models.topic import Topic
from archive.spelling.clean import clean
from archive.spelling.comparing import compared
from imctc_site.bounded import bounded

#: Foreign key column -> the kind of record it leads to; a citation fills exactly one.
PARENTS = {
    "member": Member,
    "country": Country,
    "event": Event,
    "statement": Statement,
    "figure": Figure,
    "topic": Topic,
    "seed_claim": SeedClaim,
    "person": Person,
    "post": Post,
    "term": Term,
}


def normalised(value: object) -> str:
    """A claim's value as it is compared: the same for all that a reader would call equal."""
    return _normalised(str(value))  # by its words of now: a record is called otherwise tomorrow, or in Hindi


@bounded(512)
def _normalised(value: str) -> str:
    text = clean(value).strip()
    return dates.meaning(text) or compared(text)


#: The columns that make a citation what it is.
NATURAL = (
    *(f"{name}_id" for name in PARENTS),
    *("source_id", "claim", "locator", "quote", "asserts", "as_of", "position"),
)


def _parent(model):
    return models.ForeignKey(
        model,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=model._meta.verbose_name,
    )


class CitationManager(models.Manager["Citation"]):
    def get_by_natural_key(self, *values):
        """The citation that says exactly this; of several that do, the first."""
        found = self.filter(**dict(zip(NATURAL, values, strict=True))).order_by("pk").first()
        if found is None:
            raise self.model.DoesNotExist
        return found


class Citation(models.Model):
    """One source standing behind one claim (field) of one record."""

    member = _parent(Member)
    country = _parent(Country)
    event = _parent(Event)
    statement = _parent(Statement)
    figure = _parent(Figure)
    topic = _parent(Topic)
    seed_claim = _parent(SeedClaim)
    person = _parent(Person)
    post = _parent(Post)
    term = _parent(Term)
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
    quote_language = LanguageField(
        _("language of the quoted words"),
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

    objects = CitationManager()

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

    def natural_key(self):
        """What it says of which record. Nothing refers to a citation; a dump brings none by its number."""
        return tuple(getattr(self, name) for name in NATURAL)

    @property
    def record(self):
        """The record this citation stands behind."""
        known = self._state.fields_cache  # where the record is not saved yet and has no number
        return next(
            (getattr(self, name) for name in PARENTS if known.get(name) or getattr(self, f"{name}_id")), None
        )

    def clean_fields(self, exclude=None):
        clean_texts(self)
        super().clean_fields(exclude)

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


def asserted_by(citations) -> set[str]:
    """The different values that these citations of one claim assert, normalised."""
    return {normalised(citation.asserts) for citation in citations if citation.asserts}


def is_disputed(citations) -> bool:
    """Whether these citations of one claim assert different values."""
    return len(asserted_by(citations)) > 1


def needs_recheck(record, claim: str, citations) -> bool:
    """Whether the record's value is none of those that its sources were recorded to say.

    A claim whose sources disagree needs no re-check while the record follows one of them: the
    disagreement is shown, and only a value that nobody asserts has come loose from its sources.
    """
    asserted = asserted_by(citations)
    return bool(asserted) and has_come_loose(values_of(record, claim), asserted)


def has_come_loose(held: set[str], asserted: set[str]) -> bool:
    """The same for the values that a record holds, and those that are asserted."""
    return bool(asserted) and asserted.isdisjoint(held)


#: Citations that stand behind a published record.
BEHIND_PUBLISHED = visible.any_published(PARENTS)


def supporting() -> Q:
    """Citations whose source stands behind their claim: a document that readers find in the lists."""
    return visible.published("source") & ~Q(source__kind=Source.Kind.KNOWLEDGE)


def supports(citation) -> bool:
    """The same for one citation in hand."""
    return visible.is_published(citation.source.status) and citation.source.kind != Source.Kind.KNOWLEDGE


def is_unsourced(citations) -> bool:
    """Whether nothing stands behind a claim: general knowledge, drafts and withdrawn sources do not."""
    return not any(map(supports, citations))


def has_lost_support(citations) -> bool:
    """Whether nothing stands behind a claim any more because a source was withdrawn."""
    return is_unsourced(citations) and any(
        visible.is_withdrawn(citation.source.status) and citation.source.kind != Source.Kind.KNOWLEDGE
        for citation in citations
    )


def heard(record, citations) -> list:
    """Those of a record's citations whose sources have a voice, see `visible.is_heard`."""
    return [citation for citation in citations if visible.is_heard(citation.source.status, record.status)]


def unsourced_claims(record, citations=None) -> list[str]:
    """The required claims of a record that no source stands behind; `citations` for a form not yet saved."""
    if citations is None:
        citations = list(record.citations.select_related("source")) if record.pk else []
    by_claim: dict[str, list[Citation]] = {}
    for citation in citations:
        by_claim.setdefault(citation.claim, []).append(citation)
    return [claim for claim in record.required_claims() if is_unsourced(by_claim.get(claim, []))]
