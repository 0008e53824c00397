#!/usr/bin/python3
"""Reads every output format with a reader of its own: check.py RCHECK. Prints what is wrong and how much is right."""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jsonschema
import junitparser

from sources import NAMES, Source, write_all

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FORMATS = ["json", "sarif", "junit", "gitlab", "github", "rdjson", "gcc", "csv"]
TURNS = re.compile("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
LEVELS = {"error": 3, "warning": 2, "note": 1, "tick": 0}


class Run:
    """One run of rcheck with every format written to a file, and what its JSON says."""

    def __init__(self, rcheck, folder, paths, environment, *options):
        outputs = [f"-o{name}={folder}/out.{name}" for name in FORMATS]
        command = [rcheck, *outputs, *options, "--", *paths]
        self.status = subprocess.run(command, cwd=folder, env=environment, capture_output=True).returncode
        self.bytes = {name: (folder / f"out.{name}").read_bytes() for name in FORMATS}
        self.folder = folder
        self.paths = paths
        self.json = json.loads(self.bytes["json"].decode("utf-8"))
        self.findings = self.json["findings"]
        self.errors = self.json["errors"]
        self.sources = {}

    def source(self, path):
        if path not in self.sources:
            given = next(p for p in self.paths if shown(p) == path)
            self.sources[path] = Source(os.path.join(bytes(self.folder), given))
        return self.sources[path]


def shown(path):
    """A path as JSON has it: each byte that is not UTF-8 as U+FFFD."""
    return path.decode("utf-8", "replace")


def here(path):
    return path[2:] if path.startswith("./") else path


def place_of(item):
    return item["line"], item["column"], item["endLine"], item["endColumn"]


def place_in(run, item, path, unit):
    source = run.source(path)
    line, column, end_line, end_column = place_of(item)
    return line, source.column(line, column, unit), end_line, source.column(end_line, end_column, unit)


def validate(content, schema):
    with open(HERE / schema, encoding="utf-8") as file:
        schema = json.load(file)
    kind = jsonschema.Draft4Validator if "draft-04" in schema["$schema"] else jsonschema.Draft7Validator
    kind.check_schema(schema)
    errors = [f"{list(error.path)}: {error.message[:200]}" for error in kind(schema).iter_errors(content)]
    assert not errors, errors[:3]


def plain_path(path):
    """A path in a line: what a terminal obeys and what is not UTF-8 as \\x1b."""
    out = ""
    for character in path.decode("utf-8", "surrogateescape"):
        code = ord(character)
        if 0xDC80 <= code <= 0xDCFF:
            out += f"\\x{code - 0xDC00:02x}"
        elif code < 0x20 or 0x7F <= code < 0xA0:
            out += f"\\x{code:02x}"
        elif TURNS.match(character):
            out += f"\\u{code:04x}"
        else:
            out += character
    return out


def by_path(run, path):
    return [finding for finding in run.findings if finding["path"] == path]


def check_json(run):
    for finding in run.findings:
        source = run.source(finding["path"])
        whole = re.sub("[\x00-\x1f\x7f-\x9f]", " ", source.slice(place_of(finding)))
        if len(whole) <= 200 and finding["line"] == finding["endLine"]:
            assert finding["quote"] == whole, finding
        for figure in finding["figures"]:
            assert figure["text"].replace("\r\n", "\n") == source.slice(place_of(figure)), figure
    assert {error["path"] for error in run.errors} == {"bad.txt", "missing.txt"}, run.errors


def check_sarif(run):
    log = json.loads(run.bytes["sarif"].decode("utf-8"))
    validate(log, "sarif-2.1.0-rtm.5.json")
    (sarif,) = log["runs"]
    assert sarif["columnKind"] == "utf16CodeUnits"
    rules = sarif["tool"]["driver"]["rules"]
    for rule in rules:
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help")), rule
    assert len({rule["id"] for rule in rules}) == len(rules)
    expected = run.findings + run.json.get("checks", [])
    assert len(sarif["results"]) == len(expected)
    uris = {artifact["location"]["uri"] for artifact in sarif["artifacts"]}
    expected = {(f["path"], f["fingerprint"]): f for f in expected}
    for result in sarif["results"]:
        check_result(run, result, rules, uris, expected)
    (invocation,) = sarif["invocations"]
    told = [n["locations"][0]["physicalLocation"] for n in invocation["toolExecutionNotifications"]]
    assert [place["artifactLocation"]["uri"] for place in told] == [error["path"] for error in run.errors]
    assert invocation["executionSuccessful"] is False


def sarif_place(location, unit_source):
    region = location["physicalLocation"]["region"]
    place = region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]
    assert min(place) >= 1, place
    if "snippet" in region:
        words = region["snippet"]["text"].replace("\r\n", "\n").replace("\r", "\n")
        assert words == unit_source.slice(place, "utf-16"), region
    return place


