"""Pictures of records for shared links: 1200 × 630, with what a record says in both scripts.

Drawn by Pillow with raqm, which shapes Devanagari, in fonts that lie beside this file (Noto, under the SIL
Open Font License), so that a picture is the same on every machine.
"""

import io
import re
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from archive import dates, kinds, languages, markdown
from archive.data.things import archive, said
from archive.serialise.shapes import ReadForm

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 72
#: The colours of the site, see `style.css`.
GROUND, INK, ACCENT, QUIET = "#fbfaf6", "#1c1c1c", "#1f3f77", "#5c5a55"

FONTS = Path(__file__).parent / "fonts"
DEVANAGARI = re.compile("[\u0900-\u097f]")
#: Letters that neither of the fonts has.
FOREIGN = re.compile("[\u0590-\u08ff\u0980-\u0fff\u3040-\u9fff\uac00-\ud7af]")


@lru_cache(maxsize=32)
def font(size: int, is_devanagari: bool) -> ImageFont.FreeTypeFont:
    name = "NotoSansDevanagari-Bold.ttf" if is_devanagari else "NotoSans-Bold.ttf"
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.RAQM)


def runs(word: str) -> list[tuple[str, bool]]:
    """A word in pieces of one script each."""
    pieces = re.findall("[\u0900-\u097f\u200c\u200d]+|[^\u0900-\u097f\u200c\u200d]+", word)
    return [(piece, bool(DEVANAGARI.search(piece))) for piece in pieces]


def width(text: str, size: int) -> float:
    return sum(font(size, deva).getlength(piece) for piece, deva in runs(text))


def wrapped(text: str, size: int, most: int) -> list[str]:
    """A text in at most so many lines, with an ellipsis where there is more."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = lines[:most]
        while width(f"{lines[-1]}…", size) > WIDTH - 2 * MARGIN and " " in lines[-1]:
            lines[-1] = lines[-1].rpartition(" ")[0]
        lines[-1] += "…"
    return lines


def write(draw: ImageDraw.ImageDraw, text: str, top: float, size: int, colour: str, most: int) -> float:
    """Draw a text from `top` on; where the next may begin."""
    step = size * 1.5
    for line in wrapped(text, size, most):
        left = float(MARGIN)
        for piece, deva in runs(line):
            face = font(size, deva)
            draw.text((left, top + size * 1.1), piece, font=face, fill=colour, anchor="ls")
            left += face.getlength(piece)
        top += step
    return top


def texts(one: ReadForm, lang: str) -> tuple[str, str]:
    """What a record says in a language: its words, large, and what they belong to, small."""
    kind = kinds.KINDS[one["type"]]
    date = dates.words(one["date"], lang) if one.get("date") else ""
    name = languages.pick(one["title"], lang).text
    if one["type"] == "figure":
        return languages.pick(one["number"], lang).text, ", ".join(filter(None, (name, date)))
    if one["type"] == "statement":
        quotation = one.get("quotation")
        words = quotation["versions"][lang]["text"] if quotation and lang in quotation["versions"] else ""
        gist = next((fact["text"].get(lang, "") for fact in one["facts"] if fact["claim"] == "gist"), "")
        large = f"“{words}”" if words else markdown.plain(gist)
        return large or name, kind.called(one, lang)
    if one["type"] == "source":
        publisher = languages.pick(one["publisher"], lang).text
        large = publisher if FOREIGN.search(name) else name
        return large, ", ".join(filter(None, (publisher if large != publisher else "", date)))
    return name, date


def picture(one: ReadForm, lang: str) -> bytes:
    """A record as a PNG for readers of `lang`, with the same in another language below."""
    image = Image.new("RGB", SIZE, GROUND)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 14), fill=ACCENT)
    kind = kinds.KINDS[one["type"]]
    top = write(draw, said(kind.model.NAMES.one, lang), 44, 30, ACCENT, 1)
    large, small = texts(one, lang)
    size = 96 if len(large) < 24 else 60 if len(large) < 90 else 44
    top = write(draw, large, top + 8, size, INK, 2 if size == 60 else 3)
    if small and small != large:
        top = write(draw, small, top + 6, 32, QUIET, 1)
    other = next((code for code in languages.codes() if code != lang and code in one["languages"]), "")
    if other:
        also, _small = texts(one, other)
        if also != large and not FOREIGN.search(also):
            write(draw, also, top + 18, 34, INK, 2 if top < 380 else 1)
    write(draw, archive(lang), HEIGHT - 84, 30, ACCENT, 1)
    out = io.BytesIO()
    # A reader waits for it: the quick way to few colours, and no search for the last byte.
    image.quantize(64, method=Image.Quantize.FASTOCTREE).save(out, "PNG")
    return out.getvalue()
