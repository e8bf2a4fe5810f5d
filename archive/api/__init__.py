"""The archive for programs: `/api/v1/`, read-only, made from the same read form and rows as the pages.

Descriptions of fields are in English, the language of such descriptions; what goes wrong is said in the
reader's language. `docs/data.md` tells programmers what there is.
"""
