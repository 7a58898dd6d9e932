"""Sealed cases, and permits: who may see one case beside what their scope shows."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_histories_wrapped_and_purged'),
        ('core', '0007_roles_and_teams'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='restricted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Permit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('record_key', models.BinaryField(null=True)),
                ('kind', models.CharField(choices=[('shared', 'Shared'), ('named', 'Named for a sealed case'), ('glass', 'Broke the glass')], max_length=10)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.BinaryField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='permits', to='cases.case')),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='permits', to=settings.AUTH_USER_MODEL)),
                ('seen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-given_at', '-pk'],
                'indexes': [models.Index(fields=['member', 'ended_at', 'case'], name='cases_permi_member__8cb867_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'glass'), _negated=True), ('until__isnull', False), _connector='OR'), name='broken_glass_has_an_end'), models.UniqueConstraint(condition=models.Q(('ended_at', None), models.Q(('kind', 'glass'), _negated=True)), fields=('case', 'member', 'kind'), name='one_permit_of_a_kind_at_once')],
            },
        ),
    ]
