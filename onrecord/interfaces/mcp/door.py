"""The server as clients meet it: what no tool reads is refused, and every refusal has the same four fields."""

import json
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, Resource, TextContent, Tool
from pydantic import ValidationError

from onrecord.case import Case
from onrecord.errors import InputError, NotFound, OnrecordError
from onrecord.interfaces import problems, refusals
from onrecord.interfaces.mcp.books import Books
from onrecord.interfaces.mcp.shaping import JSON, SCHEME
from onrecord.interfaces.queries import find_unread
from onrecord.views.stories import list_stories

SEE = "See the tool's inputSchema."


class Door(MCPServer[Any]):
    """A server over one case."""

    def __init__(self, case: Case, **options: Any) -> None:
        super().__init__(**options)
        self.books = Books(case)

    async def list_tools(self) -> list[Tool]:
        """Every tool; what its schema does not name, it does not take."""
        tools = await super().list_tools()
        closed = {"additionalProperties": False}
        return [tool.model_copy(update={"input_schema": {**tool.input_schema, **closed}}) for tool in tools]

    async def list_resources(self) -> list[Resource]:
        """The briefs, one a story; reports and statements are found by what cites them."""
        rows = list_stories(self.books.index().book)
        return [
            Resource(uri=f"{SCHEME}story/{row.slug}/brief", name=row.slug, title=f"Brief of {row.slug}", mime_type=JSON)
            for row in rows
        ]

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Any = None) -> Any:
        """What the tool gives, or why it gives nothing, with the cure."""
        try:
            await self._check(name, arguments)
            return await super().call_tool(name, arguments, context)
        except OnrecordError as error:
            return _refuse(error)
        except ToolError as error:
            told = _read_cause(error)
            if told is None:
                raise
            return _refuse(told)

    async def _check(self, name: str, arguments: dict[str, Any]) -> None:
        """Raises for a tool that there is not, an argument that it does not read, and words that are none."""
        tools = {tool.name: tool for tool in await self.list_tools()}
        if name not in tools:
            raise NotFound(f"There is no tool '{name}'.", where=name, help=f"There are {', '.join(tools)}.")
        known = tools[name].input_schema["properties"]
        for unread in find_unread(arguments, known):
            raise unread.to_error(known)
        for each, given in arguments.items():
            if isinstance(given, str) and not given.strip():
                raise InputError(f"'{each}' is blank.", where=each, help="Give it a value, or leave it out.")


def _read_cause(error: BaseException) -> OnrecordError | None:
    """The error of ours that the protocol's library wrapped; None: it is none, but a fault."""
    cause = error.__cause__
    if isinstance(cause, ValidationError):
        first = cause.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        return refusals.explain(first, name=name, place="arguments", see=SEE)
    return cause if isinstance(cause, OnrecordError) else None


def _refuse(error: OnrecordError) -> CallToolResult:
    told = json.dumps(problems.body(error), ensure_ascii=False)
    return CallToolResult(content=[TextContent(type="text", text=told)], is_error=True)
