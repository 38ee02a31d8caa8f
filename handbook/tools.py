"""The reference of the MCP server: its tools with what they take and give, its resources."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from handbook.markdown import code, write_table
from onrecord.case import Case
from onrecord.interfaces.mcp.server import INSTRUCTIONS, make_server
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore

Json = Mapping[str, Any]
PAGE = """# Tools for agents

`onrecord mcp` serves a case over the Model Context Protocol, on standard input and output, read-only. How to connect
it: [from an agent](../how-to/agent.md). What the server tells every agent:

> {instructions}
{tools}
## Resources

{resources}"""


def write_tools() -> str:
    """The page."""
    with Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="here")) as case:
        server = make_server(case)
        tools = asyncio.run(server.list_tools())
        resources = asyncio.run(server.list_resource_templates())
    listed = "".join(_tool(tool) for tool in tools)
    rows = ((code(r.uri_template), r.description or "") for r in resources)
    resources_table = write_table(("address", "what it holds"), rows)
    return PAGE.format(instructions=INSTRUCTIONS, tools=listed, resources=resources_table)


def _tool(tool: Any) -> str:
    given = list(_fields(tool.input_schema))
    gives = ", ".join(code(name) for name in (tool.output_schema or {}).get("properties", {}))
    takes = write_table(("takes", "kind", "what it says"), given) if given else "Takes nothing.\n"
    return f"\n## {tool.name}\n\n{tool.description}\n\n{takes}\nGives {gives}.\n"


def _fields(schema: Json) -> Iterable[tuple[str, str, str]]:
    needed = schema.get("required", ())
    for name, each in schema.get("properties", {}).items():
        kind = " or ".join(k["type"] for k in each.get("anyOf", (each,)) if k["type"] != "null")
        yield code(name), kind if name in needed else f"{kind}, optional", each.get("description", "")
