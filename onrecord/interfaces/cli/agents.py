"""The verb mcp: the case for agents, over standard input and output."""

import typer

from onrecord.errors import InputError
from onrecord.interfaces.cli.common import CaseOption, open_case


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("mcp")(serve_agents)


def serve_agents(case_folder: CaseOption = None) -> None:
    """Serve the case to an agent: the Model Context Protocol over standard input and output, read-only."""
    try:
        # The protocol's toolkit is an extra, and takes a second to load.
        from onrecord.interfaces.mcp.server import make_server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise InputError(
            "The MCP server is not installed.", where="mcp", help="Install it: pip install 'onrecord[mcp]'."
        ) from error
    with open_case(case_folder) as case:
        make_server(case).run("stdio")
