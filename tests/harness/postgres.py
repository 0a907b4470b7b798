"""A PostgreSQL server for the time of a test, or of a command.

    with server():
        Warehouse("postgres").build(raw)

    python -m tests.harness.postgres -- dbt build --target postgres --profiles-dir .

The cluster lies in a temporary folder, listens on a unix socket there and on nothing else, and is
gone afterwards. Where NORTH_STAR_PG_HOST names a server, that one is used and left alone.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

# what the package managers use, newest first; PATH is looked at before
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")


class NoPostgres(RuntimeError):
    """No server is named and no binaries are found."""


def binaries() -> Path:
    """The folder with initdb and postgres.

    Raises:
        NoPostgres: there is none, neither on the path nor where package managers put it.
    """
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    for place in PLACES:
        found = [Path(path) for path in Path("/").glob(place[1:]) if (path / "initdb").exists()]
        if found:
            return max(found, key=_version)
    raise NoPostgres(
        "PostgreSQL is not installed: install it (Debian: apt-get install postgresql) "
        "or name a server in NORTH_STAR_PG_HOST, _PORT, _USER, _PASSWORD, _DBNAME"
    )


@contextlib.contextmanager
def server() -> Iterator[dict[str, str]]:
    """Starts a server and names it in the environment; stops it at the end.

    Yields:
        The environment variables that the target `postgres` reads.
    """
    if os.environ.get("NORTH_STAR_PG_HOST"):
        yield {k: v for k, v in os.environ.items() if k.startswith("NORTH_STAR_PG_")}
        return
    programs = binaries()
    folder = Path(tempfile.mkdtemp(prefix="north_star_pg_"))  # short: a socket's path is limited
    as_owner: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        owner = next(name for name in ("postgres", "nobody") if _exists(name))
        shutil.chown(folder, owner)
        as_owner = ["runuser", "-u", owner, "--"]

    def run(program: str, *arguments: str) -> None:
        command = [*as_owner, str(programs / program), *arguments]
        # not a pipe: the server would inherit it and keep it open
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(command, stdout=said, stderr=said, cwd=folder, check=False)
            if done.returncode:
                said.seek(0)
                raise RuntimeError(f"{program} failed:\n{said.read()}")

    data = folder / "data"
    settings = (
        f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c timezone=UTC "
        "-c fsync=off -c synchronous_commit=off -c full_page_writes=off "
        # a test's query runs for milliseconds, and would be compiled for seconds
        "-c jit=off -c max_locks_per_transaction=256"
    )
    try:
        run("initdb", *f"-D {data} -U north_star -A trust -E UTF8 {collation(programs)}".split())
        run("pg_ctl", *f"start -D {data} -l {folder}/log -w -o".split(), settings)
        names = {
            "NORTH_STAR_PG_HOST": str(folder),
            "NORTH_STAR_PG_USER": "north_star",
            "NORTH_STAR_PG_DBNAME": "postgres",
        }
        os.environ.update(names)
        try:
            yield names
        finally:
            for name in names:
                del os.environ[name]
            run("pg_ctl", *f"stop -D {data} -m immediate".split())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def collation(programs: Path) -> str:
    """Text sorted as in a dictionary, which no number may depend on; by its bytes before 15."""
    said = subprocess.run([programs / "postgres", "-V"], capture_output=True, text=True, check=True)
    major = int(re.findall(r"\d+", said.stdout)[0])
    return "--locale C" + (" --locale-provider icu --icu-locale en-US" if major >= 15 else "")


def _version(programs: Path) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", str(programs))]


def _exists(user: str) -> bool:
    try:
        return bool(pwd.getpwnam(user))
    except KeyError:
        return False


def main(arguments: list[str]) -> int:
    """Runs a command with a server in its environment."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("usage: python -m tests.harness.postgres -- command...", file=sys.stderr)
        return 2
    try:
        with server():
            return subprocess.run(command, check=False).returncode
    except NoPostgres as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
