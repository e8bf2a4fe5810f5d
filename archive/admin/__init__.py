"""The editors' rooms: Django's admin, one file a noun."""

from archive.admin import (  # noqa: F401
    alias,
    country,
    event,
    figure,
    member,
    people,
    person,
    post,
    report,
    seed_claim,
    source,
    statement,
    term,
    topic,
)
