"""When two texts say the same in the eyes of a reader: the form in which values are compared."""

import re
import unicodedata

from archive.spelling.fold import folded
from archive.spelling.words import words

_SIGNS = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u0060\u00b4\uff07", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
    | dict.fromkeys("\u0964|", ".")
)
_APOSTROPHE = re.compile("(?<=[^\\W\\d])[\u02bc\u02b9](?=[^\\W\\d])")


def folded_text(text: str) -> str:
    """A text whose words are folded (`archive.spelling.fold`), with what stands between them as it is."""
    pieces, end = [], 0
    for word in words(text):
        pieces += [text[end : word.start], folded(word.text) or word.text]
        end = word.end
    return "".join([*pieces, text[end:]])


def compared(text: str) -> str:
    """A form that is the same for texts that differ in spelling, quotation marks, dashes or spaces alone.

    What else stands between words counts: "41", "-41" and "41?" differ. A full stop at the end does not.
    """
    text = folded_text(_APOSTROPHE.sub("'", text))
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    text = "".join(sign for sign in text if unicodedata.category(sign) not in ("Cf", "Cc") or sign.isspace())
    text = re.sub(r"\s+(?=[.,;:!?])", "", " ".join(text.split()))
    return re.sub(r"(?<=[^\s.])\.$", "", text)
