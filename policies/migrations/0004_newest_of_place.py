from django.db import migrations

NAME = "policies_document_newest_of_place"


def add(apps, schema_editor):
    """The newest papers of a place come from an index. SQLite takes the one of -issued_on for it, where nothing comes last by
    itself; PostgreSQL puts it first there and wants to be told, which in turn SQLite does not understand.
    """
    if schema_editor.connection.vendor == "postgresql":
        columns = "state, region_id, issued_on DESC NULLS LAST, id DESC"
        schema_editor.execute(f"CREATE INDEX {NAME} ON policies_document ({columns})")


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")


class Migration(migrations.Migration):
    dependencies = [("policies", "0003_levels")]
    operations = [migrations.RunPython(add, remove)]
