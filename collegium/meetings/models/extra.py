"""What an extra meeting follows, which is its group's alone to know."""

from django.db import models

from collegium.groups.models import GroupRow, Member
from collegium.meetings.models.session import Session
from collegium.vault.classes import classes
from collegium.vault.fields import PaddedTextField
from collegium.vault.whose import tied


class ExtraMeeting(GroupRow):
    """Who called an extra meeting, and its playbook, word for word as it read then.

    Which playbook that is tells what a group goes through: so its text is sealed here, and
    nothing of it stands in the session's own row.
    """

    session = models.OneToOneField(Session, models.CASCADE, related_name="extra")
    called_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    text = PaddedTextField()

    field_classes = classes(public="id group session called_by", sealed="text")
    whose = tied(did="called_by")

    def __str__(self) -> str:
        return f"extra meeting {self.session_id}"
