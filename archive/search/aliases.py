"""Names that mean the same: of countries and people in all their spellings, and the editors' own list."""

from collections.abc import Iterator, Sequence
from itertools import islice, product

from archive import languages
from archive.memo import remember
from archive.models import Alias, Country, Person
from archive.search.entry import key_mark
from archive.spelling.fold import Forms, folded, forms, heard_in
from archive.spelling.words import words

#: Words of the longest name that is looked for.
LONGEST = 6


def spelling(text: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(word for word in (folded(found.text) for found in words(text)) if word)


def letters(text: str) -> str:
    """A name as it is compared: `Côte d’Ivoire`, `cote divoire`, `CoteDIvoire` are one."""
    return "".join(spelling(text))


class Aliases:
    """For each name, as letters without gaps, the other spellings that mean it."""

    def __init__(self, groups):
        self._others: dict[str, dict[tuple[str, ...], None]] = {}
        self._sounding: dict[str, dict[tuple[str, ...], None]] = {}
        for group in groups:
            spellings = {name: None for name in map(spelling, group) if name}
            for name in spellings:
                self._others.setdefault("".join(name), {}).update(spellings)
            for name in group:
                for sound in self._sounds([forms(word.text) for word in words(name)]):
                    self._sounding.setdefault(sound, {}).update(spellings)

    def of(self, name: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """Other spellings of a name; empty if it is none."""
        return tuple(other for other in self._others.get("".join(name), ()) if other != name)

    def sounding_like(self, name: Sequence[Forms]) -> tuple[tuple[str, ...], ...]:
        """Spellings of names that sound like this one in another script: `turki` means what तुर्की means."""
        found: dict[tuple[str, ...], None] = {}
        for script in heard_in(name[0].script) if name else ():
            for keys in product(*(known.keys for known in name)):
                found |= self._sounding.get(key_mark(script, "_".join(keys)), {})
        return tuple(found)

    @staticmethod
    def _sounds(name: Sequence[Forms]) -> Iterator[str]:
        for keys in islice(product(*(known.keys for known in name)), 8 if name else 0):
            yield key_mark(name[0].script, "_".join(keys))


def current() -> Aliases:
    """The names as they stand; read again only when the content revision has moved."""
    return remember("names that mean the same", lambda: Aliases(groups()))


def groups() -> list[list[str]]:
    """Names that mean the same, as they are written: of each country and person, and what editors added."""
    columns = [languages.column("name", code) for code in languages.codes()]
    groups = [
        [*names, *aliases.splitlines()]
        for model in (Country, Person)
        for *names, aliases in model.objects.published().order_by("pk").values_list(*columns, "aliases")
    ]
    for form, canonical in Alias.objects.order_by("pk").values_list("form", "canonical"):
        joined = [
            group for group in groups if letters(canonical) in {letters(name) for name in group if name}
        ]
        for group in joined:
            group.append(form)
        if not joined:
            groups.append([canonical, form])
    return [[name for name in group if name] for group in groups]
