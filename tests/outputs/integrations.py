#!/usr/bin/python3
"""Runs the GitHub action and the pre-commit hooks as written, on a copy of the tree: integrations.py."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = "甲区1.5亿元,乙区0.7亿元,合计2.2亿元。\n"
BAD = "甲区1.5亿元,乙区0.7亿元,合计9.3亿元。\n"
ACTION = Path(".github/actions/rcheck/action.yml")


def git(folder, *arguments):
    names = ["-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false"]
    command = ["git", *names, "-C", folder, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def fill(text, values):
    """Replaces ${{ expressions }} as the runner does; an expression that it does not know is a mistake."""
    return re.sub(r"\$\{\{ ([^}]*) \}\}", lambda found: values[found[1]], text)


def run_action(tree, workspace, **inputs):
    """The status of the first step that fails, or 0, what the steps print, and the outputs of the action."""
    action = yaml.safe_load((tree / ACTION).read_text(encoding="utf-8"))
    assert set(inputs) <= set(action["inputs"])
    values = {"github.action_path": str(tree / ACTION.parent)}
    values |= {f"inputs.{name}": inputs.get(name, given["default"]) for name, given in action["inputs"].items()}
    printed = ""
    for step in action["runs"]["steps"]:
        output = workspace.parent / "output"
        output.write_text("")
        environment = {name: fill(value, values) for name, value in step["env"].items()}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        environment = os.environ | environment | {"GITHUB_OUTPUT": str(output)}
        done = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, text=True)
        printed += done.stdout
        for name, value in (line.split("=", 1) for line in output.read_text().splitlines()):
            values[f"steps.{step.get('id')}.outputs.{name}"] = value
        if done.returncode != 0:
            break
    outputs = {}
    for name, output in action["outputs"].items():
        outputs[name] = fill(output["value"], {"steps.check.outputs.sarif": "", **values})
    return done.returncode, printed, outputs


def check_action(tree, workspace):
    (workspace / "good.txt").write_text(GOOD, encoding="utf-8")
    (workspace / "a b.md").write_text(BAD, encoding="utf-8")
    status, printed, outputs = run_action(tree, workspace)
    assert (status, outputs) == (1, {"sarif": "rcheck.sarif", "status": "1"}), (status, printed, outputs)
    assert "::error file=a b.md,line=1," in printed, printed
    results = json.loads((workspace / "rcheck.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [entry["level"] for entry in results] == ["error"], results
    status, printed, outputs = run_action(tree, workspace, paths="good.txt\n", sarif="out dir.sarif")
    assert (status, outputs["sarif"]) == (0, "out dir.sarif"), (status, printed, outputs)
    assert run_action(tree, workspace, **{"fail-on": "never"})[0] == 0
    status, printed, outputs = run_action(tree, workspace, paths="$(touch x)\ngood.txt")
    assert status == 2 and not (workspace / "x").exists() and "not checked" in printed, printed
    status, _, outputs = run_action(tree, workspace, sarif="no/such/folder.sarif")
    assert (status, outputs["sarif"]) == (2, "")


def check_workflow(tree, _):
    workflow = yaml.safe_load((tree / ".github/workflows/reports.yml").read_text(encoding="utf-8"))
    action = yaml.safe_load((tree / ACTION).read_text(encoding="utf-8"))
    steps = workflow["jobs"]["rcheck"]["steps"]
    own = [step for step in steps if step["uses"].startswith("./")]
    assert [tree / step["uses"] for step in own] == [(tree / ACTION).parent]
    assert set(own[0]["with"]) <= set(action["inputs"])
    assert all("@v" in step["uses"] for step in steps if step not in own)
    for name in re.findall(r"steps\.rcheck\.outputs\.(\w+)", json.dumps(steps)):
        assert name in action["outputs"], name
    assert run_action(tree, tree, **own[0]["with"])[0] == 0
    assert workflow["permissions"]["security-events"] == "write"


def check_hooks(tree, workspace):
    revision = git(tree, "rev-parse", "HEAD")
    environment = {"PRE_COMMIT_HOME": str(workspace.parent / "cache"), "PATH": f"{tree}:{os.environ['PATH']}"}
    environment = os.environ | environment
    git(workspace, "init", "-q")
    for hook in ("rcheck", "rcheck-system"):
        config = {"repos": [{"repo": str(tree), "rev": revision, "hooks": [{"id": hook}]}]}
        (workspace / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
        for words, status in ((BAD, 1), (GOOD, 0)):
            (workspace / "a b.MD").write_text(words, encoding="utf-8")
            (workspace / "code.c").write_text(BAD, encoding="utf-8")
            git(workspace, "add", ".")
            command = ["pre-commit", "run", "--all-files"]
            done = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, text=True)
            assert done.returncode == status, (hook, done.stdout, done.stderr)
            assert ("a b.MD:1:" in done.stdout) == (status == 1), done.stdout
            assert "code.c" not in done.stdout


def main():
    failures = 0
    jobs = [check_action, check_workflow, check_hooks]
    with tempfile.TemporaryDirectory() as name:
        tree = Path(name) / "tree"
        ignored = shutil.ignore_patterns(".git", "build", "rcheck.sarif")
        shutil.copytree(ROOT, tree, ignore=ignored)
        (tree / "rcheck").unlink(missing_ok=True)
        git(tree, "init", "-q")
        git(tree, "add", ".")
        git(tree, "commit", "-qm", "tree")
        for job in jobs:
            workspace = Path(name) / job.__name__ / "workspace"
            workspace.mkdir(parents=True)
            try:
                job(tree, workspace)
            except Exception as error:  # whatever a tool says of its input
                failures += 1
                print(f"FAILED {job.__name__}: {str(error)[:3000]}")
    print(f"{len(jobs) - failures} passed, {failures} failed")
    return failures == 0


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
