"""The posts of the coalition: who held which when, and who was last known to hold it."""

from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from archive import languages, posts
from archive.data import formats
from archive.kinds.post import POST
from archive.memo import one_revision, remember
from archive.posts import Held
from archive.public.addresses import address
from archive.public.columns import Reader
from archive.public.fragments import fragment
from archive.public.http import public_page
from archive.public.page import page
from archive.public.tenure import pictures
from archive.serialise.texts import Texts


class Holder(NamedTuple):
    """One term of office as the page shows it; dates in EDTF."""

    #: Leads to the person.
    person: Markup
    #: The address of the term, where its sources stand.
    term: str
    started: str
    ended: str
    seen: str
    #: Whether sources differ on when it began.
    disputed: bool
    #: Whether the sources that showed it were withdrawn.
    lost: bool


class Office(NamedTuple):
    """One post with those who held it."""

    slug: str
    link: Markup
    holders: list[Holder]
    #: The last of them that is known, unless that ended.
    last: Holder | None


@public_page
@one_revision
def post_list(request):
    context = {"offices": offices(), "picture": drawn()}
    data = formats.links(request.path, POST.list_formats)
    return page(request, "posts.html", context, section="post-list", data=data)


def drawn() -> Markup:
    """The picture, made once for each language; '' where there is nothing to draw."""

    def made() -> Markup:
        held, reader = posts.standing(), Reader(languages.current())
        shapes = pictures(held)
        said = {each.slug: spoken(each, reader) for each in held}
        names = {each.post: reader.text(each.office).text or each.post for each in held}
        return fragment("includes/tenure.html", "tenure")(shapes, said, names) if shapes else Markup("")

    return remember(("picture of posts", languages.current()), made)


class Spoken(NamedTuple):
    """What a bar says to those who do not see it."""

    href: str
    name: str
    #: Its dates in EDTF.
    started: str
    ended: str
    seen: str
    disputed: bool


def spoken(held: Held, reader: Reader) -> Spoken:
    name = reader.text(held.name).text or held.person
    term = address("term", held.slug)
    return Spoken(term, name, held.started, held.ended, held.seen, held.disputed)


def offices() -> list[Office]:
    """Every post that readers see, in the order of the list, also those that nobody is known to have held."""
    held: dict[str, list[Held]] = {
        slug: list(group) for slug, group in groupby(posts.published(), key=lambda held: held.post)
    }
    listed = POST.listing
    rows = [row for batch in listed.batches(listed.filters.read({})) for row in batch]
    return [office(row.slug, row.office, held.get(row.slug, [])) for row in rows]


def office(slug: str, name: Texts, held: list[Held]) -> Office:
    reader = Reader(languages.current())
    holders = [holder(each, reader) for each in held]
    last = max((each for each in held if not each.lost), key=posts.recent, default=None)
    link = reader.link(address("post", slug), reader.text(name) or languages.Text(slug, ""))
    return Office(slug, link, holders, holders[held.index(last)] if last and not last.has_ended else None)


def holder(held: Held, reader: Reader) -> Holder:
    name = reader.text(held.name) or languages.Text(held.person, "")
    return Holder(
        reader.link(address("person", held.person), name),
        address("term", held.slug),
        held.started,
        held.ended,
        held.seen,
        held.disputed,
        held.lost,
    )
