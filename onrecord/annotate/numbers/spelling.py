"""Reads the numbers of a sentence: figures, words and their mixtures.

"10,000", "6 1/2", "twenty-one", "415 thousand", "a million-and-a-half", "two-thirds", "half a dozen", "thousands".
"""

import unicodedata
from collections.abc import Sequence
from fractions import Fraction

from onrecord.annotate.numbers.lexemes import VULGAR, Lexeme, is_glued
from onrecord.annotate.numbers.numerals import HYPHENS, LONGEST, Numeral, Words

HALF = Fraction(1, 2)
POWER_DIGITS = 2
LARGEST = 10**18  # "million million million"; a longer chain is no number


def find_numerals(lexemes: Sequence[Lexeme], words: Words) -> list[Numeral]:
    """The numbers of a sentence, left to right, none overlapping."""
    out = []
    i = 0
    while i < len(lexemes):
        found = _read(lexemes, i, words) if words.starts(lexemes[i]) else None
        if found:
            out.append(found)
        i = found.last if found else i + 1
    return out


def _read(lx: Sequence[Lexeme], i: int, w: Words) -> Numeral | None:
    for read in (_read_plural, _read_few, _read_ordinal, _read_share, _read_cardinal, _read_single):
        found = read(lx, i, w)
        if found:
            return found
    return None


def _low(lx: Sequence[Lexeme], i: int) -> str:
    return lx[i].low if 0 <= i < len(lx) else ""


def _over_hyphen(lx: Sequence[Lexeme], i: int) -> int:
    """The index after a hyphen at `i` that is glued on both sides; else `i`."""
    joined = _low(lx, i) in HYPHENS and is_glued(lx, i) and is_glued(lx, i + 1)
    return i + 1 if joined else i


def _read_plural(lx: Sequence[Lexeme], i: int, w: Words) -> Numeral | None:
    """`dozens`, `tens of thousands`, `hundreds of thousands`."""
    low = _low(lx, i)
    if low in w.plural_factors and _low(lx, i + 1) == "of" and _low(lx, i + 2) in w.plurals:
        each = w.plurals[_low(lx, i + 2)] // 2
        return Numeral(first=i, last=i + 3, value=Fraction(w.plural_factors[low] * each), open_end=True)
    if low in w.plurals:
        return Numeral(first=i, last=i + 1, value=Fraction(w.plurals[low]), open_end=True)
    return None


def _read_few(lx: Sequence[Lexeme], i: int, w: Words) -> Numeral | None:
    """`several thousand`, `a few hundred`: at least two of the scale."""
    first = i
    if _low(lx, i) in w.lists["indefinite"]:
        i += 1
    if _low(lx, i) not in w.lists["few"]:
        return None
    scale = w.scales.get(_low(lx, i + 1)) or w.groups.get(_low(lx, i + 1))
    if not scale:
        return None
    return Numeral(first=first, last=i + 2, value=Fraction(2 * scale), open_end=True, scale=scale)


def _read_share(lx: Sequence[Lexeme], i: int, w: Words) -> Numeral | None:
    """`two-thirds`, `a quarter`, `half`, `half a million`, `a quarter of a million`, `one-half of one`."""
    first, count = i, Fraction(1)
    if _low(lx, i) in w.lists["indefinite"]:
        i += 1
    elif _low(lx, i) in w.cardinals and 0 < w.cardinals[_low(lx, i)] < 10:
        after = _over_hyphen(lx, i + 1)
        part = w.fractions.get(_low(lx, after))
        if not part or (_low(lx, after).endswith("s") != (w.cardinals[_low(lx, i)] > 1)):
            return None
        if after == i + 1 and _low(lx, after) in w.lists["periods"] and _low(lx, i - 1) in w.lists["period_leads"]:
            return None  # "the past two quarters" are half a year
        count, i = Fraction(w.cardinals[_low(lx, i)]), after
    part = w.fractions.get(_low(lx, i))
    if not part or (first == i and _low(lx, i) != "half"):
        return None
    value, last = count * part, i + 1
    if part == HALF and _over_hyphen(lx, last) > last and not _scale_after(lx, last, w):
        return None  # "one half-sister", "half-mast"
    scale = _scale_after(lx, last, w)
    if scale:
        return Numeral(first=first, last=scale[1], value=value * scale[0], scale=scale[0])
    if (
        _low(lx, first) in w.lists["indefinite"]
        and part.denominator > 2
        and _low(lx, last) not in w.lists["share_tails"]
    ):
        return None
    return Numeral(first=first, last=last, value=value, share=True)


