"""`manage.py restore FILE`: a copy put back, if it is whole and nothing is lost unasked."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, Error, connection
from django.db.migrations.loader import MigrationLoader

from archive import revision
from archive.management.commands.backup import records
from archive.models import RECORDS
from imctc_site import backups


class Command(BaseCommand):
    help = (
        "Puts a copy made by `backup` in the place of the database, after reading all of it. A database that "
        "holds records or accounts is replaced only with --replace."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the copy")
        parser.add_argument("--replace", action="store_true", help="replace what the database holds now")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done, and change nothing"
        )

    def handle(self, *, file: Path, replace: bool, dry_run: bool, verbosity: int, **options):
        way = backups.engine(DEFAULT_DB_ALIAS)
        try:
            contents = way.read(file, lambda done, total: None)
            refuse_newer(file, contents)
            said = f"{file} is whole: {records(contents)} records, {contents.rows['auth_user']} accounts."
            self.stdout.write(said)
            held = self.held_now()
            if held and not replace:
                raise CommandError(
                    f"The database holds {held}; nothing was changed. "
                    "Say --replace if the copy shall take its place."
                )
            way.check_unused(connection)
            if dry_run:
                self.stdout.write(f"It would be put in the place of {held or 'an empty database'}.")
                return
            before = way.put_back(connection, file)
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        call_command("migrate", interactive=False, verbosity=0)
        call_command("rebuild_search", if_stale=True, verbosity=0)
        revision.advance()  # no page of before is the present one, whatever number the copy had
        self.stdout.write("The copy is in place. Start the site.")
        if before:
            self.stdout.write(before)

    def held_now(self) -> str:
        """What would be lost, in words; '' for nothing, and for a database that is not there."""
        if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
            return ""  # asking would make an empty one
        try:
            tables = connection.introspection.table_names()
            count = sum(m.objects.count() for m in RECORDS if m._meta.db_table in tables)
            users = get_user_model()
            accounts = users.objects.count() if users._meta.db_table in tables else 0
        except Error:
            return "what cannot be read"
        return f"{count} records and {accounts} accounts" if count or accounts else ""


def refuse_newer(file: Path, contents: backups.Contents) -> None:
    """A copy of a later version of the archive has tables that this one does not know."""
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    apps = {app for app, _name in known}
    unknown = sorted(name for app, name in contents.migrations if app in apps and (app, name) not in known)
    if unknown:
        raise backups.BackupError(
            f"{file} was made by a later version of the archive ({', '.join(unknown)}); install that first."
        )
