"""Write, audit, publish: readers have the marts of the last run that passed, and all of one run.

Most tests run a project of a handful of marts with this project's macros and settings, as each of
them needs several runs; the last ones build this project itself.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.harness.project import ROOT, Result, Warehouse
from tests.harness.test_privacy import PERSONAL
from tests.harness.test_raw_reading import write
from tests.harness.tiny import VARS, tiny

REBUILDS = 20
REPORTER = "reporter"
PRIVATE = "Mrs Somebody"

MODELS = {
    "intermediate/base.sql": (
        "select n as place, cast({{ var('version') }} as {{ var('type', 'integer') }}) as version,"
        f" cast('{PRIVATE}' as text) as account_name"
        " from generate_series(1, 5000) as numbers(n)"
    ),
    "marts/alpha.sql": "select place, version from {{ ref('base') }}",
    "marts/beta.sql": (
        "{{ config(materialized='view', meta={'published_by': 'seen_on'}) }}\n"
        "select place, case when place % 10 < {{ var('same_days', 0) }} then 1 else version end"
        " as version, case when place > 10"
        " then date '2024-01-01' + cast(place % 10 as integer) end as seen_on"
        " from {{ ref('alpha') }} where place % 10 < {{ var('days', 10) }}"
    ),
    "marts/gamma.sql": "select place, 2 * version as twice from {{ ref('beta') }}",
    "marts/hidden.sql": (
        "{{ config(materialized='ephemeral') }}\nselect place, version from {{ ref('alpha') }}"
    ),
    "marts/off.sql": "{{ config(enabled=false) }}\nselect 1 as one",
    "marts/omega.sql": (
        "select place, version + {{ var('error', 0) }} as version from {{ ref('gamma') }}\n"
        "inner join {{ ref('alpha') }} using (place)"
    ),
}
TESTS = {
    "alpha_is_of_a_run.sql": "select * from {{ ref('alpha') }} where version < 0",
    "gamma_is_not_too_large.sql": "select * from {{ ref('gamma') }} where twice > 1000",
    "omega_might_be_large.sql": (
        "{{ config(severity='warn') }}\nselect * from {{ ref('omega') }} where version > 100"
    ),
}
MARTS = {"alpha": "version", "beta": "version", "gamma": "twice / 2", "omega": "version"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few marts that all carry the number of the version that the vars name."""
    folder = tmp_path_factory.mktemp("marts")
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "macros", folder / "macros")
    for part, files in (("models", MODELS), ("tests", TESTS)):
        for name, text in files.items():
            path = folder / part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n")
    return folder


