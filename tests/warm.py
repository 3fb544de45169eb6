"""What one process works out once, though each test has an application and a database of its own.

Templates, addresses and statements are compiled the first time that a test needs them; every later test finds them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any

import sqlalchemy as sa
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class CompiledTemplates(BytecodeCache):
    """Compiled templates in memory, found again by their name, their place and every letter of their source."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


@contextmanager
def addresses_compiled_once() -> Iterator[None]:
    """Werkzeug makes one function for all rules that write the same address.

    That function depends on the address alone: it asks the converters of the rule it is called for. An address with
    defaults in it is the exception, and is compiled each time.
    """
    compiles = Rule._compile_builder
    kept: dict[tuple[Any, ...], Builder] = {}

    def remembering(rule: Rule, append_unknown: bool = True) -> Builder:
        if rule.defaults:
            return compiles(rule, append_unknown)
        address = (rule.rule, tuple(rule._trace), append_unknown)
        if address not in kept:
            kept[address] = compiles(rule, append_unknown)
        return kept[address]

    Rule._compile_builder = remembering  # type: ignore[method-assign]
    try:
        yield
    finally:
        Rule._compile_builder = compiles  # type: ignore[method-assign]


@contextmanager
def statements_compiled_once() -> Iterator[None]:
    """All SQLite databases share one dialect, and with it the statements that have been compiled for it."""
    creates = sa.create_engine
    first = creates("sqlite://", query_cache_size=5000)
    first.connect().close()  # a dialect looks at its first connection to learn what the database can do

    def sharing(url: Any, **how: Any) -> sa.Engine:
        engine = creates(url, **how)
        if engine.name == first.name:
            engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        return engine

    sa.create_engine = sharing
    try:
        yield
    finally:
        sa.create_engine = creates
        first.dispose()
