"""Two changes of one text, or of one set, brought together where they do not meet."""

from difflib import SequenceMatcher
from typing import NamedTuple


class Hunk(NamedTuple):
    """Lines of the base from `start` up to `end`, and what stands in their place."""

    start: int
    end: int
    lines: tuple[str, ...]

    def meets(self, other: "Hunk") -> bool:
        """Whether both are about the same lines; two that only touch are not."""
        if self.start == self.end == other.start == other.end:
            return True
        return self.start < other.end and other.start < self.end


class Passage(NamedTuple):
    """Lines that came out of two changes; where both changed them differently, it is a `clash`."""

    #: What is to stand there: of a clash, ours.
    lines: list[str]
    clash: bool = False
    was: list[str] = []
    theirs: list[str] = []


def passages(base: str, theirs: str, ours: str) -> list[Passage]:
    """The text with both changes of its lines in it, and each place where they meet.

    A paragraph is a line here, and the blank lines between paragraphs are lines too.
    """
    was = base.split("\n")
    their, our = (_hunks(was, text.split("\n")) for text in (theirs, ours))
    found: list[Passage] = []
    done = 0
    for region in _regions([*their, *our]):
        start, end = min(each.start for each in region), max(each.end for each in region)
        one = _applied(was, start, end, [each for each in region if each in their])
        other = _applied(was, start, end, [each for each in region if each in our])
        found.append(Passage(was[done:start]))
        if was[start:end] in (one, other) or one == other:
            found.append(Passage(other if one == was[start:end] else one))
        else:
            found.append(Passage(other, True, was[start:end], one))
        done = end
    return [*found, Passage(was[done:])]


def merged_text(base: str, theirs: str, ours: str) -> str | None:
    """The text with both changes of its lines in it; None where both changed the same lines."""
    found = passages(base, theirs, ours)
    if any(each.clash for each in found):
        return None
    return "\n".join(line for each in found for line in each.lines)


def _hunks(was: list[str], now: list[str]) -> list[Hunk]:
    steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    return [Hunk(a, b, tuple(now[c:d])) for verb, a, b, c, d in steps if verb != "equal"]


def _regions(hunks: list[Hunk]) -> list[list[Hunk]]:
    """Hunks that meet, directly or through others, together."""
    found: list[list[Hunk]] = []
    for hunk in sorted(hunks):
        if found and any(hunk.meets(each) for each in found[-1]):
            found[-1].append(hunk)
        else:
            found.append([hunk])
    return found


def _applied(was: list[str], start: int, end: int, hunks: list[Hunk]) -> list[str]:
    lines: list[str] = []
    done = start
    for hunk in sorted(set(hunks)):
        lines += [*was[done : hunk.start], *hunk.lines]
        done = hunk.end
    return [*lines, *was[done:end]]


def merged_set(base: list[str], theirs: list[str], ours: list[str]) -> list[str]:
    """What stands in a set after both have added and removed."""
    added, removed = set(ours) - set(base), set(base) - set(ours)
    return sorted((set(theirs) | added) - removed)
