"""The catalogue as files: what ships, a hospital's own laid over it, and what of it is broken."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from station.adapters.schema_sentences import problems, sentence, show
from station.adapters.toml_file import Found, TomlFile, read_toml
from station.adapters.toml_lines import KeyPath
from station.domain.data import Data
from station.domain.protocol import (
    NOT_APPLICABLE,
    OWN_ANSWERS,
    Protocol,
    container_plan_from,
    names_from,
    protocol_from,
)
from station.ports.catalogue import BrokenFile, Catalogue

_TABLE_FILES = ("stocks.toml", "readers.toml", "sheets.toml")
_NAMED = ("desks", "sites", "choices")  # sections of common.toml that name what others use
_SHARED_FILES = ("common.toml", *_TABLE_FILES)
_SHIPPED = resources.files("schemas")
_SCHEMAS: tuple[Data, Data] = (
    json.loads((_SHIPPED / "common.schema.json").read_bytes()),
    json.loads((_SHIPPED / "protocol.schema.json").read_bytes()),
)
_SLUG = _SCHEMAS[0]["$defs"]["slug"]
_REGISTRY: Registry[bool | Data] = Resource.from_contents(_SCHEMAS[0]) @ Registry()
_COMMON, _PROTOCOL, _NAME = (
    Draft202012Validator(schema, registry=_REGISTRY, format_checker=FormatChecker(["date"]))
    for schema in (*_SCHEMAS, _SLUG)
)


def load_catalogue(directories: Sequence[Path] = ()) -> Catalogue:
    """The catalogue that ships, a hospital's directories laid over it, the later over the earlier.

    Never raises on what a file says: what is wrong is in ``broken``, and the others still load.
    A protocol file that is broken takes its name out of use, also where it was to replace one
    that ships: the hospital's plan is not quietly swapped for another.
    """
    return _loaded(*directories) if directories else _shipped()


@cache
def _shipped() -> Catalogue:
    """What ships does not change while the station runs: it is read and checked once."""
    return _loaded()


def _loaded(*directories: Path) -> Catalogue:
    loading = _Loading()
    folders = [entries for root in (_SHIPPED, *directories) if (entries := loading.entries(root))]
    for entries in folders:
        loading.read_shared(entries)
    for entries in folders:
        loading.read_protocols(entries, shipped=entries is folders[0])
    return loading.catalogue()


class _Loading:
    """What has been read so far; each ``read`` adds to it or to what is broken."""

    def __init__(self) -> None:
        self._common: Data = {
            "kinds": {},
            "items": {},
            "prompts": {},
            "second_identifiers": [],
            **{section: {} for section in _NAMED},
        }
        self._tables: dict[str, dict[str, Data]] = {file: {} for file in _TABLE_FILES}
        self._protocols: dict[str, Protocol | None] = {}  # None: out of use, its file is broken
        self._own: dict[str, str] = {}  # which site file a name comes from
        self._broken: list[BrokenFile] = []
        self._using: list[TomlFile] = []  # what may use a name that a later file gives

    @property
    def _stocks(self) -> Data:
        return self._tables["stocks.toml"]

    def entries(self, folder: Traversable) -> dict[str, Traversable]:
        try:
            return {entry.name: entry for entry in sorted(folder.iterdir(), key=lambda e: e.name)}
        except OSError as error:
            reason = sentence((), "a directory that can be read", show(error.strerror))
            self._broken.append(BrokenFile(str(folder), 0, reason))
            return {}

    def read_shared(self, entries: Mapping[str, Traversable]) -> None:
        for name, tables in self._tables.items():
            file = self._read(entries.get(name))
            if file and not self._note(file.broken(_table_problems(file.data))):
                tables.update(file.data)
        common = self._read(entries.get("common.toml"))
        merged = _laid_over(self._common, common.data if common else {})
        if common and not self._note(common.broken(_common_problems(merged, self._stocks))):
            self._common = merged
            self._using.append(common)

    def read_protocols(self, entries: Mapping[str, Traversable], *, shipped: bool) -> None:
        """A hospital may keep its protocols in ``protocols/`` or beside its common.toml."""
        files = {name: path for name, path in entries.items() if name not in _SHARED_FILES}
        if folder := files.pop("protocols", None):
            files |= self.entries(folder)
        for filename, path in files.items():
            name = filename.removesuffix(".toml")
            if filename.endswith(".toml"):
                twice = [] if shipped else self._claim(name, path)
                self._protocols[name] = None if self._note(twice) else self._protocol(name, path)

    def catalogue(self) -> Catalogue:
        protocols = {name: one for name, one in self._protocols.items() if one is not None}
        kinds = {
            name: container_plan_from(_plan(kind, {"kind": name, "order": 0}))
            for name, kind in self._common["kinds"].items()
        }
        return Catalogue(
            protocols=dict(sorted(protocols.items())),
            kinds=kinds,
            stocks=self._stocks,
            broken=tuple(self._broken),
            profiles=self._tables["readers.toml"],
            sheets=self._tables["sheets.toml"],
            second_identifiers=tuple(self._common["second_identifiers"]),
            names=names_from(self._common),
            unnamed=tuple(
                one
                for file in self._using
                for one in file.broken(_unnamed(file.data, self._common))
            ),
        )

    def _protocol(self, name: str, path: Traversable) -> Protocol | None:
        file = self._read(path)
        if file is None:
            return None
        wrong = file.broken(_name_problems(name)) or file.broken(problems(_PROTOCOL, file.data))
        wrong = wrong or file.broken(_reference_problems(file.data, self._common, self._stocks))
        if self._note(wrong):
            return None
        self._using.append(file)
        return protocol_from(_resolved(name, file.data, self._common))

    def _claim(self, name: str, path: Traversable) -> list[BrokenFile]:
        first = self._own.setdefault(name, str(path))
        if first == str(path):
            return []
        return [BrokenFile(str(path), 0, sentence((), "one file of this name", f"also {first}"))]

    def _read(self, path: Traversable | None) -> TomlFile | None:
        file = None if path is None else read_toml(path)
        if isinstance(file, BrokenFile):
            self._broken.append(file)
            return None
        return file

    def _note(self, wrong: list[BrokenFile]) -> bool:
        self._broken += wrong
        return bool(wrong)


def _laid_over(common: Data, data: Data) -> Data:
    """A hospital's common.toml over what was read before, key by key of each entry."""
    merged = dict(common)
    for section, entries in data.items():
        before = common.get(section)
        if isinstance(before, Mapping) and isinstance(entries, Mapping):
            merged[section] = {**before, **{n: _over(before.get(n), e) for n, e in entries.items()}}
        else:
            merged[section] = entries  # the schema says what is wrong with it
    return merged


