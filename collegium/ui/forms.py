"""Forms that look right, say what is wrong where it is, and do a thing once."""

from uuid import uuid4

from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Widget

from collegium.ui.widgets import Scale

__all__ = ["FormLook", "OnceForm", "Renderer", "Scale"]

WRITING = (forms.TextInput, forms.Textarea)
MACHINE_TYPES = {"email", "url", "number", "password", "date", "time", "datetime-local"}
DJANGOS_OWN = {("cols", "40"), ("rows", "10")}
CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


class Renderer(DjangoTemplates):
    """Renders every form with the templates of the design system."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/_field.html"


class FormLook(forms.BaseForm):
    """What all our forms share: the renderer and sensible attributes on widgets."""

    default_renderer = Renderer()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on untouched
        for field in self.fields.values():
            refine(field.widget, field)


def refine(widget: Widget, field: forms.Field) -> None:
    """Give a widget the attributes that its kind should always have; set ones stay."""
    defaults: dict[str, str] = {}
    input_type = getattr(widget, "input_type", "text")
    if isinstance(widget, WRITING) and input_type not in MACHINE_TYPES:
        defaults["dir"] = "auto"
    if isinstance(widget, forms.Textarea):
        defaults["rows"] = "4"
        widget.attrs = {k: v for k, v in widget.attrs.items() if (k, v) not in DJANGOS_OWN}
    if isinstance(field, forms.EmailField):
        defaults |= {"inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}
    if isinstance(field, forms.IntegerField) and input_type == "number":
        defaults |= {"inputmode": "numeric", "autocomplete": "off"}
    if type(widget) in CHOICES:
        widget.template_name = "ui/widgets/choices.html"
    widget.attrs = defaults | widget.attrs


class OnceForm(FormLook, forms.Form):
    """A form whose repetition (double click, reload) can be told from a second wish.

    `cleaned_data["once"]` is the same for every submission of one rendered page.
    """

    once = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)
