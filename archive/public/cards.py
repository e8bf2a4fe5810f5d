"""The picture of a record, for shared links."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect

from archive import cards, languages
from archive.data import formats
from archive.kinds import Kind, readform
from archive.public.addresses import address
from archive.public.data import open_to_all
from archive.public.http import public_page
from archive.public.records import Moved, find


def card(kind: Kind):
    """The view of the pictures of one kind; as for data, drafts have none."""

    @public_page
    def view(request, slug: str):
        try:
            obj = find(kind, slug, request.user)
        except Moved as moved:
            return HttpResponsePermanentRedirect(formats.address(address(kind.name, moved.slug), "png"))
        if not obj.is_published:
            raise Http404
        if elsewhere := kind.elsewhere(obj):
            return HttpResponseRedirect(formats.address(address(*elsewhere), "png"))
        body = cards.picture(readform.record(obj), languages.current())
        response = HttpResponse(body, content_type="image/png")
        return open_to_all(response)

    view.__name__ = f"{kind.name}_card"
    return view
