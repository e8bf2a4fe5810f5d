"""The whole public site as plain files, that any web server or object store can serve.

What there is comes from the registry of public addresses; each address is asked of the site itself, and links
are changed so that a list that was asked something has a page of its own. The search works in the
browser: `searching` makes its index, `script` is its program.
"""

from archive.static_copy.making import Done, export

__all__ = ["Done", "export"]
