"""The record of sign-ins for administrators; the secrets of django-otp for nobody."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from imctc_site.accounts.models import SignIn

# Their own rooms show keys, from which every code follows. What is needed of them is in the list of users.
for model in (TOTPDevice, StaticDevice):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(SignIn)
class SignInAdmin(admin.ModelAdmin):
    list_display = ("last", "person", "result", "times", "address")
    list_filter = ("result", "last")
    search_fields = ("user__username",)
    list_select_related = ("user",)
    list_display_links = None
    list_per_page = 100

    @admin.display(description=_("person"), ordering="user__username")
    def person(self, sign_in):
        return sign_in.user or _("a name that no account has")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
