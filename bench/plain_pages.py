"""Yardstick (b): the list and the page of statements as everybody writes them first.

Joins are asked for where a row shows another record, so that what is measured is not a mistake.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import DetailView, ListView

from archive.models import Statement
from bench.plain_api import api


class StatementList(ListView):
    template_name = "plain/statement_list.html"
    paginate_by = 50

    def get_queryset(self):
        return Statement.objects.published().select_related("country")


class StatementDetail(DetailView):
    template_name = "plain/statement_detail.html"

    def get_queryset(self):
        return Statement.objects.readable().select_related("country", "event")

    def get_context_data(self, **context):
        citations = self.object.citations.select_related("source")
        return super().get_context_data(citations=citations, **context)


pages = i18n_patterns(
    path("plain/statements/", StatementList.as_view()),
    path("plain/statements/<slug:slug>/", StatementDetail.as_view()),
    path("", include("archive.public.urls")),
)
urlpatterns = [path("plain/api/", api.urls), *pages]
