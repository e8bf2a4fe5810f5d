"""Pictures of records for shared links: 1200 × 630, with what a record says in both scripts.

Drawn by Pillow with raqm, which shapes Devanagari, in fonts that lie beside this file (Noto, under the SIL
Open Font License), so that a picture is the same on every machine.
"""

import io
import re
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from archive import dates, kinds, languages, markdown
from archive.data.things import archive, said
from archive.serialise.shapes import ReadForm
from imctc_site.bounded import bounded

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 72
#: The colours of the site, see `style.css`.
GROUND, INK, ACCENT, QUIET = "#fbfaf6", "#1c1c1c", "#1f3f77", "#5c5a55"

#: Steps from the ground to each colour, for the edges of letters: with the ground, the palette of a picture.
SHADES = 21

FONTS = Path(__file__).parent / "fonts"
DEVANAGARI = re.compile("[\u0900-\u097f]")
#: Letters that neither of the fonts has.
FOREIGN = re.compile("[\u0590-\u08ff\u0980-\u0fff\u3040-\u9fff\uac00-\ud7af]")


@lru_cache(maxsize=32)
def font(size: int, is_devanagari: bool) -> ImageFont.FreeTypeFont:
    name = "NotoSansDevanagari-Bold.ttf" if is_devanagari else "NotoSans-Bold.ttf"
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.RAQM)


def runs(text: str) -> list[tuple[str, bool]]:
    """A text in pieces of one script each; blanks between words of Devanagari are of it."""
    deva = "[\u0900-\u097f\u200c\u200d]+"
    pieces = re.findall(f"{deva}(?: +{deva})*|[^\u0900-\u097f\u200c\u200d]+", text)
    return [(piece, bool(DEVANAGARI.search(piece))) for piece in pieces]


@bounded(100)
def width(text: str, size: int) -> float:
    return sum(font(size, deva).getlength(piece) for piece, deva in runs(text))


def wrapped(text: str, size: int, most: int) -> list[str]:
    """A text in at most so many lines, with an ellipsis where there is more."""
    lines: list[str] = []
    blank, taken = width(" ", size), 0.0
    for word in text.split():
        longer = taken + blank + width(word, size)
        if lines and longer <= WIDTH - 2 * MARGIN:
            lines[-1], taken = f"{lines[-1]} {word}", longer
        else:
            lines.append(word)
            taken = width(word, size)
    if len(lines) > most:
        lines = lines[:most]
        while width(f"{lines[-1]}…", size) > WIDTH - 2 * MARGIN and " " in lines[-1]:
            lines[-1] = lines[-1].rpartition(" ")[0]
        lines[-1] += "…"
    return lines


class Drawing:
    """A picture in a few colours: how far each of them covers the ground, and how that becomes one image.

    That is several times quicker than to draw in all colours and to look for few of them afterwards.
    """

    def __init__(self) -> None:
        self.layers = {colour: Image.new("L", SIZE) for colour in (INK, ACCENT, QUIET)}
        self.draws = {colour: ImageDraw.Draw(layer) for colour, layer in self.layers.items()}

    def image(self) -> Image.Image:
        made = Image.new("L", SIZE)
        ground, palette = ImageColor.getrgb(GROUND), list(ImageColor.getrgb(GROUND))
        for number, (colour, layer) in enumerate(self.layers.items()):
            steps = [round(cover * SHADES / 255) for cover in range(256)]
            made = ImageChops.lighter(made, layer.point([step and number * SHADES + step for step in steps]))
            pairs = list(zip(ground, ImageColor.getrgb(colour), strict=True))
            for step in range(1, SHADES + 1):
                palette += [round(low + (high - low) * step / SHADES) for low, high in pairs]
        made.putpalette(palette)
        return made


def write(drawing: Drawing, text: str, top: float, size: int, colour: str, most: int) -> float:
    """Draw a text from `top` on; where the next may begin."""
    step = size * 1.5
    for line in wrapped(text, size, most):
        left = float(MARGIN)
        for piece, deva in runs(line):
            face = font(size, deva)
            drawing.draws[colour].text((left, top + size * 1.1), piece, font=face, fill=255, anchor="ls")
            left += width(piece, size)
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
    draw = Drawing()
    draw.draws[ACCENT].rectangle((0, 0, WIDTH, 14), fill=255)
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
    draw.image().save(out, "PNG")
    return out.getvalue()
