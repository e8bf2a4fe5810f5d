"""A few public pages of the simplest kind, for the tests of how any public page is answered."""

import functools

from django.conf.urls.i18n import i18n_patterns
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone

from archive.models import Country
from archive.public.http import public_page

#: Makes the page long enough for compression to be worth it.
PARAGRAPH = "<p>देशों के नाम, बिना किसी और बात के।</p>\n" * 50

#: How often the views were called; tests empty it.
calls = []


@public_page(params=("kind", "page"))
def names(request):
    calls.append(request.get_full_path())
    countries = Country.objects.published()
    if kind := request.GET.get("kind"):
        countries = countries.filter(kind=kind)
    listed = " ".join(countries.order_by("code").values_list("name_en", flat=True))
    return HttpResponse(f"{PARAGRAPH}{request.GET.urlencode()}|{listed}|{timezone.localdate()}")


@public_page
def name(request, slug):
    calls.append(request.get_full_path())
    seen = (
        Country.objects.all() if request.user.has_perm("archive.view_country") else Country.objects.readable()
    )
    country = seen.filter(slug=slug).first()
    if country is None:
        raise Http404
    return HttpResponse(f"{PARAGRAPH}{country.name_en} {request.user}")


@public_page(params=("page",))
def refusing(request):
    return HttpResponse("There is no such page.", status=400)


@public_page
def moved(request):
    return HttpResponseRedirect("/hi/names/")


@public_page
def setting_a_cookie(request):
    response = HttpResponse(PARAGRAPH)
    response.set_cookie("seen", "1")
    return response


@public_page
def private_by_itself(request):
    return HttpResponse(PARAGRAPH, headers={"Cache-Control": "no-store"})


@public_page
def short(request):
    return HttpResponse("ok")


def undecorated(request):
    return HttpResponse(PARAGRAPH)


def refused(request, exception=None, status=404):
    return HttpResponse("There is nothing here.", status=status)


handler404 = refused
handler400 = functools.partial(refused, status=400)
handler500 = functools.partial(refused, status=500)

urlpatterns = i18n_patterns(
    path("names/", names),
    path("names/<slug:slug>/", name),
    path("refusing/", refusing),
    path("moved/", moved),
    path("cookie/", setting_a_cookie),
    path("private/", private_by_itself),
    path("short/", short),
    path("undecorated/", undecorated),
)
