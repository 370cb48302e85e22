"""How much: a row of numbers, none of them chosen before somebody chooses."""

from django import forms
from django.utils.functional import Promise

type Words = str | Promise


class Scale(forms.RadioSelect):
    """Radio buttons in a row, such as 1–5 or 0, 10, … 100, with words at both ends.

    With `skip` there is a button beside them that leaves the question out.
    """

    template_name = "ui/widgets/scale.html"

    def __init__(
        self,
        low: Words = "",
        high: Words = "",
        *,
        first: int = 1,
        last: int = 5,
        step: int = 1,
        skip: Words = "",
    ) -> None:
        numbers = range(first, last + 1, step)
        super().__init__(choices=[(number, str(number)) for number in numbers])
        self.low, self.high, self.skip = low, high, skip

    def get_context(
        self, name: str, value: object, attrs: dict[str, object] | None
    ) -> dict[str, object]:
        """Add the words at both ends, and those that take an answer back."""
        context: dict[str, object] = super().get_context(name, value, attrs)
        ends = {"low": self.low, "high": self.high}
        return context | ends | {"skip": self.skip, "skipped": value in {None, ""}}
