from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.citations import CitationInline
from archive.admin.columns import text
from archive.admin.record import RecordAdmin
from archive.models import SeedClaim


@admin.register(SeedClaim)
class SeedClaimAdmin(RecordAdmin):
    list_display = ("position", "claim_text", "verdict", "badge", "written", "sources")
    list_display_links = ("position", "claim_text")
    own_filters = ("part", "verdict")
    inlines = (CitationInline,)
    sections = (
        (
            _("Claim of the Hindi Wikipedia text"),
            ["part", "position", ("words",), ("claim",), "verdict", ("finding",)],
        ),
    )

    claim_text = text("claim", _("claim"), length=200)
