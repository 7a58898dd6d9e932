"""Gather every word of the source into the catalogues: sorted, without places or leftovers, the same each time."""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "waystation"
CATALOGUES = SOURCE / "locale"
READ = (".py", ".html")
UNREAD = ("tests", "migrations", "locale", "__pycache__", "static")
PLURALS = {
    "mk": "nplurals=2; plural=(n%10==1 && n%100!=11 ? 0 : 1);",
    "sq": "nplurals=2; plural=(n != 1);",
}
# Whoever needs help reads these languages too: they have the words of the pages named here, and no others.
PUBLIC_PLURALS = {
    "rom": "nplurals=2; plural=(n != 1);",
    "tr": "nplurals=2; plural=(n != 1);",
    "sr": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "fa": "nplurals=2; plural=(n > 1);",
}
PUBLIC_PARTS = (
    "intake/public",
    "campaign/templates/campaign/home.html",
    *(
        f"ui/templates/ui/{name}.html"
        for name in ("public_page", "exit", "languages", "error_summary", "notice", "optional")
    ),
    *(f"ui/templates/{name}.html" for name in ("403_stale_form", "404", "500")),
)
TIDY = ("--no-location", "--sort-output", "--no-wrap")


def gather(folder: Path, *, public: bool = False) -> Path:
    """Write a template with every word of the source, or of its public pages, into `folder`; return its path.

    Works on a copy: Django's extraction leaves files beside templates while it runs.
    """
    copy = folder / "source"
    for part in PUBLIC_PARTS if public else ("",):
        _copy(SOURCE / part, copy / part)
    (copy / "locale").mkdir()
    names = () if public else _names_in_data()
    (copy / "names_in_data.py").write_text("".join(f"_({name!r})\n" for name in names), "utf-8")
    surroundings = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = ["-m", "django", "makemessages", "--locale=en", "--keep-pot", "--no-location", "--extension=html,py"]
    _run(sys.executable, *command, "--verbosity=0", cwd=copy, env=surroundings)
    return _without_blanks(copy / "locale" / "django.pot")


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=_unread)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def merge(catalogue: Path, template: Path) -> None:
    """Bring a catalogue up to the template: what is translated stays, what the source lost goes."""
    _begin(catalogue)
    merged = _run("msgmerge", "--quiet", "--no-fuzzy-matching", *TIDY, str(catalogue), str(template))
    kept = _run("msgattrib", "--no-obsolete", *TIDY, "-", text=merged)
    if kept != catalogue.read_text("utf-8"):
        catalogue.write_text(kept, "utf-8")


def catalogue_of(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "django.po"


def _begin(catalogue: Path) -> None:
    if catalogue.exists():
        return
    language = catalogue.parts[-3]
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    header = {
        "Project-Id-Version": "waystation",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": (PLURALS | PUBLIC_PLURALS)[language],
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in header.items())
    catalogue.write_text(f'msgid ""\nmsgstr ""\n{lines}', "utf-8")


def _names_in_data() -> list[str]:
    """Return the names that stand in data and are shown on pages: those of the roles."""
    roles = tomllib.loads((SOURCE / "core" / "roles.toml").read_text("utf-8"))
    return [str(role["name"]) for role in roles.values()]


def _unread(folder: str, names: list[str]) -> set[str]:
    inside = Path(folder)
    return {name for name in names if name in UNREAD or ((inside / name).is_file() and not name.endswith(READ))}


def _without_blanks(template: Path) -> Path:
    """Leave out the day and the blank plural rule of the template's header: each language brings its own rule."""
    lines = template.read_text("utf-8").splitlines(keepends=True)
    kept = (line for line in lines if not line.startswith(('"POT-Creation-Date:', '"Plural-Forms:')))
    template.write_text("".join(kept), "utf-8")
    return template


def _run(*command: str, text: str | None = None, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, input=text, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]} stopped: {done.stderr or done.stdout}")
    return done.stdout


def main() -> None:
    """Refresh every catalogue and say what each still lacks."""
    for public, languages in ((False, PLURALS), (True, PUBLIC_PLURALS)):
        with tempfile.TemporaryDirectory(prefix="waystation-words-") as folder:
            template = gather(Path(folder), public=public)
            for language in languages:
                merge(catalogue_of(language), template)
                print(f"{language}: {_counts(language)}")


def _counts(language: str) -> str:
    done = subprocess.run(
        ["msgfmt", "--check-format", "--statistics", "--output-file=/dev/null", catalogue_of(language)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    return done.stderr.strip()


if __name__ == "__main__":
    main()
