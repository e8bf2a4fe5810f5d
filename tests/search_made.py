"""A small archive for the tests of the search, and a short way to ask it."""

from archive.models import Country, Event, Member, Source, Statement, Topic
from archive.search import finding, ranking, showing


def small_archive() -> None:
    pakistan = Country.objects.create(
        slug="pakistan", code="PK", name_hi="पाकिस्तान", name_en="Pakistan", aliases="पाक", status="published"
    )
    turkiye = Country.objects.create(
        slug="turkiye",
        code="TR",
        name_hi="तुर्किये",
        name_en="Türkiye",
        aliases="तुर्की\nTurkey",
        status="published",
    )
    russia = Country.objects.create(
        slug="russia", code="RU", name_hi="रूस", name_en="Russia", status="published"
    )
    Member.objects.create(
        slug="pakistan",
        country=pakistan,
        joined="2015-12-15",
        summary_hi="संयुक्त वक्तव्य में नाम।",
        summary_en="Named in the joint statement.",
        status="published",
    )
    appointment = Event.objects.create(
        slug="appointment",
        date="2017-01-06",
        kind="appointment",
        title_hi="राहील शरीफ़ की नियुक्ति",
        title_en="Raheel Sharif is appointed",
        summary_hi="गठबंधन की कमान पाकिस्तान के पूर्व सेना प्रमुख को मिली।",
        summary_en="The former army chief of Pakistan takes command of the coalition.",
        status="published",
    )
    appointment.participants.add(pakistan)
    Event.objects.create(
        slug="drill",
        date="2016-02-27/2016-03-10",
        kind="exercise",
        title_en="Exercise North Thunder",
        summary_en="Twenty states, Turkey among them, trained in the north.",
        status="published",
    )
    Statement.objects.create(
        slug="russian-view",
        country=russia,
        date="2015-12-15",
        kind="reservation",
        speaker_hi="दिमित्री पेस्कोव",
        speaker_en="Dmitry Peskov",
        gist_hi="रूसी पक्ष को ब्योरे चाहिए।",
        gist_en="The Russian side wants details.",
        status="published",
    )
    Statement.objects.create(
        slug="turkish-view",
        country=turkiye,
        date="2015-12-15",
        kind="support",
        speaker_hi="अहमत दावुतोग्लू",
        speaker_en="Ahmet Davutoğlu",
        gist_hi="देशों का साथ आना सबसे अच्छा जवाब है।",
        gist_en="Standing together is the best answer.",
        status="published",
    )
    Topic.objects.create(
        slug="mandate",
        title_hi="उद्देश्य और आधार",
        title_en="Mandate and footing",
        body_hi="यह गठबंधन आतंकवाद के ख़िलाफ़ है [@statement]।",
        body_en="The coalition is *against terrorism* [@statement].",
        status="published",
    )
    Source.objects.create(
        slug="statement",
        title="Joint Statement",
        publisher="Saudi Press Agency",
        language="en",
        kind="official",
        date="2015-12-15",
        status="published",
    )


def found(text: str, language: str = "hi", **filters) -> list[str]:
    """What a search finds, as `kind/slug`, in order."""
    answer = finding.find(text, language, ranking.Filters(**filters))
    return [f"{hit.kind}/{hit.slug}" for hit in showing.hits(answer.query, answer.rows, language)]


def first(text: str, language: str = "hi") -> showing.Hit:
    """The first hit of a search."""
    answer = finding.find(text, language)
    return showing.hits(answer.query, answer.rows, language)[0]


def plain(parts) -> str:
    """A title or snippet with its matching words in brackets."""
    return "".join(f"[{part.text}]" if part.matched else part.text for part in parts)
