"""What is answered of a state or body that nothing shows to be a member."""

from django.db.models import Q
from django.utils.translation import gettext, ngettext

from archive import dates, languages, stances
from archive.answers.shown import MOST, Answer, Shows
from archive.lists.places import Place
from archive.models import Country, Statement
from archive.serialise.loading import columns
from archive.serialise.texts import choice_of, pairs


def answer(place: Place) -> Answer | None:
    """No member: nothing shows it, and what it is known to have said of it or had to do with it."""
    name = place.name.text
    sentence = gettext(
        "No, as far as is known: nothing in this archive shows that %(country)s is or was a member."
    )
    if not place.slug:
        more = [gettext("The archive has no record of %(country)s at all.") % {"country": name}]
        shown = [
            Shows("member-list", "", gettext("Members")),
            Shows("country-list", "", gettext("Countries and bodies")),
        ]
        return Answer(sentence % {"country": name}, more, shown)
    relation = Country.objects.filter(pk=place.pk).values_list("relation", flat=True).get()
    if relation == Country.Relation.SELF:
        return None  # the coalition is no member of itself
    told = languages.pick(choice_of(Country, "relation", relation), languages.current()).text
    more = [gettext("How it stands to the coalition: %(relation)s.") % {"relation": told}] if told else []
    said = _said_by(place)
    if said:
        count = ngettext(
            "%(number)s statement made in its name is recorded.",
            "%(number)s statements made in its name are recorded.",
            len(said),
        )
        more.append(count % {"number": len(said)})
    return Answer(sentence % {"country": name}, more, [Shows("country", place.slug, name), *said[:MOST]])


def _said_by(place: Place) -> list[Shows]:
    """Statements made in the name of a country or body, the first first."""
    together = Statement.parties.through.objects.filter(country=place.pk).values("statement")
    made = (
        Statement.objects.published()
        .filter(Q(country=place.pk) | Q(pk__in=together), voice=Statement.Voice.OFFICIAL)
        .exclude(pk__in=stances.lost())
        .order_by("date_sort", "slug")
    )
    found = []
    for slug, date, *speaker in made.values_list("slug", "date", *columns("speaker")):
        who = languages.pick(pairs(speaker), languages.current()).text
        when = dates.words(date) if date else ""
        found.append(Shows("statement", slug, gettext(", ").join(filter(None, [who, when]))))
    return found
