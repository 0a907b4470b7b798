"""Builds of the project in this process, from raw tables that a test writes.

    warehouse = Warehouse()
    result = warehouse.build({"accounts": [...], "plans": [...], "subscription_periods": [...]})
    assert result.ok, result.failures()
    result.metric_values()[Key("mrr", "month", date(2024, 1, 1), "all", "all")].metric_value

dbt starts once (two seconds of imports); its parsed manifest is kept, so a later build costs what
its nodes cost. The raw tables lie in one folder that does not change, as another value of that var
would mean another parse.
"""

from __future__ import annotations

import contextlib
import csv
import datetime
import fcntl
import hashlib
import io
import itertools
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]

# worked examples and a real export, for the tests marked `shared`
SHARED = Path(os.environ.get("NORTH_STAR_SHARED", ROOT.parent / "shared"))

# the vars on which the parsed project depends: what is read, from where. All others stand in the
# models' SQL alone, so that builds which differ only in them share a parse
# (test_structure.py holds the models to that).
PARSE_VARS = (
    *("use_demo_data", "raw_schema", "raw_database", "raw_path", "raw_tables", "sources"),
    "ravenstack_path",  # of the example
)

# the columns of a table as rows of a test, or the file itself, byte for byte
RawTable = Sequence[Mapping[str, Any]] | bytes
RawTables = Mapping[str, RawTable]


class Key(NamedTuple):
    """What names a row of `metric_values`."""

    metric_name: str
    period_grain: str
    period_start: datetime.date
    segment_type: str
    segment_value: str


class Row(NamedTuple):
    """What a row of `metric_values` says."""

    period_end: datetime.date
    numerator: Decimal | None
    denominator: Decimal | None
    metric_value: Decimal | None
    is_complete: bool


class Failure(NamedTuple):
    """A node in error or a failed test; `name` is empty when the build did not start."""

    name: str
    status: str
    message: str


