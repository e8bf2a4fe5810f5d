from django.core.management.base import BaseCommand, CommandError

from archive import catalogues


class Command(BaseCommand):
    help = "Collects the interface texts into the catalogues and compiles them, without GNU gettext."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail if a text is untranslated or stale"
        )
        parser.add_argument("--compile", action="store_true", help="only compile what is stale")

    def handle(self, *args, check, compile, **options):
        if not check:
            if not compile:
                catalogues.update()
            for path in catalogues.compile_all():
                self.stdout.write(f"compiled {path.relative_to(catalogues.ROOT)}")
        if not compile and (problems := catalogues.problems()):
            raise CommandError("\n".join(problems))
