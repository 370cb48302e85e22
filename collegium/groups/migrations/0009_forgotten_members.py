"""Whoever was forgotten leaves a place that is nobody's; there may be several in one group."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0008_topics")]

    operations = [
        migrations.RemoveConstraint(model_name="member", name="one_place_per_group"),
        migrations.AddField(
            model_name="member",
            name="forgotten_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("forgotten_at", None)),
                fields=("group", "person"),
                name="one_place_per_group",
            ),
        ),
    ]
