"""The parts of the README that come out of the project, so that they can't part from it.

    python -m tests.harness.readme     writes them anew

Between `<!-- metrics -->` and `<!-- end of metrics -->` stand the metrics by family, each linked to
the file that defines it; between `<!-- look -->` and `<!-- end of look -->` the demo's last months.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tests.harness.project import ROOT, Result, Warehouse

README = ROOT / "README.md"
LOOK_MONTHS = 6
LOOK_METRICS = ("mrr", "paying_accounts", "nrr", "mau", "nps")


def metrics_table(models: Iterable[Mapping[str, Any]]) -> str:
    """The metrics as a Markdown table, one row per mart.

    Args:
        models: the models of a dbt manifest, as dictionaries.
    """
    families: dict[str, list[str]] = {}
    for model in sorted(models, key=lambda one: one["original_file_path"]):
        metrics = model["config"].get("meta", {}).get("metrics", [])
        if metrics:
            path = model["original_file_path"]
            names = ", ".join(f"`{metric['name']}`" for metric in metrics)
            words = metrics[0]["definition"] if len(metrics) == 1 else model["description"]
            sentence = re.split(r"(?<=[.;:])\s", " ".join(words.split()), maxsplit=1)[0]
            row = f"| [{names}]({path}) | {sentence.rstrip(';:')} |"
            families.setdefault(path.split("/")[-2], []).append(row)
    lines = []
    for family in sorted(families):
        title = family.replace("_", " ").capitalize()
        lines += [f"**{title}**", "", "| metric | what it is |", "| --- | --- |"]
        lines += [*families[family], ""]
    return "\n".join(lines).rstrip()


def look_table(result: Result) -> str:
    """The last months of a few metrics of the demo, as a Markdown table."""
    names = ", ".join(f"'{name}'" for name in LOOK_METRICS)
    rows = result.query(
        "select period_start, metric_name, metric_value from {metric_values} "
        f"where period_grain = 'month' and segment_type = 'all' and metric_name in ({names})"
    )
    months: dict[Any, dict[str, Any]] = {}
    for month, name, value in rows:
        months.setdefault(month, {})[name] = value
    lines = [
        "| month | " + " | ".join(LOOK_METRICS) + " |",
        "| --- |" + " ---: |" * len(LOOK_METRICS),
    ]
    shown = {"mrr": "{:,.2f}", "nrr": "{:.3f}", "nps": "{:.1f}"}
    for month in sorted(months, reverse=True)[:LOOK_MONTHS]:
        values = [shown.get(name, "{:,.0f}").format(months[month][name]) for name in LOOK_METRICS]
        lines.append(f"| {month:%Y-%m} | " + " | ".join(values) + " |")
    return "\n".join(lines)


def with_part(text: str, name: str, part: str) -> str:
    """The text with what stands between the marks of `name` replaced."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    return marks.sub(lambda found: f"{found[1]}{part}\n{found[2]}", text)


def written(text: str, warehouse: Warehouse) -> str:
    """The README as the project stands: builds the demo."""
    result = warehouse.rebuild(None)
    models = [
        node.to_dict() for node in result.manifest.nodes.values() if node.resource_type == "model"
    ]
    text = with_part(text, "metrics", metrics_table(models))
    return with_part(text, "look", look_table(result))


if __name__ == "__main__":
    README.write_text(written(README.read_text(), Warehouse("duckdb")))
