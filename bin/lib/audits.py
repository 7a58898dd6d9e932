"""Two audits of `bin/test`: do the locked packages have known weaknesses, does the source hold secrets.

Each answers `passed`, `failed` or `skipped`, and prints why. New finding of the secret scan that is none? Say so beside
the line (`# pragma: allowlist secret`), or take it into the baseline: bin/lib/audits.py --take-in
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / ".venv" / "bin"
BASELINE = ROOT / ".secrets.baseline"
UNREAD = r"^uv\.lock$|\.po$|\.csv$|^docs/data-dictionary\.md$|^\.secrets\.baseline$"
LEFT_OUT = [
    *("--exclude-files", UNREAD),
    *("--exclude-secrets", r"^(?!BEGIN )\S+( \S+)+$"),  # several words: pass phrases of invented people, prose
    *("--exclude-lines", r"noqa: S105"),  # looked at already, with the reason beside it
]
# Services that nothing here talks to: looking for their tokens takes half of the time.
ELSEWHERE = [
    *("Artifactory", "AzureStorageKey", "Cloudant", "DiscordBotToken", "IbmCloudIam", "IbmCosHmac", "IPPublic"),
    *("Mailchimp", "Npm", "OpenAI", "SendGrid", "Slack", "Softlayer", "SquareOAuth", "Stripe", "TelegramBotToken"),
    "TwilioKey",
]
WITHIN_SECONDS = 240
BASELINE_WAS_MOVED = 3


def dependencies() -> str:
    """Ask which locked packages have known weaknesses."""
    command = [PROGRAMS / "pip-audit", "--progress-spinner=off", "--format=json", "--skip-editable", "--timeout=15"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        print("The list of known weaknesses did not answer in time: nothing was audited.")
        return "skipped"
    return judged(done.stdout)


def judged(report: str) -> str:
    """Judge what pip-audit reported: a package nobody could look up was not audited."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError):
        print("The list of known weaknesses cannot be reached from here: nothing was audited.")
        return "skipped"
    weak = [package for package in packages if package.get("vulns")]
    for package in weak:
        known = ", ".join(weakness["id"] for weakness in package["vulns"])
        print(f"{package['name']} {package['version']} has known weaknesses: {known}. Take a newer one: uv lock.")
    looked_up = sum("vulns" in package for package in packages)
    print(f"{looked_up} of {len(packages)} packages were looked up, {len(weak)} have known weaknesses.")
    return "failed" if weak else "passed" if looked_up else "skipped"


def secrets(files: list[str] | None = None) -> str:
    """Look for keys and passwords in the files, else in every file that is kept."""
    kept = files or tracked()
    if not kept:
        print("This copy of the source has no list of its files (git): nothing was scanned.")
        return "skipped"
    with tempfile.TemporaryDirectory() as apart:
        baseline = shutil.copy(BASELINE, Path(apart) / "baseline")  # the tool would rewrite line numbers in ours
        command = [PROGRAMS / "detect-secrets-hook", "--baseline", baseline, *LEFT_OUT, *kept]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode in {0, BASELINE_WAS_MOVED}:
        return "passed"
    print(done.stdout + done.stderr)
    return "failed"


def tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def take_in() -> None:
    """Write the baseline anew, for somebody to read before it is committed."""
    off = [word for name in ELSEWHERE for word in ("--disable-plugin", f"{name}Detector")]
    command = [PROGRAMS / "detect-secrets", "scan", *off, *LEFT_OUT]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    found.pop("generated_at")
    BASELINE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__" and sys.argv[1:] == ["--take-in"]:
    take_in()
