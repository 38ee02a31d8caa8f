"""The pulse strip: a tick a report by time, tall where a new origin begins; forty copies are forty short ticks."""

from collections.abc import Sequence

from onrecord.views import phrases
from onrecord.views.pictures import svg
from onrecord.views.pictures.ticks import scale_of
from onrecord.views.pictures.words import moment
from onrecord.views.pulse import Beat

WIDTH, HEIGHT = 320.0, 40.0
STEP = 1.5  # units, within which two ticks cannot be told apart
BASE, TALL, SHORT = 32.0, 24.0, 9.0


def draw_pulse(id: str, beats: Sequence[Beat], *, name: str) -> str:
    """The strip; empty where no report has a date."""
    if not beats:
        return ""
    scale = scale_of([b.at for b in beats], 4, WIDTH - 4)
    marks = [svg.line(0, BASE, WIDTH, BASE, class_="axis")]
    drawn = {(round(scale.at(b.at) / STEP), b.new_origins > 0): b for b in beats}  # one tick where many would lie
    for beat in sorted(drawn.values(), key=lambda b: b.new_origins > 0):
        x = scale.at(beat.at)
        top = BASE - (TALL if beat.new_origins else SHORT)
        said = f"{moment(beat.at)}, {beat.outlet}: {beat.headline}"
        kind = "beat new" if beat.new_origins else "beat copy" if beat.is_copy else "beat"
        marks.append(svg.line(x, BASE, x, top, svg.hint(said), class_=kind))
    new = sum(1 for b in beats if b.new_origins)
    first, last = beats[0].at, beats[-1].at
    return svg.picture(
        id,
        (WIDTH, HEIGHT),
        marks,
        title=f"Pulse of {name}",
        description=(
            f"{phrases.count(len(beats), 'report')} from {moment(first)} to {moment(last)}; "
            f"{new} bring a new origin (tall ticks), {len(beats) - new} only repeat (short ticks)."
        ),
        class_="pulse",
    )
