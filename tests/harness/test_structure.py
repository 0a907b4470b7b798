"""The house's rules as checks on the manifest: dbt-bouncer's where it has one, else a few lines."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.harness.project import PARSE_VARS, ROOT, Warehouse

META = {
    *("title", "kind", "signal", "unit", "direction", "grains", "segments"),
    *("owner", "decision", "reviewed_on"),
}
# the models that are lists: of the metrics, of the raw tables
LISTS = {"metric_catalog", "raw_row_counts", "core_rejects", "core_late_rejects"}
# what a mart of one's own is written with, in a project that has this one as a package too
FOR_OWN_MARTS = (
    *(
        "account_segments",
        "every_period",
        "every_segment",
        "summed",
        "is_one_of",
        "lifecycle_state",
    ),
    *("as_of_date", "as_of_day", "as_of_ends_at", "is_over", "local_date", "utc_timestamp"),
    *("exact_ratio", "float_ratio", "odds_ratio", "proportion_z", "percentile", "latest"),
    *("period_start", "doubled_rank", "logarithmic_mean", "metric_rows", "row_hash"),
)
MOST_JOINS = 5
MOST_MACROS = 6
DEEPEST = 22


@pytest.fixture(scope="module")
def artifacts() -> Path:
    """A folder as dbt-bouncer wants it, with target/manifest.json of this project."""
    warehouse = Warehouse(folder=ROOT / "target" / "harness" / "structure")
    result = warehouse.parse_to(warehouse.folder / "target")
    assert result.ok, result.failures()
    return warehouse.folder


@pytest.fixture(scope="module")
def manifest(artifacts: Path) -> dict[str, Any]:
    """The parsed project as dbt writes it."""
    return json.loads((artifacts / "target" / "manifest.json").read_text())


@pytest.fixture(scope="module")
def models(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """This project's models by unique id."""
    return {
        key: node
        for key, node in manifest["nodes"].items()
        if node["resource_type"] == "model"
        and node["package_name"] == manifest["metadata"]["project_name"]
    }


