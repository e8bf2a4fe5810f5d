"""What a question asks, read word by word in both languages; None for what is no question we know."""

import re
from collections.abc import Container, Iterable
from typing import NamedTuple

from archive import dates, languages, posts, visible
from archive.dates import DateError, EDTFDate
from archive.lists import places
from archive.lists.places import Place
from archive.memo import remember
from archive.models import Country
from archive.models.regions import country_names
from archive.spelling.comparing import folded_text

#: Longer texts are no questions; a question has a few words.
LONGEST, MOST_WORDS = 200, 14
#: The most words of a date ("from 28 December 2016").
MOST_OF_DATE = 4

#: What a question can be about.
MEMBER, JOINED, LEFT, COUNT, COMMAND, LEAD = "member", "joined", "left", "count", "command", "lead"
#: Before the slug of the post that is asked for.
POST = "post:"


def _folded(text: str) -> frozenset[str]:
    return frozenset(folded_text(text).split())


WHEN = _folded("when since what which कब कबसे किस kab")
WHO = _folded("who whom कौन किसने किसका किसके kaun")
HOW_MANY = _folded("कितने कितनी कितना kitne number count total संख्या")
MEMBERS = _folded("member members membership सदस्य सदस्यों सदस्यता sadasya")
STATES = _folded("states countries nations country state देश देशों राष्ट्र")
JOIN = _folded("join joined joins joining accede acceded admitted शामिल जुड़ा जुड़े जुड़ी जुड़ने shamil")
LEAVE = _folded("leave left leaves quit withdrew withdraw अलग छोड़ा निकला हटा")
COMMANDS = _folded("command commands commanded commander commanding कमांडर कमान सेनापति")
LEADS = _folded("lead leads led leader leaders leading heads headed head chief नेतृत्व नेता प्रमुख मुखिया")
THE_COALITION = _folded(
    "coalition alliance imctc islamic military counter terrorism counter-terrorism गठबंधन गठबन्धन इस्लामी सैन्य "
    "आतंकवाद विरोधी आतंकवाद-विरोधी आईएमसीटीसी gathbandhan"
)
#: Words that decide nothing.
FILLING = _folded(
    "is are was were be been being has have had do does did a an the of in on at by to for it its this that "
    "there part belong belongs today now currently still yet ever year day date then as with become became "
    "क्या में का की के को से था थी थे है हैं हुआ हुई हुए हो होता बना बनी बने गया गई गए ने पर इस इसमें इसका इसके इसकी उस "
    "भी आज अब अभी तब तक साल वर्ष सन् सन दिन तारीख़ कर करता करते करती रहा रहे रही कुल वाला वाले "
    "भाग हिस्सा hissa bhi kya mein me ka ki ke ko tha hai hain hua"
)
#: The coalition, where a reader looks at its page: "is India in it", "क्या भारत इसमें है".
IN_IT = _folded("isme ismein इसमें")
#: Two words that are read as one.
PAIRS = {
    ("how", "many"): "kitne",
    ("in", "it"): "isme",
    ("of", "it"): "isme",
    ("to", "it"): "isme",
    ("is", "me"): "isme",
    ("is", "mein"): "isme",
    ("इस", "में"): "isme",
}
#: By these a text that names a country and the coalition alone is a question.
ASKS = _folded("is was are were does did क्या है था थे हैं kya hai tha")


class Question(NamedTuple):
    """What is asked, about which country and which date, where one is named."""

    about: str
    place: Place | None
    date: EDTFDate | None


def asked(text: str) -> Question | None:
    """The question that a text asks; None where a single word of it is not understood."""
    if not text or len(text) > LONGEST:
        return None
    words = _joined(_words(text))
    if not 2 <= len(words) <= MOST_WORDS or not _may_ask(words):
        return None
    place, words = _place(words)
    date, rest = _date(words)
    if rest is None:
        return None
    left = set(rest) - FILLING - THE_COALITION - IN_IT
    about = _about(left, place)
    if place and not left and set(rest) & (THE_COALITION | IN_IT) and set(rest) & ASKS:
        about = MEMBER  # "is India in the coalition"
    return Question(about, place, date) if about else None


def _words(text: str) -> list[str]:
    """The folded words of a text; a hyphen between letters parts them."""
    plain = re.sub(r"(?<=[^\W\d])-(?=[^\W\d])", " ", folded_text(text))
    return re.findall(r"[^\s?？।.,;:!\"“”‘’()]+", plain)


