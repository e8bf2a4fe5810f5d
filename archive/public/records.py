"""Pages of single records: member, country or body, event, statement, source, figure, topic."""

from textwrap import shorten

from django.conf import settings
from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from markupsafe import Markup, escape

from archive import dates, languages, scripts
from archive.api import related, serialise
from archive.models import (
    Country,
    Event,
    Figure,
    Member,
    OldSlug,
    Record,
    RecordQuerySet,
    Source,
    Statement,
    Status,
    Topic,
)
from archive.public import wording
from archive.public.addresses import address
from archive.public.http import public_page
from archive.public.page import page

READABLE = (Status.PUBLISHED, Status.WITHDRAWN)


class Moved(Exception):
    """The record has another address now."""

    def __init__(self, slug: str):
        self.slug = slug


def find(model: type[Record], slug: str, user) -> Record:
    """The record at an address, as far as `user` may see it; `Moved` if it has another, else `Http404`."""
    records = RecordQuerySet(model)
    if model is Member:
        records = records.select_related("country")
    record = next(iter(records.filter(slug=slug).order_by()), None)
    if record is None:
        raise moved(model, slug)
    if record.status not in READABLE and not may_preview(model, user):
        raise Http404
    return record


def moved(model: type[Record], slug: str) -> Exception:
    """Where a record went that had the address `slug` before."""
    old = OldSlug.objects.filter(kind=model.kind_name, slug=slug).values_list("record_id", flat=True).first()
    present = model.objects.readable().filter(pk=old).values_list("slug", flat=True).first() if old else None
    return Moved(present) if present else Http404()


def may_preview(model: type[Record], user) -> bool:
    """Whether a reader is staff and may see records of this kind that are not published."""
    return user.is_active and user.is_staff and user.has_perm(f"archive.view_{model._meta.model_name}")


def detail(model: type[Record], template: str, section: str):
    """The view of one kind of record."""

    @public_page
    def view(request, slug: str):
        try:
            obj = find(model, slug, request.user)
        except Moved as moved_to:
            return HttpResponsePermanentRedirect(address(model.kind_name, moved_to.slug))
        if model is Country and (member := membership(obj, request.user)):
            return HttpResponseRedirect(address("member", member))
        return show(request, obj, template, section)

    view.__name__ = model.kind_name
    return view


def membership(country: Country, user) -> str | None:
    """The address name of a country's membership, where there is one to be seen."""
    members = Member.objects.all() if may_preview(Member, user) else Member.objects.readable()
    return members.filter(country=country).values_list("slug", flat=True).first()


def show(request, obj: Record, template: str, section: str):
    preview = obj.status not in READABLE
    record = serialise.record(obj, preview=preview)
    facts = {fact["claim"]: fact for fact in record["facts"]}
    main_claim = serialise.MAIN_TEXT.get(record["type"], "")
    response = page(
        request,
        template,
        {
            "record": record,
            "facts": facts,
            "main_claim": main_claim,
            "summary": summary(facts.get(main_claim)),
            "related": related.of(obj),
            "preview": preview,
            "edit": editing_address(obj, request.user),
            "cite": [citation_line(record, code) for code in record["languages"] or languages.codes()],
            "on_section_page": False,
        },
        section=section,
        translations=record["languages"],
        noindex=preview or obj.status == Status.WITHDRAWN,
    )
    if preview:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def summary(fact: dict | None) -> str:
    """The beginning of a record's main text, for search engines and shared links."""
    return shorten(wording.plain(fact["text"]), 200, placeholder="…") if fact else ""


def editing_address(obj: Record, user) -> str:
    """Where an editor who may change the record does so; '' for readers."""
    name = obj._meta.model_name
    if user.is_staff and user.has_perm(f"archive.change_{name}"):
        return reverse(f"admin:archive_{name}_change", args=[obj.pk])
    return ""


def citation_line(record: dict, code: str) -> tuple[str, Markup]:
    """How to cite a record in a language: what it is called, which version, of which day, and where it is."""
    with translation.override(code):
        line = gettext("“%(title)s”, IMCTC Archive, version %(version)s of %(date)s, %(address)s") % {
            "title": called(record),
            "version": record["version"],
            "date": dates.words(record["changed_at"][:10], code),
            "address": f"{settings.SITE_URL}{address(record['type'], record['slug'], code)}",
        }
    return code, scripts.mark(escape(line), code)


def called(record: dict) -> str:
    """What a record is cited as: speakers speak more than once, and of a figure the number is what counts."""
    title = wording.pick(record["title"]).text
    if record["type"] == "statement":
        date = dates.words(record["date"], languages.current())
        return gettext("%(speaker)s, %(date)s") % {"speaker": title, "date": date}
    if record["type"] == "figure":
        return gettext("%(number)s members? %(counts)s") % {
            "number": wording.pick(record["number"]).text,
            "counts": title,
        }
    return title


member = detail(Member, "member.html", "member-list")
country = detail(Country, "country.html", "country-list")
event = detail(Event, "event.html", "event-list")
statement = detail(Statement, "statement.html", "statement-list")
source = detail(Source, "source.html", "source-list")
figure = detail(Figure, "figure.html", "figure-list")
topic = detail(Topic, "topic.html", "topic-list")
