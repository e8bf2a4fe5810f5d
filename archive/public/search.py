"""The page of search results."""

from archive.public.http import public_page
from archive.public.page import page


@public_page
def search(request):
    return page(request, "soon.html", section="search")
