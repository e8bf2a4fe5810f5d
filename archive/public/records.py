"""Pages of single records, of whatever kind."""

from django.conf import settings
from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from markupsafe import Markup, escape

from archive import dates, languages, moments, scripts, visible
from archive.data import formats, linked
from archive.editing import workflow
from archive.kinds import Kind, readform
from archive.models import OldSlug, Record, RecordQuerySet
from archive.public import heads, lives, translated
from archive.public.addresses import address, versions_address
from archive.public.http import public_page
from archive.public.page import page
from archive.serialise.shapes import ReadForm
from archive.versions.last import last_change


class Moved(Exception):
    """The record has another address now."""

    def __init__(self, slug: str):
        self.slug = slug


def find(kind: Kind, slug: str, user) -> Record:
    """The record at an address, as far as `user` may see it; `Moved` if it has another, else `Http404`."""
    records: RecordQuerySet[Record] = RecordQuerySet(kind.model)
    if kind.needs:
        records = records.select_related(*kind.needs)
    record = next(iter(records.filter(slug=slug).order_by()), None)
    if record is None:
        raise moved(kind.model, slug)
    if not record.is_readable and not visible.may_preview(user, kind.model):
        raise Http404
    return record


def moved(model: type[Record], slug: str) -> Exception:
    """Where a record went that had the address `slug` before."""
    old = OldSlug.objects.filter(kind=model.kind_name, slug=slug).values_list("present", flat=True).first()
    return Moved(old) if old and model.objects.readable().filter(slug=old).exists() else Http404()


def detail(kind: Kind):
    """The view of the records of one kind."""

    @public_page
    def view(request, slug: str):
        try:
            obj = find(kind, slug, request.user)
        except Moved as moved_to:
            return HttpResponsePermanentRedirect(address(kind.name, moved_to.slug))
        if elsewhere := kind.elsewhere(obj):
            return HttpResponseRedirect(address(*elsewhere))
        return show(request, obj, kind)

    view.__name__ = kind.name
    return view


def show(request, obj: Record, kind: Kind):
    preview = not obj.is_readable
    record = readform.record(obj, preview=preview)
    facts = {fact["claim"]: fact for fact in record["facts"]}
    main_claim = kind.model.MAIN_TEXT
    related = kind.related(obj)
    response = page(
        request,
        kind.template,
        {
            "record": record,
            "facts": facts,
            "main_claim": main_claim,
            "summary": heads.description(kind, record, facts),
            "head": heads.first(kind, record, facts),
            "related": related,
            **lives.context(kind, obj, record, facts, related),
            "preview": preview,
            "edit": editing_address(obj, request.user),
            "translation_notes": translated.notes(kind.model, obj.rough, obj.stale),
            "cite": citation_lines(kind, record),
            "versions": versions_address(kind.model, record["slug"]) if not preview else "",
            "was": None,
            "last": last_change(obj) if not preview else None,
            "called": kind.called(record, languages.current()),
            "on_section_page": False,
        },
        section=kind.list_name,
        translations=record["languages"],
        noindex=preview or obj.is_withdrawn,
        data=() if preview else formats.links(request.path, kind.record_formats),
        linked=None if preview else linked.record(record, languages.current()),
        card=picture_of(obj, kind) if obj.is_published else "",
    )
    if preview:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def picture_of(obj: Record, kind: Kind) -> str:
    """Where the picture of a record for shared links is."""
    return f"{settings.SITE_URL}{formats.address(address(kind.name, obj.slug), 'png')}"


def editing_address(obj: Record, user) -> str:
    """Where an editor who may change the record does so; '' for readers."""
    if user.is_staff and workflow.may_write(user, type(obj)):
        return reverse(f"admin:archive_{obj._meta.model_name}_change", args=[obj.pk])
    return ""


def citation_lines(kind: Kind, record: ReadForm) -> list[tuple[str, Markup]]:
    """How to cite a record, in each language in which it can be read."""
    return [citation_line(kind, record, code) for code in record["languages"] or languages.codes()]


def citation_line(kind: Kind, record: ReadForm, code: str) -> tuple[str, Markup]:
    """How to cite a record in a language: what it is called, and where this version stays as it is."""
    with translation.override(code):
        line = gettext("“%(title)s”, IMCTC Archive, version %(version)s of %(date)s, %(address)s") % {
            "title": kind.called(record, code),
            "version": record["version"],
            "date": dates.words(moments.day(record["changed_at"]), code),
            "address": settings.SITE_URL
            + versions_address(kind.model, record["slug"], max(record["version"], 1), code),
        }
    return code, scripts.mark(escape(line), code)
