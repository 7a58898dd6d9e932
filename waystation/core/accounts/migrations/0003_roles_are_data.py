"""Roles are data: an invitation to operate the machine is one of an administrator now."""

from django.db import migrations, models


def rename(old, new):
    def run(apps, _schema_editor):
        apps.get_model("accounts", "Invitation").objects.filter(role=old).update(role=new)

    return run


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_invitations_and_leave'),
        ('core', '0007_roles_and_teams'),
    ]

    operations = [
        migrations.AlterField(
            model_name='invitation',
            name='role',
            field=models.CharField(max_length=30),
        ),
        migrations.RunPython(rename('operator', 'administrator'), rename('administrator', 'operator')),
    ]
