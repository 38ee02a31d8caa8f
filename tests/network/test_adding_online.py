"""`add` of addresses: what is fetched is there before the right to write is asked for."""

from pathlib import Path

from onrecord import case as cases
from onrecord.store.lock import hold_lock

PAGE = (
    "<html><body><article><h1>Force grows</h1><p>An official said that the force had grown.</p></article></body></html>"
)


def test_others_may_write_while_an_address_is_fetched(server, tmp_path: Path) -> None:
    cases.init(tmp_path / "case").close()
    url = server.page("/r1", PAGE)
    give, free = server.routes["/r1"], []

    def answer_while_another_writes(handler) -> None:
        with hold_lock(tmp_path / "case" / "onrecord.lock", wait_s=0):
            free.append(True)
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        handler.wfile.write(give.body)

    server.routes["/r1"] = answer_while_another_writes
    flags = {"network.allow": True, "network.private": True, "network.delay_s": 0.0}
    with cases.open(tmp_path / "case", flags=flags) as opened:
        assert opened.add(url).new == 1
    assert free == [True]