def check_result(run, result, rules, uris, expected):
    location = result["locations"][0]
    artifact = location["physicalLocation"]["artifactLocation"]
    assert re.fullmatch("[A-Za-z0-9._~/%:-]+", artifact["uri"]) and artifact["uri"] in uris, artifact
    assert ("uriBaseId" in artifact) != artifact["uri"].startswith("file:///")
    path = unquote_to_bytes(artifact["uri"].removeprefix("file://"))
    given = next(p for p in run.paths if p.removeprefix(b"./") == path)
    finding = expected[shown(given), result["partialFingerprints"]["rcheck/v1"]]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["rule"]
    assert result["level"] == {"tick": "none"}.get(finding["severity"], finding["severity"])
    source = run.source(finding["path"])
    assert sarif_place(location, source) == place_in(run, finding, finding["path"], "utf-16")
    figures = finding["figures"] + finding["related"]
    assert len(figures) == len(result.get("relatedLocations", []))
    for related, figure in zip(result.get("relatedLocations", []), figures):
        assert sarif_place(related, source) == place_in(run, figure, finding["path"], "utf-16")


def check_junit(run, fail_on="error"):
    path = run.folder / "out.junit"
    subprocess.run(["xmllint", "--noout", "--relaxng", HERE / "junit.rng", path], check=True, capture_output=True)
    suites = list(junitparser.JUnitXml.fromfile(str(path)))
    failures = [f for f in run.findings if LEVELS[f["severity"]] >= LEVELS[fail_on]]
    cases = [case for suite in suites for case in suite]
    results = [entry for case in cases for entry in case.result]
    assert sum(isinstance(entry, junitparser.Failure) for entry in results) == len(failures)
    assert sum(isinstance(entry, junitparser.Error) for entry in results) == len(run.errors)
    for suite in suites:
        assert suite.tests == len(list(suite)) > 0, suite.name
    root = junitparser.JUnitXml.fromfile(str(path))
    assert (root.tests, root.failures, root.errors) == (len(cases), len(failures), len(run.errors))
    names = [case.name for case in cases if case.name != "rcheck"]
    expected = [place_of(f) + (f["rule"],) for f in run.findings + run.json.get("checks", [])]
    assert sorted(names) == sorted("{}:{}-{}:{} {}".format(*entry) for entry in expected)
    assert "a\nb::error::c.txt" in {suite.name for suite in suites}


def check_gitlab(run):
    content = run.bytes["gitlab"]
    assert not content.startswith(b"\xef\xbb\xbf")
    issues = json.loads(content.decode("utf-8"))
    validate(issues, "gitlab.schema.json")
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    expected = [(error["path"], error["line"] or 1) for error in run.errors]
    expected += [(here(f["path"]), f["line"]) for f in run.findings]
    assert [(i["location"]["path"], i["location"]["lines"]["begin"]) for i in issues] == expected


def check_github(run):
    lines = run.bytes["github"].decode("utf-8").splitlines()
    read = [re.fullmatch("::(error|warning|notice)(?: ([^:]*))?::(.*)", line) for line in lines]
    assert all(read), [line for line, found in zip(lines, read) if not found][:3]
    levels = [found[1] for found in read]
    ranks = [["error", "warning", "notice"].index(level) for level in levels]
    assert ranks == sorted(ranks), "the most severe come first"
    counts = run.json["summary"]
    errors = counts["errors"] + len(run.errors)
    assert (levels.count("error"), levels.count("warning")) == (errors, counts["warnings"])
    assert levels.count("notice") <= 10
    for wanted in (errors - 10, counts["warnings"] - 10):
        assert str(wanted) + " more" in lines[-1] and lines[-1].startswith("::notice title=rcheck::"), lines[-1]
    found = sorted(filter(None, (github_place(entry[2]) for entry in read[:-1])))
    expected = []
    for given in run.paths:
        for finding in by_path(run, shown(given)):
            line, column, end_line, end_column = place_in(run, finding, shown(given), "utf-16")
            columns = (column, end_column) if line == end_line else (None, None)
            if finding["severity"] != "note" or counts["notes"] < 10:
                expected.append((github_path(given), line, end_line, *columns, finding["rule"]))
    assert found == sorted(expected), set(found) ^ set(expected)


def github_path(path):
    whole = here(path.decode("utf-8", "surrogateescape"))
    return "".join(c if c in "\r\n" else plain_path(c.encode("utf-8", "surrogateescape")) for c in whole)


def github_place(properties):
    """As the runner reads the properties of a command back."""
    values = dict(entry.split("=", 1) for entry in (properties or "").split(","))
    for code, mark in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        values = {key: value.replace(code, mark) for key, value in values.items()}
    if values["title"] == "not checked":
        return None
    numbers = [int(values[key]) if key in values else None for key in ("line", "endLine", "col", "endColumn")]
    return values["file"], *numbers, values["title"]


