"""`manage.py reset_second_factor NAME`: for somebody who lost telephone and recovery codes."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from imctc_site.accounts import factor, signins
from imctc_site.accounts.models import SignIn


class Command(BaseCommand):
    help = "Takes a person’s second factor away; the next sign-in sets up another."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name of the account")

    def handle(self, *args, name, **options):
        user = signins.owner(name)
        if user is None:
            known = ", ".join(
                get_user_model().objects.order_by("username").values_list("username", flat=True)[:20]
            )
            raise CommandError(f"There is no account “{name}”. There are: {known or 'none'}.")
        if factor.reset(user):
            signins.note(None, user, SignIn.Result.RESET)
            self.stdout.write(f"{name} has no second factor now; the next sign-in sets up another.")
        else:
            self.stdout.write(f"{name} had no second factor. Nothing was changed.")
