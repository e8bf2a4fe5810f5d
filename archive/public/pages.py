"""Pages that are not one record: about, topics, the claims of the Hindi Wikipedia text."""

from typing import Literal

from django.conf import settings

from archive import languages, visible
from archive.data import formats, linked
from archive.kinds import readform
from archive.kinds.seed_claim import SEED_CLAIM
from archive.memo import one_revision
from archive.models import SeedClaim
from archive.public.http import public_page
from archive.public.page import page
from archive.public.unknown import unknown
from archive.serialise.facts import Sources
from archive.serialise.shapes import ReadForm

#: The source that the claims were taken from, and its language.
ARTICLE, ARTICLE_LANGUAGE = "seed-hi-wiki", "hi"

#: Verdicts that leave the article's words standing; all others are told apart as doubt.
AGREEING = frozenset({SeedClaim.Verdict.CONFIRMED, SeedClaim.Verdict.VARIANT})

#: The page of the claims holds at most so many; written by hand, they are a few dozen.
LONGEST = 300


@public_page
@one_revision
def about(request):
    lang = languages.current()
    told = linked.page(f"{settings.SITE_URL}{request.path}", lang, "AboutPage")
    context = {"corrections": settings.CORRECTIONS_ADDRESS, "unknown": unknown()}
    return page(request, "about.html", context, section="about", linked=told)


def _grouped(claims: list[ReadForm], by: Literal["part", "verdict"], choices):
    """The claims by one of their choices, in the order of the choices; those that no claim has left out."""
    groups = [(value, label, [claim for claim in claims if claim[by] == value]) for value, label in choices]
    return [group for group in groups if group[2]]


@public_page
def seed_text(request):
    preview = visible.may_preview(request.user, SeedClaim)
    found = SeedClaim.objects.all() if preview else SeedClaim.objects.readable()
    sources = Sources()
    records = readform.records(found.order_by("position", "slug")[:LONGEST], preview=preview, sources=sources)
    claims = [record for record in records if not visible.is_withdrawn(record["status"])]
    return page(
        request,
        "seed-text.html",
        {
            "claims": claims,
            "parts": _grouped(claims, "part", SeedClaim.Part.choices),
            "verdicts": [
                (value, label, len(held))
                for value, label, held in _grouped(claims, "verdict", SeedClaim.Verdict.choices)
            ],
            "agreeing": AGREEING,
            "article": ARTICLE,
            "article_language": ARTICLE_LANGUAGE,
            "withdrawn": [record for record in records if visible.is_withdrawn(record["status"])],
            "sources": sources.listed(),
        },
        section="seed-text",
        data=formats.links(request.path, SEED_CLAIM.list_formats),
        linked=linked.claims(f"{settings.SITE_URL}{request.path}", languages.current(), claims),
    )
