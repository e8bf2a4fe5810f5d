"""Lists of records: members, events, statements, countries and bodies, figures."""

from archive.public.http import public_page
from archive.public.page import page


def _stub(section):
    @public_page
    def view(request):
        return page(request, "soon.html", section=section)

    return view


member_list = _stub("member-list")
country_list = _stub("country-list")
event_list = _stub("event-list")
statement_list = _stub("statement-list")
figure_list = _stub("figure-list")
