"""The outbox: what has to leave, claimed with a lease, never its content."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from collegium.mailing.still_open import about_what_goes_on
from collegium.people.models import Organisation, Person
from collegium.vault.classes import classes
from collegium.vault.fields import SealedTextField
from collegium.vault.keeping import Goes
from collegium.vault.rows import Row
from collegium.vault.whose import tied


class MailKind(models.TextChoices):
    """What a mail is about."""

    GROUP_READY = "group-ready", _("Your group is ready")
    TIMES = "times", _("Times proposed")
    INVITATION = "invitation", _("Invitation to a session")
    CANCELLATION = "cancellation", _("Session cancelled")
    SESSION = "session", _("Reminder of a session")
    SESSION_LEFT = "session-left", _("What a session left")
    LOG = "log", _("Reminder of the log")
    CHECK_IN = "check-in", _("Reminder of the check-in")
    TIP = "tip", _("Question of the week")
    NUDGE = "nudge", _("Nudge before a meeting")
    DIGEST = "digest", _("The week in one mail")
    BUDDIES = "buddies", _("Buddies as three")
    THREAD = "thread", _("News of a group's thread")
    SPONSOR = "sponsor", _("Note to a boss")
    ASKED = "asked", _("Asked by a colleague")
    NOT_FORMED = "not-formed", _("Too few people for a group")
    CONSENT = "consent", _("Consent asked")
    WATCH = "watch", _("Groups to look at")
    UNCLEAR = "unclear", _("A reply that could not be used")
    FAREWELL = "farewell", _("A group's memory goes")
    OPENED = "opened", _("Words of a group opened on the server")


UNSPOKEN = (MailKind.SPONSOR, MailKind.ASKED, MailKind.NOT_FORMED)  # that they exist is private


class MailState(models.TextChoices):
    """How far a mail is."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("No longer wanted")
    FAILED = "failed", _("Address does not work")
    EXPIRED = "expired", _("Given up")


class Mail(Row):
    """A mail to one person. It is written at the moment of sending, from what it is about."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    person = models.ForeignKey(Person, models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=40, choices=MailKind)
    about = models.UUIDField()  # the group, session, cycle or consent it is about
    key = models.CharField(max_length=200, unique=True)  # the same thing is due only once
    key_detail = models.CharField(max_length=100, blank=True)  # its last part, for planning
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)  # until then nobody else touches it
    retry_at = models.DateTimeField(null=True)  # not before, where it was postponed
    message_id = models.CharField(max_length=200, blank=True)
    problem = models.CharField(max_length=100, blank=True)  # a class and a code, no content
    settled_at = models.DateTimeField(null=True)  # when it stopped waiting
    created_at = models.DateTimeField(auto_now_add=True)

    field_classes = classes(
        public="id organisation person kind about key key_detail due_at state attempts "
        "leased_until retry_at message_id problem settled_at created_at"
    )
    whose = tied(about="person")
    goes = Goes("mails", "settled_at", "organisation", unless=about_what_goes_on)

    class Meta:
        ordering = ("due_at", "id")
        indexes = (
            models.Index(fields=("state", "due_at"), name="mail_due"),
            models.Index(fields=("about", "kind", "person", "key_detail"), name="mail_told"),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def detail(self) -> str:
        """The last part of its key: a session's revision, a week, a day."""
        return self.key.rsplit("/", 1)[-1]


class FailingAddress(Row):
    """That mail does not reach a person, until somebody tries again or the address changes."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="failing_address")
    email = models.EmailField()  # the one that failed
    problem = models.CharField(max_length=100)  # a class and a code, no content
    since = models.DateTimeField()

    field_classes = classes(public="id person problem since", roster="email")
    whose = tied(about="person")

    def __str__(self) -> str:
        return f"address of {self.person_id}"


class UsedToken(Row):
    """A link that may act once and has. Its identity is the token's."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    last_day = models.DateField()  # of the token; afterwards nobody needs this row
    used_at = models.DateTimeField()

    field_classes = classes(public="id person last_day used_at")
    whose = tied(about="person")
    goes = Goes("mails", "used_at", "person__organisation")

    def __str__(self) -> str:
        return f"{self.id}"


class ReplyFate(models.TextChoices):
    """What became of a reply."""

    KEPT = "kept", _("Kept")
    UNCLEAR = "unclear", _("Could not be used")


class Reply(Row):
    """That a reply to a mail came in, so that it counts once. Never a word of it."""

    mail = models.ForeignKey(Mail, models.CASCADE, related_name="replies")
    fate = models.CharField(max_length=10, choices=ReplyFate)
    received_at = models.DateTimeField()

    field_classes = classes(public="id mail fate received_at")
    whose = tied(about="mail__person")

    def __str__(self) -> str:
        return f"{self.id}"


class ChatService(models.TextChoices):
    """Where a channel is."""

    SLACK = "slack", "Slack"
    TEAMS = "teams", "Microsoft Teams"
    MATTERMOST = "mattermost", "Mattermost"


class ChatKind(models.TextChoices):
    """What a channel is told; all but the first come each week."""

    HELLO = "hello", _("A first message")
    TIP = "tip", _("A new week of practice")
    CHECK_IN = "check-in", _("Talk with your buddy")
    LOG = "log", _("Three lines for your log")


class ChatChannel(Row):
    """Where an organisation wants reminders that many may read. Its address is a secret."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    service = models.CharField(max_length=10, choices=ChatService)
    address = SealedTextField()  # under the organisation's own key
    ends_in = models.CharField(max_length=4)  # to know it again
    kinds = models.JSONField(default=list)
    language = models.CharField(max_length=8)
    time_zone = models.CharField(max_length=64)  # IANA
    country = models.CharField(max_length=2, blank=True)  # whose weekends and holidays count
    number = models.PositiveIntegerField(default=1)  # one more with every other address
    problem = models.CharField(max_length=40, blank=True)  # a reason or a status, no address
    broken_at = models.DateTimeField(null=True)  # since then nothing is posted
    told_at = models.DateTimeField(null=True)  # when it last took something

    field_classes = classes(
        public="id organisation service ends_in kinds language time_zone country number problem "
        "broken_at told_at",
        sealed="address",
    )

    def __str__(self) -> str:
        return f"channel of {self.organisation_id}"

    @property
    def vault_scope(self) -> UUID:
        """The organisation's own key."""
        return self.organisation_id


class ChatPost(Row):
    """Something that a channel is told, once. Its words are those of its kind."""

    channel = models.ForeignKey(ChatChannel, models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()  # of the address that it is meant for
    kind = models.CharField(max_length=10, choices=ChatKind)
    key = models.CharField(max_length=200, unique=True)  # the same thing is told only once
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)

    field_classes = classes(
        public="id channel number kind key due_at state attempts leased_until retry_at problem "
        "settled_at"
    )

    class Meta:
        ordering = ("due_at", "id")
        indexes = (models.Index(fields=("state", "due_at"), name="chat_due"),)

    def __str__(self) -> str:
        return self.key


class DemoMail(Row):
    """A mail that the demo shows instead of sending it."""

    to = models.EmailField()
    subject = models.CharField(max_length=300)
    message = models.TextField()  # as it would have gone over the wire
    created_at = models.DateTimeField(auto_now_add=True)

    field_classes = classes(public="id created_at", roster="to subject message")

    class Meta:
        ordering = ("-created_at", "id")

    def __str__(self) -> str:
        return self.subject
