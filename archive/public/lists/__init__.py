"""Lists of records, one module a noun."""

from archive.kinds import Kind
from archive.public.lists.countries import country_list
from archive.public.lists.events import event_list
from archive.public.lists.figures import figure_list
from archive.public.lists.members import member_list
from archive.public.lists.people import person_list
from archive.public.lists.posts import post_list
from archive.public.lists.sources import source_list
from archive.public.lists.statements import statement_list
from archive.public.lists.table import table
from archive.public.lists.topics import topic_list

#: Lists that are more than a table.
VIEWS = {
    "member": member_list,
    "country": country_list,
    "event": event_list,
    "statement": statement_list,
    "person": person_list,
    "post": post_list,
    "figure": figure_list,
    "source": source_list,
    "topic": topic_list,
}


def view_of(kind: Kind):
    """The view of the list of one kind: its own, or a table of its columns."""
    return VIEWS.get(kind.name) or table(kind)
