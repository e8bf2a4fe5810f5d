from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "imctc_site.accounts"
    verbose_name = _("Sign-ins")

    def ready(self):
        from imctc_site.accounts import signins  # noqa: F401 (its receivers)
