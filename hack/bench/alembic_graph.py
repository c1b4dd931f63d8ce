"""Asks Alembic what the graph benchmark asked our graph, and prints both times side by side.

Reads from the folder given: linear.json and bushy.json (the histories) and graph.tsv (our times).
"""

import json
import pathlib
import sys
import time

import alembic
from alembic.script.revision import Revision, RevisionMap


def revision_map(declared):
    return RevisionMap(
        lambda: [
            Revision(
                each["revision"],
                tuple(each["down_revision"]) or None,
                tuple(each["depends_on"]) or None,
                tuple(each["branch_labels"]) or None,
            )
            for each in declared
        ]
    )


def build(declared):
    built = revision_map(declared)
    built.heads  # the map is built when it is first looked at
    return built


def questions(declared):
    loaded = build(declared)
    tops = tuple(loaded.get_revisions("heads"))
    rows = tuple(top.revision for top in tops)
    middle = declared[len(declared) // 2]["revision"]
    return {
        "build": lambda: build(declared),
        "resolveHeads": lambda: loaded.get_revisions("heads"),
        "resolvePartialId": lambda: loaded.get_revision(middle[:-1]),
        "upgradeHeads": lambda: list(
            loaded.iterate_revisions("heads", (), implicit_base=True)
        ),
        "downgradeToTheMiddle": lambda: list(
            loaded.iterate_revisions(rows, middle, select_for_downgrade=True)
        ),
        "history": lambda: list(
            loaded.iterate_revisions(
                "heads", "base", inclusive=True, assert_relative_length=False
            )
        ),
    }


def milliseconds(question):
    """The best of at most five runs, or as many as fit into twenty seconds."""
    best, spent = float("inf"), 0.0
    for _ in range(5):
        start = time.perf_counter()
        question()
        taken = time.perf_counter() - start
        best, spent = min(best, taken), spent + taken
        if spent > 20:
            break
    return best * 1000


def main(folder):
    ours = {}
    for line in (folder / "graph.tsv").read_text().splitlines():
        question, shape, time_taken = line.split("\t")
        ours[shape, question] = float(time_taken)
    print(f"\nMilliseconds over 10,000 revisions, next to Alembic {alembic.__version__}:\n")
    print(f"  {'question':22} {'shape':8} {'ours':>10} {'Alembic':>12}")
    for shape in ("linear", "bushy"):
        asked = questions(json.loads((folder / f"{shape}.json").read_text()))
        for question, ask in asked.items():
            theirs = milliseconds(ask)
            print(
                f"  {question:22} {shape:8} {ours[shape, question]:10.3f} {theirs:12.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
