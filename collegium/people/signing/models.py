"""Rows about signing in. They know persons by name only, so that `people.models` can show them."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from collegium.vault.classes import classes
from collegium.vault.whose import tied


class SignIn(AbstractBaseSession):
    """One browser's session, begun before anybody has signed in.

    Its key is a digest of what the cookie holds: whoever reads this table signs in with nothing.
    """

    person = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="sign_ins")
    since = models.DateTimeField(null=True)  # when the person signed in
    device = models.CharField(max_length=80, blank=True)  # such as "Firefox, Windows"
    seen_on = models.DateField(null=True)

    field_classes = classes(
        public="session_key expire_date person since seen_on", roster="session_data device"
    )

    whose = tied(own="person")

    class Meta:
        ordering = ("-since", "session_key")

    def __str__(self) -> str:
        return f"a sign-in of {self.person_id}"
