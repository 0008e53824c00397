"""Verdicts against exact arithmetic that shares nothing with the program: oracle.py RCHECK CLAIMS [SEED].

Claims at and around the edges of rounding are written as sentences, one rule of rules.yaml for each formula, and judged by
the program (CSV, --ticks) and here. Here a claim is a polynomial that must be zero for some values of its figures. It is linear in
each of them, so over a box of values its extremes stand at corners, and it has a zero exactly if they differ in sign.

What a figure stands for (README, figure/figure.h): the printed value v, with s one unit of its last printed place;
  counted things as plain whole numbers, nothing (0), plain money where nothing is multiplied: v itself;
  everything else: rounded, v - s/2 to v + s/2. A numeral in words ends, from 万 on, with the last place it names.
Verdicts, the first that holds:
  agrees      the operands as printed, the stated figure rounded
  rounded     all rounded
  truncated   the stated figure rounded or cut (up to, not including, v + s, away from zero; a whole number of one digit up
              to v + 3/4 s), the operands rounded; all cut;
              all rounded twice (at most 5/9 s off); so too, and a share moved so that shares make 100 (s off)
  disagrees   otherwise. undecided: a divisor may be zero, or the numbers do not fit 128 bits.
"""

import csv
import itertools
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from fractions import Fraction as F

HERE = os.path.dirname(os.path.abspath(__file__))
PER_FILE = 20000
LARGE = 10**9  # below that many units in each figure nothing may overflow

UNITS = {  # name: dimension, factor, counted
    "万元": ("money", F(10**4), False), "亿元": ("money", F(10**8), False), "元": ("money", F(1), False),
    "公顷": ("area", F(10**4), False), "亩": ("area", F(2000, 3), False), "平方公里": ("area", F(10**6), False),
    "吨": ("mass", F(10**6), False), "公斤": ("mass", F(1000), False), "万吨": ("mass", F(10**10), False),
    "人": ("people", F(1), True), "万人": ("people", F(10**4), False), "件": ("cases", F(1), True),
    "%": ("percent", F(1, 100), False), "个百分点": ("points", F(1, 100), False), "倍": ("multiple", F(1), False),
}
SAME = [["万元", "亿元", "元"], ["公顷", "亩", "平方公里"], ["吨", "公斤", "万吨"], ["人", "万人"], ["件"]]
ADDITIVE = {"sum", "three", "difference", "rest", "most", "list"}


class Figure:
    """A printed figure: what it says, and what it stands for."""

    def __init__(self, text, value, step, unit, plain, places):
        self.text, self.value, self.step, self.unit, self.plain, self.places = text, value, step, unit, plain, places

    def exact(self, additive):
        if self.value == 0:
            return self.plain
        if UNITS[self.unit][2]:
            return self.plain
        return additive and self.unit == "元"


def round_to(value, places, mode):
    """Units of the last place: half away from zero, cut, or away."""
    scaled = abs(value) * 10**places
    whole = scaled.numerator // scaled.denominator
    rest = scaled - whole
    whole += rest >= F(1, 2) if mode == "round" else rest > 0 if mode == "up" else 0
    return int(whole) * (-1 if value < 0 else 1)


DIGITS = "零一二三四五六七八九"


def in_words(number):
    """A whole number from 1 to 99,999,999 in Chinese words, and one unit of the last place that it names."""
    def below_wan(n, inner):
        out, zero = "", False
        for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = n // place % 10
            if digit:
                if zero and (out or inner):
                    out += "零"
                out += DIGITS[digit] + name
                zero = False
            else:
                zero = bool(out) or inner
        return out
    high, low = divmod(number, 10**4)
    if not high:
        text = below_wan(low, False)
        return (text[1:] if text.startswith("一十") else text), 1
    text = below_wan(high, False)
    text = (text[1:] if text.startswith("一十") else text) + "万"
    if low:
        step = 1
        while low % (step * 10) == 0:
            step *= 10
        return text + ("零" if low < 1000 else "") + below_wan(low, False), step
    return text, 10**4


