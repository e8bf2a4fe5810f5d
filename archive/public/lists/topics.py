"""The pages of background, each with its opening."""

from itertools import chain, islice

from archive.data import formats
from archive.kinds.topic import TOPIC
from archive.memo import one_revision
from archive.public.http import public_page
from archive.public.page import page


@public_page(params=TOPIC.listing.filters.parameters)
@one_revision
def topic_list(request):
    listed = TOPIC.listing
    rows = islice(chain.from_iterable(listed.batches(listed.filters.read(request.GET))), listed.size)
    topics = [{"type": "topic", **row._asdict()} for row in rows]
    data = formats.links(request.path, TOPIC.list_formats)
    return page(request, "topics.html", {"topics": topics}, section="topic-list", data=data)