def _scale_after(lx: Sequence[Lexeme], i: int, w: Words) -> tuple[int, int] | None:
    """The scale of `half a million`, `quarter of a million`, `half-dozen`: its value and the index after it."""
    j = _over_hyphen(lx, i)
    if _low(lx, j) == "of":
        j += 1
    if _low(lx, j) in w.lists["indefinite"]:
        j += 1
    low = _low(lx, j)
    value = w.scales.get(low) or w.groups.get(low)
    return (value, j + 1) if value else None


def _read_cardinal(lx: Sequence[Lexeme], i: int, w: Words) -> Numeral | None:
    """Figures or words with their scales: `3.5 million`, `twenty-one`, `two and a half billion`, `a dozen`."""
    first = i
    sign = 1
    if _low(lx, i) in w.lists["minus"] and (_is_number_start(lx, _over_hyphen(lx, i + 1), w)):
        sign, i = -1, _over_hyphen(lx, i + 1)
    start = i
    got = _read_digits(lx, i) or _read_word_run(lx, i, w)
    if got is None:
        return None
    value, i = got
    digits = lx[start].is_digits or _low(lx, start) in VULGAR
    power = _read_power(lx, i) if digits else None
    if power:
        return Numeral(first=first, last=power[1], value=sign * value * power[0], digits=True)
    scale = 1 if digits else _trailing_scale(lx, start, i, w)
    if scale <= 100:
        value, i = _add_fraction(lx, i, w, value)
    share = digits and value < 1 and "." not in lx[start].text
    while True:
        j = _over_hyphen(lx, i)
        step = w.scales.get(_low(lx, j)) or w.groups.get(_low(lx, j))
        if not step and digits and is_glued(lx, i):
            step = w.letters.get(_low(lx, i))
        if not step or scale * step > LARGEST:
            break
        value, scale, i = value * step, scale * step, j + 1
    if scale > 100:
        i, value = _add_half_scale(lx, i, w, value, scale)
    share = share and scale == 1 and value > 0
    return Numeral(first=first, last=i, value=sign * value, digits=digits, scale=scale, share=share)


def _read_power(lx: Sequence[Lexeme], i: int) -> tuple[Fraction, int] | None:
    """The power of ten in `1.5×10^6` and `2 x 10−30`, and the index after it."""
    if _low(lx, i) not in ("×", "x") or _low(lx, i + 1) != "10":
        return None
    j = i + 2 + (_low(lx, i + 2) == "^")
    minus = _low(lx, j) in ("-", "−", "–")
    j += minus
    if j == i + 2 or j >= len(lx) or not lx[j].text.isdecimal() or len(lx[j].text) > POWER_DIGITS:
        return None
    exponent = int(lx[j].text)
    return Fraction(10) ** (-exponent if minus else exponent), j + 1


def _trailing_scale(lx: Sequence[Lexeme], first: int, last: int, w: Words) -> int:
    """The scale that a run of number words ends in: 100 for "two hundred", 1 for "two hundred and six"."""
    scale = 1
    while last > first and lx[last - 1].low in w.scales:
        scale *= w.scales[lx[last - 1].low]
        last -= 1
    return scale


def _is_number_start(lx: Sequence[Lexeme], i: int, w: Words) -> bool:
    return i < len(lx) and (lx[i].is_digits or lx[i].low in w.cardinals)


def _read_digits(lx: Sequence[Lexeme], i: int) -> tuple[Fraction, int] | None:
    """`10,000`, `6 1/2`, `1/16`, `6½`, `½`."""
    low = _low(lx, i)
    if low and low in VULGAR:
        return _vulgar(low), i + 1
    if i >= len(lx) or not lx[i].is_digits or len(low) > LONGEST:
        return None
    value = Fraction(low.replace(",", "").replace("\u00a0", "").replace("\u202f", ""))
    if _low(lx, i + 1) and _low(lx, i + 1) in VULGAR:
        return value + _vulgar(_low(lx, i + 1)), i + 2
    part = _slash(lx, i)
    if part is not None:
        return part, i + 3
    for j in {i + 1, _over_hyphen(lx, i + 1)}:
        part = _slash(lx, j)
        if part is not None and part < 1 and value.denominator == 1:
            return value + part, j + 3
    return value, i + 1


def _vulgar(sign: str) -> Fraction:
    return Fraction(unicodedata.numeric(sign)).limit_denominator(10)


def _slash(lx: Sequence[Lexeme], i: int) -> Fraction | None:
    """`1/2` at `i`, where it is a proper fraction with a usual denominator."""
    if i + 2 >= len(lx) or lx[i + 1].low not in "/⁄" or not (is_glued(lx, i + 1) and is_glued(lx, i + 2)):
        return None
    over, under = lx[i].text, lx[i + 2].text
    if not (over.isdecimal() and under.isdecimal()) or _low(lx, i + 3) in ("/", "⁄"):
        return None
    usual = int(under) in (2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100, 128, 1000)
    return Fraction(int(over), int(under)) if usual and int(over) < int(under) else None


