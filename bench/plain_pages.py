"""Yardstick (b): the list and the page of statements as everybody writes them first.

They show what ours show: whoever adds something to a page adds it here as well. Joins are asked for where a
row shows another record, so that what is measured is not a mistake.
"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.utils.translation import get_language
from django.views.generic import DetailView, ListView

from archive.models import Statement, Version
from bench.plain_api import api


class StatementList(ListView):
    template_name = "plain/statement_list.html"
    paginate_by = 50

    def get_queryset(self):
        return Statement.objects.published().select_related("country")


class StatementDetail(DetailView):
    template_name = "plain/statement_detail.html"

    def get_queryset(self):
        related = Statement.objects.readable().select_related("country", "about", "event", "person")
        return related.prefetch_related("parties")

    def get_context_data(self, **context):
        shown = self.object
        versions = Version.objects.filter(kind="statement", slug=shown.slug).defer("data")
        return super().get_context_data(
            citations=list(shown.citations.select_related("source")),
            parties=list(shown.parties.all()),
            last=versions.order_by("-number").first(),
            endings=("json", "bib", "ris", "csl.json"),
            languages=settings.LANGUAGES,
            linked={
                "@context": "https://schema.org",
                "@type": "WebPage",
                "url": self.request.build_absolute_uri(),
                "inLanguage": get_language(),
                "mainEntity": {"@type": "Quotation", "text": shown.quote, "creator": shown.speaker},
            },
            **context,
        )


pages = i18n_patterns(
    path("plain/statements/", StatementList.as_view()),
    path("plain/statements/<slug:slug>/", StatementDetail.as_view()),
    path("", include("archive.public.urls")),
)
urlpatterns = [path("plain/api/", api.urls), *pages]
