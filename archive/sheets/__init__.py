"""Records as rows of a sheet: CSV, XLSX and JSON, written from the archive and read into it.

One row is one record: its kind under `record`, its address name under `slug`, one column for each field and
language (`title_hi`, `title_en`), its citations as JSON. A blank cell leaves what is stored, `∅` empties it.
"""

from archive.sheets.exporting import export
from archive.sheets.importing import Imported, Problem, import_rows
from archive.sheets.reading import Unreadable, read

__all__ = ["Imported", "Problem", "Unreadable", "export", "import_rows", "read"]