FULL_WIDTH = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789.%"}


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def printed(self, value, unit, places, mode="round", shift=0):
        """`value` as a report prints it in `unit`, `shift` units of the last place off."""
        units = round_to(value / UNITS[unit][1], places, mode) + shift
        step = F(1, 10**places) * UNITS[unit][1]
        size, sign = abs(units), "-" if units < 0 else ""
        text = str(size).rjust(places + 1, "0")
        text = text[:-places] + "." + text[-places:] if places else text
        plain = places == 0 and "万" not in unit and "亿" not in unit
        style = self.random.random()
        if places == 0 and not sign and 11 <= size < 10**7 and style < 0.08 and plain and unit not in "%倍个百分点":
            text, named = in_words(size)
            step = named * UNITS[unit][1]
            if named > 1:
                plain = False
        elif places == 0 and size >= 10**4 and style < 0.16:
            text = sign + f"{size:,}"
        elif style < 0.2:
            text = sign + text.translate(FULL_WIDTH)
        else:
            text = sign + text
        if text.endswith("万"):  # a scale then, as in 三万元
            plain = False
        return Figure(text + unit, units * F(1, 10**places) * UNITS[unit][1], step, unit, plain, places)

    def amount(self, units, large=False):
        """A value of a size that reports have, and a unit for it."""
        unit = self.random.choice(units)
        places = 0 if UNITS[unit][2] else self.random.choice([0, 1, 1, 2, 2, 3, 4])
        digits = self.random.choice([1, 2, 3, 4, 5, 6]) if not large else self.random.randint(10, 29)
        value = F(self.random.randint(1, 10**digits * 10**places), 10**places) * UNITS[unit][1]
        return self.printed(value, unit, places)

    def stated(self, value, units, most_places=4):
        """What a writer, or a slip, makes of the computed value."""
        unit = self.random.choice(units)
        places = 0 if UNITS[unit][2] else self.random.randint(0, most_places)
        mode = self.random.choice(["round", "round", "round", "cut", "up"])
        shift = self.random.choice([0, 0, 0, 0, 1, -1, 1, -1, 2, -2, 3, self.random.randint(-40, 40)])
        return self.printed(value, unit, places, mode, shift)

    def negative(self, figure):
        """Sometimes the figure with a minus."""
        if figure.text[0] == "-" or self.random.random() > 0.04 or figure.text[0] in DIGITS + "十两":
            return figure
        return Figure("-" + figure.text, -figure.value, figure.step, figure.unit, figure.plain, figure.places)

    def claim(self, name):
        r, large = self.random, self.random.random() < 0.02
        units = r.choice(SAME)
        amounts = [self.negative(self.amount(units, large)) if name not in ("share", "part", "rate", "whole", "mean", "times")
                   else self.amount(units, large) for _ in range(3)]
        a, b, c = amounts
        if name == "sum":
            return [a, b, self.stated(a.value + b.value, units)]
        if name == "three":
            return [a, b, c, self.stated(a.value + b.value + c.value, units)]
        if name == "difference":
            return [a, b, self.stated(a.value - b.value, units)]
        if name == "rest":
            return [a, b, c, self.stated(a.value - b.value - c.value, units)]
        if name == "delta":
            if a.value == b.value:
                return None
            return [a, b, self.stated(b.value / (a.value - b.value), ["%"])]
        if name == "ends":
            return [a, b, self.stated((b.value - a.value) / a.value, ["%"])] if a.value else None
        if name in ("part", "rate"):
            return [a, b, self.stated(b.value / a.value, ["%"])] if a.value else None
        if name == "difference-of-rates":
            a, b = self.amount(["%"]), self.amount(["%"])
            return [a, b, self.stated(b.value - a.value, ["个百分点"])]
        if name == "times":
            return [a, b, self.stated(b.value / a.value, ["倍"])] if a.value else None
        if name == "mean":
            count = self.amount(["人"]) if units[0] != "人" else self.amount(["件"])
            if units[0] in ("人", "件"):
                return None
            return [a, count, self.stated(a.value / count.value, units)] if count.value else None
        if name == "whole":
            part = self.printed(F(r.randint(1, 60)), "件", 0)
            return [part, self.stated(part.value / r.randint(int(part.value), 90), ["%"], 2)]
        if name == "most":
            return [a, self.stated(a.value, units)]
        parts = [self.amount(units, False) for _ in range(r.randint(2, 6))]
        return parts + [self.stated(sum(p.value for p in parts), units)]


class Range:
    """The values of one figure: ends, and whether each belongs to it."""

    def __init__(self, low, high, low_closed=True, high_closed=True):
        self.ends = ((low, low_closed), (high, high_closed))


def point(f):
    return Range(f.value, f.value)


def rounded(f, additive, halves=F(1, 2)):
    s = F(0) if f.exact(additive) else f.step
    return Range(f.value - s * halves, f.value + s * halves)


