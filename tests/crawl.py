"""Every public page that links and forms lead to, fetched once for all tests that look at it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote_plus, urldefrag, urlencode, urljoin, urlsplit

import brotli
from django.conf import settings
from django.db.models import Model
from django.test import Client
from modeltranslation.translator import translator

from archive import languages
from archive.data.formats import FORMATS
from archive.models import RECORDS, Citation, Country, Person, Source
from tests.reading import Element, Reading, Spoken, words

#: What readers reach by typing, not by a link: nothing, words of both scripts, words that nothing has.
WORDS = ("पाकिस्तान", "pakistan", "riyad", "zxqvw", "ज़्ख़्व्घ क्ष्ठ", "ऽऽ", "??")
TYPED = ("search/", *(f"search/?q={quote_plus(text)}" for text in WORDS), "members/?on=2016-06-01")

#: Pages that say that something is wrong.
WRONG = ("members/nobody/", "nothing/", "statements/%D8%A7/")

#: A word in Latin letters.
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff][A-Za-z\u00c0-\u024f\u1e00-\u1eff’'-]*")

#: Endings of pages as data, which tests of their own ask for.
DATA = tuple(f".{ending}" for ending in FORMATS)

#: Pages of versions. They are as many again as there are records: those of one record of each kind are asked.
VERSIONS = re.compile(r"/[a-z-]+/([a-z-]+)/([^/]+)/versions/")

#: Attributes by which a page makes a browser fetch something, or send what a reader typed.
FETCHING = {
    "img": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "object": ("data",),
    "embed": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "use": ("href",),
    "image": ("href",),
    "form": ("action",),
    "button": ("formaction",),
}


@dataclass
class Page:
    """One fetched page: what it is, what it says, and where it leads."""

    address: str
    status: int
    headers: dict[str, str]
    html: str
    #: Bytes as they were sent, compressed with brotli.
    sent: int
    root: Element | None = None
    title: str = ""
    headings: list[str] = field(default_factory=list)
    #: Levels of all its headings, in order.
    levels: list[int] = field(default_factory=list)
    #: Its `link` and `meta` elements.
    head: list[Element] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    #: Addresses that this page leads to, as they are written.
    links: list[str] = field(default_factory=list)
    #: Addresses of the same page in other languages.
    switches: dict[str, str] = field(default_factory=dict)
    #: Addresses that the options of its forms lead to, one choice at a time.
    choices: list[str] = field(default_factory=list)
    #: Addresses that a browser asks by itself, or sends a form to.
    fetched: set[str] = field(default_factory=set)
    #: Texts with the language they are marked as.
    spoken: set[Spoken] = field(default_factory=set)
    unclosed: list[str] = field(default_factory=list)

    @property
    def lang(self) -> str:
        return self.address.split("/")[1]

    @property
    def kind(self) -> str:
        """`/hi/members/oman/?x=1` is a "member"; lists are named as in the address, the home page "home"."""
        parts = urlsplit(self.address).path.strip("/").split("/")
        if len(parts) < 3:
            return parts[1] if len(parts) == 2 else "home"
        return {"countries": "country", "people": "person"}.get(parts[1], parts[1].removesuffix("s"))

    def rel(self, name: str) -> list[Element]:
        return [each for each in self.head if each.tag == "link" and name in each.get("rel").split()]

    def meta(self, name: str) -> str:
        return next((each.get("content") for each in self.head if each.get("name") == name), "")

    @property
    def alternates(self) -> dict[str, str]:
        found = {each.get("hreflang"): each.get("href") for each in self.rel("alternate")}
        return {code: address for code, address in found.items() if code}

    def leads_to(self) -> set[str]:
        """Pages of this site that it leads to, with their fragments, as paths."""
        written = [*self.links, *self.choices, *filter(None, [self.headers.get("Location")])]
        targets = filter(None, (own(urljoin(self.address, each)) for each in written))
        pages = {each for each in targets if not urlsplit(each).path.endswith((*DATA, "/report/"))}
        return {each for each in pages if urlsplit(each).path.split("/")[1] in languages.codes()}


@dataclass
class Crawled:
    """The pages by their address, and what texts may stand on them as they are."""

    pages: dict[str, Page]
    #: Texts that are the same in every language.
    verbatim: set[str]
    #: Words in Latin letters that texts of other languages use, by the code of that language.
    latin: dict[str, set[str]]

    def __iter__(self):
        return iter(self.pages.values())

    @property
    def found(self) -> list[Page]:
        """The pages that are there."""
        return [page for page in self if page.status == 200]

    def at(self, address: str) -> Page | None:
        """The page that a browser ends at."""
        page = self.pages.get(address)
        while page and "Location" in page.headers:
            page = self.pages.get(urljoin(page.address, page.headers["Location"]))
        return page


def own(address: str) -> str | None:
    """The path of an address of this site; None for any other site."""
    if address.startswith(f"{settings.SITE_URL}/"):
        address = address.removeprefix(settings.SITE_URL)
    return address if address.startswith("/") and not address.startswith("//") else None


def questions(address: str) -> int:
    """How many filters an address has; the number of a page is none."""
    return sum(name != "page" for name, _value in parse_qsl(urlsplit(address).query))


def fetch(client: Client, address: str) -> Page:
    """One page as a stranger gets it whose browser takes brotli."""
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    body = answer.content
    packed = answer.headers.get("Content-Encoding") == "br"
    html = (brotli.decompress(body) if packed else body).decode()
    headers = dict(answer.headers)
    if answer.cookies:
        headers["Set-Cookie"] = answer.cookies.output(header="")
    page = Page(address, answer.status_code, headers, html, len(body))
    if html and "html" in answer.headers.get("Content-Type", ""):
        read(page)
    return page


def read(page: Page) -> None:
    reading = Reading(page.html)
    page.root = reading.elements[0]
    page.spoken, page.unclosed = set(reading.spoken), reading.unclosed
    action, name, kept = "", "", {}
    for element in reading.elements:
        tag, attributes = element.tag, element.attributes
        if "id" in attributes:
            page.ids.append(attributes["id"])
        if tag == "a":
            page.links.append(element.get("href"))
            if "switch" in element.get("class").split():
                page.switches[element.get("hreflang")] = element.get("href")
        elif tag in ("link", "meta"):
            page.head.append(element)
            if tag == "link" and not {"canonical", "alternate", "license"} & set(element.get("rel").split()):
                page.fetched.add(element.get("href"))
        elif re.fullmatch("h[1-6]", tag):
            page.levels.append(int(tag[1]))
            if tag == "h1":
                page.headings.append(words(element))
        elif tag == "title" and not page.title:
            page.title = words(element)
        elif tag == "form":
            action, kept = element.get("action", page.address), {}
        elif tag == "input" and element.get("type") == "hidden":
            kept[element.get("name")] = element.get("value")
        elif tag == "select":
            name = element.get("name")
        elif tag == "option" and element.get("value"):
            page.choices.append(f"{action}?{urlencode({**kept, name: element.get('value')})}")
        for each in FETCHING.get(tag, ()):
            if attributes.get(each):
                page.fetched.add(attributes[each])


def crawl(client: Client, starts: Iterable[str]) -> dict[str, Page]:
    """Every page that links and single choices in forms lead to, and every page of those lists."""
    pages: dict[str, Page] = {}
    sampled: dict[str, str] = {}
    waiting = list(starts)
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        page = pages[address] = fetch(client, address)
        for target in {urldefrag(link)[0] for link in page.leads_to()}:
            version = VERSIONS.match(target)
            if version and sampled.setdefault(version[1], version[2]) != version[2]:
                continue
            if target not in pages and questions(target) <= 1:
                waiting.append(target)
    return pages


def everything(client: Client) -> Crawled:
    """Every page that links lead to, results of searches, and pages that say what is wrong."""
    starts = [f"/{code}/{rest}" for code in languages.codes() for rest in ("", *TYPED, *WRONG)]
    latin = {code: set(LATIN.findall(" ".join(filter(None, written_in(code))))) for code in languages.codes()}
    return Crawled(crawl(client, starts), verbatim(), latin)


def verbatim() -> set[str]:
    """Names of publishers, titles as printed, places in documents, codes: what nobody translates."""
    texts = set(Source.objects.values_list("slug", flat=True))
    texts |= set(Source.objects.values_list("publisher", flat=True))
    texts |= set(Source.objects.values_list("title", flat=True))
    texts |= set(Citation.objects.values_list("locator", flat=True))
    texts |= set(Citation.objects.values_list("asserts", flat=True))
    texts |= set(Country.objects.values_list("code", flat=True))
    texts |= {name for person in Person.objects.all() for name in person.other_names()}
    return {" ".join(text.split()) for text in texts if text}


def written_in(code: str) -> Iterator[str]:
    """Every text of the archive's records in one language."""
    for model in (*RECORDS, Citation):
        for name in fields_of(model):
            yield from model.objects.values_list(languages.column(name, code), flat=True)


def fields_of(model: type[Model]) -> list[str]:
    """Names of the fields of a model that have a column for each language."""
    return sorted(translator.get_options_for_model(model).all_fields)
