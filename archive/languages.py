"""The languages of the content, and how a text is picked when one of them is missing.

Everything that is not a template asks here, so that a further language is one more entry in
`settings.LANGUAGES` and a migration.
"""

from typing import Any, NamedTuple

from babel.core import get_global
from django.conf import settings
from django.utils.translation import get_language, get_language_info

from imctc_site.bounded import bounded

#: Scripts written from right to left (ISO 15924).
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})


class Text(NamedTuple):
    """A text and the language it is really in (which a page must mark when it is not its own)."""

    text: str
    lang: str

    def __bool__(self) -> bool:
        return bool(self.text)


def codes() -> list[str]:
    """Codes of the content languages, default language first."""
    return [code for code, _name in settings.LANGUAGES]


def current() -> str:
    """The language of the page being made; the default language outside any request."""
    active = (get_language() or "").split("-")[0]
    return active if active in codes() else codes()[0]


def name(code: str) -> str:
    """A language's own name for itself ("हिन्दी", "English")."""
    return get_language_info(code)["name_local"]


@bounded(64)
def direction(code: str) -> str:
    """`rtl` or `ltr`, for the `dir` attribute: by the script of the code, or its language's usual one."""
    likely = get_global("likely_subtags")
    language, *rest = code.split("-")
    usual = likely.get("_".join([language, *rest[:1]])) or likely.get(language, "")
    scripts = [part for part in (*rest, *usual.split("_")[1:2]) if len(part) == 4 and part.isalpha()]
    return "rtl" if scripts and scripts[0] in _RIGHT_TO_LEFT else "ltr"


class InOne:
    """What is written in one language: what pages call that, and which way it runs."""

    code: str

    @property
    def name(self) -> str:
        return name(self.code)

    @property
    def direction(self) -> str:
        return direction(self.code)


def column(field: str, code: str) -> str:
    """The column that holds `field` in one language: `name`, `hi` -> `name_hi`."""
    return f"{field}_{code.replace('-', '_')}"


def texts(record: Any, field: str) -> dict[str, str]:
    """A translated field in every language, missing ones as ''."""
    return {code: getattr(record, column(field, code), None) or "" for code in codes()}


def pick(values: dict[str, str], code: str) -> Text:
    """The text in `code`, or else in the first language that has one, with the language it is in.

    Our own languages come before others, such as that of a printed title, and `und` for words of none.
    """
    if values.get(code):
        return Text(values[code], code)
    for other in (*codes(), *values):
        if values.get(other):
            return Text(values[other], other)
    return Text("", code)


def text(record: Any, field: str, code: str | None = None) -> Text:
    """`record.field` as a reader of `code` gets it, an honest fallback included."""
    return pick(texts(record, field), code or current())
