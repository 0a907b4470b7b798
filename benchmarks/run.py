"""Measures a full build at a scale, against the cost of reading its events.

    make bench SCALE=S        or: python -m benchmarks.run S

Raw Parquet is made once by the demo's generator (in target/benchmarks) and read in place. In one
run, on one machine: the floor (one full-width scan of the events, and one group by user and day),
a build of a company of a few hundred accounts (dbt's own time), the build of the scale, without
tests, as of the day before the last from what was loaded until then, and one more as of the last
day, with all that was loaded on it, late rows and new users too. The table goes to
benchmarks/RESULTS.md, and is printed with the slowest models.

CPU seconds are compared with CPU seconds, as machines are noisy and have other cores.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "target" / "benchmarks"
RESULTS = Path(__file__).parent / "RESULTS.md"
SLOWEST = 10

GROWING = ("events", "page_views", "email_events")
"""What is read as it grows: `grows` in macros/raw_contract.sql."""


@dataclass(frozen=True)
class Scale:
    """How large a company is: numbers of rows to generate, over `months` of days."""

    events: int
    users: int
    accounts: int
    months: int = 24


SCALES = {
    "XS": Scale(10_000, 400, 200),
    "S": Scale(1_000_000, 20_000, 1_000),
    "M": Scale(10_000_000, 200_000, 10_000),
    "L": Scale(50_000_000, 1_000_000, 50_000),
}
"""XS is a company that costs next to nothing: what its build takes is dbt's own time."""


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds by the clock, CPU seconds, and its peak memory in MB."""

    wall: float
    cpu: float
    peak_mb: float


def measured(command: list[str], environment: dict[str, str] | None = None) -> Cost:
    """Runs a command to its end and says what it took.

    Raises:
        SystemExit: the command failed; what it printed stands above.
    """
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | (environment or {}))
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    unit = 2**20 if platform.system() == "Darwin" else 2**10  # bytes there, kilobytes on Linux
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def raw_tables(name: str) -> Path:
    """The folder of the scale's Parquet files; made where it is not there yet."""
    folder = WORK / name
    if not (folder / "made").exists():
        scale = SCALES[name]
        print(f"==> Making {scale.events:,} events", flush=True)
        sizes = {
            "--events": scale.events,
            "--users": scale.users,
            "--accounts": scale.accounts,
            "--months": scale.months,
        }
        options = [str(part) for pair in sizes.items() for part in pair]
        command = [sys.executable, "seeds/generate.py", *options]
        measured([*command, "--format", "parquet", "--out", str(folder)])
        (folder / "made").touch()
    return folder


SCAN = "select max(hash(events)) from read_parquet('{}') as events"
GROUP = """
    create temp table user_days as
    select user_id, cast(occurred_at as date) as active_on, count(*) as events
    from read_parquet('{}')
    group by all
"""


def floor(folder: Path) -> dict[str, Cost]:
    """What DuckDB takes to read each column of each event, and to group events by user and day."""
    found = {}
    for name, sql in {"scan": SCAN, "group by user and day": GROUP}.items():
        statement = sql.format(folder / "events.parquet")
        program = "import duckdb; duckdb.execute('set enable_progress_bar = false'); "
        program += f"duckdb.execute({statement!r})"
        found[name] = measured([sys.executable, "-c", program])
    return found


def last_day(folder: Path) -> date:
    """The last day on which events were loaded."""
    import duckdb

    sql = f"select max(cast(_loaded_at as date)) from read_parquet('{folder / 'events.parquet'}')"
    ((day,),) = duckdb.execute(sql).fetchall()
    return day


def without_last_day(folder: Path) -> Path:
    """The folder as it was a day before; made where it is not there yet.

    Only tables that grow are without what was loaded on the last day: of the others rows are
    changed in place, and a build as of the day before sees nothing of what is later.
    """
    import duckdb

    before = folder.with_name(f"{folder.name}-before")
    if not (before / "made").exists():
        before.mkdir(exist_ok=True)
        for path in sorted(folder.glob("*.parquet")):
            if path.stem not in GROWING:
                shutil.copy(path, before)
                continue
            rows = f"select * from read_parquet('{path}') where _loaded_at < '{last_day(folder)}'"
            duckdb.execute(f"copy ({rows}) to '{before / path.name}' (format parquet)")
        (before / "made").touch()
    return before


