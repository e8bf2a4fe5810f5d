"""Write texts of the archive as a PO file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive import languages
from archive.entries.parts import KINDS
from archive.models import RECORDS
from archive.translating import po


class Command(BaseCommand):
    help = "Exports texts to be translated from one language into another as a PO file for import_texts."

    def add_arguments(self, parser):
        parser.add_argument("source", choices=languages.codes())
        parser.add_argument("target", choices=languages.codes())
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", choices=sorted(KINDS), default="", help="of one kind of record only")
        parser.add_argument("--waiting", action="store_true", help="only missing, outdated and rough texts")

    def handle(self, *, source, target, file, kind, waiting, **options):
        if source == target:
            raise CommandError(_("Choose two different languages."))
        kinds = [KINDS[kind]] if kind else RECORDS
        file.write_bytes(po.export(kinds, source, target, waiting=waiting))
