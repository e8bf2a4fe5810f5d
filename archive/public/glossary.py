"""Words of the archive that its glossary explains: on a page, each leads there where it is first shown."""

from markupsafe import Markup, escape

from archive import languages, markdown
from archive.memo import remember
from archive.models import Topic
from archive.public.addresses import address
from archive.public.page_language import current
from archive.serialise.shapes import Fact, ReadForm

#: The topic that holds it.
GLOSSARY = "glossary"

#: Which place of it explains what a fact is called, and which a value of it: by kind of record and claim.
LABELS = {("member", "standing"): "standing", ("member", "founding"): "founding-member"}
VALUES = {
    ("source", "seen", "excerpt"): "opening-read",
    ("source", "kind", "knowledge"): "general-knowledge",
    ("country", "relation", "supporter"): "supporting-country",
}


def term(place: str, words: str) -> Markup:
    """The words, leading to their place in the glossary if readers find it there."""
    if not place or place not in _places():
        return escape(words)
    to = f"{address('topic', GLOSSARY)}#{markdown.PLACE}{place}"
    return Markup('<a class="term" href="{}">{}</a>').format(to, words)


def label(fact: Fact, words: str) -> Markup:
    """What a fact is called."""
    return term(LABELS.get((fact["of"], fact["claim"]), ""), words)


def value(fact: Fact, words: Markup) -> Markup:
    """One of the choices that a fact can have."""
    return term(VALUES.get((fact["of"], fact["claim"], str(fact["value"])), ""), words)


def first_followed(record: ReadForm, fact: Fact) -> bool:
    """Whether this is the first fact of a page in which a value is marked as the one followed."""
    marked = (
        each
        for each in record.get("facts", [fact])
        if any(said["followed"] for said in each.get("asserted", ()))
    )
    return next(marked, None) is fact


def _places() -> frozenset[str]:
    lang = current()
    return remember(("places of the glossary", lang), lambda: _read(lang))


def _read(lang: str) -> frozenset[str]:
    columns = [languages.column("body", code) for code in languages.codes()]
    row = Topic.objects.published().filter(slug=GLOSSARY).values_list(*columns).first()
    bodies = dict(zip(languages.codes(), row or (), strict=False))
    text, _ = languages.pick({code: body for code, body in bodies.items() if body}, lang)
    return frozenset(markdown.places(text))
