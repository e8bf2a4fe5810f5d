"""The state of a record that something was begun with: a form, as a rule.

Merging needs it (`archive.editing.merging`), and nobody else has it: others may have saved since. A form
takes it along, signed and compressed, so that nothing has to be kept on the server and nothing can be forged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.core import signing

from archive.entries.written import Cited, Values, Written, citation_values, own_fields, plain
from archive.models import Citation, Record


@dataclass
class Opened:
    """A record as it was written, each citation with its number in the database."""

    written: Written
    #: The number by which each citation is sorted, by its primary key.
    positions: dict[int, int]

    @classmethod
    def of(cls, record: Record, citations: Iterable[Citation] = ()) -> Self:
        """The state of a stored record; `citations` are its citations, with their sources."""
        citations = list(citations)
        fields = own_fields(type(record)).items()
        values: Values = {"slug": record.slug, **{name: plain(record, each) for name, each in fields}}
        cited = [Cited(citation_values(each), each.pk) for each in citations]
        return cls(Written(record.kind_name, values, cited), {each.pk: each.position for each in citations})

    def signed(self, record: Record) -> str:
        """A text that goes through other hands, of use for this record alone."""
        rows = [
            [each.pk, self.positions.get(each.pk or 0, 0), each.values] for each in self.written.citations
        ]
        return signing.dumps([self.written.values, rows], salt=_salt(record), compress=True)

    @classmethod
    def read(cls, text: str, record: Record) -> Self | None:
        """The state that came back; None if it is missing, of another record, or forged."""
        try:
            values, rows = signing.loads(text, salt=_salt(record))
            citations = [Cited(said, pk) for pk, _position, said in rows]
        except (signing.BadSignature, TypeError, ValueError):
            return None
        return cls(
            Written(record.kind_name, values, citations), {pk: position for pk, position, _said in rows}
        )


def _salt(record: Record) -> str:
    return f"archive.editing {record._meta.label_lower} {record.pk}"
