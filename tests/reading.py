"""A page as a browser reads it: its elements, and each text with the language it is said to be in."""

from html.parser import HTMLParser
from typing import NamedTuple

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)

#: Attributes that readers see or hear.
SPOKEN = ("alt", "aria-label", "aria-description", "placeholder", "title", "label")

#: What is no text for a reader.
UNREAD = ("script", "style")


class Element(NamedTuple):
    tag: str
    attributes: dict[str, str]
    #: Of the element itself or of the nearest around it that says so.
    lang: str
    text: list[str]

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)


class Spoken(NamedTuple):
    """A text that a reader sees or hears, and the language it is marked as."""

    text: str
    lang: str
    #: Whether it stands where words cannot be marked as another language: in an attribute, or in the title.
    bare: bool = False


class Reading(HTMLParser):
    """`elements` in order, `spoken` texts, and `unclosed`: tags that did not end where they should."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.spoken: list[Spoken] = []
        self.unclosed: list[str] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        self.unclosed += [element.tag for element in self._open]

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        around = self._open[-1].lang if self._open else ""
        element = Element(tag, attributes, attributes.get("lang", around), [])
        self.elements.append(element)
        for name in SPOKEN:
            if attributes.get(name):
                self.spoken.append(Spoken(attributes[name], element.lang, bare=True))
        if tag == "meta" and attributes.get("name", attributes.get("property")) in (
            "description",
            "og:title",
            "og:description",
            "og:site_name",
        ):
            self.spoken.append(Spoken(attributes.get("content", ""), element.lang, bare=True))
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        while self._open and self._open[-1].tag != tag:
            self.unclosed.append(self._open.pop().tag)
        if self._open:
            self._open.pop()

    def handle_data(self, data):
        if not self._open or self._open[-1].tag in UNREAD:
            return
        for element in self._open:
            element.text.append(data)
        if data := " ".join(data.split()):
            self.spoken.append(Spoken(data, self._open[-1].lang, self._open[-1].tag in ("title", "option")))

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def one(self, tag: str) -> Element:
        """The only element of its kind; an AssertionError if there are more or none."""
        found = self.all(tag)
        assert len(found) == 1, f"{len(found)} <{tag}>"
        return found[0]

    @property
    def text(self) -> str:
        """All that a reader of the page can see, as one line."""
        return " ".join("".join(self.one("body").text).split())


def words(element: Element) -> str:
    return " ".join("".join(element.text).split())


def read(client, path, status=200) -> Reading:
    """The page at a path, which answers with this status."""
    response = client.get(path)
    assert response.status_code == status, path
    return Reading(response.content.decode())
