"""The beginning of a text, where a line has no room for all of it."""


def shorten(text: str, most: int) -> str:
    """At most so many letters of a text, cut between words and ended by “…”; spaces between words are single.

    A single word that is longer is cut where the room ends.
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[:most].rpartition(" ")[0] if text[most - 1] != " " else text[: most - 1]
    return f"{cut or text[: most - 1]}…"
