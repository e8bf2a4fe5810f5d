"""What crawlers may leave out: rooms for editors, and addresses that only repeat what others hold."""

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request):
    lines = ["User-agent: *", "Disallow: /language/"]
    for code in settings.LANGUAGE_CODES:
        lines += [f"Disallow: /{code}/admin/", f"Disallow: /{code}/search/"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
