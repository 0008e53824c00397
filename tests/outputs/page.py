#!/usr/bin/python3
"""Opens the HTML page in Chromium and uses it: page.py RCHECK AXE [CHECK...]. Prints what is wrong and how
much is right. AXE is the script of axe-core; without it what that would say is not asked."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import html5lib
from selenium.webdriver.common.keys import Keys

from browser import Browser
from sources import write_all

ROOT = Path(__file__).resolve().parent.parent.parent
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
LINES = """
const lines = [];
for (const row of document.querySelectorAll('#r' + arguments[0] + ' .text > li')) {
    const copy = row.cloneNode(true);
    copy.querySelector('.notes')?.remove();
    if (row.classList.contains('part')) lines.push(lines.pop() + copy.textContent);
    else lines.push(copy.textContent);
}
return lines;"""
MARKS = """
return Array.from(document.querySelectorAll('.text a[data-c], .text u'), (mark) =>
    [mark.className.replace(' c', ''), mark.closest('li').id, mark.textContent, mark.dataset.c ?? '']);"""
SIGNS = """
return Array.from(document.querySelectorAll('.text > li[data-k]'), (line) =>
    [line.dataset.k, getComputedStyle(line, '::after').content, getComputedStyle(line, '::after').visibility]);"""
IN_VIEW = """
const box = document.getElementById(arguments[0]).getBoundingClientRect();
return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;"""


class Page:
    """A page that rcheck wrote and what its JSON says of the same reports."""

    def __init__(self, browser, rcheck, folder, paths, *options):
        self.browser = browser
        self.path = folder / "page.html"
        self.folder = folder
        self.paths = paths
        command = [rcheck, f"-ohtml={self.path}", "--ticks", "--accepted", "--format", "json", *options, "--", *paths]
        out = subprocess.run(command, cwd=folder, env={"PATH": os.environ["PATH"]}, capture_output=True).stdout
        self.json = json.loads(out.decode("utf-8"))
        self.findings = self.json["findings"]

    def open(self, **arguments):
        self.browser.open(self.path, **arguments)
        return self.browser


def check_text(page):
    """The text stands as it is in the file, line by line."""
    browser = page.open()
    for number, file in enumerate(page.json["files"], 1):
        if file["error"]:
            assert "\u672a\u80fd\u6838\u5bf9" in browser.find(f"#r{number}").text
            continue
        content = Path(os.fsdecode(os.path.join(bytes(page.folder), page.paths[number - 1]))).read_bytes()
        text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
        lines = re.split("\r\n|\n|\r", text)
        if lines[-1] == "":
            lines.pop()
        shown = browser.run(LINES, number)
        assert shown == [CONTROLS.sub(escaped, line) for line in lines], (number, file["path"])
    languages = {element.get_attribute("lang") for element in browser.find_all("html, .report div[lang]")}
    assert languages == {"zh-Hans"}, languages


def check_encodings(page):
    """A report in another encoding stands there as it is read; where that is a guess, the page says so."""
    browser = page.open()
    for number, (encoding, text) in enumerate(ENCODED.values(), 1):
        assert browser.run(LINES, number) == text.splitlines(), encoding
    assert "GB18030" in browser.find("#r1 .guess").text
    assert not browser.find_all("#r2 .guess")


def escaped(found):
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def check_markup(page):
    """A strict reader of HTML finds no fault in it."""
    html5lib.HTMLParser(strict=True).parse(page.path.read_bytes())


def check_quiet(page):
    """Nothing is asked for, nothing said, nothing of a report runs."""
    browser = page.open()
    browser.find("a.e").click()
    browser.press("n", "p", ".", "/")
    browser.media(scheme="dark")
    browser.resize(400)
    said = browser.complaints()
    assert said == [], said
    assert browser.run("return document.scripts.length") == 1
    assert browser.run("return document.querySelectorAll('img, iframe, object, link[rel=stylesheet]').length") == 0
    content = page.path.read_text(encoding="utf-8")
    assert not re.search(r"\son[a-z]+=|\sstyle=|https?://(?!www\.w3\.org/2000/svg)", strip_text(content))
    assert not CONTROLS.search(content)


def strip_text(content):
    """Tags alone: what a report says about handlers is no handler."""
    return " ".join(re.findall(r"<[a-zA-Z][^<>]*>", content)) + content[content.rindex("<script>") :]


def check_policy(page):
    """What somebody slips into the page is not run, and what it asks for is not fetched."""
    browser = page.open()
    browser.complaints()
    browser.run(
        """const script = document.createElement('script');
        try {
            script.setAttribute('src', 'data:text/javascript,document.title="run"');
            document.body.append(script);
        } catch {}
        const image = new Image();
        image.src = 'http://example.invalid/x.png';
        document.body.append(image);
        try { document.body.setAttribute('onclick', 'document.title = "run"'); } catch {}"""
    )
    browser.find("footer p").click()
    time.sleep(0.2)
    assert browser.driver.title != "run"
    said = browser.complaints()
    assert any("Content Security Policy" in line for line in said), said
    assert browser.run("return performance.getEntriesByType('resource').filter((e) => e.transferSize > 0).length") == 0


def check_marks(page):
    """Each figure of each finding is marked and tied to it; the totals are those of the JSON."""
    browser = page.open()
    marks = browser.run(MARKS)
    files = [file["path"] for file in page.json["files"]]
    numbers = {}
    listed = sorted(page.findings + page.json["checks"], key=lambda f: files.index(f["path"]))
    ids = [element.get_attribute("id") for element in browser.find_all(".note, .list li.t")]
    assert len(ids) == len(set(ids)) == len(listed), (len(ids), len(listed))
    for state, line, words, claims in marks:
        report = line.split("-")[0][1:]
        for claim in claims.split():
            numbers.setdefault(f"c{report}-{claim.strip('=')}", []).append((state, words, claim.startswith("=")))
    homes = {home[0]: home[1:] for home in browser.run(
        """return Array.from(document.querySelectorAll('.note, .list li.t'), (home) => [home.id,
            (home.querySelector('.say > span') ?? home.querySelector('span')).textContent,
            home.querySelector('code').textContent, home.className]);""")}
    for finding in listed:
        report = files.index(finding["path"]) + 1
        message = CONTROLS.sub(escaped, finding["message"])
        matching = [i for i, home in homes.items()
                    if i.startswith(f"c{report}-") and home[:2] == [message, finding["rule"]]]
        assert matching, finding["message"]
        for figure in finding["figures"]:
            words = CONTROLS.sub("", re.sub("[\r\n\t ]", "", figure["text"]))
            tied = ["".join(re.sub(r"\\x..|\s", "", m[1]) for m in numbers[i]) for i in matching]
            assert any(words in joined for joined in tied), (words, tied)
    rows = browser.run(
        """return Array.from(document.querySelectorAll('.report tbody tr'), (row) =>
            Array.from(row.querySelectorAll('td'), (cell) => Number(cell.textContent)));""")
    articles = [article for file in page.json["files"] for article in file["perArticle"]]
    assert [row[3] for row in rows] == [article["figures"] for article in articles]
    for row in rows:
        assert row[3] == sum(row[4:-1]), row
    levels = [sum(row[i] for row in rows) for i in range(3)]
    assert levels == [page.json["summary"][level] for level in ("errors", "warnings", "notes")]
    assert sum(row[-2] for row in rows) == len([m for m in marks if m[0] == ""]), "unchecked figures"


def check_findings(page):
    """The list is by severity, and each entry leads to its note beside its line."""
    browser = page.open()
    order = [element.get_attribute("data-severity") for element in browser.find_all("#findings section")]
    assert order == [level for level in ("error", "warning", "note", "accepted") if level in order]
    links = browser.find_all("#findings li a")
    assert len(links) == len(page.findings)
    for link in links[:: max(1, len(links) // 24)]:
        target = link.get_attribute("href").split("#")[1]
        browser.run("arguments[0].scrollIntoView()", link)
        link.click()
        browser.wait(lambda: browser.run(IN_VIEW, target), f"{target} in view")
        note = browser.find(f'[id="{target}"]')
        line = browser.run("return arguments[0].closest('li').id", note).split("-")[1].split(".")[0]
        assert line in re.findall(r"\d+", link.find_element("css selector", "small").text)[-1:], (line, link.text)
        assert "\u95ee\u4f5c\u8005" in note.text or "\u7406\u7531" in note.text, note.text
        assert browser.find_all(".text a.on, .text a.total"), "the figures are lit"


def check_hover(page):
    """The arithmetic shows on hover and on focus, operands and total are lit and joined."""
    browser = page.open()
    total = browser.find(".text a.e[data-c^='=']")
    claim = total.get_attribute("href").split("#")[1]
    message = browser.find(f"#{claim} .say > span").text
    browser.hover(total)
    assert browser.find("#tip").is_displayed() and message in browser.find("#tip").text
    lit = browser.find_all(".text a.on, .text a.total")
    assert len(lit) > 1 and len(browser.find_all(".text a.total")) >= 1
    assert len(browser.find_all("#arcs path")) == len(browser.find_all(".text a.on"))
    browser.hover(browser.find("footer p"))
    assert not browser.find("#tip").is_displayed() and not browser.find_all(".text a.on")
    browser.run("arguments[0].focus({focusVisible: true})", total)
    assert message in browser.find("#tip").text
    assert total.get_attribute("aria-describedby") == "tip"
    browser.hover(browser.find(".text u"))
    assert "\u672a\u6838\u5bf9" in browser.find("#tip").text


def check_panel(page):
    """A click, or Enter, shows the details; they stay until they are closed."""
    browser = page.open()
    mark = browser.find(".text a.t")
    claim = mark.get_attribute("href").split("#")[1]
    words = browser.run("return document.getElementById(arguments[0]).querySelector('span').textContent", claim)
    mark.click()
    panel = browser.find("#panel")
    assert panel.is_displayed() and words in panel.text and "\u4e00\u81f4" in panel.text
    operands = len(browser.find_all("#panel .operands a"))
    assert operands > 1
    browser.hover(browser.find("footer p"))
    assert browser.find_all(".text a.on"), "what was chosen stays lit"
    browser.press(Keys.ESCAPE)
    assert not panel.is_displayed() and not browser.find_all(".text a.on")
    browser.run("arguments[0].focus()", browser.find(".text a.e"))
    browser.press(Keys.ENTER)
    assert panel.is_displayed() and "\u95ee\u4f5c\u8005" in panel.text
    browser.find("#panel button[data-do=close]").click()
    assert not panel.is_displayed()


def check_keys(page):
    """From finding to finding and from mark to mark without a mouse."""
    browser = page.open()
    notes = [note.get_attribute("id") for note in browser.find_all(".note")]
    focus = "return document.activeElement.id"
    browser.press(Keys.TAB)
    assert browser.run("return document.activeElement.className") == "skip"
    assert browser.find(".skip").location["y"] >= 0, "a skip link shows where it is"
    browser.press(Keys.ENTER)
    assert browser.run(focus) == "text"
    for keys, expected in (("n", 0), ("j", 1), ("n", 2), ("p", 1), ("k", 0)):
        browser.press(keys)
        assert browser.run(focus) == notes[expected], (keys, expected)
        browser.wait(lambda: browser.run(IN_VIEW, notes[expected]), "in view")
    browser.press(".")
    first = browser.run("return document.activeElement.textContent")
    browser.press(".", ",")
    assert browser.run("return document.activeElement.textContent") == first
    browser.press("/")
    assert browser.run("return document.activeElement.name") == "text"
    browser.press("n")
    assert browser.find("input[name=text]").get_attribute("value") == "n", "letters are typed, not obeyed"


def check_filters(page):
    """Each filter takes away what it names and gives it back."""
    browser = page.open()

    def left():
        return {element.get_attribute("data-kind") for element in browser.visible("#findings li")}

    everything = len(browser.visible("#findings li"))
    notes = len(browser.visible(".note"))
    assert notes == everything == len(page.findings)
    browser.find("input[value=error]").click()
    assert not browser.visible("#findings section.e") and browser.visible("#findings section.w")
    errors = len([f for f in page.findings if f["severity"] == "error" and "accepted" not in f])
    assert len(browser.visible("#findings li")) == len(browser.visible(".note")) == everything - errors
    assert f"{everything - errors} / {everything}" in browser.find("output").text
    browser.find("#filters button").click()
    browser.wait(lambda: len(browser.visible("#findings li")) == everything, "reset")
    browser.find("select option[value=missing]").click()
    assert left() == {"missing"}, left()
    browser.find("select option[value='']").click()
    browser.find("input[name=text]").send_keys("32.75")
    assert 0 < len(browser.visible("#findings li")) < 3
    browser.find("input[name=text]").clear()
    browser.press("/", "x", Keys.BACKSPACE)
    for value, selector in (("agreed", ".text a.t"), ("doubted", ".text a.e"), ("missing", ".text a.m")):
        sign = "return getComputedStyle(arguments[0], '::after').content"
        assert browser.run(sign, browser.find(selector)) != "none"
        browser.find(f"input[value={value}]").click()
        assert browser.run(sign, browser.find(selector)) == "none", value
    browser.find("input[name=lines]").click()
    lines = browser.visible(".text > li")
    assert lines and all("h" in line.get_attribute("class").split() for line in lines)


def check_widths(page):
    """Nothing is wider than the window; notes stand beside the text where there is room, else below it."""
    for width in (1400, 900, 400, 320):
        browser = page.open(width=width)
        assert browser.run("return document.documentElement.scrollWidth") <= width, width
        text, note = browser.run(
            """const note = document.querySelector('.note');
            return [note.closest('li').querySelector('p:not(.note p)'), note].map((e) => e.getBoundingClientRect());"""
        )
        if width >= 900:
            assert note["left"] >= text["right"] - note["width"] and note["top"] < text["bottom"], width
        else:
            assert note["top"] >= text["bottom"], width


def check_print(page):
    """On paper tick marks stand in the margin, as signs and not as colours; controls are gone."""
    browser = page.open()
    browser.media("print")
    signs = browser.run(SIGNS)
    assert len(signs) > 10 and all(sign in content and shown == "visible" for sign, content, shown in signs), signs
    assert {"\u2717", "\u2713", "\u25a1"} <= set("".join(sign[0] for sign in signs))
    for selector in ("#filters", "#panel", "#keys", ".skip"):
        assert not browser.visible(selector), selector
    tones = browser.run(
        """return Array.from(document.querySelectorAll('.text a, .text u, .note'), (mark) =>
            getComputedStyle(mark).color + getComputedStyle(mark).backgroundColor);"""
    )
    colours = set(re.findall(r"rgba?\([^)]*\)", "".join(tones)))
    grey = [re.findall(r"[\d.]+", colour)[:3] for colour in colours]
    assert all(len(set(parts)) == 1 for parts in grey), colours
    browser.media()
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(browser.print())
        file.flush()
        text = subprocess.run(["pdftotext", "-layout", file.name, "-"], check=True, capture_output=True).stdout.decode()
    for words in ("\u2717", "\u2713", "\u25a1", "\u95ee\u4f5c\u8005", "9.5\u5e73\u65b9\u516c\u91cc"):
        assert words in text, words


def check_without_script(page):
    """Without its script the page is whole to read and its links lead on."""
    browser = page.browser
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open()
        assert not browser.visible("#filters, #panel, #tip, #keys")
        link = browser.find("#findings li:last-child a")
        target = link.get_attribute("href").split("#")[1]
        link.click()
        assert browser.driver.current_url.endswith("#" + target)
        assert browser.find(f'[id="{target}"]').is_displayed()
        mark = browser.find(".text a.t")
        home = mark.get_attribute("href").split("#")[1]
        mark.click()
        assert browser.driver.current_url.endswith("#" + home)
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)


def check_names(page):
    """Landmarks, headings, and what a screen reader calls a mark."""
    browser = page.open()
    names = browser.names()
    roles = [role for role, _ in names]
    for role in ("banner", "navigation", "main", "contentinfo", "search"):
        assert role in roles, role
    assert all(name for role, name in names if role in ("link", "button", "checkbox", "combobox", "searchbox")), [
        entry for entry in names if not entry[1] and entry[0] in ("link", "button")
    ]
    links = [name for role, name in names if role == "link"]
    for words in ("\u9519\u8bef", "\u4e00\u81f4", "\u7f3a\u5931"):
        assert any(re.search(rf"\d.* ?{words}$|[^\d]+ ?{words}$", name) for name in links), words
    levels = browser.run("return Array.from(document.querySelectorAll('h1, h2, h3, h4'), (h) => Number(h.tagName[1]))")
    assert levels[0] == 1 and levels.count(1) == 1


def check_axe(page):
    """axe-core finds nothing, light and dark, wide and narrow, with the details open."""
    script = page.axe.read_text(encoding="utf-8")
    for width, scheme in ((1400, "light"), (1400, "dark"), (400, "light")):
        browser = page.open(width=width)
        browser.media(scheme=scheme)
        browser.find("a.e").click()
        browser.run("document.querySelectorAll('details').forEach((list) => { list.open = true; });")
        browser.run(script)
        found = browser.driver.execute_async_script(
            """const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then((result) => done(result.violations.map((v) =>
                v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120) + ' ' + n.failureSummary).join(' | '))));"""
        )
        assert found == [], (width, scheme, found)


def check_english(page):
    browser = page.open()
    assert browser.find("html").get_attribute("lang") == "en"
    assert "Unchecked".lower() in browser.find("#legend").text.lower()
    assert not re.search("[\u4e00-\u9fff]", browser.find("nav").text)


def check_settings(page):
    """What the settings leave out is told, with the reasons of those who accepted."""
    browser = page.open()
    for summary in browser.find_all("#unchecked summary"):
        if summary.find_element("xpath", "..").get_attribute("open") is None:
            summary.click()
    told = browser.find("#unchecked").text
    accepted = [finding["accepted"] for finding in page.findings if "accepted" in finding]
    assert accepted and all(entry["reason"] in told for entry in accepted), told
    for rule in ("zh/missing/count", "zh/missing/amount"):
        assert rule in told
    assert browser.find_all(".note.o")


def check_large(page):
    """A report of 10 MB opens, and is walked through, without the whole of it being laid out."""
    browser = page.browser
    start = time.monotonic()
    page.open()
    loaded = time.monotonic() - start
    nodes = browser.run("return document.getElementsByTagName('*').length")
    browser.press("n", "n")
    assert browser.run("return document.activeElement.className").startswith("note")
    last = browser.run("return document.querySelector('#findings li:last-child a').hash.slice(1)")
    browser.run("location.hash = arguments[0]", last)
    browser.wait(lambda: browser.run(IN_VIEW, last), "the last finding in view")
    said = browser.complaints()
    assert said == [], said
    size = page.path.stat().st_size
    source = sum(os.path.getsize(page.folder / path.decode()) for path in page.paths)
    print(f"{source / 1e6:.1f} MB of text: a page of {size / 1e6:.1f} MB, {nodes} elements, opened in {loaded:.1f} s")
    assert size < 3 * source, "the marks weigh more than the text"


def write_large(folder):
    """10 MB: clean paragraphs, and every so often one with a fault."""
    lines = []
    size = 0
    number = 0
    while size < 10_000_000:
        number += 1
        fault = 1 if number % 97 == 0 else 0
        a, b = number % 83 + 2, number % 59 + 3
        lines.append(
            f"第{number}片区安排用地{a}平方公里,居民{b * 17}户,新修道路{b}公里;东侧{a}.5平方公里,西侧{b}.2平方公里,"
            f"两处合计{a + b + fault}.7平方公里。片区内有学校、卫生站和集市,道路由各村自行养护,全年没有停水停电,"
            "排水沟渠已经清理完毕,沿线树木长势良好,群众反映较好,后续工作按原定安排继续推进,不另行调整。\n"
        )
        size += len(lines[-1].encode())
    (folder / "large.txt").write_text("".join(lines), encoding="utf-8")
    return [b"large.txt"]


def write_settings(folder):
    (folder / "set.txt").write_text("甲区1.5亿元,乙区0.7亿元,合计9.3亿元。\n新建管网 公里。\n", encoding="utf-8")
    (folder / ".rcheck.yaml").write_text("severity: {zh/missing/count: off, zh/missing/amount: off}\n")
    return [b"set.txt"]


CHECKS = [
    ("hostile", check_text, check_markup, check_quiet, check_policy, check_marks, check_findings, check_hover, check_panel,
     check_keys, check_filters, check_widths, check_print, check_without_script, check_names),
    ("small", check_axe),
    ("english", check_english),
    ("settings", check_settings),
    ("encodings", check_encodings),
    ("long", check_text, check_findings, check_quiet),
    ("large", check_large),
]


def write_long(folder):
    """One line that is laid out in parts."""
    parts = (f"第{i}片区东侧{i % 83 + 2}.5公顷,西侧{i % 59 + 3}.2公顷,合计{i % 83 + i % 59 + 5 + (i % 300 == 0)}.7公顷。"
             for i in range(1, 1500))
    (folder / "long.txt").write_text("一行。\n" + "".join(parts) + "\n甲区1亿元,乙区2亿元,合计9亿元。\n", encoding="utf-8")
    return [b"long.txt"]


ENCODED = {
    "gb.txt": ("gb18030", "甲区1.5亿元,乙区0.7亿元,合计9.3亿元。\n全县财政收入比上年增长,支出有所下降,收支基本平衡。\n"),
    "wide.txt": ("utf-16", "甲区1.5亿元,乙区0.7亿元,合计9.3亿元。\n"),
}


def write_encodings(folder):
    for name, (encoding, text) in ENCODED.items():
        (folder / name).write_bytes(text.encode(encoding))
    return [name.encode() for name in ENCODED]


def write_english(folder):
    (folder / "english.txt").write_text("Spent 12 km of road in 3 places.\n")
    return [b"english.txt"]


def write_small(folder):
    names = ("formats/hostile.txt", "demo.txt", "tables.txt")
    for name in names:
        shutil.copy(ROOT / "fixtures" / name, folder)
    return [name.split("/")[-1].encode() for name in names]


def write_hostile(folder):
    return write_all(folder, ROOT / "fixtures")


def make_page(browser, rcheck, folder, subject):
    folder.mkdir()
    paths = globals()["write_" + subject](folder)
    if subject == "settings":
        accept = [rcheck, "accept", "--reason", "年鉴如此", "--who", "陈", "set.txt"]
        subprocess.run(accept, cwd=folder, check=True, capture_output=True)
    return Page(browser, rcheck, folder, paths, *(["--no-config"] if subject == "hostile" else []))


def main(rcheck, axe, *only):
    browser = Browser()
    good = bad = 0
    try:
        with tempfile.TemporaryDirectory() as name:
            for subject, *checks in CHECKS:
                page = make_page(browser, rcheck, Path(name) / subject, subject)
                page.axe = Path(axe)
                for check in checks:
                    if only and check.__name__ not in only:
                        continue
                    if check is check_axe and not page.axe.is_file():
                        print("axe-core is not here: its rules are not asked")
                        continue
                    if attempt(check, page):
                        good += 1
                    else:
                        bad += 1
    finally:
        browser.close()
    print(f"{good} passed, {bad} failed")
    return bad == 0


def attempt(check, page):
    try:
        check(page)
        return True
    except Exception as error:  # whatever the browser says
        told = getattr(error, "msg", None) or ascii(error)
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == __file__]
        print(f"FAILED {check.__name__} (line {lines[-1]}): {told[:1500]}")
        return False


if __name__ == "__main__":
    sys.exit(0 if main(os.path.abspath(sys.argv[1]), *sys.argv[2:]) else 1)
