"""Answers questions about histories with the real Alembic, all in one process.

Reads a JSON list of histories from the file named as the first argument and writes a JSON list of
answers to standard output. Of a history: "revisions" in load order, "ranges" for history -r and
"names" for show, with which the other listings are asked for too, and "requests" for revision and
merge. An answer is the text that the command prints, or
{"error": text}. What Alembic keeps in a set, whose order changes from process to process, is sorted
before it is printed.
"""

import contextlib
import io
import json
import sys
import tempfile
import types

from alembic import command, config, util
from alembic.script import ScriptDirectory, base, revision

comma = util.format_as_comma


def sorted_comma(value):
    return comma(sorted(value) if isinstance(value, (set, frozenset)) else value)


util.format_as_comma = sorted_comma


class Written(Exception):
    """Carries what would have been written."""


def script(declared):
    module = types.SimpleNamespace(
        revision=declared["revision"],
        down_revision=revision.tuple_rev_as_scalar(tuple(declared["down_revision"]) or None),
        branch_labels=declared["branch_labels"],
        depends_on=declared["depends_on"],
        __doc__=declared["message"],
    )
    return base.Script(module, declared["revision"], declared["path"])


def directory(folder, declared):
    made = ScriptDirectory(folder)
    made.revision_map = revision.RevisionMap(lambda: iter([script(it) for it in declared]))
    return made


def attempt(ask):
    try:
        return ask()
    except (util.CommandError, revision.RevisionError) as refused:
        return {"error": str(refused)}
    except (AssertionError, KeyError, ValueError, TypeError) as crashed:
        return {"error": type(crashed).__name__}


def printed(scripts, run):
    out = io.StringIO()
    settings = config.Config(stdout=out)
    settings.set_main_option("script_location", "unused")
    original = ScriptDirectory.from_config
    ScriptDirectory.from_config = classmethod(lambda cls, given: scripts)
    try:
        run(settings)
    finally:
        ScriptDirectory.from_config = original
    return out.getvalue()


def placed(scripts, request):
    def capture(src, dest, **values):
        raise Written(values)

    scripts._generate_template = capture
    try:
        scripts.generate_revision(
            request["rev_id"],
            request["message"],
            head=request["heads"] or None,
            splice=request["splice"],
            branch_labels=request["branch_labels"] or None,
            depends_on=request["depends_on"] or None,
        )
    except Written as written:
        values = written.args[0]
        return {
            "down_revision": list(util.to_tuple(values["down_revision"], default=())),
            "depends_on": list(util.to_tuple(values["depends_on"], default=())),
        }
    raise AssertionError("nothing was written")


def answers(folder, asked):
    scripts = directory(folder, asked["revisions"])
    ask = lambda run: attempt(lambda: printed(scripts, run))
    if "requests" in asked:
        return {
            "requests": [
                attempt(lambda request=request: placed(scripts, request))
                for request in asked["requests"]
            ]
        }
    return {
        "history": ask(command.history),
        "history_verbose": ask(lambda it: command.history(it, verbose=True)),
        "heads": ask(command.heads),
        "heads_verbose": ask(lambda it: command.heads(it, verbose=True)),
        "heads_resolved": ask(lambda it: command.heads(it, resolve_dependencies=True)),
        "branches": ask(command.branches),
        "branches_verbose": ask(lambda it: command.branches(it, verbose=True)),
        "ranges": [
            ask(lambda it, text=text: command.history(it, rev_range=text))
            for text in asked["ranges"]
        ],
        "names": [ask(lambda it, text=text: command.show(it, text)) for text in asked["names"]],
    }


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        histories = json.load(file)
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        found = [answers(folder, asked) for asked in histories]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
