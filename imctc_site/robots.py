"""What programs ask every site for: what crawlers may leave out, and the icon where pages name none."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=3600)
def robots(request):
    """Crawlers leave out rooms for editors, and addresses that only repeat what others hold."""
    lines = ["User-agent: *", "Disallow: /language/"]
    for code in settings.LANGUAGE_CODES:
        lines += [f"Disallow: /{code}/admin/", f"Disallow: /{code}/search/"]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=3600)
def favicon(request):
    return HttpResponseRedirect(static("archive/icon.svg"))


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=3600)
def touch_icon(request):
    return HttpResponseRedirect(static("archive/icon-180.png"))