@pytest.fixture(
    scope="module", params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def engine(request: pytest.FixtureRequest, project: Path, tmp_path_factory: Any) -> Warehouse:
    """The small project on each engine."""
    if request.param == "postgres":
        request.getfixturevalue("postgres")
    return Warehouse(request.param, project, tmp_path_factory.mktemp("publish") / request.param)


@pytest.fixture
def built(engine: Warehouse) -> Result:
    """Version 1, published, in a database where nothing else is."""
    result = engine.build(None, {"version": 1})
    assert result.ok, result.failures()
    return result


def build(engine: Warehouse, version: int, *command: str, **vars: Any) -> Result:
    """Another run on the database as it is."""
    return engine.dbt(*(command or ("build",)), vars={"version": version, **vars})


def versions(result: Result, marts: Sequence[str] = tuple(MARTS)) -> list[int]:
    """The version of each published mart; all rows of a mart are of one."""
    found = []
    for mart in marts:
        [(least, most, rows)] = result.query(
            f"select min({MARTS[mart]}), max({MARTS[mart]}), count(*) from {result.published(mart)}"
        )
        assert (least, rows) == (most, 5000), mart
        found.append(int(least))
    return found


def says(result: Result, *parts: str) -> None:
    """One line says that nothing is published, and why."""
    lines = [line for line in result.output.splitlines() if "nothing is published" in line]
    assert len(lines) == 1, result.output
    for part in (*parts, f"schema {result.warehouse.published_schema} stay as they were"):
        assert part in lines[0]


def test_a_run_that_passes_is_published(engine: Warehouse, built: Result) -> None:
    assert versions(built) == [1, 1, 1, 1]
    after = build(engine, 2)
    assert after.ok, after.failures()
    assert versions(after) == [2, 2, 2, 2]
    assert engine.notes == [f"published 4 marts to schema {engine.published_schema}"]
    # also the mart that is a view: it would show what the next run makes of it
    tables = after.query(
        "select table_name, table_type from information_schema.tables "
        f"where table_schema = '{engine.published_schema}' order by 1"
    )
    assert tables == [(mart, "BASE TABLE") for mart in sorted(MARTS)]


def test_a_failed_test_leaves_all_as_it_was(engine: Warehouse, built: Result) -> None:
    """Half-way: three marts are new in the audit schema, a test of the last of them fails."""
    after = build(engine, 501)
    assert not after.ok
    assert versions(after) == [1, 1, 1, 1]
    assert after.query("select max(version) from {beta}") == [(501,)]
    says(after, "gamma_is_not_too_large")
    assert engine.notes == []


def test_a_model_in_error_leaves_all_as_it_was(engine: Warehouse, built: Result) -> None:
    after = build(engine, 2, error="nowhere")
    assert [failure.name for failure in after.failures()] == ["omega"]
    assert versions(after) == [1, 1, 1, 1]
    says(after, "2 nodes failed or were skipped (omega)")


def test_the_next_run_that_passes_is_published(engine: Warehouse, built: Result) -> None:
    assert not build(engine, 501).ok
    after = build(engine, 3)
    assert after.ok, after.failures()
    assert versions(after) == [3, 3, 3, 3]


def test_a_part_of_the_marts(engine: Warehouse, built: Result) -> None:
    after = build(engine, 2, "build", "--select", "base", "alpha")
    assert after.ok, after.failures()
    assert versions(after) == [2, 1, 1, 1]
    (note,) = engine.notes
    assert note.startswith("published 1 marts to schema")
    assert "3 were not in this run" in note


def test_what_failed_before_is_not_published_with_a_part(engine: Warehouse, built: Result) -> None:
    """The trap: the audit schema still holds what the failed run left there."""
    assert not build(engine, 501).ok
    after = build(engine, 2, "build", "--select", "base", "alpha")
    assert after.ok, after.failures()
    assert versions(after) == [2, 1, 1, 1]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (["run"], "2 tests of these marts were not run (alpha_is_of_a_run, gamma_is_not"),
        (["build", "--exclude-resource-type", "test"], "tests of these marts were not run"),
        (["build", "--exclude", "alpha_is_of_a_run"], "1 tests of these marts were not run"),
        (["build", "--empty"], "--empty"),
    ],
    ids=["run", "no tests", "one test less", "empty"],
)
def test_a_run_that_proves_nothing(
    engine: Warehouse, built: Result, command: list[str], why: str
) -> None:
    after = build(engine, 2, *command)
    assert after.ok, after.failures()
    assert versions(after) == [1, 1, 1, 1]
    says(after, why)


def test_a_first_run_without_tests_is_published(engine: Warehouse) -> None:
    """Nothing that passed its tests is there to be kept."""
    engine.empty()
    result = build(engine, 1, "run")
    assert result.ok, result.failures()
    assert versions(result) == [1, 1, 1, 1]


def test_a_retry_is_no_whole_build(
    engine: Warehouse, built: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["dbt", "retry"])
    after = build(engine, 2)
    assert versions(after) == [1, 1, 1, 1]
    says(after, "a retry", "`dbt build`")


@pytest.mark.parametrize("command", [["test"], ["build", "--select", "base"], ["compile"]])
def test_what_builds_no_mart_says_nothing(
    engine: Warehouse, built: Result, command: list[str]
) -> None:
    after = build(engine, 2, *command)
    assert after.ok, after.failures()
    assert versions(after) == [1, 1, 1, 1]
    assert engine.notes == []
    assert "published" not in after.output


def test_a_warning_is_no_failure(engine: Warehouse, built: Result) -> None:
    after = build(engine, 101)
    assert after.ok, after.failures()
    assert "omega_might_be_large" in after.output
    assert versions(after) == [101] * 4


def test_a_view_where_a_mart_is_to_stand(engine: Warehouse, built: Result) -> None:
    """As an older version of the project may have left it."""
    name = built.published("beta")
    write(engine, f"drop table {name}")
    write(engine, f"create view {name} as select 1 as one")
    after = build(engine, 2)
    assert after.ok, after.failures()
    assert versions(after) == [2, 2, 2, 2]


def test_columns_of_another_type(engine: Warehouse, built: Result) -> None:
    after = build(engine, 2, type="bigint")
    assert after.ok, after.failures()
    assert versions(after) == [2, 2, 2, 2]


