"""A picture outside a page: with a name space and the few styles that a page else gives it, by day and by night."""

COLOURS = {"ink": "#1c1b19", "muted": "#5e5a53", "line": "#ddd9d0", "paper": "#fdfcf9"}
NIGHT = {"ink": "#e9e6e0", "muted": "#aba69d", "line": "#3a3835", "paper": "#171716"}
SIDES = ("#0b5a7a", "#a3421f", "#55661c", "#6a4a8c", "#6b675f")
SIDES_AT_NIGHT = ("#7cc0de", "#f0996f", "#b3c765", "#c0a3e0", "#aba69d")
OPENING = "<svg "


def stand_alone(picture: str) -> str:
    """The picture as a file of its own; nothing for nothing."""
    if not picture.startswith(OPENING):
        return picture
    head, _, rest = picture.partition(">")
    named = f'{OPENING}xmlns="http://www.w3.org/2000/svg" {head.removeprefix(OPENING)}'
    night = f"@media (prefers-color-scheme: dark) {{ {_rules(NIGHT, SIDES_AT_NIGHT)} }}"
    return f"{named}><style>{_rules(COLOURS, SIDES)} {night}</style>{rest}\n"


def _rules(colours: dict[str, str], sides: tuple[str, ...]) -> str:
    ink, muted, line, paper = (colours[name] for name in ("ink", "muted", "line", "paper"))
    return " ".join(
        (
            f".picture {{ font-family: sans-serif; background: {paper}; }}",
            f"text {{ fill: {ink}; font-size: 13px; }}",
            f".tick, .side {{ fill: {muted}; font-size: 12px; }}",
            f".axis, .relay {{ stroke: {muted}; }} .grid, .leader {{ stroke: {line}; }}",
            ".revision, .arrow { fill: none; stroke-width: 1.5; } .range { fill-opacity: 0.35; stroke: none; }",
            f".value {{ font-weight: 600; paint-order: stroke; stroke: {paper}; stroke-width: 4px; }}",
            *(f".side-{n} {{ fill: {c}; stroke: {c}; }}" for n, c in enumerate(sides, 1)),
            f".point {{ stroke: {paper}; stroke-width: 1.5; paint-order: stroke; }}",
            f".hollow {{ fill: {paper}; stroke-width: 1.75; }} .stroked {{ fill: none; stroke-width: 2.25; }}",
        )
    )
