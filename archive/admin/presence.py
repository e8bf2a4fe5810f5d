"""Who else has a record open: a line on its form, kept up to date by a script, without a lock.

Each open form says every `EVERY` seconds that it is there, while its tab is looked at: one row is written and
one query asked. Whoever has not been heard of for `FRESH` seconds is gone.
"""

from datetime import timedelta

from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from archive.admin.forms import number
from archive.models import Presence

EVERY, FRESH = 45, 120
#: After this, what is left of a tab that was closed without a word is taken away.
FORGOTTEN = timedelta(hours=1)


class PresenceMixin(admin.ModelAdmin):
    """For an admin of records: the door at which their forms say that they are open."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_open"
        view = self.admin_site.admin_view(require_POST(self.open_view))
        return [path("<path:object_id>/open/", view, name=name), *super().get_urls()]

    def open_view(self, request, object_id):
        """Note that a form is open (or, with `left`, no longer), and say in words who else has it open."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        key = number(object_id)
        if key is None:
            raise BadRequest("That is no number of a record.")
        here = {"kind": self.model.kind_name, "number": key}
        if "left" in request.POST:
            Presence.objects.filter(user=request.user, **here).delete()
            return JsonResponse({"said": ""})
        now = timezone.now()
        Presence.objects.bulk_create(
            [Presence(user=request.user, seen_at=now, **here)],
            update_conflicts=True,
            unique_fields=["kind", "number", "user"],
            update_fields=["seen_at"],
        )
        others = (
            Presence.objects.filter(seen_at__gt=now - timedelta(seconds=FRESH), **here)
            .exclude(user=request.user)
            .select_related("user")
            .order_by("pk")
        )
        said = words([each.user.get_full_name() or each.user.get_username() for each in others])
        if not said:  # somebody is alone here, and has the time to tidy up
            Presence.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
        return JsonResponse({"said": said})


def words(names: list[str]) -> str:
    """Who else is there, as a sentence; '' for nobody."""
    if not names:
        return ""
    text = ngettext(
        "%(who)s also has this record open. What each of you saves is merged.",
        "%(who)s also have this record open. What each of you saves is merged.",
        len(names),
    )
    return text % {"who": get_text_list(names, _("and"))}
