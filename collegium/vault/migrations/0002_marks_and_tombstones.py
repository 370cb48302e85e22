import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [
        migrations.AddField("wrappedkey", "master", models.BinaryField(default=b"")),
        migrations.CreateModel(
            "Destroyed",
            [
                ("scope", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={"verbose_name_plural": "destroyed"},
        ),
    ]