def as_csv(table: RawTable) -> bytes:
    """The table as a CSV file; None is an empty field, a row may lack columns of the first."""
    if isinstance(table, bytes):
        return table
    columns = list(dict.fromkeys(column for row in table for column in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for row in table:
        writer.writerow({column: _as_field(value) for column, value in row.items()})
    return text.getvalue().encode()


def _as_field(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def digest(values: Mapping[str, Any]) -> str:
    """A short name for a set of vars."""
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def take_folder(wanted: Path) -> tuple[Path, Any]:
    """The folder, or `<folder>-2` and so on where other warehouses have the ones before.

    Returns:
        The folder, and the lock that keeps it as long as it is open.
    """
    for number in itertools.count(1):
        folder = wanted if number == 1 else wanted.with_name(f"{wanted.name}-{number}")
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        return folder, lock
    raise AssertionError("there is always a next number")


def read_raw(folder: Path) -> dict[str, bytes]:
    """The raw tables of a folder of `<table>.csv` files."""
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.csv"))}


@dataclass
class Result:
    """One build. Its database is read until the warehouse is built again."""

    warehouse: Warehouse
    build_number: int
    manifest: Any
    ok: bool
    failed: list[Failure]
    output: str
    connection: Any = None
    _kept: dict[str, Any] = field(default_factory=dict)

    def failures(self) -> list[Failure]:
        """Every node that ended in an error or a failed test."""
        return self.failed

    def relation(self, model_name: str) -> str:
        """The model's name in SQL, with its schema.

        Raises:
            LookupError: the project has no model or seed of that name.
        """
        for node in self.manifest.nodes.values():
            if node.name == model_name and node.resource_type in ("model", "seed"):
                return f'"{node.schema}"."{node.alias}"'
        raise LookupError(f"no model {model_name}")

    def published(self, model_name: str) -> str:
        """The name in SQL under which readers find a mart."""
        alias = self.relation(model_name).split(".")[1]
        return f'"{self.warehouse.published_schema}".{alias}'

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query. `{model}` stands for that model's relation.

        Raises:
            RuntimeError: the warehouse has been built again since; these rows are gone.
        """
        if self.build_number != self.warehouse.build_number:
            raise RuntimeError("this warehouse has been built again: read a result before that")
        sql = sql.format_map(_Relations(self))
        if self.connection:
            return self.connection.execute(sql).fetchall()
        return self.warehouse.read(sql)

    def dicts(self, model_name: str) -> list[dict[str, Any]]:
        """A model's rows, as dictionaries."""
        schema, table = self.relation(model_name).replace('"', "").split(".")
        columns = self.query(
            "select column_name from information_schema.columns "
            f"where table_schema = '{schema}' and table_name = '{table}' order by ordinal_position"
        )
        names = [name for (name,) in columns]
        rows = self.query(f"select {', '.join(names)} from {self.relation(model_name)}")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def metric_values(self) -> dict[Key, Row]:
        """All of `metric_values`; a key that stands there twice is an error."""
        if "metric_values" not in self._kept:
            rows = self.query(
                f"select {', '.join(Key._fields)}, {', '.join(Row._fields)} from {{metric_values}}"
            )
            width = len(Key._fields)
            values = {Key(*row[:width]): Row(*row[width:]) for row in rows}
            if len(values) != len(rows):
                raise AssertionError("metric_values has a key twice")
            self._kept["metric_values"] = values
        return self._kept["metric_values"]

    def raw_row_counts(self) -> dict[tuple[str, str | None], int]:
        """Rows by raw table and reject reason (None: accepted)."""
        rows = self.query("select table_name, reject_reason, row_count from {raw_row_counts}")
        return {(table, reason): int(count) for table, reason, count in rows if count}


class _Relations(dict[str, str]):
    def __init__(self, result: Result) -> None:
        super().__init__()
        self.result = result

    def __missing__(self, model_name: str) -> str:
        return self.result.relation(model_name)


class Replay:
    """The models' SQL as dbt compiled it, run again in a database in memory."""

    def __init__(self, manifest: Any, database: Path) -> None:
        import duckdb

        self.manifest = manifest
        self.connection = duckdb.connect()
        run = self.connection.execute
        run("set TimeZone = 'UTC'")
        run(f"attach ':memory:' as {database.stem}")
        run(f"attach '{database}' as built (read_only)")
        nodes = {
            node.unique_id: node
            for node in manifest.nodes.values()
            if node.resource_type in ("model", "seed")
        }
        for schema in {node.schema for node in nodes.values()}:
            run(f'create schema if not exists {database.stem}."{schema}"')
        parents = {key: set(node.depends_on_nodes) & set(nodes) for key, node in nodes.items()}
        self.parents = {
            nodes[key].name: {nodes[parent].name for parent in found}
            for key, found in parents.items()
        }
        self.models = {}
        for node in map(nodes.__getitem__, TopologicalSorter(parents).static_order()):
            if node.resource_type == "seed":
                copied = f'built."{node.schema}"."{node.alias}"'
                run(f"create table {node.relation_name} as from {copied}")
                continue
            kind = "view" if node.config.materialized == "view" else "table"
            start = f"create or replace {kind} {node.relation_name} as "
            self.models[node.name] = (start, node.compiled_code)
        run("detach built")
        run(f"use {database.stem}")

    def run(
        self, changed: Mapping[str, str] | None = None, wanted: Sequence[str] = ()
    ) -> list[Failure]:
        """Builds the models from the raw tables as they lie now, until one fails.

        Args:
            changed: other SQL for some models, by name.
            wanted: only these and what they read; all models where it is empty.
        """
        import duckdb

        needed = set(wanted or self.models)
        for name in reversed(self.models):
            if name in needed:
                needed |= self.parents[name]
        for name, (start, code) in self.models.items():
            if name not in needed:
                continue
            try:
                self.connection.execute(start + (changed or {}).get(name, code))
            except duckdb.Error as problem:
                return [Failure(name, "error", str(problem))]
        return []


class Warehouse:
    """A database that is built again and again by dbt in this process.

    Args:
        target: `duckdb` or `postgres` (a server that the environment names, see postgres.py).
        project: the dbt project; the mutations build a copy.
        folder: where databases, raw tables and parsed manifests lie; kept between runs, so that
            the next session parses only what changed. Another one where it is in use.
        one_parse: parse once, with every table of the contract, whichever of them a build has.
            Faster; what a user sees, who parses with the tables that there are, is built without.
    """

    def __init__(
        self,
        target: str = "duckdb",
        project: Path = ROOT,
        folder: Path | None = None,
        *,
        one_parse: bool = False,
    ) -> None:
        self.target = target
        self.one_parse = one_parse
        self.project = project
        self.folder, self._lock = take_folder(folder or project / "target" / "harness" / target)
        self.raw_path = self.folder / "raw"
        self.database = self.folder / "harness.duckdb"
        self.schema = "harness" + self.folder.name.removeprefix(target).replace("-", "_")
        self.raw_schema = f"raw_{self.schema}"
        self.published_schema = "main" if target == "duckdb" else self.schema
        self.notes: list[str] = []  # what the project's macros said in the last command
        self.build_number = 0
        self._manifests: dict[str, Any] = {}
        self._replays: dict[str, Replay] = {}

    def build(
        self,
        raw: RawTables | Path | None,
        vars: Mapping[str, Any] | None = None,
        select: str | None = None,
        *,
        exclude: str | None = None,
        tests: bool = True,
        unit_tests: bool = False,
        keep: bool = False,
        options: Sequence[str] = (),
    ) -> Result:
        """Builds everything (or `select`), from nothing or on what was built before.

        Args:
            raw: the raw tables or a folder of them; None is the demo.
            vars: dbt vars. `raw_tables` is the tables of `raw`, unless it is given here.
            select: dbt's node selection.
            exclude: what to leave out of it.
            tests: with the data tests; without them the build is twice as fast.
            unit_tests: with the unit tests, which are the same whatever the raw tables.
            keep: not from nothing, but on what the build before it left, with these raw tables.
            options: more of dbt's own.
        """
        if not keep:
            self.empty()
        if isinstance(raw, Path):
            raw = read_raw(raw)
        values = self.values(raw, vars)
        if raw is not None:
            self.load(raw)
        command = ["build", *options]
        if not unit_tests:
            command += ["--exclude-resource-type", "unit_test"]
        if not tests:
            command += ["--exclude-resource-type", "test"]
        if select:
            command += ["--select", *select.split()]
        if exclude:
            command += ["--exclude", *exclude.split()]
        return self._invoke(command, values)

    def rebuild(
        self, raw: RawTables | Path | None, vars: Mapping[str, Any] | None = None, *wanted: str
    ) -> Result:
        """The models without their tests, in memory: many times as fast as a build by dbt.

        The first call for a set of vars and tables has dbt compile their SQL; each call runs it on
        the raw tables as they are then. For the many builds of random data. DuckDB only.

        Args:
            raw: the raw tables or a folder of them; None is the demo.
            vars: dbt vars, as of a build.
            wanted: the models to look at, where the others need not be built.
        """
        if isinstance(raw, Path):
            raw = read_raw(raw)
        key = digest(self.values(raw, vars))
        if key not in self._replays:
            compiled = self.compile(raw, vars)
            if not compiled.ok:
                return compiled
            self._replays[key] = Replay(compiled.manifest, self.database)
        return self.replay(self._replays[key], raw, wanted=wanted)

    def compile(self, raw: RawTables | None, vars: Mapping[str, Any] | None = None) -> Result:
        """The seeds as tables, and each model's SQL (`compiled_code`) in the manifest."""
        self.empty()
        if raw is not None:
            self.load(raw)
        values = self.values(raw, vars)
        seeded = self._invoke(["seed"], values)
        if not seeded.ok:
            return seeded
        return self._invoke(["compile", "--select", "resource_type:model"], values)

    def replay(
        self,
        replay: Replay,
        raw: RawTables | None,
        changed: Mapping[str, str] | None = None,
        wanted: Sequence[str] = (),
    ) -> Result:
        """Runs compiled models on these raw tables, some of them with other SQL."""
        self.build_number += 1
        if raw is not None:
            self.load(raw)
        failed = replay.run(changed, wanted)
        return Result(
            self, self.build_number, replay.manifest, not failed, failed, "", replay.connection
        )

    def values(self, raw: RawTables | None, vars: Mapping[str, Any] | None) -> dict[str, Any]:
        """All vars of a build of these raw tables; None is the demo."""
        if raw is None:
            return dict(vars or {})
        chosen = {"use_demo_data": False, "raw_tables": sorted(raw), **(vars or {})}
        if self.target == "duckdb":
            return chosen | {"raw_path": str(self.raw_path)}
        return chosen | {"raw_schema": self.raw_schema}

    def forget(self) -> None:
        """Parses the project again before its next build: a file has changed."""
        self._manifests.clear()

    def dbt(self, *command: str, vars: Mapping[str, Any] | None = None) -> Result:
        """Another dbt command on the database as it is."""
        return self._invoke(list(command), dict(vars or {}))

    def parse_to(self, target_path: Path, vars: Mapping[str, Any] | None = None) -> Result:
        """Parses the project as a user does, with all vars, and manifest.json in that folder."""
        self.build_number += 1
        command = ["parse", "--write-json", "--target-path", str(target_path)]
        answer, output = self._run(command, dict(vars or {}), None)
        failed = [] if answer.success else [Failure("", "error", str(answer.exception))]
        return Result(self, self.build_number, answer.result, answer.success, failed, output)

    def manifest(self, vars: Mapping[str, Any] | None = None) -> Any:
        """The parsed project."""
        return self._parsed(dict(vars or {}))[0]

    def read(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        if self.target == "duckdb":
            import duckdb

            with duckdb.connect(str(self.database), read_only=True) as connection:
                return connection.execute(sql).fetchall()
        with self._postgres() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def export(self, query: str, path: Path) -> None:
        """Writes the rows of a query as CSV, null as a backslash and N. PostgreSQL only."""
        with self._postgres() as cursor, path.open("w") as file:
            cursor.copy_expert(rf"copy ({query}) to stdout (format csv, null '\N')", file)

    # --- dbt -----------------------------------------------------------------------------------

    def _invoke(self, command: list[str], values: dict[str, Any]) -> Result:
        self.build_number += 1
        manifest, failed, output = self._parsed(values)
        if manifest is None:
            return Result(self, self.build_number, None, False, failed, output)
        answer, output = self._run(command, values, manifest)
        failed = []
        if answer.exception:
            failed.append(Failure("", "error", str(answer.exception)))
        for node in getattr(answer.result, "results", None) or []:
            if str(node.status) in ("error", "fail", "runtime error"):
                failed.append(Failure(node.node.name, str(node.status), node.message or ""))
        return Result(self, self.build_number, manifest, answer.success, failed, output)

    def _parsed(self, values: dict[str, Any]) -> tuple[Any, list[Failure], str]:
        values = self._parse_values(values)
        key = digest(values)
        if key not in self._manifests:
            answer, output = self._run(["parse"], values, None)
            if not answer.success:
                return None, [Failure("", "error", str(answer.exception))], output
            while len(self._manifests) >= 8:  # a manifest of the whole project is some 50 MB
                self._manifests.pop(next(iter(self._manifests)))
            self._manifests[key] = answer.result
        return self._manifests[key], [], ""

    def _run(self, command: list[str], values: dict[str, Any], manifest: Any) -> tuple[Any, str]:
        from dbt.cli.main import dbtRunner

        said: list[str] = []
        self.notes = []

        def listen(event: Any) -> None:
            if event.info.name == "JinjaLogInfo":
                self.notes.append(event.info.msg)
            if event.info.level in ("warn", "error"):
                said.append(event.info.msg)

        arguments = [
            command[0],
            *("--project-dir", str(self.project), "--profiles-dir", str(self.project)),
            *("--target", self.target, "--target-path", str(self._target_path(values))),
            *("--log-path", str(self.folder / "logs"), "--log-level-file", "none"),
            *("--log-level", "none", "--no-use-colors", "--no-write-json"),
            *("--vars", json.dumps(values, sort_keys=True, default=str)),
            *command[1:],
        ]
        with self._environment(), contextlib.chdir(self.project):
            answer = dbtRunner(manifest=manifest, callbacks=[listen]).invoke(arguments)
            self._release()
        return answer, "\n".join(said)

    def environment(self) -> dict[str, str]:
        """The variables under which dbt builds here."""
        return {
            "NORTH_STAR_DUCKDB_PATH": str(self.database),
            "NORTH_STAR_PG_SCHEMA": self.schema,
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        }

    @contextlib.contextmanager
    def _environment(self) -> Iterator[None]:
        ours = self.environment()
        before = {name: os.environ.get(name) for name in ours}
        os.environ.update(ours)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value

    def _target_path(self, values: dict[str, Any]) -> Path:
        return self.folder / "target" / digest(self._parse_values(values))

    def _parse_values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        left_out = {"raw_tables"} if self.one_parse and not values.get("sources") else set()
        return {name: values[name] for name in PARSE_VARS if name in values.keys() - left_out}

    def _release(self) -> None:
        # dbt keeps the file open until its next command; a reader needs it closed
        if self.target == "duckdb":
            from dbt.adapters.duckdb.connections import DuckDBConnectionManager

            if DuckDBConnectionManager._ENV is not None:
                DuckDBConnectionManager._ENV.close()
                DuckDBConnectionManager._ENV = None

    # --- raw tables ----------------------------------------------------------------------------

    def load(self, raw: RawTables) -> None:
        """Puts these raw tables in the place of those that are there."""
        self._clear_raw()
        if self.target == "duckdb":
            for table, content in raw.items():
                (self.raw_path / f"{table}.csv").write_bytes(as_csv(content))
            return
        with self._postgres() as cursor:
            cursor.execute(f'create schema if not exists "{self.raw_schema}"')
            for table, content in raw.items():
                text = io.StringIO(as_csv(content).decode("utf-8-sig"), newline="")
                columns = next(csv.reader(text), None)
                if columns is None:
                    continue
                names = ", ".join(f'"{column}" text' for column in columns)
                name = f'"{self.raw_schema}"."{table}"'
                cursor.execute(f"create table if not exists {name} ({names})")
                cursor.execute(f"delete from {name}")  # staging has views of it
                text.seek(0)
                cursor.copy_expert(f"copy {name} from stdin (format csv, header)", text)

    def _clear_raw(self) -> None:
        shutil.rmtree(self.raw_path, ignore_errors=True)
        self.raw_path.mkdir(parents=True)

    def empty(self) -> None:
        """Removes all that was built, and the raw tables."""
        self._release()
        self._clear_raw()
        for path in self.folder.glob("harness.duckdb*"):
            path.unlink()
        if self.target == "postgres":
            with self._postgres() as cursor:
                cursor.execute(
                    "select nspname from pg_namespace where nspname = %s or nspname like %s",
                    (self.raw_schema, self.schema + "%"),
                )
                for (name,) in cursor.fetchall():
                    cursor.execute(f'drop schema "{name}" cascade')

    @contextlib.contextmanager
    def _postgres(self) -> Iterator[Any]:
        import psycopg2

        def setting(name: str, default: str) -> str:
            return os.environ.get(f"NORTH_STAR_PG_{name}", default)

        connection = psycopg2.connect(
            host=setting("HOST", "localhost"),
            port=setting("PORT", "5432"),
            user=setting("USER", "postgres"),
            password=setting("PASSWORD", ""),
            dbname=setting("DBNAME", "postgres"),
        )
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()
