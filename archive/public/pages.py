"""Pages that are not one record: home, about, topics, the claims of the seed text."""

from archive.public.http import public_page
from archive.public.page import page


@public_page
def home(request):
    return page(request, "home.html", section="home")


@public_page
def about(request):
    return page(request, "soon.html", section="about")


@public_page
def topic_list(request):
    return page(request, "soon.html", section="topic-list")


@public_page
def seed_text(request):
    return page(request, "soon.html", section="seed-text")