def check_rdjson(run):
    content = json.loads(run.bytes["rdjson"].decode("utf-8"))
    validate(content, "rdjson.schema.json")
    diagnostics = content["diagnostics"]
    assert [d["location"]["path"] for d in diagnostics[: len(run.errors)]] == [e["path"] for e in run.errors]
    for diagnostic, finding in zip(diagnostics[len(run.errors) :], run.findings, strict=True):
        source = run.source(finding["path"])
        start, end = diagnostic["location"]["range"]["start"], diagnostic["location"]["range"]["end"]
        columns = [p["column"] - (source.mark if p["line"] == 1 else 0) for p in (start, end)]
        place = start["line"], columns[0], end["line"], columns[1]
        assert place == place_in(run, finding, finding["path"], "bytes"), diagnostic
        assert diagnostic["location"]["path"] == here(finding["path"])
        assert source.slice(place, "bytes") == source.slice(place_of(finding))


def check_gcc(run):
    lines = run.bytes["gcc"].decode("utf-8").split("\n")
    assert lines.pop() == ""
    places = [re.fullmatch(r"(.*?):(\d+):(\d+): (error|warning|note): .*? \[([^ \]]+)\]", line) for line in lines]
    expected = []
    for finding in run.findings + run.json.get("checks", []):
        given = next(p for p in run.paths if shown(p) == finding["path"])
        line, column, _, _ = place_in(run, finding, finding["path"], "bytes")
        severity = finding["severity"].replace("tick", "note")
        expected.append((plain_path(given), str(line), str(column), severity, finding["rule"]))
    assert sorted(found.groups() for found in places if found) == sorted(expected)
    assert len([found for found in places if not found]) == len(run.errors)


def check_csv(run):
    content = run.bytes["csv"]
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\n") == content.count(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(content[3:].decode("utf-8"), newline=""), strict=True))
    ticked = run.json["summary"]["agreed"]
    assert len(rows) == len(run.errors) + len(run.findings) + ticked
    for row in rows:
        assert None not in row and None not in row.values(), row
        assert not any(re.match("[ ]*[=+@＝＋－＠\t\r-]", cell) for cell in row.values()), row
    assert [row["message"] for row in rows[: len(run.errors)]] == [error["message"] for error in run.errors]
    expected = sorted((str(f["line"]), str(f["column"]), f["rule"]) for f in run.findings)
    found = sorted((row["line"], row["column"], row["rule"]) for row in rows if LEVELS.get(row["severity"], 0))
    assert [entry for entry in found if entry[2]] == expected


def check_bytes(run):
    for name, content in run.bytes.items():
        text = content.decode("utf-8")
        allowed = "\r\n" if name == "csv" else "\n"
        raw = [c for c in text if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or TURNS.match(c)]
        raw = [c for c in raw if c not in allowed]
        assert not raw, (name, raw)
        assert content.endswith(b"\n"), name


def check_locales(run, other):
    for name in FORMATS:
        assert run.bytes[name] == other.bytes[name], f"{name} depends on the locale"


def main(rcheck):
    good = bad = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = write_all(folder, ROOT / "fixtures")
        assert len(NAMES) == len(set(NAMES))
        run = Run(rcheck, folder, paths, {"PATH": os.environ["PATH"]})
        checks = [check_json, check_sarif, check_junit, check_gitlab, check_github, check_rdjson, check_gcc, check_csv]
        jobs = [(check.__name__, check, run) for check in [*checks, check_bytes]]
        failures = attempt(jobs)
        other = Run(rcheck, folder, paths, {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.GB18030", "TZ": "Asia/Shanghai"})
        failures += attempt([("check_locales", lambda r: check_locales(r, other), run)])
        ticks = Run(rcheck, folder, paths, {}, "--ticks", "--fail-on", "warning")
        jobs = [("sarif with ticks", check_sarif, ticks), ("gcc with ticks", check_gcc, ticks)]
        jobs += [("junit with ticks", lambda r: check_junit(r, "warning"), ticks)]
        failures += attempt(jobs)
        good = 9 + 1 + 3 - failures
        bad = failures
    print(f"{good} passed, {bad} failed")
    return bad == 0


def attempt(jobs):
    failures = 0
    for name, check, run in jobs:
        try:
            check(run)
        except Exception as error:  # whatever a reader says of what it reads
            failures += 1
            detail = error.stderr.decode() if isinstance(error, subprocess.CalledProcessError) else ascii(error)
            print(f"FAILED {name}: {detail[:1500]}")
    return failures


if __name__ == "__main__":
    sys.exit(0 if main(os.path.abspath(sys.argv[1])) else 1)