def _may_ask(words: Iterable[str]) -> bool:
    """Whether any word asks for what can be answered; decided without asking the database."""
    return bool(set(words) & (MEMBERS | JOIN | LEAVE | WHO | THE_COALITION | IN_IT | HOW_MANY))


def _joined(words: Iterable[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        if found and (one := PAIRS.get((found[-1], word))):
            found[-1] = one
        else:
            found.append(word)
    return found


def _about(left: set[str], place: Place | None) -> str:
    """What the words that are left ask, if nothing else is left; '' otherwise."""

    def only(*needed: frozenset[str], more: frozenset[str] = frozenset()) -> bool:
        allowed = frozenset().union(*needed, more)
        return all(left & each for each in needed) and not left - allowed

    if place:
        if only(WHEN, JOIN | MEMBERS):
            return JOINED
        if only(LEAVE, more=WHEN):
            return LEFT
        if only(MEMBERS, more=JOIN) or only(JOIN):
            return MEMBER
        return ""
    if only(HOW_MANY, MEMBERS | STATES):
        return COUNT
    if only(WHO, COMMANDS):
        return COMMAND
    if only(WHO, LEADS):
        return LEAD
    return f"{POST}{_post(left - WHO)}" if left & WHO and _post(left - WHO) else ""


def _post(words: set[str]) -> str:
    """The post whose title has these words and no others; '' where there is none."""
    titles = remember("titles of posts in questions", _titles)
    return titles.get(frozenset(words), "")


def _titles() -> dict[frozenset[str], str]:
    return {
        frozenset(set(_words(title)) - FILLING): held.post
        for held in reversed(posts.published())
        for title in held.office.values()
    }


# Names and dates --------------------------------------------------------------------------------------------


def names() -> dict[tuple[str, ...], str]:
    """Every name of a published country or body, as folded words, with its slug."""
    return remember("names of countries in questions", _names)


def _names() -> dict[tuple[str, ...], str]:
    known: dict[tuple[str, ...], str] = {}
    recorded = set()
    for country in Country.objects.all():
        recorded.add(country.code)
        if not visible.is_published(country.status):
            continue  # not even CLDR is asked for it: something may be known of it
        written = [*languages.texts(country, "name").values(), *country.other_names(), country.code]
        for name in filter(None, written):
            words = tuple(re.findall(r"[^\s.,‘’'()]+", folded_text(name)))
            # Two letters are a word of some language ("in", "is", "me").
            if words and (len(words) > 1 or len(words[0]) > 2):
                known.setdefault(words, country.slug)
    return {**_elsewhere(recorded), **known}


def _elsewhere(recorded: Container[str]) -> dict[tuple[str, ...], str]:
    """Names of countries of which the archive has no record at all, with their codes of ISO 3166-1."""
    known: dict[tuple[str, ...], str] = {}
    for lang in languages.codes():
        for code, name in country_names(lang).items():
            words = tuple(_words(name))
            if code not in recorded and (len(words) > 1 or len(words[0]) > 2):
                known.setdefault(words, code)
    return known


def _place(words: list[str]) -> tuple[Place | None, list[str]]:
    """The one country that is named, its longest name first, and the other words."""
    known = names()
    plain = [word.removesuffix("'s").strip("'") for word in words]
    for length in range(min(6, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            slug = known.get(tuple(plain[start : start + length]))
            if slug and (place := places.by_slug().get(slug) or _unrecorded(slug)):
                return place, words[:start] + words[start + length :]
    return None, words


def _unrecorded(code: str) -> Place | None:
    """A country without a record, as a place without an address."""
    texts = {lang: name for lang in languages.codes() if (name := country_names(lang).get(code))}
    return Place(0, "", code, "", texts, languages.pick(texts, languages.current())) if texts else None


def _date(words: list[str]) -> tuple[EDTFDate | None, list[str] | None]:
    """The one date that is named, and the other words; no words at all where digits say something else."""
    with_digits = [at for at, word in enumerate(words) if any(sign.isdigit() for sign in word)]
    if not with_digits:
        return None, words
    first, last = with_digits[0], with_digits[-1]
    for length in range(MOST_OF_DATE, 0, -1):
        for start in range(max(0, last - length + 1), min(first, len(words) - length) + 1):
            try:
                value = dates.read(" ".join(words[start : start + length])).value
            except DateError:
                continue
            return value, words[:start] + words[start + length :]
    return None, None
