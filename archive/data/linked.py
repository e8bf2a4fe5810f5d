"""Pages as linked data (JSON-LD with the words of schema.org), made from the read form.

It says no more than the page shows: a date that is no plain year, month or day is left out instead of being
made one, and a source that was withdrawn supports nothing. What a reader of the page's language is shown is
what stands here.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from markupsafe import Markup

from archive import kinds, moments, visible
from archive.data.records import LICENCE
from archive.data.things import (
    CONTEXT,
    THINGS,
    Node,
    archive,
    cited,
    coalition,
    full,
    holders,
    home,
    membership,
    titled,
    work,
)
from archive.serialise.shapes import ReadForm

#: What ends a script or an entity; within JSON they can be written otherwise.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(node: Node) -> Markup:
    """The text of `<script type="application/ld+json">`, which no browser runs."""
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 (cannot leave its element)


def whole(node: Node, name: str, description: str) -> Markup:
    """The linked data of a page, which has the page's name and description where it has none of its own."""
    own = {"@context": CONTEXT, "name": name, "description": description}
    return script(full({**own, **node}))


# Pages ------------------------------------------------------------------------------------------------------


def page(url: str, lang: str, sort: str = "WebPage", **more: Any) -> Node:
    """Any page of the archive."""
    return full(
        {
            "@type": sort,
            "@id": url,
            "url": url,
            "inLanguage": lang,
            "license": LICENCE,
            "isPartOf": {"@type": "WebSite", "name": archive(lang), "url": home(lang)},
            **more,
        }
    )


def site(lang: str) -> Node:
    """The first page: the archive, which can be searched, and what it is about."""
    search = f"{settings.SITE_URL}/{lang}/search/?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "@id": home(lang),
        "url": home(lang),
        "inLanguage": lang,
        "license": LICENCE,
        "about": {"@type": "Organization", "name": coalition(lang)},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def dataset(url: str, lang: str, distribution: Iterable[tuple[str, str]]) -> Node:
    """A list: all its rows in other formats, each a media type and an address."""
    return page(
        url,
        lang,
        "Dataset",
        isAccessibleForFree=True,
        creator={"@type": "Organization", "name": archive(lang), "url": home(lang)},
        distribution=[
            {"@type": "DataDownload", "encodingFormat": sort.split(";")[0], "contentUrl": address}
            for sort, address in distribution
        ],
    )


def record(one: ReadForm, lang: str) -> Node:
    """The page of a record, from its read form: what it is about, and the documents that it cites."""
    made = THINGS.get(one["type"], work)(one, lang)
    thing = full({"@id": f"{settings.SITE_URL}{one['path']}", **made})
    kind = kinds.KINDS[one["type"]]
    more: Node = {"mainEntity": thing}
    if one["type"] == "member":
        more["about"] = membership(one, lang, thing["@id"])
    elif one["type"] == "post":
        more["about"] = holders(one, lang)
    return page(
        f"{settings.SITE_URL}/{lang}{one['path']}",
        lang,
        name=kind.called(one, lang),
        dateModified=moments.day(one["changed_at"]),
        version=one["version"],
        **more,
        citation=[cited(each, lang) for each in one["sources"] if visible.is_published(each["status"])],
    )


def claims(url: str, lang: str, records: Iterable[ReadForm]) -> Node:
    """A page of claims that stand one below the other."""
    items = [
        {"@type": "ListItem", "position": place, "item": {"@type": "Claim", "text": titled(one, lang)}}
        for place, one in enumerate(records, 1)
    ]
    return page(url, lang, mainEntity={"@type": "ItemList", "itemListElement": items})
