"""`bundel show`: the whole story of an application, a pool or an agreement, out of all three logs, on one screen."""

import typer

from cli.base import Group
from cli.stories import agreement, application, pool


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None)
    for story in (application, pool, agreement):
        story.add_to(group)
    app.add_typer(group, name="show")
