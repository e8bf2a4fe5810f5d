"""The door: what is typed, pasted or loaded, without the signs that nobody sees.

A zero-width space in an address, a control character in a name, a mark that turns a line around: they
come along with pasted text, and make equal texts differ, choices unknown and empty titles look written. Every
form, fixture and import passes its texts through `clean`.
"""

import re
import unicodedata

_JOINERS = "\u200c\u200d"
#: Unicode's Default_Ignorable_Code_Point but for the joiners and unassigned ones, and the empty Braille cell.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
#: All of these but tab and line feed, the controls, and halves of surrogate pairs, which no database takes.
_UNWANTED = re.compile(f"[{_INVISIBLE}\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef]+")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85]")
_BREAK = re.compile("[\n\u2028\u2029]")
_RUN_OF_JOINERS = re.compile(f"[{_JOINERS}]+")


def clean(text: str, *, lines: bool = True) -> str:
    """The text in NFC, without signs that nobody sees; lines end with a line feed, or are one line.

    ZWJ and ZWNJ stay where they change what is seen (UAX #31, 2.3): beside a virama, as in क्‍या, and ZWNJ
    between letters of the Arabic script, as in Urdu and Persian.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _UNWANTED.sub("", _LINE_END.sub("\n", text))
    text = unicodedata.normalize("NFC", _RUN_OF_JOINERS.sub(_joiner, text))
    return text if lines else _BREAK.sub(" ", text)


def _joiner(match: re.Match) -> str:
    """The first of a run of joiners if it means something where it stands, '' otherwise."""
    text, sign = match.string, match.group()[0]
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    if _is_virama(before) or (sign == "\u200d" and _is_virama(after) and before.isalpha()):
        return sign
    return sign if sign == "\u200c" and _is_arabic(before) and _is_arabic(after) else ""


def _is_virama(sign: str) -> bool:
    return bool(sign) and unicodedata.combining(sign) == 9


def _is_arabic(sign: str) -> bool:
    return "\u0600" <= sign <= "\u08ff" and sign.isalpha()
