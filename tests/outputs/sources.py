"""Reports that are hard to print, and what stands at a place of one in each unit of columns."""
import os
import re
import shutil
from pathlib import Path

SMALL = "甲区1.5亿元,乙区0.7亿元,合计9.3亿元。\n"
NAMES = [
    b"a\nb::error::c.txt",
    "空 格#%?[x](y).txt".encode(),
    b"]]><script>'\"&.txt",
    b"=cmd,1;2.txt",
    b"\x1b[31mred\x07.txt",
    b"##[error]x:1:2.txt",
    b"not-utf8-\xff\xc2\x9b.txt",
    "turn\u202egpj.txt".encode(),
    b"http:x\r\n.txt",
]


def write_all(folder, fixtures):
    """The paths of reports as bytes, one of them not UTF-8 inside, one that is not there."""
    shutil.copytree(fixtures, folder / "fixtures")
    paths = [b"./fixtures/formats/hostile.txt", b"fixtures/demo.txt", b"fixtures/clean.txt", b"fixtures/crlf.txt"]
    for name in NAMES:
        path = bytes(folder) + b"/" + name
        with open(path, "wb") as file:
            file.write(SMALL.encode())
        paths.append(name)
    many = "".join(f"第{i}镇新建道路公里,投资{i}亿元,其中国道1亿元、省道{i}亿元。\n" for i in range(20, 45))
    (folder / "many.txt").write_text(many, encoding="utf-8")
    (folder / "cr.txt").write_bytes("\ufeff😀甲区1.5亿元,乙区0.7亿元,合计9.3亿元。\r下一行\r".encode())
    (folder / "bad.txt").write_bytes("一行\n二".encode() + b"\xff\n")
    return paths + [b"many.txt", b"cr.txt", b"bad.txt", b"missing.txt", bytes(folder) + b"/fixtures/own.txt"]


class Source:
    """Lines as rcheck counts them, with the byte-order mark taken off."""

    def __init__(self, path):
        content = Path(os.fsdecode(path)).read_bytes()
        self.mark = 3 if content.startswith(b"\xef\xbb\xbf") else 0
        self.lines = re.split("\r\n|\n|\r", content[self.mark :].decode("utf-8"))

    def column(self, line, column, unit):
        """A column in code points as one in `unit`: utf-16, or bytes."""
        before = self.lines[line - 1][: column - 1]
        assert len(before) == column - 1, f"column {column} lies behind the end of line {line}"
        return 1 + (len(before.encode("utf-16-le")) // 2 if unit == "utf-16" else len(before.encode("utf-8")))

    def slice(self, place, unit="code points"):
        """The words from (line, column) to (end line, end column), line ends as one newline."""
        line, column, end_line, end_column = place
        lines = self.lines[line - 1 : end_line]
        lines[-1] = cut(lines[-1], None, end_column - 1, unit)
        lines[0] = cut(lines[0], column - 1, None, unit)
        return "\n".join(lines)


def cut(string, start, end, unit):
    if unit == "code points":
        return string[start:end]
    if unit == "utf-16":
        double = [None if at is None else 2 * at for at in (start, end)]
        return string.encode("utf-16-le")[double[0] : double[1]].decode("utf-16-le")
    return string.encode("utf-8")[start:end].decode("utf-8")
