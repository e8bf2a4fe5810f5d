"""The one serialised form of a record, in every language, from which every output is made.

Pages, files, feeds and the index all read this form, so that they cannot disagree. It is plain data: texts
by language (`{"hi": …, "en": …}`, only languages in which the text is really written; `und` for words that
belong to no language, such as a printed name), dates in EDTF, codes as stored.

    {"type": "member", "slug": "pakistan", "path": "/members/pakistan/", "title": {"hi": …, "en": …},
     "status": "published", "languages": ["hi", "en"], "changed_at": …, "published_at": …, "version": 3,
     "facts": [{"claim": "joined", "label": "Joined", "kind": "date", "value": "2015-12-15", "text": {…},
                "citations": [{"number": 1, "source": "sa-joint-statement", "asserts": …, "note": {…}, …}],
                "disputed": True, "recheck": False, "unsourced": False,
                "asserted": [{"value": …, "text": {…}, "followed": True, "citations": [0]}, …]}, …],
     "sources": [{"number": 1, "slug": …, "title": {…}, "url": …, …}], …}

`citations` within `asserted` are positions in the fact's own list of citations. A path has no language in
front.
"""

from collections.abc import Iterable

from archive import languages
from archive.api import kinds, texts
from archive.api.facts import Sources
from archive.models import Record, Source

#: Where each kind of record has its pages.
FOLDERS = {
    "member": "members",
    "country": "countries",
    "event": "events",
    "statement": "statements",
    "source": "sources",
    "figure": "figures",
    "topic": "topics",
}

#: The field that a record's page is about, besides its title; a translation without it is none.
MAIN_TEXT = {
    "member": "summary",
    "country": "summary",
    "event": "summary",
    "statement": "gist",
    "figure": "counts",
    "topic": "body",
    "seed-claim": "finding",
}


def record(obj: Record, *, preview: bool = False) -> dict:
    """One record; `preview` counts sources that readers cannot see yet."""
    return records([obj], preview=preview)[0]


def records(objs: Iterable[Record], *, preview: bool = False, sources: Sources | None = None) -> list[dict]:
    """Records of one kind, with a fixed number of queries however many they are.

    Members should come with their country (`select_related("country")`); a few hundred at a time is enough.
    `sources` numbers the sources of all of them together, for a page that shows many.
    """
    objs = list(objs)
    if not objs:
        return []
    behind = kinds.behind(type(objs[0]), objs, preview=preview)
    return [_record(obj, behind, sources if sources is not None else Sources()) for obj in objs]


def _record(obj: Record, behind: kinds.Behind, sources: Sources) -> dict:
    facts, more = kinds.facts(obj, behind, sources)
    return {
        "type": obj.kind_name,
        "slug": obj.slug,
        "path": path(obj.kind_name, obj.slug),
        "title": title(obj),
        "languages": written_in(obj),
        "status": obj.status,
        "withdrawn_reason": texts.translated(obj, "withdrawn_reason"),
        "published_at": obj.published_at.isoformat() if obj.published_at else None,
        "changed_at": obj.changed_at.isoformat(),
        "version": obj.version,
        **more,
        "facts": facts,
        "sources": sources.listed(),
        "numbers": sources.numbers(),
    }


def path(kind: str, slug: str) -> str:
    """A record's address without its language."""
    return f"/seed-text/#{slug}" if kind == "seed-claim" else f"/{FOLDERS[kind]}/{slug}/"


def title(obj: Record) -> dict[str, str]:
    """What a record is called, in the languages in which it is."""
    if isinstance(obj, Source):
        return texts.source_title(obj)
    if obj.kind_name == "member":
        return texts.translated(obj.country, "name")
    return texts.translated(obj, obj.TITLE)


def written_in(obj: Record) -> list[str]:
    """Languages in which a record can truly be read: in which its title and its main text are written."""
    codes = languages.codes()
    if isinstance(obj, Source):
        return codes
    main = texts.translated(obj, MAIN_TEXT[obj.kind_name])
    named = title(obj)
    return [code for code in codes if code in named and (not main or code in main)]
