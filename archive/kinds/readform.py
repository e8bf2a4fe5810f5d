"""The one serialised form of a record, in every language, from which every output is made.

Pages, files, feeds and the index all read this form, so that they cannot disagree. It is plain data: texts
by language (`{"hi": …, "en": …}`, only languages in which the text is really written; `und` for words that
belong to no language, such as a printed name), dates in EDTF, codes as stored.

    {"type": "member", "slug": "pakistan", "path": "/members/pakistan/", "title": {"hi": …, "en": …},
     "status": "published", "languages": ["hi", "en"], "translation": {"summary": {"hi": "stale"}},
     "changed_at": …, "published_at": …, "version": 3,
     "facts": [{"claim": "joined", "label": "Joined", "kind": "date", "value": "2015-12-15", "text": {…},
                "citations": [{"number": 1, "source": "sa-joint-statement", "asserts": …, "note": {…}, …}],
                "disputed": True, "recheck": False, "unsourced": False,
                "asserted": [{"value": …, "text": {…}, "followed": True, "citations": [0]}, …]}, …],
     "sources": [{"number": 1, "slug": …, "title": {…}, "url": …, …}], …}

`translation` tells of texts that are not current in a language: `missing`, `stale` (the other language has
changed since) or `draft` (a rough translation). `citations` within `asserted` are positions in the fact's own
list of citations. A path has no language in front.
"""

from collections.abc import Iterable

from archive import kinds, languages
from archive.editing import translations
from archive.models import Record
from archive.serialise import texts
from archive.serialise.facts import Facts, Sources
from archive.serialise.loading import Behind
from archive.serialise.shapes import ReadForm


def record(obj: Record, *, preview: bool = False) -> ReadForm:
    """One record; `preview` counts sources that readers cannot see yet."""
    return records([obj], preview=preview)[0]


def records(
    objs: Iterable[Record], *, preview: bool = False, sources: Sources | None = None
) -> list[ReadForm]:
    """Records of one kind, with a fixed number of queries however many they are.

    Members should come with their country (`select_related("country")`); a few hundred at a time is enough.
    `sources` numbers the sources of all of them together, for a page that shows many.
    """
    objs = list(objs)
    if not objs:
        return []
    behind = kinds.of(objs[0]).what_stands_behind(objs, preview=preview)
    return [made_of(obj, behind, sources if sources is not None else Sources()) for obj in objs]


def made_of(obj: Record, behind: Behind, sources: Sources) -> ReadForm:
    """One record, with what stands behind it read already."""
    own = Facts(obj, sources, behind.citations.get(obj.pk, []))
    more = kinds.of(obj).facts(obj, own, behind)
    return {
        "type": obj.kind_name,
        "slug": obj.slug,
        "path": obj.path(obj.slug),
        "title": title(obj),
        "languages": written_in(obj),
        "translation": translation(obj),
        "status": obj.status,
        "withdrawn_reason": texts.translated(obj, "withdrawn_reason"),
        "published_at": obj.published_at.isoformat() if obj.published_at else None,
        "changed_at": obj.changed_at.isoformat(),
        "version": obj.version,
        **more,
        "facts": own.listed,
        "sources": sources.listed(),
        "numbers": sources.numbers(),
    }


def title(obj: Record) -> dict[str, str]:
    """What a record is called, in the languages in which it is."""
    return kinds.of(obj).title(obj)


def translation(obj: Record) -> dict[str, dict[str, str]]:
    """The state of each text that is not current, by field and language; most often none."""
    found: dict[str, dict[str, str]] = {}
    for field in translations.fields(type(obj)):
        for code in languages.codes():
            state = translations.state(obj, field, code)
            if state in translations.OPEN:
                found.setdefault(field, {})[code] = state.value
    return found


def written_in(obj: Record) -> list[str]:
    """Languages in which a record can truly be read: in which its title and its main text are written."""
    codes = languages.codes()
    if not obj.MAIN_TEXT:
        return codes
    main = texts.translated(obj, obj.MAIN_TEXT)
    named = title(obj)
    return [code for code in codes if code in named and (not main or code in main)]
