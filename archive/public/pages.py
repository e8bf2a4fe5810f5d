"""Pages that are not one record: home, about, topics, the claims of the seed text."""

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from archive.api import related, serialise, texts
from archive.api.facts import Sources
from archive.api.loading import columns
from archive.dates import Answer
from archive.models import Country, Event, Figure, Member, SeedClaim, Source, Statement, Status, Topic
from archive.public.http import public_page
from archive.public.membership import answers, memberships
from archive.public.memo import one_revision, remember
from archive.public.page import page
from archive.public.records import may_preview

#: How many of the latest events and changes the home page shows.
LATEST = 5

#: Pages without further pages hold at most this many entries; written by hand, they hold a few dozen.
LONGEST = 300

#: What the home page counts, by the list it leads to.
COUNTED = {
    "member-list": Member,
    "event-list": Event,
    "statement-list": Statement,
    "source-list": Source,
    "figure-list": Figure,
    "country-list": Country,
    "topic-list": Topic,
}


@public_page
@one_revision
def home(request):
    today = timezone.localdate()
    rows = memberships()
    found = list(answers(rows, today).values())
    return page(
        request,
        "home.html",
        {
            "today": today.isoformat(),
            "certain": found.count(Answer.CERTAINLY),
            "possible": found.count(Answer.POSSIBLY),
            "counts": remember("home: counts", counts),
            "events": remember("home: events", latest_events),
            "changes": remember("home: changes", changes),
        },
        section="home",
    )


def counts() -> dict[str, int]:
    """Published records by the list they stand in."""
    return {name: model.objects.published().count() for name, model in COUNTED.items()}


def latest_events() -> list[dict]:
    return related.latest_events(LATEST)


def changes() -> list[dict]:
    """Published records that were changed after their publication, the last first."""
    found = []
    for model in (Member, Country, Event, Statement, Figure, Topic):
        changed = model.objects.published().filter(changed_at__gt=F("published_at"))
        if model is Member:
            changed = changed.select_related("country")
        found += changed.order_by("-changed_at")[:LATEST]
    found.sort(key=lambda obj: obj.changed_at, reverse=True)
    return [
        {
            "type": obj.kind_name,
            "slug": obj.slug,
            "title": serialise.title(obj),
            "changed": obj.changed_at.date().isoformat(),
        }
        for obj in found[:LATEST]
    ]


@public_page
def about(request):
    return page(request, "about.html", {"corrections": settings.CORRECTIONS_ADDRESS}, section="about")


@public_page
def topic_list(request):
    rows = Topic.objects.published().order_by("position", "slug")
    names = [*columns("title"), *columns("body")]
    half = len(names) // 2
    topics = [
        {"type": "topic", "slug": slug, "title": texts.pairs(row[:half]), "body": texts.pairs(row[half:])}
        for slug, *row in rows.values_list("slug", *names)[:LONGEST]
    ]
    return page(request, "topics.html", {"topics": topics}, section="topic-list")


@public_page
def seed_text(request):
    preview = may_preview(SeedClaim, request.user)
    claims = SeedClaim.objects.all() if preview else SeedClaim.objects.readable()
    sources = Sources()
    records = serialise.records(
        claims.order_by("position", "slug")[:LONGEST], preview=preview, sources=sources
    )
    return page(
        request,
        "seed-text.html",
        {
            "claims": [record for record in records if record["status"] != Status.WITHDRAWN],
            "withdrawn": [record for record in records if record["status"] == Status.WITHDRAWN],
            "sources": sources.listed(),
        },
        section="seed-text",
    )
