"""The verb that shows a case in a browser: serve."""

import contextlib
import os
import socket
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.errors import InputError
from onrecord.interfaces.cli.common import CaseOption, open_case, say


def register(app: typer.Typer) -> None:
    """Add the verb of this module to the application."""
    app.command("serve")(serve)


def serve(
    case_folder: CaseOption = None,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="On which port.")] = 8731,
    edit: Annotated[bool, typer.Option("--edit", help="Let people review, merge, set apart and grade.")] = False,
    token_file: Annotated[
        Path | None, typer.Option("--token-file", metavar="FILE", help="The token that readers must give.")
    ] = None,
    certfile: Annotated[Path | None, typer.Option("--certfile", metavar="FILE", help="TLS certificate.")] = None,
    keyfile: Annotated[Path | None, typer.Option("--keyfile", metavar="FILE", help="Its key.")] = None,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy on the way speaks TLS with the readers.")
    ] = False,
    names: Annotated[
        list[str] | None, typer.Option("--name", metavar="NAME", help="A host name that readers use, also a proxy's.")
    ] = None,
    base_path: Annotated[
        str, typer.Option("--base-path", metavar="/PATH", help="Where a proxy shows the pages.", show_default=False)
    ] = "",
) -> None:
    """Show the case in a browser, at an address that only this machine reaches unless told otherwise."""
    # The web toolkit is an extra, and costs more to load than the other verbs together.
    try:
        from onrecord.interfaces.rest.app import PATH, create_api
        from onrecord.interfaces.rest.jobs import Jobs
        from onrecord.interfaces.web.app import create_app
        from onrecord.interfaces.web.options import ServeOptions, check_reach, read_token
    except ModuleNotFoundError as error:
        raise InputError(
            f"The pages need '{error.name}'.", where="serve", help="Install it: pip install 'onrecord[web]'."
        ) from error
    has_tls = certfile is not None and keyfile is not None
    options = ServeOptions(
        host=host,
        port=port,
        can_edit=edit,
        token=read_token(token_file) if token_file else None,
        names=tuple(names or ()),
        is_secure=has_tls or behind_proxy,
        base_path=_base(base_path),
    )
    check_reach(options, is_encrypted=has_tls or behind_proxy)
    _refuse_half(certfile, keyfile)
    with open_case(case_folder) as opened, contextlib.closing(Jobs(opened)) as jobs:
        api = {PATH: partial(create_api, can_edit=options.can_edit, jobs=jobs, base_path=options.base_path)}
        application = create_app(opened, options=options, mounts=api)
        application.state.site.warm()
        _run(application, options, certfile=certfile, keyfile=keyfile)


def _run(application: Any, options: Any, *, certfile: Path | None, keyfile: Path | None) -> None:
    """Serve until somebody stops it."""
    # Extras, like all of the web toolkit.
    import uvicorn

    from onrecord.interfaces.web.connections import Connection

    shown = f"[{options.host}]" if ":" in options.host else options.host
    scheme = "http" if certfile is None else "https"
    config = uvicorn.Config(
        application,
        http=Connection,
        ws="none",
        ssl_certfile=certfile,
        ssl_keyfile=keyfile,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="warning",
    )
    with _listen(options.host, options.port) as listening, contextlib.suppress(KeyboardInterrupt):
        say(f"{scheme}://{shown}:{options.port}{options.base_path}/   {_told(options.can_edit)}")
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """A socket at the address, taken before anybody is told of it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        told = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise InputError(
            f"Port {port} of {host} cannot be had: {told}.",
            where="--port",
            help=f"End what listens there, or take another port: --port {port % 65_535 + 1}",
        ) from error


def _told(can_edit: bool) -> str:
    return (
        f"{'People may edit here' if can_edit else 'Nothing can be changed here; --edit allows it'}. Stop with Ctrl-C."
    )


def _base(path: str) -> str:
    if path and not path.startswith("/"):
        raise InputError(f"'{path}' is no path.", where="--base-path", help="Begin it with a slash: /onrecord")
    return path.rstrip("/")


def _refuse_half(certfile: Path | None, keyfile: Path | None) -> None:
    for name, path, other in (("--certfile", certfile, keyfile), ("--keyfile", keyfile, certfile)):
        if path is not None and other is None:
            raise InputError(f"{name} is given alone.", where=name, help="Give both --certfile and --keyfile.")
        if path is not None and not path.is_file():
            raise InputError(f"There is no file '{path}'.", where=str(path), help=f"Name the file with {name}.")