def test_dbt_bouncer(artifacts: Path) -> None:
    report = artifacts / "bouncer.json"
    done = subprocess.run(
        [sys.executable, "-c", "from dbt_bouncer.main import app; app()", "run"]
        + ["--config-file", str(ROOT / "dbt-bouncer.yml")]
        + ["--output-file", str(report), "--output-only-failures"],
        env=os.environ | {"DBT_PROJECT_DIR": str(artifacts)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert report.exists(), done.stdout + done.stderr
    failures = [
        f"{check['check_run_id'].split(':')[0]}: {check['failure_message']}"
        for check in json.loads(report.read_text())
        if check["outcome"] == "failed"
    ]
    nothing(failures)
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_staging_reads_the_demo(manifest: dict[str, Any], models: dict[str, Any]) -> None:
    wrong = [
        f"{node['name']} reads {manifest['nodes'][parent]['name']}"
        for node in models.values()
        for parent in node["depends_on"]["nodes"]
        if parent.startswith("seed.")
        and manifest["nodes"][parent]["path"].startswith("demo/")
        and not node["name"].startswith("stg_")
    ]
    nothing(wrong)


def test_only_north_star_reads_metric_values(models: dict[str, Any]) -> None:
    wrong = [
        node["name"]
        for node in models.values()
        if any(parent.endswith(".metric_values") for parent in node["depends_on"]["nodes"])
        and not node["original_file_path"].startswith("models/marts/north_star/")
    ]
    nothing(wrong)


def test_joins(models: dict[str, Any]) -> None:
    joins = {node["name"]: len(re.findall(r"\bjoin\s", sql(node))) for node in models.values()}
    nothing(f"{name}: {count}" for name, count in joins.items() if count > MOST_JOINS)


def test_macros(manifest: dict[str, Any], models: dict[str, Any]) -> None:
    """A model that calls more of ours is read in its macros, not in its SQL."""
    ours = {
        macro["name"]
        for macro in manifest["macros"].values()
        if macro["package_name"] == manifest["metadata"]["project_name"]
    }
    called = {
        node["name"]: ours & set(re.findall(r"\b(\w+)\(", sql(node))) for node in models.values()
    }
    nothing(f"{name}: {len(found)}" for name, found in called.items() if len(found) > MOST_MACROS)


def test_depth(models: dict[str, Any]) -> None:
    depths: dict[str, int] = {}

    def depth(key: str) -> int:
        if key not in depths:
            parents = [parent for parent in models[key]["depends_on"]["nodes"] if parent in models]
            depths[key] = 1 + max((depth(parent) for parent in parents), default=0)
        return depths[key]

    nothing(f"{models[key]['name']}: {depth(key)}" for key in models if depth(key) > DEEPEST)


def test_median_length(models: dict[str, Any]) -> None:
    lengths = [len(node["raw_code"].splitlines()) for node in models.values()]
    assert statistics.median(lengths) <= 40


def test_no_copied_loops(models: dict[str, Any]) -> None:
    loops = [
        node["name"]
        for node in models.values()
        if re.search(r"{%-?\s*for\b", node["raw_code"]) and node["name"] not in LISTS
    ]
    nothing(loops)


def test_select_star_only_first_and_last(models: dict[str, Any]) -> None:
    """A star alone; in a step, a star beside the columns that it adds says what stays."""
    allowed = re.compile(
        r"select \*\s+from ({{\s*(ref|source)\(.*?\)\s*}}|\w+\s*(?=$|\)|union all|select))"
    )
    wrong = [
        node["name"]
        for node in models.values()
        if len(re.findall(r"select \*", sql(node))) != len(allowed.findall(sql(node)))
    ]
    nothing(wrong)


def test_metrics_have_their_words(models: dict[str, Any]) -> None:
    wrong = [
        f"{name}: {', '.join(sorted(META - set(entry)))}"
        for node in metric_models(models)
        for name, entry in catalog_entries(node).items()
        if META - set(entry)
    ]
    nothing(wrong)


def test_metrics_stand_in_metric_values(models: dict[str, Any]) -> None:
    (values,) = [node for node in models.values() if node["name"] == "metric_values"]
    read = {parent.split(".")[-1] for parent in values["depends_on"]["nodes"]}
    nothing({node["name"] for node in metric_models(models)} - read)


def test_metric_yaml_beside_the_sql(models: dict[str, Any]) -> None:
    wrong = [
        node["name"]
        for node in metric_models(models)
        if (node["patch_path"] or "").split("://")[-1]
        != re.sub("sql$", "yml", node["original_file_path"])
    ]
    nothing(wrong)


def test_a_name_that_is_used_often_is_described_once(models: dict[str, Any]) -> None:
    """A column of three or more models has a docs block, so that its words stand once."""
    blocks = set(re.findall(r"{%\s*docs (\w+)", (ROOT / "models" / "_columns.md").read_text()))
    uses = Counter(column for node in models.values() for column in node["columns"])
    nothing({name for name, count in uses.items() if count >= 3} - blocks)


def test_words_that_are_used_often_stand_once() -> None:
    """A description that three or more columns share is a docs block, and each block is used."""
    files = [path.read_text() for path in (ROOT / "models").rglob("*.yml")]
    blocks = set(re.findall(r"{%\s*docs (\w+)", (ROOT / "models" / "_columns.md").read_text()))
    used = set(re.findall(r"doc\('(\w+)'\)", "".join(files)))
    uses = Counter(re.findall(r"^ {8,}description: ([^>\n].*)$", "\n".join(files), re.MULTILINE))
    nothing({words for words, count in uses.items() if count >= 3 and "doc(" not in words})
    nothing(blocks ^ used)


def test_macros_are_described(manifest: dict[str, Any]) -> None:
    """Each in _macros.yml, with the arguments that it has."""
    wrong = []
    for macro in manifest["macros"].values():
        if macro["package_name"] != "north_star":
            continue
        (signature,) = re.findall(
            r"{%-?\s*(?:macro|test)\s+\w+\((.*?)\)\s*-?%}", macro["macro_sql"].split("%}")[0] + "%}"
        )
        names = re.findall(r"(\w+)(?:\s*=\s*(?:\[.*?\]|[^,]+))?(?:,|$)", signature)
        if not macro["description"] or names != [each["name"] for each in macro["arguments"]]:
            wrong.append(f"{macro['name']}({', '.join(names)})")
    nothing(wrong)


def test_macros_for_own_marts_name_their_package(manifest: dict[str, Any]) -> None:
    """Called from another project, a macro without its package's name is looked for there."""
    ours = {
        macro["name"]: macro["macro_sql"]
        for macro in manifest["macros"].values()
        if macro["package_name"] == "north_star"
    }
    called = re.compile(rf"(?<![\w.'])({'|'.join(ours)})\(")
    wrong = {
        f"{name}: {each}"
        for name in ours
        if re.sub("^(default|duckdb|postgres|spark)__", "", name) in FOR_OWN_MARTS
        for each in called.findall(ours[name].split("%}", 1)[1])
    }
    nothing(set(FOR_OWN_MARTS) - set(ours))
    nothing(wrong)


def test_what_a_kept_row_depends_on_is_in_its_number() -> None:
    """A var, or a macro with words of its own, that makes kept rows: with another, other rows."""
    wrong = []
    for path in (ROOT / "models").rglob("*.sql"):
        if "definition_number(" not in path.read_text():
            continue
        (number,) = re.findall(r"{{ definition_number\(.*?\) }}", path.read_text(), re.DOTALL)
        rest = path.read_text().replace(number, "")
        said = re.compile(
            r"\bvar\('\w+'\)|\b(?:every_segment|lifecycle_state|rolling_windows)(?=\()"
        )
        wrong += [f"{path.name}: {each}" for each in said.findall(rest) if each not in number]
    nothing(wrong)


def test_no_legacy_test_spelling() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "models").rglob("*.yml")
        if re.search(r"^\s*(- )?tests:", path.read_text(), re.MULTILINE)
    ]
    nothing(wrong)


