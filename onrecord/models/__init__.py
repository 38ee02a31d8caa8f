"""What onrecord has learned: files made by `training/`, each with a card that says from what."""

import contextlib
import ctypes
import functools
import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any, TypeVar

MODELS = Path(__file__).parent
TAGGERS: Mapping[str, str] = {  # by the speed that is asked for, the folder beside this file
    "full": "attributions",
    "fast": "attributions_fast",  # two of six layers: less than half the time, less right (see docs/quality.md)
}

MMAP_FROM, TRIM_FROM = -3, -1  # M_MMAP_THRESHOLD and M_TRIM_THRESHOLD of glibc's malloc.h
LARGE = 1 << 18  # bytes of a block that is given back to the system by itself
WORKING = 1 << 22  # likewise while models run: asking anew for what was just let go of took a fifth of their time

Loaded = TypeVar("Loaded")
_LOADERS: "list[_lru_cache_wrapper[Any]]" = []
_FORGETTERS: list[Callable[[], None]] = []


def loaded_once(load: Callable[..., Loaded]) -> "_lru_cache_wrapper[Loaded]":
    """The function, whose answers are kept until `forget_models`: for models, and for what is made from one."""
    kept = functools.cache(load)
    _LOADERS.append(kept)
    return kept


def forgotten_by(forget: Callable[[], None]) -> None:
    """Call this too when models are forgotten: for what a library remembers of what it read."""
    if forget not in _FORGETTERS:
        _FORGETTERS.append(forget)


def forget_models() -> None:
    """Let go of all models, some 100 MB; who reads again loads them again, which takes seconds."""
    for kept in _LOADERS:
        kept.cache_clear()
    for forget in _FORGETTERS:
        forget()
    gc.collect()
    give_back_memory()


def load_runtime() -> Any:
    """onnxruntime, which tells nobody what is done with it.

    As it comes it writes events and a number of the machine into the home folder and sends them to its makers; what is
    said in the environment holds only before it is first loaded, what is said to it for whoever loaded it before us.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    give_back_from(LARGE)
    import onnxruntime  # slow to import, and not needed where nothing is read

    onnxruntime.disable_telemetry_events()
    return onnxruntime


def list_options(*, threads: int = 1) -> Any:
    """How a session of onnxruntime runs: on so many threads, and holding what it made no longer than it is needed.

    Of itself a session keeps the largest room that it ever took, doubled, and never gives it back.
    """
    options = load_runtime().SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.enable_cpu_mem_arena = False
    return options


@loaded_once
def load_tokenizer(file: Path) -> Any:
    """The word pieces of a model, ten megabytes once loaded and shared by all that read by them: leave it as it is."""
    from tokenizers import Tokenizer  # slow to import, and not needed where nothing is read

    return Tokenizer.from_file(str(file))


@contextlib.contextmanager
def room_to_work() -> Iterator[None]:
    """Within it the C library keeps what models let go of, for the next to use; afterwards all of it is given back."""
    give_back_from(WORKING)
    try:
        yield
    finally:
        give_back_from(LARGE)
        give_back_memory()


def give_back_from(size: int) -> None:
    """From now on the C library returns blocks of so many bytes and more to the system when they are let go of.

    Of itself it takes them from its heap once a few were as large, and what is small and stays there keeps them from
    going back: some 10 MB as models run, more with every large page.
    """
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):  # glibc has it, musl does not
        for option in (MMAP_FROM, TRIM_FROM):
            libc.mallopt(option, size)


def give_back_memory() -> None:
    """Return what loading a model took for a moment to the system, where the C library would keep it: some 45 MB."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:  # glibc has it, musl does not
        trim(0)
