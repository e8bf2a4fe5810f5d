"""`manage.py first_run`: an editor and a publisher for an archive that nobody can sign in to yet."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

#: Account name: the group it belongs to (the groups are made by a migration).
ACCOUNTS = {"editor": "Editor", "publisher": "Publisher"}


class Command(BaseCommand):
    help = "Makes an editor and a publisher with random passwords, shown once, unless there are accounts."

    @transaction.atomic
    def handle(self, *args, **options):
        users = get_user_model()
        if users.objects.exists():
            return
        self.stdout.write("Two accounts were made. Their passwords are shown this once and kept nowhere:")
        for name, group in ACCOUNTS.items():
            password = secrets.token_urlsafe(12)
            user = users.objects.create_user(name, password=password, is_staff=True)
            user.groups.add(Group.objects.get(name=group))
            self.stdout.write(f"  {name:10} {password}")
        if settings.SECOND_FACTOR != "nobody":
            self.stdout.write(
                "The publisher sets up a second factor at the first sign-in, in an authenticator app."
            )
            if settings.SECOND_FACTOR_MAY_BE_SKIPPED:
                self.stdout.write("On this machine alone that may be skipped: press the button below.")
