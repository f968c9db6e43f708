"""What is raised when an expression cannot be understood."""


class ExpressionError(ValueError):
    """An expression that cannot be compiled.

    Args:
        message: what is wrong, for the author of the form.
        position: where it is wrong, in characters from the start of the source, counted from 0.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class TooMuchWork(ExpressionError):
    """An evaluation that would visit too many nodes or build too long a text; only the data show it."""
