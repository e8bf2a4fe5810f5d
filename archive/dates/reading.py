"""What people type, read as a date only where it has a single meaning."""

from typing import NamedTuple

from django.utils.translation import gettext, override

from archive import languages
from archive.dates.errors import DateError
from archive.dates.grammar import fold, grammar, normalise
from archive.dates.instead import instead
from archive.dates.reader import Reader
from archive.dates.value import EDTFDate, parse
from archive.dates.wording import words

#: Longer than any date; keeps nonsense from being searched for dates.
_LONGEST = 200

_NOTHING = {"ok": True, "text": "", "words": "", "earliest": None, "latest": None, "error": ""}


class Reading(NamedTuple):
    """A date, and how it came about."""

    value: EDTFDate
    #: False if the text was EDTF already; True if words or another order of numbers were understood.
    understood: bool

    @property
    def how(self) -> str:
        """How the text was understood, in the active language: "2016-12 — December 2016"."""
        return f"{self.value} — {words(self.value)}"


def read(text: str, languages_read: tuple[str, ...] | None = None) -> Reading:
    """The date that somebody typed, in EDTF or in the way of any content language (or of those given).

    Raises `DateError` when the text has no meaning, more than one, or one that no calendar has. EDTF is kept
    byte for byte, but for spaces around it.
    """
    typed = text.strip()
    read_in = languages_read or tuple(languages.codes())
    value, refusal = _edtf(typed)
    if value is not None:
        return Reading(value, understood=False)
    plain = normalise(typed)
    if len(typed) <= _LONGEST:
        value, better = _understood(plain, read_in)
        if value is not None:
            return Reading(value, understood=True)
        refusal = instead(plain, lambda other: _understood(other, read_in)[0]) or better or refusal
    if refusal and refusal.code != "not_understood":
        raise refusal
    raise DateError(
        gettext(
            "“%(text)s” is not understood as a date. Write it as 2016-12-28, 2016-12 or 2016, or in words: "
            "“%(day)s”, “%(about)s”."
        )
        % {"text": typed[:_LONGEST], "day": words("2016-12-28"), "about": words("2015-12~")}
    )


def _edtf(text: str) -> tuple[EDTFDate | None, DateError | None]:
    """The date that the text writes in EDTF, or why it is none."""
    try:
        return parse(text), None
    except DateError as error:
        return None, error


def _understood(plain: str, languages_read: tuple[str, ...]) -> tuple[EDTFDate | None, DateError | None]:
    """The date that a text in plain signs means, or why it was not taken, if that is known."""
    value, _refusal = _edtf(plain)
    if value is not None:
        return value, None
    reader = Reader(plain, grammar(languages_read))
    try:
        edtf = reader.edtf(fold(plain))
        return (parse(edtf), None) if edtf else (None, reader.refusal)
    except DateError as error:
        return None, error


def check(text: str) -> None:
    """Refuse a text that is not EDTF as it stands, with the form to write where that is known."""
    _value, refusal = _edtf(text)
    if refusal:
        raise instead(text, lambda other: _edtf(other)[0]) or refusal


def explain(text: str, lang: str) -> dict:
    """How a typed text is understood, for showing while it is typed; JSON values only.

    `ok`, `text` (EDTF), `words` and `error` in `lang`, `earliest` and `latest` as ISO days or None.
    """
    with override(lang):
        try:
            value = read(text).value if text.strip() else None
        except DateError as error:
            return {**_NOTHING, "ok": False, "error": str(error)}
    if value is None:
        return dict(_NOTHING)
    bounds = {name: getattr(value, name) for name in ("earliest", "latest")}
    days = {name: day.isoformat() if day else None for name, day in bounds.items()}
    return {**_NOTHING, "text": str(value), "words": words(value, lang), **days}
