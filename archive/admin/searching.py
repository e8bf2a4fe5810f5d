"""The search boxes of editors, bounded like those of readers."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _

from archive.search.lookup import TooMuch
from archive.search.reading import MOST_WORDS, shortened


class BoundedSearch(admin.ModelAdmin):
    """Of what is typed, no more is looked for than one search may cost."""

    def get_search_results(self, request, queryset, search_term):
        text, _cut = shortened(search_term)
        return super().get_search_results(request, queryset, " ".join(text.split()[:MOST_WORDS]))


def found_or_warning(request, find):
    """What `find()` finds; nothing, with a sentence for the editor, where it would be too much."""
    try:
        return find()
    except TooMuch:
        if request.resolver_match.url_name.endswith("_changelist"):  # a list of choices has no place for it
            messages.warning(request, _("This search asks for too much at once. Write fewer words."))
        return []
