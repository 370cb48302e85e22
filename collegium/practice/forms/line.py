"""The short texts that members write."""

from typing import TYPE_CHECKING

from django import forms

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

LINE = 2000


type Words = str | StrPromise


def line(
    label: Words, help_text: Words = "", *, required: bool = True, rows: int = 2
) -> forms.CharField:
    """One of the short texts that members write."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LINE,
        widget=forms.Textarea(attrs={"rows": rows}),
    )