def _add_fraction(lx: Sequence[Lexeme], i: int, w: Words, value: Fraction) -> tuple[Fraction, int]:
    """`two and a half`, `one and two thirds`: the value with its fraction and the index after it."""
    j = _over_hyphen(lx, i)
    if _low(lx, j) != "and":
        return value, i
    j = _over_hyphen(lx, j + 1)
    count = 1
    if _low(lx, j) in w.lists["indefinite"]:
        j = _over_hyphen(lx, j + 1)
    elif _low(lx, j) in w.cardinals:
        count, j = w.cardinals[_low(lx, j)], _over_hyphen(lx, j + 1)
    else:
        return value, i
    part = w.fractions.get(_low(lx, j))
    return (value + count * part, j + 1) if part else (value, i)


def _add_half_scale(lx: Sequence[Lexeme], i: int, w: Words, value: Fraction, scale: int) -> tuple[int, Fraction]:
    """`a million-and-a-half`: half of the scale more."""
    j = _over_hyphen(lx, i)
    if _low(lx, j) == "and":
        j = _over_hyphen(lx, j + 1)
        if _low(lx, j) in w.lists["indefinite"]:
            j = _over_hyphen(lx, j + 1)
            part = w.fractions.get(_low(lx, j))
            if part:
                return j + 1, value + part * scale
    return i, value


def _read_word_run(lx: Sequence[Lexeme], i: int, w: Words) -> tuple[Fraction, int] | None:
    """Number words that make one number: `twenty-one`, `two hundred and six thousand`, `a dozen`."""
    total = current = 0
    used = False
    last_step = None  # the last small number: nothing but a scale, or a unit after tens, may follow it
    if _low(lx, i) in w.lists["indefinite"]:
        after = _low(lx, i + 1)
        if after in w.scales:
            i, current, used, last_step = i + 1, 1, True, 1
        elif after in w.groups:
            return Fraction(w.groups[after]), i + 2
        else:
            return None
    while i < len(lx):
        j = _over_hyphen(lx, i) if used else i
        if used and _low(lx, j) == "and" and last_step is None and _low(lx, j + 1) in w.cardinals:
            j += 1
        low = _low(lx, j)
        if low in w.cardinals:
            small = w.cardinals[low]
            if last_step is not None and not (last_step % 10 == 0 and 20 <= last_step <= 90 and 0 < small < 10):
                break
            current, last_step, used = current + small, small, True
        elif low in w.scales and used and (current or total):
            step = w.scales[low]
            if step == 100:
                current = max(current, 1) * step
            else:
                total, current = total + max(current, 1) * step, 0
            last_step = None
        elif low in w.scales and not used and j > 0 and lx[j - 1].low in w.lists["scale_leads"]:
            current, last_step, used = 1, 1, True
            continue
        else:
            break
        i = j + 1
    return (Fraction(total + current), i) if used else None


def _read_ordinal(lx: Sequence[Lexeme], i: int, w: Words) -> Numeral | None:
    """`fourth`, `110th`, `twenty-first`."""
    low = _low(lx, i)
    if i < len(lx) and lx[i].text.isdecimal() and _low(lx, i + 1) in w.lists["ordinal_endings"] and is_glued(lx, i + 1):
        return Numeral(first=i, last=i + 2, value=Fraction(int(low)), ordinal=True, digits=True)
    tens = w.cardinals.get(low, 0)
    after = _over_hyphen(lx, i + 1)
    if tens >= 20 and after > i + 1 and _low(lx, after) in w.ordinals:
        return Numeral(first=i, last=after + 1, value=Fraction(tens + w.ordinals[_low(lx, after)]), ordinal=True)
    if low in w.ordinals:
        return Numeral(first=i, last=i + 1, value=Fraction(w.ordinals[low]), ordinal=True)
    return None


def _read_single(lx: Sequence[Lexeme], i: int, w: Words) -> Numeral | None:
    """`a single`, `twice`, `no`, `none`, `twin`."""
    low, first = _low(lx, i), i
    if low in w.lists["indefinite"] and _low(lx, i + 1) in w.lists["single"]:
        return Numeral(first=first, last=i + 2, value=Fraction(1))
    if low in w.lists["none"]:
        return Numeral(first=first, last=i + 1, value=Fraction(0), zero_word=True)
    if low in w.multiplicatives:
        return Numeral(first=first, last=i + 1, value=Fraction(w.multiplicatives[low]))
    if low in w.lists["twin"]:
        return Numeral(first=first, last=i + 1, value=Fraction(2))
    return None