def test_days_that_did_not_change_stay_as_they_are(engine: Warehouse, built: Result) -> None:
    """Of ten days seven are the same, two have other rows and one is gone; later it is back."""
    table = f"from {built.published('beta')}"
    place_of_row = "rowid" if engine.target == "duckdb" else "ctid, xmin"
    rows = f"select place, cast(seen_on as text), version {table} order by 1"
    same = f"select place, {place_of_row} {table} where seen_on < date '2024-01-08' order by 1"
    others = same.replace("seen_on <", "seen_on is null or seen_on >=")
    before = {name: built.query(query) for name, query in (("same", same), ("others", others))}
    assert len(before["same"]) == 3493
    after = build(engine, 2, days=9, same_days=7)
    assert after.ok, after.failures()
    assert after.query(rows) == after.query(rows.replace(table, "from {beta}"))
    assert versions_by_day(after) == {day: 1 if day < 8 else 2 for day in range(1, 10)}
    assert after.query(same) == before["same"]
    assert not set(after.query(others)) & set(before["others"])
    back = build(engine, 2, same_days=7)
    assert back.ok, back.failures()
    assert back.query(rows) == back.query(rows.replace(table, "from {beta}"))
    assert versions_by_day(back) == {day: 1 if day < 8 else 2 for day in range(1, 11)}
    assert back.query(same) == before["same"]


def versions_by_day(result: Result) -> dict[int, int]:
    """The versions of the mart that is published by day, each of one alone, by day of the month."""
    found = result.query(
        "select distinct cast(extract(day from seen_on) as integer), version "
        f"from {result.published('beta')} where seen_on is not null order by 1"
    )
    assert len(dict(found)) == len(found)
    return dict(found)


def test_a_statement_that_fails_undoes_those_before(engine: Warehouse, built: Result) -> None:
    """One transaction: the last mart can't be replaced, and so none is."""
    name = built.published("omega")
    if engine.target == "duckdb":
        write(engine, f"drop table {name}")
        write(
            engine, f"create table {name} as select n as place, 1 as version from range(5000) t(n)"
        )
        write(engine, f"alter table {name} add primary key (place)")
        write(engine, f"create table leaf (place bigint references {name} (place))")
    else:
        write(engine, f'create view {name[:-1]}_reader" as select version from {name}')
    after = build(engine, 2, type="bigint")
    assert not after.ok
    assert "omega" in str(after.failures())
    assert versions(after) == [1, 1, 1, 1]
    if engine.target == "duckdb":
        write(engine, "drop table leaf")
    else:
        write(engine, f'drop view {name[:-1]}_reader"')
    after = build(engine, 3)
    assert after.ok, after.failures()
    assert versions(after) == [3, 3, 3, 3]


# --- PostgreSQL: many readers --------------------------------------------------------------------


def connected(user: str | None = None) -> Any:
    """A connection of its own to the server that the environment names."""
    import psycopg2

    def setting(name: str, default: str) -> str:
        return os.environ.get(f"NORTH_STAR_PG_{name}", default)

    return psycopg2.connect(
        host=setting("HOST", "localhost"),
        port=setting("PORT", "5432"),
        user=setting("USER", "postgres"),
        password=setting("PASSWORD", ""),
        dbname=setting("DBNAME", "postgres"),
        options=f"-c role={user}" if user else "",
    )


class Reader(threading.Thread):
    """Looks at some marts again and again: in one statement, and one after the other.

    Args:
        looks: per mart, a query of one number that is the version of what it holds.
    """

    def __init__(self, looks: Sequence[str]) -> None:
        super().__init__(daemon=True)
        self.looks = looks
        self.over = threading.Event()
        self.seen: list[list[int]] = []
        self.problem: Exception | None = None

    def run(self) -> None:
        """Looks until it is told that it is over."""
        try:
            with connected() as connection, connection.cursor() as cursor:
                cursor.execute("set lock_timeout = '2s'")
                connection.commit()
                while not self.over.is_set():
                    cursor.execute("set transaction isolation level repeatable read")
                    seen = []
                    for query in self.looks:
                        cursor.execute(query)
                        seen.append(cursor.fetchone()[0])
                    self.seen.append(seen)
                    connection.commit()
                    together = ", ".join(f"({query})" for query in self.looks)
                    cursor.execute(f"select {together}")
                    self.seen.append(list(cursor.fetchone()))
                    connection.commit()
        except Exception as problem:  # what a reader must never see; the test says it
            self.problem = problem

    def __enter__(self) -> Reader:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.join()


