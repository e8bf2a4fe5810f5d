"""Write records of one kind as a sheet."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive import sheets
from archive.entries.parts import KINDS
from archive.sheets.exporting import TYPES, TooLong


class Command(BaseCommand):
    help = "Exports all records of one kind to a sheet (.csv, .xlsx or .json), which import_records reads."

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=sorted(KINDS))
        parser.add_argument("file", type=Path)

    def handle(self, *, kind, file, **options):
        ending = file.suffix.lower().lstrip(".")
        if ending not in TYPES:
            raise CommandError(_("A sheet ends with .csv, .xlsx or .json."))
        model = KINDS[kind]
        try:
            content = sheets.export(model, model._default_manager.order_by("slug"), ending)
        except TooLong as error:
            raise CommandError(str(error)) from error
        file.write_bytes(content)
