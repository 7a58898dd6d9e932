"""The name of an uploaded file is sealed, and the mark that knows a file again is of no use without the vault's key.

Names and digests that stood in clear are dropped: what was imported stays, and the same rows are known again by their keys.
"""

from django.db import migrations, models


def forget_digests(apps, _schema_editor):
    apps.get_model("core", "ImportRun").objects.update(file_mark="")


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_import_stopped'),
    ]

    operations = [
        migrations.RemoveField(model_name='importrun', name='file_name'),
        migrations.AddField(
            model_name='importrun',
            name='file_name',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='importrun',
            name='record_key',
            field=models.BinaryField(editable=False, null=True),
        ),
        migrations.RenameField(model_name='importrun', old_name='file_sha256', new_name='file_mark'),
        migrations.RunPython(forget_digests, migrations.RunPython.noop, elidable=True),
    ]
