"""Which fields have two languages: one class a model, nothing else."""

from modeltranslation.translator import TranslationOptions, register

from archive.models import (
    Citation,
    Country,
    Event,
    Figure,
    Member,
    Person,
    Post,
    SeedClaim,
    Source,
    Statement,
    Term,
    Topic,
)


class RecordOptions(TranslationOptions):
    empty_values = ""


@register(Country)
class CountryOptions(RecordOptions):
    fields = ("name", "summary", "withdrawn_reason")


@register(Member)
class MemberOptions(RecordOptions):
    fields = ("role", "summary", "withdrawn_reason")


@register(Event)
class EventOptions(RecordOptions):
    fields = ("title", "summary", "place", "withdrawn_reason")


@register(Statement)
class StatementOptions(RecordOptions):
    fields = ("speaker", "office", "relayed_by", "gist", "quote", "wording", "note", "withdrawn_reason")


@register(Person)
class PersonOptions(RecordOptions):
    fields = ("name", "summary", "withdrawn_reason")


@register(Post)
class PostOptions(RecordOptions):
    fields = ("office", "summary", "withdrawn_reason")


@register(Term)
class TermOptions(RecordOptions):
    fields = ("note", "withdrawn_reason")


@register(Source)
class SourceOptions(RecordOptions):
    fields = ("publisher", "note", "withdrawn_reason")


@register(Figure)
class FigureOptions(RecordOptions):
    fields = ("counts", "claimed_by", "verdict_note", "withdrawn_reason")


@register(Topic)
class TopicOptions(RecordOptions):
    fields = ("title", "body", "withdrawn_reason")


@register(SeedClaim)
class SeedClaimOptions(RecordOptions):
    fields = ("claim", "words", "finding", "withdrawn_reason")


@register(Citation)
class CitationOptions(RecordOptions):
    fields = ("note",)