def _over(before: object, entry: object) -> object:
    if isinstance(before, Mapping) and isinstance(entry, Mapping):
        return {**before, **entry}
    return entry


def _plan(kind: Data, container: Data) -> Data:
    return {"per_side": True, **kind, **container}


def _resolved(name: str, data: Data, common: Data) -> Data:
    """What a protocol file says with its names looked up and its counts written out."""
    plans = [
        _plan(common["kinds"][container["kind"]], container)
        for container in data["containers"]
        for _ in range(container.get("count", 1))
    ]
    checklist = [{**common["items"][item], "item": item} for item in data["checklist"]]
    prompts = [common["prompts"][prompt] for prompt in data["prompts"]]
    looked_up = {"containers": plans, "checklist": checklist, "prompts": prompts}
    # All names, also of desks that only a container added at the bedside goes to.
    names = {section: common[section] for section in _NAMED}
    return {**data, **looked_up, "name": name, "names": names}


def _name_problems(name: str) -> Iterator[Found]:
    if not _NAME.is_valid(name):
        yield (), sentence(("The file's name",), _SLUG["x-expected"], show(name))


def _table_problems(tables: Data) -> Iterator[Found]:
    for name, table in tables.items():
        if not isinstance(table, Mapping):
            yield (name,), sentence((name,), "a table", show(table))


def _common_problems(common: Data, stocks: Data) -> Iterator[Found]:
    wrong = list(problems(_COMMON, common))
    yield from wrong
    if wrong:
        return
    for name, kind in common["kinds"].items():
        yield from _plan_problems(("kinds", name), kind, stocks)
    for name, item in common["items"].items():
        known = [*item.get("choices", ("yes", "no")), NOT_APPLICABLE]
        for index, answer in enumerate(item.get("satisfying", ())):
            if answer not in known:
                path = ("items", name, "satisfying", index)
                yield path, sentence(path, f"one of {', '.join(known)}", show(answer))


def _reference_problems(data: Data, common: Data, stocks: Data) -> Iterator[Found]:
    """Names that nothing has, and what only shows when a container is laid over its kind."""
    for key, section in (("prompts", "prompts"), ("checklist", "items")):
        for index, name in enumerate(data[key]):
            if name not in common[section]:
                yield _unknown((key, index), f"a name under [{section}] in a common.toml", name)
    for index, container in enumerate(data["containers"]):
        path: KeyPath = ("containers", index)
        kind = common["kinds"].get(container["kind"])
        if kind is None:
            expected = "a name under [kinds] in a common.toml"
            yield _unknown((*path, "kind"), expected, container["kind"])
        else:
            yield from _plan_problems(path, _plan(kind, container), stocks)


def _unnamed(data: Data, common: Data) -> Iterator[Found]:
    """The desks, sites and choices of a file that nothing names: they are said as their codes."""
    for path, section, code in _used(data):
        if code not in common[section] and code not in OWN_ANSWERS:
            yield _unknown(path, f"a name under [{section}] in a common.toml", code)


def _used(data: Data) -> Iterator[tuple[KeyPath, str, str]]:
    """Where a protocol or a common.toml uses a desk, a site or a choice."""
    for index, site in enumerate(data.get("sites", ()) if "containers" in data else ()):
        yield ("sites", index), "sites", site
    plans = [(("containers", index), plan) for index, plan in enumerate(data.get("containers", ()))]
    for path, plan in (
        *plans,
        *((("kinds", k), kind) for k, kind in data.get("kinds", {}).items()),
    ):
        if "destination" in plan:
            yield (*path, "destination"), "desks", plan["destination"]
    for name, item in data.get("items", {}).items():
        for index, choice in enumerate(item.get("choices", ())):
            yield ("items", name, "choices", index), "choices", choice


def _plan_problems(path: KeyPath, plan: Data, stocks: Data) -> Iterator[Found]:
    if plan["stock"] not in stocks:
        yield _unknown((*path, "stock"), "a table of a stocks.toml", plan["stock"])
    least, most = plan.get("volume_min_ml", 0), plan.get("volume_max_ml", math.inf)
    if least > most:
        where = (*path, "volume_min_ml")
        yield where, sentence(where, f"at most volume_max_ml, which is {most}", show(least))


def _unknown(path: KeyPath, expected: str, got: str) -> Found:
    return path, sentence(path, expected, show(got))
