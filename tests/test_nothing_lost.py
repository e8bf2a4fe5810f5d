"""Two editors and a publisher save at random, for long: all is kept, and nobody's is overwritten unseen.

Each types words that nobody else types. Whenever a word is gone from what a record or its working copy says,
whoever saved had it before their eyes: in the form, in a difference that they published, or in what they took
back.
"""

import os
import random
import re

import pytest

from archive.editing import copies
from archive.entries.written import Written
from archive.models import Event, Status, Version, WorkingCopy
from archive.versions import history
from tests.rooms import Form, editor, publisher, records, url

pytestmark = pytest.mark.django_db

#: Saves of each of the three; more by `SAVES=200`.
SAVES = int(os.environ.get("SAVES", "20"))
SEED = 20261127
WORD = re.compile(r"\b[Ww](?:[a-j]+)z\b")
FIELDS = ("summary_en", "title_en", "place_en")
State = WorkingCopy.State


def words(text: str) -> set[str]:
    return set(WORD.findall(text))


class Room:
    """One of the three at work, with forms that may have been open for long."""

    def __init__(self, world, client, decides):
        self.world, self.client, self.decides = world, client, decides
        self.forms: list[tuple[Form, set[str]]] = []

    def step(self):
        deeds = [self.open, self.save, self.save, self.save, self.save, self.undo, self.follow]
        self.world.random.choice(deeds)()

    def open(self):
        record = self.world.random.choice(self.world.records)
        page = "change"
        if copies.unfinished(record) is not None and self.world.random.random() < 0.5:
            page = "copy"
        form = Form(self.client, url(record, page))
        form.record, form.of_copy = record, page == "copy"
        self.forms.append((form, self.seen(form.response)))

    def seen(self, response) -> set[str]:
        return words(response.content.decode())

    def save(self):
        if len(self.forms) < 2:
            self.open()
        form, seen = self.forms.pop(self.world.random.randrange(len(self.forms)))
        word = self.world.new_word()
        name = self.world.random.choice(FIELDS)
        form.data[name] = self.typed(form.data[name], word, name)
        if self.world.random.random() < 0.2:
            form.data["summary_hi"] = self.world.random.choice(["बैठक रियाद में हुई।", "बैठक हुई।"])
        button = "_save" if self.decides and not form.of_copy else "_copy"
        for _attempt in range(4):
            before = self.world.state()
            answer = form.submit(button)
            if answer.status_code == 302:
                self.world.accepted(word, before, seen, form.record)
                return
            seen |= self.seen(answer)
            page = answer.content.decode()
            assert word in page, "what was typed is lost on the way"
            if found := re.search(r'name="_nevertheless" value="([^"]*)"', page):
                form.data["_nevertheless"] = found[1]
            if "begun a working copy that says something else" in page:
                return  # it is to be changed there
        self.world.refused += 1

    def typed(self, text: str, word: str, name: str) -> str:
        if name != "summary_en":
            return f"{text[:60]} {word}" if self.world.random.random() < 0.5 else word
        paragraphs = text.split("\r\n\r\n")
        place = self.world.random.randrange(len(paragraphs))
        if self.world.random.random() < 0.5 and len(paragraphs) < 9:
            paragraphs.insert(place, f"A new one, {word}.")
        else:
            paragraphs[place] = f"{paragraphs[place][:90]} {word}."
        return "\r\n\r\n".join(paragraphs)

    def undo(self):
        record = self.world.random.choice(self.world.records)
        numbers = list(history.of(record).values_list("number", flat=True)[:6])
        if not numbers:
            return
        number = self.world.random.choice(numbers)
        address = f"{url(record, 'history')}{number}/"
        how = self.world.random.choice(["take_back", "take_back", "back_to"])
        before, seen = self.world.state(), self.seen(self.client.get(address))
        record.refresh_from_db()
        self.client.post(address, {how: "1", "seen": str(record.version), "why": "Undone."})
        if how == "back_to":  # says that everything since goes
            seen |= before[0][record.pk] | before[1][record.pk]
        self.world.check(before, seen)

    def follow(self):
        """What becomes of a working copy; and now and then a withdrawal, or a return from it."""
        record = self.world.random.choice(self.world.records)
        copy = copies.unfinished(record)
        if self.decides and self.world.random.random() < 0.15:
            return self.withdraw(record)
        if copy is None:
            return None
        address = f"/en/admin/copies/{copy.pk}/"
        looked_at = self.client.get(address)
        button = self.world.random.choice(["publish", "publish", "return"] if self.decides else ["submit"])
        ticked = re.search(r'name="_nevertheless" value="([^"]*)"', looked_at.content.decode())
        posted = {button: "1", "seen": str(copy.number), "comment": "Again."}
        if ticked:
            posted["_nevertheless"] = ticked[1]
        before = self.world.state()
        self.client.post(address, posted)
        self.world.check(before, self.seen(looked_at), published=record)

    def withdraw(self, record):
        form = Form(self.client, url(record))
        gone = form.data.get("status") == Status.WITHDRAWN
        form.fill(status=Status.PUBLISHED if gone else Status.WITHDRAWN)
        if not gone:
            form.data["withdrawn_reason_en"] = "Mistaken."
            form.data["withdrawn_reason_hi"] = "ग़लत था।"
        before, seen = self.world.state(), self.seen(form.response)
        form.submit("_save")
        self.world.check(before, seen)


