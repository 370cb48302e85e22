"""Recording what became of a mail, by the worker that still holds its lease."""

from datetime import datetime, timedelta

from collegium.mailing.models import Mail, MailState

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=2),  # and from then on
)
ATTEMPTS = 36  # over not quite three days


def settle(mail: Mail, state: MailState, *, now: datetime, problem: str = "") -> bool:
    """Let a mail rest in its last state; False when the lease has passed to somebody else."""
    return _record(mail, state=state, settled_at=now, leased_until=None, problem=problem)


def postpone(mail: Mail, *, now: datetime, problem: str) -> bool:
    """Try again later, or give up after the last attempt."""
    if mail.attempts >= ATTEMPTS:
        return settle(mail, MailState.EXPIRED, now=now, problem=problem)
    pause = PAUSES[min(mail.attempts, len(PAUSES)) - 1]
    return _record(mail, leased_until=now + pause, problem=problem)


def release(mail: Mail) -> bool:
    """Give a mail back untried."""
    return _record(mail, leased_until=None, attempts=mail.attempts - 1)


def _record(mail: Mail, **changes: object) -> bool:
    held = Mail.objects.filter(pk=mail.pk, state=MailState.WAITING, leased_until=mail.leased_until)
    return bool(held.update(**changes))
