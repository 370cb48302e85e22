from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0005_seal_extras"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="session",
            name="titles",
        ),
    ]
