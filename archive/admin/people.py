"""Accounts: Django's own rooms for them, for administrators, with lists that name what each person may do."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import User
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

admin.site.unregister(User)


class PasswordForm(AdminPasswordChangeForm):
    """Says its warning in the reader's language; Django's is English only."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if choice := self.fields.get("usable_password"):
            choice.help_text = format_html(
                '<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
                _("If this is disabled, the person’s present password is lost."),
            )


@admin.register(User)
class PersonAdmin(UserAdmin):
    change_password_form = PasswordForm
    list_display = ("username", "full_name", "rights", "email", "last_login", "state")
    list_filter = ("groups", "is_active", "is_superuser")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("name"), ordering="first_name")
    def full_name(self, person):
        return person.get_full_name() or "–"

    @admin.display(description=_("groups"))
    def rights(self, person):
        if person.is_superuser:
            return gettext("administrator")
        return ", ".join(group.name for group in person.groups.all()) or "–"

    @admin.display(description=_("account"), ordering="is_active")
    def state(self, person):
        if not person.is_active:
            return gettext("closed")
        return gettext("may sign in") if person.is_staff else gettext("may not enter these rooms")
