"""The audits of `bin/test` notice what they are there for, and say when they could not look."""

import json
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "bin" / "lib"))
import audits  # noqa: E402  lies outside the package

pytestmark = pytest.mark.no_database
WEAK = {"name": "a", "version": "1", "vulns": [{"id": "CVE-2026-1"}]}
GOOD = {"name": "b", "version": "1", "vulns": []}
UNKNOWN = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "verdict"),
    [([WEAK, GOOD], "failed"), ([WEAK, UNKNOWN], "failed"), ([GOOD, UNKNOWN], "passed"), ([UNKNOWN], "skipped")],
)
def test_a_known_weakness_fails_and_what_was_not_looked_up_does_not_pass(packages, verdict):
    assert audits.judged(json.dumps({"dependencies": packages})) == verdict


@pytest.mark.parametrize("report", ["", "Max retries exceeded", "{}"])
def test_a_list_that_cannot_be_reached_is_said(report, capsys):
    assert audits.judged(report) == "skipped"
    assert "nothing was audited" in capsys.readouterr().out


LEAKS = ["-----BEGIN RSA " + "PRIVATE KEY-----", "token = 'ghp_" + "a1B2" * 9 + "'", "password = 'Xk3" + "vQ9zL1'"]


@pytest.mark.parametrize("leak", LEAKS)
def test_a_secret_in_the_source_is_found(tmp_path, leak, capsys):
    (tmp_path / "settings.py").write_text(f"{leak}\n")
    assert audits.secrets([str(tmp_path / "settings.py")]) == "failed"
    assert "settings.py" in capsys.readouterr().out


def test_invented_pass_phrases_are_none(tmp_path):
    (tmp_path / "test_x.py").write_text('PASSWORD = "a long test password"\n')
    assert audits.secrets([str(tmp_path / "test_x.py")]) == "passed"


def test_every_locked_package_has_its_digest_and_comes_from_one_place():
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    others = [package for package in packages if "registry" in package["source"]]
    assert len({package["source"]["registry"] for package in others}) == 1
    assert [package["name"] for package in packages if package not in others] == ["waystation"]
    files = [file for package in others for file in [*package.get("wheels", []), package.get("sdist")] if file]
    assert len(files) > len(others)
    assert all(file["hash"].startswith("sha256:") for file in files)
