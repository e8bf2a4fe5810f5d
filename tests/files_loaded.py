"""Files that tests load with the command."""

import io

from django.core.management import call_command

CITED = """
- source: decree
  publisher_en: Ministry
  language: en
  kind: official
  status: {status}
  {reason}
- country: oman
  code: OM
  name_en: Oman
  status: published
- member: oman
  country: oman
  joined: "2016-12-28"
  status: published
  {before}
  citations:
    joined: [decree]
"""


def run(*arguments, **options) -> str:
    out = io.StringIO()
    call_command("load_archive", *arguments, stdout=out, **options)
    return out.getvalue()