def build(name: str, folder: Path, as_of: date, *, adds_a_day: bool = False) -> Cost:
    """A build without tests, into a new file or on the one that the build before it left."""
    database = WORK / f"{name}.duckdb"
    if not adds_a_day:
        for path in WORK.glob(f"{name}.duckdb*"):
            path.unlink()
    values = {"use_demo_data": False, "raw_path": str(folder), "as_of_date": str(as_of)}
    dbt = [str(Path(sys.executable).with_name("dbt")), "--quiet"]
    project = ["--profiles-dir", ".", "--target-path", str(WORK / f"{name}-target")]
    project += ["--vars", json.dumps(values)]
    no_tests = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    settings = {"NORTH_STAR_DUCKDB_PATH": str(database), "DBT_LOG_PATH": str(WORK / "logs")}
    # parsing the project is neither part of the build nor of its growth: it is done before
    measured([*dbt, "parse", *project], settings)
    return measured([*dbt, "build", *project, *no_tests], settings)


def slowest(name: str) -> list[tuple[str, float]]:
    """The models that took longest, with their seconds."""
    written = json.loads((WORK / f"{name}-target" / "run_results.json").read_text())
    times = [(row["unique_id"].split(".")[-1], row["execution_time"]) for row in written["results"]]
    return sorted(times, key=lambda row: (-row[1], row[0]))[:SLOWEST]


def machine() -> str:
    """The machine in a few words."""
    import duckdb
    from dbt.version import get_installed_version

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, "
        f"dbt {get_installed_version().to_version_string(skip_matcher=True)}"
    )


def row(what: str, cost: Cost, costs: dict[str, Cost]) -> str:
    """A line of the table: a cost, and its CPU as a multiple of each floor's."""
    ratios = [f"{cost.cpu / base.cpu:.1f}" for base in costs.values()]
    cells = [what, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.peak_mb:,.0f}", *ratios]
    return f"| {' | '.join(cells)} |"


def report(name: str, smaller: str | None) -> str:
    """Measures a scale, and its growth from a smaller one, and says it in Markdown."""
    folders = {one: raw_tables(one) for one in ("XS", smaller, name) if one}
    costs = floor(folders[name])
    ends = {one: last_day(folder) for one, folder in folders.items()}
    builds = {
        one: build(one, without_last_day(folder), ends[one] - timedelta(days=1))
        for one, folder in folders.items()
    }
    slow = slowest(name)
    days = {
        one: build(one, folders[one], ends[one], adds_a_day=True) for one in (smaller, name) if one
    }
    slow_days = slowest(name)
    own = builds["XS"]
    above = Cost(
        builds[name].wall - own.wall, builds[name].cpu - own.cpu, builds[name].peak_mb - own.peak_mb
    )
    lines = [
        f"{SCALES[name].events:,} events, {SCALES[name].users:,} users, "
        f"{SCALES[name].accounts:,} accounts, {SCALES[name].months} months. {machine()}.",
        "",
        "| | wall s | CPU s | peak MB | x scan | x group |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(row(what, cost, costs) for what, cost in costs.items()),
        row("dbt's own time (build of XS)", own, costs),
        row(f"full build of {name}", builds[name], costs),
        row("above dbt's own time", above, costs),
        *(row(f"a day added to {one}", cost, costs) for one, cost in days.items()),
    ]
    if smaller:
        less = builds[smaller].cpu - own.cpu
        growth = math.log(above.cpu / less) / math.log(SCALES[name].events / SCALES[smaller].events)
        lines += ["", f"CPU time above dbt's own grows with events^{growth:.2f} from {smaller}."]
    for what, models in (("", slow), (", a day added", slow_days)):
        lines += ["", f"Slowest models{what} (wall seconds): "]
        lines[-1] += ", ".join(f"{model} {seconds:.1f}" for model, seconds in models) + "."
    return "\n".join(lines)


def keep(name: str, text: str) -> None:
    """Puts a scale's report in its place in RESULTS.md."""
    before = RESULTS.read_text()
    start, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    head, rest = before.split(start)
    tail = rest.split(end)[1]
    RESULTS.write_text(f"{head}{start}\n{text}\n{end}{tail}")


def main() -> None:
    """Reads the arguments, measures, prints and keeps."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("scale", choices=[name for name in SCALES if name != "XS"])
    parser.add_argument(
        "--from",
        dest="smaller",
        choices=[name for name in SCALES if name != "XS"],
        help="say how time grows from it",
    )
    options = parser.parse_args()
    if options.smaller and SCALES[options.smaller].events >= SCALES[options.scale].events:
        parser.error(f"--from wants a scale smaller than {options.scale}")
    WORK.mkdir(parents=True, exist_ok=True)
    text = report(options.scale, options.smaller)
    keep(options.scale, text)
    print(f"\n{text}\n\nWritten to {RESULTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
