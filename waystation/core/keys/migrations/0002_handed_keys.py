"""Keys of single records, handed to guests."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('keys', '0001_vaults_and_grants'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HandedKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.UUIDField()),
                ('kind', models.CharField(max_length=60)),
                ('on_code', models.UUIDField()),
                ('sealed', models.BinaryField()),
                ('given_at', models.DateTimeField(auto_now_add=True)),
                ('until', models.DateTimeField(db_index=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handed_keys', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'on_code'], name='keys_handed_kind_803ace_idx')],
                'constraints': [models.UniqueConstraint(fields=('share', 'kind', 'on_code'), name='one_key_for_each_share_and_record')],
            },
        ),
    ]