def cut(f, additive):
    s = F(0) if f.exact(additive) else f.step
    if s == 0:
        return point(f)
    if f.places == 0 and abs(f.value) < 10 * s:
        return Range(f.value - s * F(3, 4), f.value) if f.value < 0 else Range(f.value, f.value + s * F(3, 4))
    return Range(f.value - s, f.value, False, True) if f.value < 0 else Range(f.value, f.value + s, True, False)


def loose(f, additive):
    one, two = rounded(f, additive).ends, cut(f, additive).ends
    low, high = min(one[0], two[0], key=lambda e: e[0]), max(one[1], two[1], key=lambda e: e[0])
    return Range(low[0], high[0], low[1], high[1])


class Undecided(Exception):
    pass


def has_zero(polynomial, divisor, ranges):
    """Is there a choice of values that makes the polynomial zero? The divisor must not become zero anywhere."""
    corners = list(itertools.product(*[r.ends for r in ranges]))
    if divisor:
        signs = {(d > 0) - (d < 0) for d in (divisor(*[e[0] for e in c]) for c in corners)}
        if len(signs) > 1 or 0 in signs:
            raise Undecided
    values = {}
    for corner in corners:
        value = polynomial(*[e[0] for e in corner])
        values[value] = values.get(value, False) or all(e[1] for e in corner)
    low, high = min(values), max(values)
    if low > 0 or high < 0:
        return False
    return low < 0 < high or values[0]


# Of each rule: the polynomial with the stated figure last, and what is divided by. `c - a / b` is `c * b - a`.
FORMULAS = {
    "sum": (lambda a, b, c: a + b - c, None),
    "three": (lambda a, b, c, d: a + b + c - d, None),
    "difference": (lambda a, b, c: a - b - c, None),
    "rest": (lambda a, b, c, d: a - b - c - d, None),
    "delta": (lambda n, d, p: d - p * (n - d), lambda n, d, p: n - d),
    "ends": (lambda o, n, p: n - o - p * o, lambda o, n, p: o),
    "part": (lambda t, x, p: x - p * t, lambda t, x, p: t),
    "rate": (lambda t, x, p: x - p * t, lambda t, x, p: t),
    "difference-of-rates": (lambda a, b, d: b - a - d, None),
    "times": (lambda b, a, m: a - m * b, lambda b, a, m: b),
    "mean": (lambda t, n, m: t - m * n, lambda t, n, m: n),
}
RULES = {"sum": "identity/sum", "three": "identity/three", "difference": "identity/difference", "rest": "remainder/rest",
         "delta": "change/delta", "ends": "change/ends", "part": "share/part", "rate": "completion/rate",
         "difference-of-rates": "points/difference", "times": "multiple/times", "mean": "average/mean", "whole": "average/whole",
         "most": "limit/most", "list": "sum/list"}
WORDS = {"sum": "所测甲为{},乙为{},丙为{}", "three": "所测戊为{},乙为{},丙为{},丁为{}", "difference": "所测己为{},乙为{},丙为{}",
         "rest": "所测庚为{},乙为{},丙为{},丁为{}", "delta": "所测辛为{},差为{},比率为{}", "ends": "所测壬为{},后为{},比率为{}",
         "part": "所测癸为{},其一为{},率数为{}", "rate": "所测子为{},已成为{},进度为{}",
         "difference-of-rates": "所测丑为{},后为{},相差为{}", "times": "所测寅为{},卯为{},倍数为{}",
         "mean": "所测辰为{},份数为{},各得{}", "whole": "所测巳为{},率数为{}", "most": "所测午为{},上限为{}"}


def levels(figures, additive, is_share):
    """The ranges of each level of strictness, with its verdict; the stated figure is the last one."""
    operands, stated = figures[:-1], figures[-1]
    yield "agrees", [point(f) for f in operands] + [rounded(stated, additive)]
    yield "rounded", [rounded(f, additive) for f in figures]
    yield "truncated", [rounded(f, additive) for f in operands] + [loose(stated, additive)]
    yield "truncated", [cut(f, additive) for f in figures]
    yield "truncated", [rounded(f, additive, F(5, 9)) for f in figures]
    if is_share:
        yield "truncated", [rounded(f, additive, F(5, 9)) for f in operands] + [rounded(stated, additive, F(1))]


