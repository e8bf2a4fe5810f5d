"""The words that dates are typed in, of several languages at once, made ready for matching."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import override

from archive.dates import cldr, spellings, wording

#: Hyphens and the minus sign become "-", all longer dashes "–".
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2212", "-") | dict.fromkeys("\u2012\u2014\u2015", "–"))
_SLOT = re.compile(r"%\((\w+)\)s")


def normalise(text: str) -> str:
    """The text in NFC with ASCII digits, plain single spaces, two kinds of dash and no invisible signs."""
    signs = []
    for sign in unicodedata.normalize("NFC", text).translate(_DASHES):
        category = unicodedata.category(sign)
        if category == "Nd":
            sign = str(unicodedata.decimal(sign))
        if category != "Cf":
            signs.append(sign)
    return " ".join("".join(signs).split())


def fold(text: str) -> str:
    """One form for spellings of one word: case, nukta, दिसम्बर and दिसंबर, the dot of an abbreviation."""
    text = unicodedata.normalize("NFD", normalise(text)).replace("\u093c", "")
    text = unicodedata.normalize("NFC", text).casefold().replace("\u0901", "\u0902")
    text = re.sub("[ङञणनम]\u094d(?=[क-ह])", "\u0902", text)
    return re.sub(r"[\u0970\u0903]|(?<=[^\d\s])[.:]", "", text)


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
        for patterns in (own, spellings.PHRASES.get(lang, {})):
            for meaning, texts in patterns.items():
                self.phrases.setdefault(meaning, []).extend(_pattern(text) for text in texts)
        for patterns in (seasons, spellings.SEASONS.get(lang, {})):
            for number, texts in patterns.items():
                self.seasons.extend((_pattern(text), number) for text in texts)
        self._learn_months(lang)
        for place, pattern in cldr.locale(lang).list_patterns["or"].items():
            separators = self.last_separators if place in ("2", "end") else self.separators
            separators.add(_fold_inner(pattern.split("{0}")[1].split("{1}")[0]))
        self.fillers.update(fold(word) for word in spellings.FILLERS.get(lang, ()))
        self.phrases["to"].append(_pattern(cldr.joined(lang, "%(start)s", "%(end)s")))

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
    learnt = Grammar(phrases={"to": [_pattern(text) for text in spellings.RANGES]})
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
