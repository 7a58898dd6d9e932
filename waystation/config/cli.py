"""The command line: `waystation`, with the commands that every room brings in its `commands.py`."""

import os
import sys
from importlib import import_module

import click

from waystation.config.contents import Entry, contents


class RoomCommands(click.Group):
    """Shows what the rooms offer without loading them; loads the room, and Django, of the command that is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's own signature
        return sorted(contents())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        entry = contents().get(cmd_name)
        return _load(entry) if entry else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in sorted(contents().items())])


def _load(entry: Entry) -> click.Command:
    if not entry.module.startswith("waystation.config."):
        import django

        django.setup()
    commands: list[click.Command] = import_module(entry.module).COMMANDS
    return next(command for command in commands if command.name == entry.name)


@click.command(cls=RoomCommands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--debug", is_flag=True, envvar="WAYSTATION_DEBUG", help="Show where in the program a failure happened.")
@click.version_option(package_name="waystation")
def group(*, debug: bool) -> None:
    """Waystation: from the first call to the published figure.

    \b
    waystation up --demo     everything at once, with an invented organisation
    waystation up            the same for your own
    waystation check         what is wrong, and what to do about it

    Records lie in the folder WAYSTATION_HOME names; without it, in `var` beside the program. Databases are files in
    that folder unless WAYSTATION_RECORDS_DB and WAYSTATION_PUBLIC_DB name PostgreSQL ones
    (postgresql://user:password@host:port/name). `waystation COMMAND --help` explains each command.
    """  # noqa: D301  click reads the backspace as "keep these lines"


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every foreseeable failure ends in a sentence, not in a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waystation.config.settings")
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code = group.main(given, prog_name="waystation", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit("Stopped.")
    except Exception as error:
        if "--debug" in given or os.environ.get("WAYSTATION_DEBUG"):
            raise
        sys.exit(_in_words(error))
    sys.exit(code if isinstance(code, int) else 0)


def _in_words(error: Exception) -> str:
    from waystation.config.failures import in_words

    return in_words(error)


if __name__ == "__main__":
    main()
