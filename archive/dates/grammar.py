"""The words that dates are typed in, of several languages at once, made ready for matching."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import override

from archive.dates import cldr, spellings, wording
from archive.spelling.clean import clean
from archive.spelling.comparing import folded_text

#: Hyphens and minus signs become "-", all longer dashes "–"; signs of other widths and scripts their own.
_SIGNS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u2012\u2014\u2015\ufe58", "–")
    | dict.fromkeys("\u2044\u2215\uff0f", "/")
    | {"\uff1f": "?", "\u061f": "?", "\uff0e": ".", "\uff0c": ",", "\u3001": ",", "\u2026": ".."}
)
_SLOT = re.compile(r"%\((\w+)\)s")


def normalise(text: str) -> str:
    """The text with ASCII digits, plain single spaces, two kinds of dash and no invisible signs."""
    signs = (
        str(unicodedata.decimal(sign)) if unicodedata.category(sign) == "Nd" else sign
        for sign in clean(text, lines=False).translate(_SIGNS)
    )
    return " ".join("".join(signs).split())


def fold(text: str) -> str:
    """One form for spellings of one word: दिसम्बर and दिसंबर, फ़रवरी and फरवरी, Dec. and Dec."""
    text = re.sub(r"\u0970|(?<=[^\d\s.])[.:](?!\.)", "", folded_text(normalise(text)))
    return re.sub(r"(?<=[^\s.])[.\u0964]$", "", text)


@dataclass
class Grammar:
    """All ways to write a date in the languages that it was made for."""

    #: Patterns with the groups `date` or `start` and `end`, by meaning: those of `wording.phrases`, and "to".
    phrases: dict[str, list[re.Pattern]] = field(default_factory=dict)
    seasons: list[tuple[re.Pattern, int]] = field(default_factory=list)
    #: A word may be a month in more than one language, and then not the same one.
    months: dict[str, set[int]] = field(default_factory=dict)
    #: What stands before the last date of a choice (" or "), and before the others (", ").
    last_separators: set[str] = field(default_factory=set)
    separators: set[str] = field(default_factory=set)
    fillers: set[str] = field(default_factory=set)

    def learn(self, lang: str) -> None:
        """Take in a language: the phrases of our catalogue, months and lists of CLDR, and the spellings."""
        with override(lang):
            own = {meaning: (pattern,) for meaning, pattern in wording.phrases().items()}
            seasons = {number: (pattern,) for number, pattern in wording.seasons().items()}
        for meaning, texts in [*own.items(), *spellings.PHRASES.get(lang, {}).items()]:
            self.phrases.setdefault(meaning, []).extend(_pattern(text) for text in texts)
        for number, texts in [*seasons.items(), *spellings.SEASONS.get(lang, {}).items()]:
            self.seasons.extend((_pattern(text), number) for text in texts)
        self._learn_months(lang)
        for place, pattern in cldr.locale(lang).list_patterns["or"].items():
            separators = self.last_separators if place in ("2", "end") else self.separators
            separators.add(_fold_inner(pattern.split("{0}")[1].split("{1}")[0]))
        self.fillers.update(fold(word) for word in spellings.FILLERS.get(lang, ()))
        self.phrases["from to"].append(_pattern(cldr.joined(lang, "%(start)s", "%(end)s")))

    def _learn_months(self, lang: str) -> None:
        names = list(spellings.MONTHS.get(lang, {}).items())
        for widths in cldr.locale(lang).months.values():
            for width in ("wide", "abbreviated"):
                names += [(name, number) for number, name in widths[width].items()]
        for name, number in names:
            self.months.setdefault(fold(name), set()).add(number)


@lru_cache(maxsize=16)
def grammar(languages: tuple[str, ...]) -> Grammar:
    """The grammar of these languages together."""
    learnt = Grammar(phrases={"to": [_pattern(text) for text in spellings.RANGES], "from to": []})
    for lang in languages:
        learnt.learn(lang)
    return learnt


def _fold_inner(text: str) -> str:
    """`fold` for a text between two others, whose outer spaces count."""
    return " ".join(fold(part) for part in re.split(r"\s", text))


def _pattern(text: str) -> re.Pattern:
    """A phrase such as "about %(date)s" as a pattern whose groups are its slots."""
    pieces = _SLOT.split(text)
    regex = ""
    for number, piece in enumerate(pieces):
        regex += f"(?P<{piece}>.+?)" if number % 2 else re.escape(_fold_inner(piece))
    return re.compile(regex)
