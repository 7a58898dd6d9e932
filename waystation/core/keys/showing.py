"""Vaults and who holds their keys, as a table."""

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waystation.core.keys import access
from waystation.core.keys.models import Vault
from waystation.core.models import User
from waystation.core.sealing import vaults
from waystation.ui.tables import Column, Row, Table, Tag

NAMES: dict[str, str | Promise] = {
    vaults.CASE_TEAM: gettext_lazy("Case team"),
    vaults.SOS_LINE: gettext_lazy("SOS line"),
    vaults.FIELD_TEAM: gettext_lazy("Field team"),
    vaults.IMPORTS: gettext_lazy("Imported files"),
}


def name_of(vault: str) -> str:
    return str(NAMES.get(vault, vault))


def table(user: User) -> Table:
    """Return one line for each vault in force."""
    columns = [
        Column(_("Vault")),
        Column(_("Held by")),
        Column(_("Since"), "date"),
        Column(_("Key"), "number"),
        Column(_("State")),
    ]
    found = Vault.objects.of(user.organisation).in_force().prefetch_related("grants__member", "recovery_copies")
    return Table(_("Vaults"), columns, [_line(vault) for vault in found], caption_hidden=True)


def _line(vault: Vault) -> Row:
    holders = ", ".join(sorted(grant.member.display_name for grant in vault.grants.all())) or _("nobody")
    return Row([name_of(vault.name), holders, localdate(vault.made_at), vault.number, _state(vault)])


def _state(vault: Vault) -> Tag:
    if vault.rotation_asked_at:
        return Tag(_("needs a new key"), "warning")
    if not vault.recovery_copies.all():
        return Tag(_("not yet on the recovery sheets"), "warning")
    return Tag(_("in order"), "done")


def waiting(state: access.State) -> list[str]:
    """Return a line for each colleague who waits: who, and for which vaults."""
    return [f"{each.member.display_name}: {', '.join(map(name_of, each.vaults))}" for each in state.to_let_in]
