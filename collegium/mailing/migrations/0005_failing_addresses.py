import uuid
from itertools import batched

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models


def move_pauses(apps: Apps, _editor: object) -> None:
    """What was postponed or in hand is simply due: its lease said both."""
    mails = apps.get_model("mailing", "Mail").objects
    mails.filter(state="waiting").update(leased_until=None)


def name_details(apps: Apps, _editor: object) -> None:
    """The last part of each key, by which planning finds what was written already."""
    mails = apps.get_model("mailing", "Mail").objects
    for some in batched(mails.only("key").iterator(), 500):
        for mail in some:
            mail.key_detail = mail.key.rsplit("/", 1)[-1]
        mails.bulk_update(some, ["key_detail"])


def mark_failing(apps: Apps, _editor: object) -> None:
    """Whoever has a refused mail and none that came through since has a failing address."""
    mails = apps.get_model("mailing", "Mail").objects
    failing = apps.get_model("mailing", "FailingAddress").objects
    sent = dict(mails.filter(state="sent").order_by("due_at").values_list("person_id", "due_at"))
    refused = mails.filter(state="failed").order_by("due_at").select_related("person")
    for mail in refused:
        if mail.due_at >= sent.get(mail.person_id, mail.due_at):
            failing.update_or_create(
                person=mail.person,
                defaults={
                    "email": mail.person.email,
                    "problem": mail.problem,
                    "since": mail.settled_at or mail.due_at,
                },
            )


class Migration(migrations.Migration):
    dependencies = [
        ("mailing", "0004_replies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "mail", "key_detail", models.CharField(blank=True, default="", max_length=100), False
        ),
        migrations.AddField("mail", "retry_at", models.DateTimeField(null=True)),
        migrations.RemoveIndex(model_name="mail", name="mail_about"),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(fields=["about", "kind", "person", "key_detail"], name="mail_told"),
        ),
        migrations.CreateModel(
            name="FailingAddress",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                ("problem", models.CharField(max_length=100)),
                ("since", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="failing_address",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(name_details, migrations.RunPython.noop),
        migrations.RunPython(move_pauses, migrations.RunPython.noop),
        migrations.RunPython(mark_failing, migrations.RunPython.noop),
    ]
