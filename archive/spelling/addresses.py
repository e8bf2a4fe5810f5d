"""Addresses of the web as people can read them."""

import re
import unicodedata
from urllib.parse import quote, unquote_to_bytes

_ESCAPED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def readable(address: str) -> str:
    """An address with letters instead of nine signs for each; what is no text stays (RFC 3987, 3.2)."""
    return _ESCAPED.sub(_letters, address)


def _letters(match: re.Match) -> str:
    try:
        text = unquote_to_bytes(match.group()).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
    return "".join(letter if _is_read(letter) else quote(letter) for letter in text)


def _is_read(letter: str) -> bool:
    """Whether it is a letter, its vowel sign, a figure, or a joiner within a word."""
    return unicodedata.category(letter)[0] in "LMN" or letter in "\u200c\u200d"
