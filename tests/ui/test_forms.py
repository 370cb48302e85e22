from uuid import UUID, uuid4

import pytest
from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.ui.forms import OnceForm, Scale


class Entry(OnceForm):
    did = forms.CharField(label=_("Log"), help_text="One line.", widget=forms.Textarea)
    where = forms.CharField(required=False)
    mail = forms.EmailField(required=False)
    weeks = forms.IntegerField(required=False)
    sure = forms.TypedChoiceField(
        choices=[(1, "1"), (2, "2")], coerce=int, widget=Scale("no", "yes", last=2)
    )
    reader = forms.ChoiceField(choices=[("me", "Only me")], widget=forms.RadioSelect)
    done = forms.IntegerField(
        widget=Scale("none", "all", first=0, last=100, step=10), required=False
    )
    remind = forms.BooleanField(required=False, label="Remind me")


def entry(**data: object) -> Entry:
    complete = {"did": "x", "sure": 1, "reader": "me", "done": 3, "once": uuid4()}
    return Entry({**complete, **data})


def test_one_rendered_page_has_one_once_and_the_next_another() -> None:
    first, second = (Entry()["once"].value() for _ in range(2))
    assert UUID(str(first)) != UUID(str(second))


def test_the_same_page_sent_twice_can_be_told_from_two_wishes() -> None:
    once = uuid4()
    forms_sent = [entry(once=once), entry(once=once), entry()]
    assert all(form.is_valid() for form in forms_sent)
    sent = [form.cleaned_data["once"] for form in forms_sent]
    assert sent[0] == sent[1] != sent[2]


@pytest.mark.parametrize("broken", ["", "not-a-uuid"])
def test_without_its_once_a_form_is_refused_in_words(broken: str) -> None:
    form = entry(once=broken)
    assert not form.is_valid()
    assert "notice-bad" in str(form)
    assert str(form.errors["once"][0]) in str(form)


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("did", ['dir="auto"', 'rows="4"', 'aria-describedby="id_did_helptext"']),
        ("where", ['dir="auto"']),
        ("mail", ['inputmode="email"', 'autocapitalize="none"']),
        ("weeks", ['inputmode="numeric"', 'autocomplete="off"']),
    ],
)
def test_widgets_get_sensible_attributes(name: str, attributes: list[str]) -> None:
    html = str(Entry()[name])
    assert all(attribute in html for attribute in attributes)


def test_machine_readable_fields_keep_their_direction() -> None:
    assert "dir=" not in str(Entry()["mail"])
    assert "dir=" not in str(Entry()["weeks"])


def test_an_attribute_that_is_set_stays() -> None:
    class Own(OnceForm):
        note = forms.CharField(widget=forms.Textarea(attrs={"rows": 9, "dir": "ltr"}))

    assert 'rows="9"' in str(Own()["note"])
    assert 'dir="ltr"' in str(Own()["note"])


def test_choices_are_cards_and_scales_say_their_ends() -> None:
    assert '<div class="choices"' in str(Entry()["reader"])
    scale = str(Entry()["sure"])
    assert 'class="scale"' in scale
    assert scale.index("no</span>") < scale.index('value="1"') < scale.index("yes</span>")


def test_a_scale_says_nothing_for_those_who_say_nothing() -> None:
    html = str(Entry()["done"])
    assert [f'value="{number}"' in html for number in (0, 50, 55, 100)] == [True, True, False, True]
    assert "checked" not in html
    silent = entry(done="")
    assert silent.is_valid()
    assert silent.cleaned_data["done"] is None
    assert html.count("checked") + str(entry(done=70)["done"]).count("checked") == 1


def test_errors_stand_at_the_field_and_keep_what_was_typed() -> None:
    html = str(entry(did="", where="Porto", mail="mara@"))
    assert 'id="id_did_error"' in html
    assert 'aria-describedby="id_did_helptext id_did_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="Porto"' in html
    assert 'value="mara@"' in html


def test_groups_of_choices_are_fieldsets_with_their_errors_wired() -> None:
    html = str(entry(reader=""))
    assert '<fieldset class="fieldset field-refused" aria-describedby="id_reader_error">' in html
    assert "<legend>Reader" in html


def test_only_fields_that_may_stay_empty_say_so() -> None:
    html = str(Entry())
    assert html.count("(optional)") == 4
