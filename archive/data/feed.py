"""What was published or changed last, as an Atom feed (RFC 4287)."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from archive import kinds, languages, markdown
from archive.data.records import LICENCE
from archive.serialise.shapes import ReadForm

#: Entries of a feed: who asks once a week misses nothing.
ENTRIES = 50


class Feed(Atom1Feed):
    """A feed whose entries say in which language they are, and which has a licence."""

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        handler.addQuickElement("link", "", {"rel": "license", "href": LICENCE})

    def item_attributes(self, item):
        return {"xml:lang": item["lang"]} if item["lang"] != self.feed["language"] else {}

    def latest_post_date(self):
        """The day of the last change; of a feed without entries the day of the archive's beginning."""
        known = [item["updateddate"] for item in self.items]
        return max(known, default=datetime.datetime(2015, 12, 14, tzinfo=datetime.UTC))


def atom(title: str, subtitle: str, page: str, own: str, records: Iterable[ReadForm], lang: str) -> str:
    """A feed of read forms; `page` and `own` are the addresses of what is fed and of the feed."""
    return of_entries(title, subtitle, page, own, (entry(record, lang) for record in records), lang)


def of_entries(
    title: str, subtitle: str, page: str, own: str, entries: Iterable[dict[str, Any]], lang: str
) -> str:
    """A feed of entries, each what `Feed.add_item` takes, and its language."""
    feed = Feed(
        title=title, link=page, description="", subtitle=subtitle, language=lang, feed_url=own,
        feed_guid=own, author_name=title,
    )  # fmt: skip
    for each in entries:
        feed.add_item(item_copyright=None, **each)
    return feed.writeString("utf-8")


def entry(record: ReadForm, lang: str) -> dict[str, Any]:
    """The read form of a record as the entry of a feed."""
    kind = kinds.KINDS[record["type"]]
    facts = {fact["claim"]: fact for fact in record["facts"]}
    main = facts.get(kind.model.MAIN_TEXT)
    summary, written_in = languages.pick(main["text"], lang) if main else ("", lang)
    return {
        "title": kind.called(record, lang),
        "link": f"{settings.SITE_URL}/{lang}{record['path']}",
        "description": markdown.plain(summary),
        "unique_id": f"{settings.SITE_URL}{record['path']}",
        "pubdate": datetime.datetime.fromisoformat(record["published_at"] or record["changed_at"]),
        "updateddate": datetime.datetime.fromisoformat(record["changed_at"]),
        "lang": written_in if main else lang,
    }
