"""What two people changed differently, piece by piece: both texts and the one before, and which is to stand.

A form that is shown with a conflict has, for each piece, a choice between theirs and mine, and takes along
what stands in the field and what theirs is. No script is needed: the choice is followed when the form is
sent, and what was typed into the field meanwhile is merged with it.
"""

from dataclasses import dataclass, field

from django.core import signing
from django.http import QueryDict

from archive.admin import sent
from archive.editing.merging import UNKNOWN, Conflict
from archive.editing.paragraphs import merged_text, passages
from archive.versions.words import Piece as Marked
from archive.versions.words import compared

#: Names of the inputs: what a field was shown with, and the choice for one of its pieces.
HELD, CHOICE = "_pieces-", "_piece-"
#: Texts with less than this part in common are not marked word by word: nobody could read it.
ALIKE = 0.4


@dataclass
class Piece:
    """One place where both changed the same; each text in pieces, marked against the one before."""

    theirs: list[Marked]
    ours: list[Marked]
    #: None where nobody knows it any more.
    was: list[Marked] | None


@dataclass
class Clash:
    """A field that both changed: its pieces, and what its form takes along to follow the choice."""

    pieces: list[Piece] = field(default_factory=list)
    held: str = ""
    #: What is to stand in the field while it is shown, where that is more than what was typed.
    text: str | None = None


def of(form_field, html_name: str, conflict: Conflict, record) -> Clash:
    """The pieces of one conflict."""
    was, theirs, ours = conflict
    if isinstance(was, str) and isinstance(theirs, str) and isinstance(ours, str) and _is_text(form_field):
        return _of_text(was, theirs, ours, record)
    before = None if was is UNKNOWN else words(form_field, was)
    data = QueryDict(mutable=True)
    sent.put_written(data, form_field, html_name, theirs)
    held = _signed([None, data.getlist(html_name)], record)
    return Clash([_piece(before, words(form_field, theirs), words(form_field, ours))], held)


def _of_text(was: str, theirs: str, ours: str, record) -> Clash:
    lines: list[str] = []
    pieces, places = [], []
    for each in passages(was, theirs, ours):
        if each.clash:
            places.append([len(lines), len(lines) + len(each.lines), each.theirs])
            pieces.append(_piece("\n".join(each.was), "\n".join(each.theirs), "\n".join(each.lines)))
        lines += each.lines
    return Clash(pieces, _signed([lines, places], record), "\n".join(lines))


def _piece(was: str | None, theirs: str, ours: str) -> Piece:
    if was is None:
        return Piece([Marked("same", theirs)], [Marked("same", ours)], None)
    return Piece(_new(was, theirs), _new(was, ours), _old(was, theirs, ours))


def _new(was: str, now: str) -> list[Marked]:
    """A text with what is new in it marked."""
    if not now:
        return []
    return [each for each in _compared(was, now) if each.kind != "removed"]


def _compared(was: str, now: str) -> list[Marked]:
    """Both texts word by word; where they have little in common, one whole text in place of the other."""
    found = compared(was, now)
    same = sum(len(each.text.strip()) for each in found if each.kind == "same")
    if same >= ALIKE * max(len(was), len(now)):
        return found
    return [each for each in (Marked("removed", was), Marked("added", now)) if each.text]


def _old(was: str, *texts: str) -> list[Marked]:
    """A text with what anybody removed marked."""
    gone = [False] * len(was)
    for text in texts:
        place = 0
        for each in _compared(was, text):
            if each.kind != "added":
                if each.kind == "removed":
                    gone[place : place + len(each.text)] = [True] * len(each.text)
                place += len(each.text)
    found: list[Marked] = []
    for sign, is_gone in zip(was, gone, strict=True):
        kind = "removed" if is_gone else "same"
        if found and found[-1].kind == kind:
            found[-1] = Marked(kind, found[-1].text + sign)  # type: ignore[arg-type]
        else:
            found.append(Marked(kind, sign))  # type: ignore[arg-type]
    return found


def chosen(data: QueryDict, record) -> tuple[QueryDict, list[str]]:
    """The data of a form with the choices between pieces followed, and the inputs where they could not be.

    They cannot be where somebody has typed into the very piece; what was typed stands there then.
    """
    names = [name.removeprefix(HELD) for name in data if name.startswith(HELD)]
    followed, left = data.copy(), []
    for name in names:
        held = _read(data.get(HELD + name, ""), record)
        if held is None or name not in data:
            continue
        lines, places = held
        if lines is None:
            if _is_theirs(data, name, 0):
                followed.setlist(name, places)
                if not places:
                    del followed[name]
            continue
        theirs = [place for number, place in enumerate(places) if _is_theirs(data, name, number)]
        if not theirs:
            continue
        text = merged_text("\n".join(lines), _with(lines, theirs), str(sent.settled(data.get(name, ""))))
        if text is None:
            left.append(name)
        else:
            followed[name] = text
    return followed, left


def _with(lines: list[str], places: list) -> str:
    """A text with other lines at some places."""
    text = list(lines)
    for start, end, theirs in reversed(places):
        text[start:end] = theirs
    return "\n".join(text)


def _is_theirs(data: QueryDict, name: str, number: int) -> bool:
    return data.get(f"{CHOICE}{name}-{number}") == "theirs"


def _is_text(form_field) -> bool:
    return not hasattr(form_field, "choices")


def words(form_field, value) -> str:
    if hasattr(form_field, "queryset"):
        several = value if isinstance(value, list) else [value] if value else []
        return ", ".join(map(form_field.label_from_instance, form_field.queryset.filter(slug__in=several)))
    return sent.shown(form_field, value)


def _salt(record) -> str:
    return f"archive.admin.pieces {record._meta.label_lower} {record.pk}"


def _signed(held: list, record) -> str:
    return signing.dumps(held, salt=_salt(record), compress=True)


def _read(text: str, record):
    try:
        return signing.loads(text, salt=_salt(record))
    except signing.BadSignature:
        return None
