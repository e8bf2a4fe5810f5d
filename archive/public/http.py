"""Answers that a cache may hold."""


def public_page(view):
    """A view whose answer depends on its address and the archive's content alone."""
    return view
