"""Vault keys rest in files of their owner only; a locked vault opens nothing."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from waystation.core.sealing.envelope import CannotOpen, Key, Place
from waystation.core.sealing.vaults import CASE_TEAM, SOS_LINE, VAULTS, KeyFiles, Keyring

PLACE = Place("cases", "person", "record_key", "0001")


def unlock(folder, *vaults):
    return Keyring({vault: KeyFiles(folder).vault_key(vault) for vault in vaults or VAULTS})


def test_a_vault_keeps_its_key(tmp_path):
    assert KeyFiles(tmp_path).vault_key(CASE_TEAM).id == KeyFiles(tmp_path).vault_key(CASE_TEAM).id


def test_every_vault_has_its_own_key(tmp_path):
    source = KeyFiles(tmp_path)
    assert len({source.vault_key(vault).id for vault in VAULTS}) == len(VAULTS)


def test_only_the_owner_may_read_the_key_file(tmp_path):
    KeyFiles(tmp_path / "vaults").vault_key(CASE_TEAM)
    assert stat.S_IMODE((tmp_path / "vaults" / "case_team.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "vaults").stat().st_mode) == 0o700


def test_a_key_file_open_to_others_is_refused(tmp_path):
    source = KeyFiles(tmp_path)
    source.vault_key(CASE_TEAM)
    (tmp_path / "case_team.key").chmod(0o644)
    with pytest.raises(CannotOpen, match="Set its mode to 0600"):
        source.vault_key(CASE_TEAM)


def test_two_processes_starting_at_once_agree_on_the_key(tmp_path):
    with ThreadPoolExecutor(8) as starters:
        ids = set(starters.map(lambda _: KeyFiles(tmp_path).vault_key(CASE_TEAM).id, range(32)))
    assert len(ids) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["case_team.key"]


def test_a_record_key_comes_back_from_its_wrap(tmp_path):
    keyring, key = unlock(tmp_path), Key.new()
    wrapped = keyring.wrap(key, CASE_TEAM, PLACE)
    assert keyring.unwrap(wrapped, CASE_TEAM, PLACE).id == key.id


def test_one_vault_does_not_open_what_another_wrapped(tmp_path):
    keyring = unlock(tmp_path)
    with pytest.raises(CannotOpen):
        keyring.unwrap(keyring.wrap(Key.new(), CASE_TEAM, PLACE), SOS_LINE, PLACE)


def test_a_locked_vault_says_so(tmp_path):
    keyring = unlock(tmp_path, SOS_LINE)
    with pytest.raises(CannotOpen, match="vault case_team is locked"):
        keyring.wrap(Key.new(), CASE_TEAM, PLACE)


def test_a_blind_code_knows_a_text_again_and_differs_by_vault_and_installation(tmp_path):
    here, elsewhere = (unlock(tmp_path / name) for name in ("here", "elsewhere"))
    assert here.blind(CASE_TEAM, "row") == here.blind(CASE_TEAM, "row")
    codes = {here.blind(CASE_TEAM, "row"), here.blind(SOS_LINE, "row"), elsewhere.blind(CASE_TEAM, "row")}
    assert len({*codes, here.blind(CASE_TEAM, "other row")}) == 4
