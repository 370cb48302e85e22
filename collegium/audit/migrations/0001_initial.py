from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# On SQLite a later change of this table makes it anew, without its triggers: make them again there.
SQLITE = """
CREATE TRIGGER audit_entry_never_{verb}s BEFORE {verb} ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END
"""
POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the record is only added to'; END $$
    """,
    """
    CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_stays()
    """,
)


def guard(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        statements = list(POSTGRESQL)
    else:
        statements = [SQLITE.format(verb=verb) for verb in ("update", "delete")]
    for statement in statements:
        schema_editor.execute(statement)


def unguard(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER audit_entry_stays ON audit_entry")
        schema_editor.execute("DROP FUNCTION audit_entry_stays()")
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER audit_entry_never_{verb}s")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Chain",
            fields=[
                ("organisation", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("mark", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("organisation", models.UUIDField()),
                ("number", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(max_length=40)),
                ("origin", models.CharField(max_length=10)),
                ("actor", models.UUIDField(null=True)),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("subject", models.UUIDField(null=True)),
                ("group", models.UUIDField(null=True)),
                ("detail", models.CharField(blank=True, max_length=40)),
                ("amount", models.PositiveIntegerField(null=True)),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("mark", models.BinaryField()),
            ],
            options={
                "verbose_name_plural": "entries",
                "ordering": ("organisation", "number"),
                "indexes": [
                    models.Index(fields=["organisation", "at"], name="entry_month"),
                    models.Index(fields=["subject"], name="entry_subject"),
                    models.Index(fields=["group"], name="entry_group"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "number"), name="one_entry_per_number"
                    )
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