def test_every_folder_has_one_properties_file() -> None:
    """Staging and intermediate: `_<folder>__models.yml`."""
    wrong = [
        str(folder.relative_to(ROOT))
        for layer in ("staging", "intermediate")
        for folder in (ROOT / "models" / layer).rglob("*")
        if folder.is_dir()
        and list(folder.glob("*.sql"))
        and not (folder / f"_{folder.name}__models.yml").exists()
    ]
    nothing(wrong)


def test_parse_does_not_depend_on_other_vars() -> None:
    """The harness parses once for builds that differ in the vars that only SQL reads."""
    others = re.compile(rf"\bvar\(\s*['\"](?!({'|'.join(PARSE_VARS)})['\"])")
    files = [ROOT / "dbt_project.yml", *(ROOT / "models").rglob("*.yml")]
    wrong = [str(path.relative_to(ROOT)) for path in files if others.search(path.read_text())]
    wrong += [
        str(path.relative_to(ROOT))
        for path in (ROOT / "models").rglob("*.sql")
        if any(
            others.search(config) for config in re.findall(r"config\(.*?\)\s*}}", path.read_text())
        )
    ]
    nothing(wrong)


def test_profiles_hold_no_secret() -> None:
    targets = yaml.safe_load((ROOT / "profiles.yml").read_text())["north_star"]["outputs"]
    assert set(targets) >= {"duckdb", "postgres"}
    for name in ("host", "user", "password", "dbname"):
        assert "env_var" in targets["postgres"][name]


def nothing(wrong: Iterable[str]) -> None:
    """Fails with the list, one a line."""
    lines = sorted(wrong)
    if lines:
        pytest.fail(f"{len(lines)} break the rule:\n" + "\n".join(lines), pytrace=False)


def metric_models(models: dict[str, Any]) -> list[dict[str, Any]]:
    """The metric marts."""
    return [
        node
        for node in models.values()
        if node["name"].startswith("metric_")
        and node["original_file_path"].startswith("models/marts/")
        and "/north_star/" not in node["original_file_path"]
    ]


def catalog_entries(node: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A mart's metrics with their words: a family's under `metrics`, each over the mart's own."""
    meta = node["config"]["meta"]
    shared = {key: value for key, value in meta.items() if key != "metrics"}
    return {entry["name"]: shared | entry for entry in meta["metrics"]}


def sql(node: dict[str, Any]) -> str:
    """The model's code without comments, on lines."""
    code = re.sub(r"{#.*?#}", "", node["raw_code"], flags=re.DOTALL)
    return re.sub(r"--.*", "", code)
