"""What sentences mean, kept sealed beside them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import collegium.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0009_forgotten_members"),
        ("library", "0007_guarded_words"),
        ("meetings", "0007_calendars"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sense",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("encoder", models.CharField(max_length=60)),
                ("vectors", collegium.vault.fields.SealedJSONField()),
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
                        related_name="+",
                        to="meetings.session",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