def assert_whole_sets(reader: Reader, wanted: set[int]) -> None:
    """All marts of one version at every look, and all versions were seen in their order."""
    assert reader.problem is None, reader.problem
    mixed = [seen for seen in reader.seen if len(set(seen)) != 1]
    assert not mixed, f"{len(mixed)} of {len(reader.seen)} looks: {mixed[:3]}"
    order = [seen[0] for seen in reader.seen]
    assert order == sorted(order)
    assert set(order) == wanted


@pytest.mark.postgres
@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_readers_see_whole_sets(engine: Warehouse, built: Result) -> None:
    """Through rebuilds, of which every fifth fails a test and is never seen."""
    looks = [
        f"select case when count(*) = 5000 and min({version}) = max({version}) "
        f"then max({version}) else -count(*) end from {built.published(mart)}"
        for mart, version in MARTS.items()
    ]
    with Reader(looks) as reader:
        for number in range(2, REBUILDS + 2):
            fails = number % 5 == 0
            result = build(engine, 1000 + number if fails else number)
            assert result.ok != fails, result.failures()
    assert_whole_sets(reader, {n for n in range(1, REBUILDS + 2) if n == 1 or n % 5})


@contextlib.contextmanager
def role() -> Iterator[None]:
    """A role that was given nothing, as whoever looks after the server makes it."""
    with connected() as connection, connection.cursor() as cursor:
        cursor.execute(f"create role {REPORTER}")
    try:
        yield
    finally:
        with connected() as connection, connection.cursor() as cursor:
            cursor.execute(f"drop owned by {REPORTER}")
            cursor.execute(f"drop role {REPORTER}")


def readable(relations: Sequence[str]) -> set[str]:
    """Those of some relations that the role reads; a query of each is tried."""
    import psycopg2

    found = set()
    connection = connected(REPORTER)
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        for relation in relations:
            try:
                cursor.execute(f"select * from {relation} limit 1")
                found.add(relation)
            except psycopg2.errors.InsufficientPrivilege:
                continue
    return found


def all_relations(warehouse: Warehouse) -> list[str]:
    """Every table and view of the project and of its raw tables."""
    rows = warehouse.read(
        "select format('%I.%I', nspname, relname) from pg_class "
        "inner join pg_namespace on pg_namespace.oid = relnamespace "
        f"where relkind in ('r', 'v', 'm') and nspname ~ '^(raw_)?{warehouse.schema}'"
    )
    return [name for (name,) in rows]


def columns_of(warehouse: Warehouse, relations: set[str]) -> set[str]:
    """The columns of some relations."""
    names = ", ".join(f"'{name}'::regclass" for name in relations)
    rows = warehouse.read(
        f"select distinct attname from pg_attribute where attrelid in ({names}) and attnum > 0"
    )
    return {name for (name,) in rows}


@pytest.mark.postgres
@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_reporter_keeps_its_grants(engine: Warehouse, built: Result) -> None:
    """Through rebuilds, also where a published table is made anew, and through one that fails."""
    published = {f"{engine.schema}.{mart}" for mart in MARTS}
    with role():
        assert readable(all_relations(engine)) == set()
        for type_ in ("integer", "integer", "bigint"):
            after = build(engine, 2, type=type_)
            assert after.ok, after.failures()
            assert readable(all_relations(engine)) == published
        assert not build(engine, 501).ok
        assert readable(all_relations(engine)) == published


@pytest.mark.postgres
@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_no_role_no_grant(engine: Warehouse, built: Result) -> None:
    """The project makes no role; one that the vars name and the server lacks is left out."""
    after = build(engine, 2, reader_roles=["nobody_of_this_name"])
    assert after.ok, after.failures()


# --- this project --------------------------------------------------------------------------------

# marts that show as a number which batch they are of; no law compares them with others
BATCH_MARTS = {
    "metric_social_shares": "social_shares",
    "metric_content_downloads": "content_downloads",
    "metric_email_open_rate": "delivered_messages",
}
PART = {"select": " ".join(f"+{mart}" for mart in BATCH_MARTS), "exclude": "path:tests/laws"}


