"""Indexes that answer what a scope shows without reading whole cases."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_permits'),
        ('core', '0007_roles_and_teams'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', '-opened_on', 'programme', 'owner', 'restricted_at'], name='cases_in_scope'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['person', 'organisation', 'programme', 'owner', 'restricted_at'], name='cases_of_person_in_scope'),
        ),
    ]
