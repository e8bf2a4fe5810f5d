"""Accounts: Django's own rooms for them, for administrators, with lists that name what each person may do."""

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group, Permission, User
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from archive import languages
from archive.admin.choices import ChoicesMixin
from archive.admin.forms import offered
from archive.admin.searching import BoundedSearch
from imctc_site.accounts import factor, signins
from imctc_site.accounts.models import SignIn

admin.site.unregister(User)
admin.site.unregister(Group)

#: The groups that every archive has, named in the page's language wherever they are chosen or listed.
GROUPS = (
    gettext_noop("Editor"),
    gettext_noop("Publisher"),
    gettext_noop("Translator into Hindi"),
    gettext_noop("Translator into English"),
)
#: What a permission allows, by the beginning of its code name; the names Django stores are English.
ACTIONS = {
    "add": pgettext_lazy("permission", "add"),
    "change": pgettext_lazy("permission", "change"),
    "delete": pgettext_lazy("permission", "delete"),
    "view": pgettext_lazy("permission", "view"),
    "publish": pgettext_lazy("permission", "publish and withdraw"),
}


def group_words(group) -> str:
    return gettext(group.name) if group.name in GROUPS else group.name


# Titles, messages and crumbs of Django's rooms say what a group calls itself.
Group.__str__ = group_words  # type: ignore[method-assign, assignment]


def permission_words(permission) -> str:
    action, _mark, rest = permission.codename.partition("_")
    if action == "translate":
        texts = gettext("texts in %(language)s") % {"language": languages.name(rest)}
        return f"{texts} | {ACTIONS['change']}"
    return f"{permission.content_type.name} | {ACTIONS.get(action, permission.name)}"


class Choices(ChoicesMixin):
    """Groups and permissions to choose from, in the page's language."""

    class Media:
        js = ["archive/admin-choices.js"]

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.related_model is Permission:
            field.label_from_instance = permission_words  # type: ignore[method-assign, assignment]  # as Django's manual says
            # Second factors have no rooms, so there is nothing to permit.
            field.queryset = offered(field).exclude(content_type__app_label__startswith="otp_")
        return field


class GroupFilter(admin.RelatedFieldListFilter):
    """People by the group they belong to."""

    def field_choices(self, field, request, model_admin):
        named = ((group.pk, str(group)) for group in Group.objects.order_by())
        return sorted(named, key=lambda choice: choice[1])


@admin.register(Group)
class GroupsAdmin(BoundedSearch, Choices, GroupAdmin):
    list_display = ("words",)

    def get_deleted_objects(self, objs, request):
        """The groups alone; Django would list a row without a name for each of their rights."""
        shown, _counts, lacking, protected = super().get_deleted_objects(objs, request)
        groups = [each for each in shown if not isinstance(each, list)]
        return groups, {self.opts.verbose_name_plural: len(groups)}, lacking, protected

    @admin.display(description=_("name"), ordering="name")
    def words(self, group):
        return str(group)


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
class PersonAdmin(BoundedSearch, Choices, UserAdmin):
    change_password_form = PasswordForm
    list_display = ("username", "full_name", "rights", "email", "last_login", "second_factor", "state")
    actions = ("reset_second_factor",)
    readonly_fields = ("last_login", "date_joined")  # facts, not settings
    list_filter = (("groups", GroupFilter), "is_active", "is_superuser")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups", "totpdevice_set")

    def get_actions(self, request, **where):
        """Only an administrator takes a second factor away: it may be another administrator's.

        Django 6.1 says `where` actions shall stand.
        """
        actions = super().get_actions(request, **where)
        if not request.user.is_superuser:
            actions.pop("reset_second_factor", None)
        return actions

    @admin.action(description=_("Take the second factor away, so that the next sign-in sets up another"))
    def reset_second_factor(self, request, people):
        for person in people:
            if factor.reset(person):
                signins.note(request, person, SignIn.Result.RESET)
                self.message_user(request, _("%(name)s has no second factor now.") % {"name": person})
            else:
                self.message_user(
                    request, _("%(name)s had no second factor.") % {"name": person}, messages.WARNING
                )

    @admin.display(description=_("second factor"))
    def second_factor(self, person):
        has_one = any(device.confirmed for device in person.totpdevice_set.all())
        return gettext("set up") if has_one else "–"

    @admin.display(description=_("name"), ordering="first_name")
    def full_name(self, person):
        return person.get_full_name() or "–"

    @admin.display(description=_("groups"))
    def rights(self, person):
        if person.is_superuser:
            return gettext("administrator")
        return ", ".join(map(str, person.groups.all())) or "–"

    @admin.display(description=_("account"), ordering="is_active")
    def state(self, person):
        if not person.is_active:
            return gettext("closed")
        return gettext("may sign in") if person.is_staff else gettext("may not enter these rooms")