def batch(size: int, *, bad: bool = False) -> dict[str, list[dict[str, Any]]]:
    """A small company with `size` shares, messages and downloads.

    Args:
        size: how many.
        bad: with more rejected messages than the limit allows.
    """
    tables = tiny()
    tables["social_posts"][0]["shares"] = size
    for table, key in (("content_downloads", "download_id"), ("email_events", "email_event_id")):
        tables[table] = [tables[table][0] | {key: f"{table} {number}"} for number in range(size)]
    messages = tables["email_events"]
    for row in messages:
        row["message_id"] = row["email_event_id"]
    if bad:
        messages += [
            row | {"email_event_id": f"bad {row['message_id']}", "occurred_at": "soon"}
            for row in messages
        ]
    return tables


def batch_looks(result: Result) -> list[str]:
    """Per mart a query of the batch that it is of."""
    return [
        f"select cast(sum({column}) as integer) from {result.published(mart)} "
        "where period_grain = 'month' and segment_type = 'all'"
        for mart, column in BATCH_MARTS.items()
    ]


def batches(result: Result) -> list[int]:
    """The batch of each published mart."""
    return [result.query(look)[0][0] for look in batch_looks(result)]


@pytest.fixture(
    scope="module", params=["duckdb", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def whole(request: pytest.FixtureRequest) -> Iterator[Result]:
    """A whole build of this project from the first batch; on PostgreSQL with a role that reads."""
    name = "warehouse" if request.param == "duckdb" else "postgres"
    warehouse = request.getfixturevalue(name)
    with contextlib.ExitStack() as stack:
        if request.param == "postgres":
            stack.enter_context(role())
        result = warehouse.build(batch(1), VARS)
        assert result.ok, result.failures()
        yield result


def again(whole: Result, number: int, *, bad: bool = False, **part: str) -> Result:
    """Another build on what is there."""
    return whole.warehouse.build(batch(number, bad=bad), VARS, keep=True, **part)


def test_all_marts_are_published(whole: Result) -> None:
    """What readers see is what was tested, row for row."""
    marts = {
        node.name: (whole.relation(node.name), whole.published(node.name))
        for node in whole.manifest.nodes.values()
        if node.config.schema == "audit"
    }
    assert len(marts) > 100
    differences = " union all ".join(
        f"select '{mart}' from (select * from {one} except all select * from {other}) as rows_"
        for mart, pair in marts.items()
        for one, other in itertools.permutations(pair)
    )
    assert whole.query(differences) == []


@pytest.mark.postgres
@pytest.mark.parametrize("whole", ["postgres"], indirect=True)
def test_reporter_reads_the_marts_alone(whole: Result) -> None:
    relations = all_relations(whole.warehouse)
    published = {name for name in relations if name.startswith(f"{whole.warehouse.schema}.")}
    assert len(published) > 100
    hidden = "".join(sorted(set(relations) - published))
    for part in ("raw_harness", "_staging.", "_audit.", "core_rejects", "_reference."):
        assert part in hidden
    assert readable(relations) == published
    assert not PERSONAL & columns_of(whole.warehouse, published)
    assert PERSONAL & columns_of(whole.warehouse, set(relations) - published)


def test_rejects_over_the_limit_and_mended(whole: Result) -> None:
    before = again(whole, 2, **PART)
    assert before.ok, before.failures()
    assert batches(before) == [2, 2, 2]
    after = again(whole, 3, bad=True, **PART)
    assert not after.ok
    assert "raw table 'email_events': 3 of 6 rows rejected" in after.output
    says(after, "rejected_share")
    assert batches(after) == [2, 2, 2]
    mended = again(whole, 4, **PART)
    assert mended.ok, mended.failures()
    assert batches(mended) == [4, 4, 4]
    (note,) = whole.warehouse.notes
    assert note.startswith("published 3 marts")


@pytest.mark.postgres
@pytest.mark.parametrize("whole", ["postgres"], indirect=True)
@pytest.mark.parametrize(
    ("parts", "wholes"), [(2, 1), pytest.param(0, REBUILDS, marks=pytest.mark.long)]
)
def test_readers_of_this_project_see_whole_sets(whole: Result, parts: int, wholes: int) -> None:
    first = again(whole, 10, **PART)
    assert first.ok, first.failures()
    last = 10 + parts + wholes
    with Reader(batch_looks(first)) as reader:
        for number in range(11, last + 1):
            result = again(whole, number, **(PART if number <= 10 + parts else {}))
            assert result.ok, result.failures()
    assert_whole_sets(reader, set(range(10, last + 1)))