def judge_whole(part, rate):
    for verdict, a, p in (("agrees", point(part), rounded(rate, False)), ("rounded", rounded(part, False), rounded(rate, False)),
                          ("truncated", rounded(part, False), loose(rate, False)), ("truncated", cut(part, False), cut(rate, False))):
        (a0, _), (a1, _) = a.ends
        (p0, open0), (p1, open1) = p.ends
        if p0 <= 0 <= p1:
            return "undecided"
        low, high = a0 / p1, a1 / p0
        first = -(-low.numerator // low.denominator)
        if first == low and not open1:
            first += 1
        if first < high or (first == high and open0):
            return verdict
    return "disagrees"


def judge_list(parts, total):
    formula = (lambda *v: sum(v[:-1]) - v[-1], None)
    verdict = judge_formula(formula, parts + [total], True, False)
    if verdict in ("agrees", "rounded", "undecided"):
        return verdict
    # Right behind its cue the list begins with the first, and may end with any behind it: one that agrees is enough.
    for count in range(len(parts), 1, -1):
        if judge_formula(formula, parts[:count] + [total], True, False) in ("agrees", "rounded"):
            return "some run"
    return verdict


def judge_formula(formula, figures, additive, is_share):
    polynomial, divisor = formula
    try:
        for verdict, ranges in levels(figures, additive, is_share):
            if has_zero(polynomial, divisor, ranges):
                return verdict
    except Undecided:
        return "undecided"
    return "disagrees"


def judge(name, figures):
    if name == "whole":
        return judge_whole(*figures)
    if name == "list":
        return judge_list(figures[:-1], figures[-1])
    if name == "most":
        for verdict, ranges in levels(figures, True, False):
            (a, a_closed), (b, b_closed) = ranges[0].ends[0], ranges[1].ends[1]
            if a < b or (a == b and a_closed and b_closed):
                return verdict
        return "disagrees"
    return judge_formula(FORMULAS[name], figures, name in ADDITIVE, name == "part")


def sentence(name, figures):
    if name != "list":
        return WORDS[name].format(*[f.text for f in figures]) + "。"
    parts = "、".join("甲乙丙丁戊己"[i] + "区" + f.text for i, f in enumerate(figures[:-1]))
    return f"所测未有{parts},加起来为{figures[-1].text}。"


def switch_off(rcheck, folder):
    """A configuration in which no rule but those of rules.yaml is applied: another reading that agrees would settle a claim."""
    listed = subprocess.run([rcheck, "--no-config", "rules", "list"], capture_output=True, check=True).stdout.decode()
    path = os.path.join(folder, "rcheck.yaml")
    with open(path, "w", encoding="utf8") as out:
        out.write("severity:\n")
        out.writelines(f"  {line.split()[0]}: off\n" for line in listed.splitlines() if line.startswith("zh/"))
    return path


def run(rcheck, claims):
    """The program's verdict of each claim, by its line; None where it says nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "claims.txt")
        with open(path, "w", encoding="utf8") as out:
            for name, figures in claims:
                out.write(sentence(name, figures) + "\n\n")
        done = subprocess.run([rcheck, "--config", switch_off(rcheck, folder), "--rules", os.path.join(HERE, "rules.yaml"), "--format", "csv",
                               "--fail-on", "never", path], capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"rcheck ended with {done.returncode}: {done.stderr.decode(errors='replace')[:500]}")
    found = [None] * len(claims)
    for row in csv.DictReader(done.stdout.decode("utf-8-sig").splitlines()):
        index = (int(row["line"]) - 1) // 2
        if row["rule"] == "oracle/" + RULES[claims[index][0]]:
            found[index] = row["verdict"]
    return found


def is_large(figures):
    return any(abs(f.value) / UNITS[f.unit][1] >= LARGE for f in figures)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    rcheck, wanted, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
    generator, names, counts, wrong, done = Generator(seed), list(RULES), Counter(), 0, 0
    while done < wanted:
        claims = []
        while len(claims) < min(PER_FILE, wanted - done):
            name = names[(done + len(claims)) % len(names)]
            figures = generator.claim(name)
            while figures is None:
                figures = generator.claim(name)
            claims.append((name, figures))
        for (name, figures), found in zip(claims, run(rcheck, claims)):
            expected = judge(name, figures)
            counts[found or "undecided"] += 1
            # That some whole number gives a share is no tick.
            if found is None and (expected == "undecided" or name == "whole" and expected == "agrees" or is_large(figures)):
                continue
            if found != expected and not (expected == "some run" and found in ("agrees", "rounded")):
                wrong += 1
                if wrong <= 20:
                    print(f"{name}: {sentence(name, figures)} rcheck: {found or 'undecided'}, exactly: {expected}")
        done += len(claims)
    print(f"{done} claims, " + ", ".join(f"{n} {v}" for v, n in sorted(counts.items())) + f"; {wrong} judged otherwise")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
