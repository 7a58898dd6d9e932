"""Roles as data: the operator of the machine is the administrator now; teams, and programmes of a member."""

import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models


def rename(old, new):
    def run(apps, _schema_editor):
        apps.get_model("core", "User").objects.filter(role=old).update(role=new)

    return run


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_audit_chain'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='programmes',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name='user',
            name='role',
            field=models.CharField(max_length=30),
        ),
        migrations.RunPython(rename('operator', 'administrator'), rename('administrator', 'operator')),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('members', models.ManyToManyField(blank=True, related_name='teams', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='core.organisation')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('organisation'), django.db.models.functions.text.Lower('name'), name='a_team_has_its_name_once')],
            },
        ),
    ]
