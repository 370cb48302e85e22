"""Techniques as the choices of a field."""

from collections.abc import Iterable
from itertools import groupby

from django.utils.functional import Promise

from collegium.groups.models import Topic
from collegium.library.catalogue import Technique

type Choices = list[tuple[str | Promise, list[tuple[str, str]]]]


def by_topic(techniques: Iterable[Technique], *, first: str = "") -> Choices:
    """The techniques under the names of their topics, those of the topic `first` at the head."""
    known = sorted(techniques, key=lambda one: one.topic.value != first)
    return [
        (topic.label, [(one.slug, one.name) for one in ones])
        for topic, ones in groupby(known, key=lambda one: Topic(one.topic))
    ]