class World:
    def __init__(self, made):
        self.random = random.Random(SEED)
        other = Event.objects.create(
            slug="other",
            date="2018",
            kind="visit",
            title_en="Other",
            title_hi="दूसरी",
            status=Status.PUBLISHED,
        )
        self.records = [made.event, other]
        self.count = self.refused = 0
        self.kept: set[str] = set()
        #: Words of working copies that were knowingly written over before they were published.
        self.replaced: set[str] = set()
        self.done = {"saved": 0, "published": 0}

    def new_word(self) -> str:
        self.count += 1
        return "w" + "".join("abcdefghij"[int(digit)] for digit in str(self.count)) + "z"

    def state(self) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
        """The words that stand in each record, and in its working copy."""
        public, copied = {}, {}
        for record in Event.objects.filter(pk__in=[each.pk for each in self.records]):
            public[record.pk] = words(Written.of(record).json())
            copy = copies.unfinished(record)
            copied[record.pk] = self.own(copy, record, public[record.pk]) if copy else set()
        return public, copied

    @staticmethod
    def own(copy, record, public: set[str]) -> set[str]:
        """The words of a copy, without those that it was only begun from and that are not public any more.

        Where a copy and the record clash, the copy's text is shown whole, those words with it; they go once
        that is over. Whoever took them from the record had them before their eyes: that is looked at there.
        """
        return words(copies.rebased(copy, record).written.json()) - (words(copy.base) - public)

    def accepted(self, word, before, seen, record):
        self.done["saved"] += 1
        self.kept.add(word)
        public, copied = self.state()
        assert word in public[record.pk] | copied[record.pk]
        self.check(before, seen | {word})

    def check(self, before, seen, published=None):
        """Nobody has overwritten what they had not before their eyes."""
        after = self.state()
        for record in self.records:
            key = record.pk
            lost = before[0][key] - after[0][key]
            assert lost <= seen, f"overwritten unseen: {lost - seen}"
            if copies.unfinished(record) is not None or not before[1][key]:
                lost = before[1][key] - after[1][key] - after[0][key]
                assert lost <= seen | before[0][key], f"lost from a copy: {lost - seen}"
                self.replaced |= lost
            elif published is not None:
                self.done["published"] += 1
                assert before[1][key] <= after[0][key] | seen

    def everything(self) -> set[str]:
        """The words of all versions, and of all working copies."""
        texts = [Written.of(Event.objects.get(pk=record.pk)).json() for record in self.records]
        texts += [version.data for version in Version.objects.filter(kind="event")]
        texts += [copy.data for copy in WorkingCopy.objects.all()]
        return set().union(*map(words, texts))


def test_what_is_saved_at_random_is_all_there_and_none_is_overwritten_unseen(settings):
    settings.EDITORS_CHANGE_PUBLISHED = False
    world = World(records())
    rooms = [
        Room(world, editor("Asha"), False),
        Room(world, editor("John"), False),
        Room(world, publisher("Vikram"), True),
    ]
    steps = 0
    while world.done["saved"] < 3 * SAVES and steps < 12 * SAVES:
        world.random.choice(rooms).step()
        steps += 1
    assert world.done["saved"] >= 2 * SAVES, world.done
    assert world.done["published"] > SAVES // 20
    assert world.kept <= world.everything() | world.replaced
    assert Version.objects.filter(origin=Version.Origin.UNDONE).exists()
