"""Answers to questions that the archive can answer from its data, for the search page.

`asked` reads a question; it is none unless *every* word of it is understood, so that a search for words is
never taken for one. `answer` tells what the archive knows, with the records that show it.
"""

from archive.answers.answering import Answer, answer
from archive.answers.asking import asked

__all__ = ["Answer", "answer", "asked"]
