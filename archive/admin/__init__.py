"""The editors' rooms: Django's admin, one file a noun."""

from archive.admin import alias, country, event, figure, member, seed_claim, source, statement, topic  # noqa: F401
