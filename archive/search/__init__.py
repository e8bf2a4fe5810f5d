"""Search that finds Hindi as people write it, in either script.

`archive.spelling` says which words are alike, `entry` and `documents` what a record is found by, `index`
keeps the rows in step with the records, `engines` ask the database, `query` understands what was typed,
`ranking` orders what is found, `vocabulary` and `rejoining` offer what may have been meant, `finding` puts
them together, `showing` says why a record was found.
"""


def ids(model, text: str) -> list[int]:
    """Primary keys of records of `model` that match what an editor typed, drafts included, the best first.

    Raises `archive.search.lookup.TooMuch`.
    """
    # Django looks into this package for models, which what is imported here imports.
    from archive.search import finding

    return finding.ids(model, text)
