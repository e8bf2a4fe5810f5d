"""The one error that a date can raise."""


class DateError(ValueError):
    """A text that is no date of the archive.

    `str(error)` is a sentence in the language active when it was raised, and says what to write instead.
    """

    def __init__(self, message: str, code: str = "not_understood") -> None:
        super().__init__(message)
        self.code = code
