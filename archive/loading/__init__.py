"""Files of records brought into the archive: by `load_archive`, and by Django's own `loaddata`."""

from archive.entries.parts import FixtureError
from archive.loading.records import Existing, Writer, default_paths, is_empty, load

__all__ = ["Existing", "FixtureError", "Writer", "default_paths", "is_empty", "load"]
