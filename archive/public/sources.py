"""The list of sources."""

from archive.public.http import public_page
from archive.public.page import page


@public_page
def source_list(request):
    return page(request, "soon.html", section="source-list")
