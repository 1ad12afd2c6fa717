"""The command line: thin, and quick to start."""

import sys

import click

from bot.cli.chat import chat
from bot.cli.db import db
from bot.cli.deliveries import deliveries
from bot.cli.doctor import doctor
from bot.cli.roadmap import roadmap
from bot.cli.run import run
from bot.cli.simulate import simulate
from bot.cli.stats import stats
from bot.errors import HostError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="waymark")
def cli() -> None:
    """Waymark, a study coach that lives in a chat."""


for command in (chat, run, simulate, roadmap, db, deliveries, doctor, stats):
    cli.add_command(command)


def main() -> None:
    """Run the command line; what the host must mend is said in one line, with its status."""
    try:
        cli()
    except HostError as error:
        click.echo(f"waymark: {error}", err=True)
        sys.exit(error.status)
    except BrokenPipeError:
        sys.exit(0)


if __name__ == "__main__":
    main()
