"""Lists of records: members, countries and bodies, events, statements, figures. One module a noun."""

from archive.public.lists.countries import country_list
from archive.public.lists.events import event_list
from archive.public.lists.figures import figure_list
from archive.public.lists.members import member_list
from archive.public.lists.statements import statement_list

__all__ = ["country_list", "event_list", "figure_list", "member_list", "statement_list"]
