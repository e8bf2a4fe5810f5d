"""Pages of single records."""

from archive.public.http import public_page
from archive.public.page import page


def _stub(section):
    @public_page
    def view(request, slug):
        return page(request, "soon.html", section=section)

    return view


member = _stub("member-list")
country = _stub("country-list")
event = _stub("event-list")
statement = _stub("statement-list")
source = _stub("source-list")
figure = _stub("figure-list")
topic = _stub("topic-list")
