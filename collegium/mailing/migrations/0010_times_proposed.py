from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mailing", "0009_pool_mails"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("group-ready", "Your group is ready"),
                    ("times", "Times proposed"),
                    ("invitation", "Invitation to a session"),
                    ("cancellation", "Session cancelled"),
                    ("session", "Reminder of a session"),
                    ("session-left", "What a session left"),
                    ("log", "Reminder of the log"),
                    ("check-in", "Reminder of the check-in"),
                    ("tip", "Question of the week"),
                    ("nudge", "Nudge before a meeting"),
                    ("digest", "The week in one mail"),
                    ("buddies", "Buddies as three"),
                    ("thread", "News of a group's thread"),
                    ("sponsor", "Note to a boss"),
                    ("asked", "Asked by a colleague"),
                    ("not-formed", "Too few people for a group"),
                    ("consent", "Consent asked"),
                    ("watch", "Groups to look at"),
                    ("unclear", "A reply that could not be used"),
                ],
                max_length=40,
            ),
        ),
    ]
