"""A sealed row for what an extra meeting follows; sessions note when they began."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import collegium.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0005_run_pace"),
        ("meetings", "0003_presence"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="session",
            name="playbook",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.CreateModel(
            name="ExtraMeeting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", collegium.vault.fields.PaddedTextField()),
                (
                    "called_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="groups.member",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.group",
                    ),
                ),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extra",
                        to="meetings.session",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
