"""How much: a row of numbers, none of them chosen before somebody chooses."""

from django import forms
from django.utils.functional import Promise

type Words = str | Promise


class Scale(forms.RadioSelect):
    """Radio buttons in a row, such as 1–5 or 0, 10, … 100, with words at both ends."""

    template_name = "ui/widgets/scale.html"

    def __init__(
        self, low: Words = "", high: Words = "", *, first: int = 1, last: int = 5, step: int = 1
    ) -> None:
        numbers = range(first, last + 1, step)
        super().__init__(choices=[(number, str(number)) for number in numbers])
        self.low, self.high = low, high

    def get_context(
        self, name: str, value: object, attrs: dict[str, object] | None
    ) -> dict[str, object]:
        """Add the words at both ends."""
        context: dict[str, object] = super().get_context(name, value, attrs)
        return context | {"low": self.low, "high": self.high}
