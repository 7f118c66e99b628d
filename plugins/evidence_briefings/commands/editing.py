"""``briefings edit``: the records in a web form, on this machine."""

from __future__ import annotations

from datetime import date

import click

from .running import CouldNotRun, current_project, errors


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8010, show_default=True, help="Where to listen; 0: any.")
@click.option(
    "--config", "print_config", is_flag=True, help="Print the configuration of a form for a Git host instead."
)
def edit(port: int, print_config: bool) -> None:
    """Show the records as a form in the browser, both languages side by side; each saving is a commit.

    The form is for this machine alone and needs no network. Comments and the order of the files stay as they are, and a
    commit holds exactly what was changed. Stop it with Ctrl+C.

    \b
    Examples:
      briefings edit
      briefings edit --config > config.yml
    """
    from ..editor.forms import Form, hosted_config
    from ..editor.protocol import Editor
    from ..editor.repository import GitError, repository_of
    from ..editor.saving import Records
    from ..editor.server import FormServer

    project = current_project()
    reader = project.reader()
    if print_config:
        click.echo(hosted_config(Form(reader.read(today=date.today()), hosted=True)), nl=False)
        return
    try:
        repository = repository_of(project.root)
    except GitError as error:
        raise CouldNotRun(
            f"the records are in no Git repository, so that nothing could be saved ({error}). "
            'In their folder: git init, git add --all, git commit -m "Begin"'
        ) from None
    try:
        author = repository.author()
    except GitError:
        raise CouldNotRun(
            "Git does not know who you are, and each saving carries a name. Say it once: "
            'git config --global user.name "Your Name", git config --global user.email you@example.org'
        ) from None
    try:
        server = FormServer(Editor(Records(project, repository), reader, date.today()), port)
    except OSError as error:
        raise CouldNotRun(
            f"cannot listen on port {port}: {error.strerror or error}. Try briefings edit --port 0"
        ) from None
    errors.print(f"The form for {project.shown(project.records)}. Saving as {author}, on branch {repository.branch()}.")
    errors.print("Open this address; stop with Ctrl+C.")
    click.echo(server.address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        errors.print("Stopped. All that was saved is in Git.")
    finally:
        server.server_close()
