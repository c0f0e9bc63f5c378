"""How fast the reader is: papers a second, its slowest part, how time grows from 3 KB to 1 MB, and what damage costs.

    python -m tests.benchmarks.bench_reading [--rounds 30] [--folder DIR]     (DIR: text files to read instead of our own sentences)

No database is needed. Times are seconds of the processor, so that other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from policies import reading
from policies.reading import reader

FIXTURES = Path(__file__).parents[2] / "fixtures"
USUAL = 3000  # characters of a paper
SIZES = (3, 30, 300, 1000)  # KB of text; a Chinese character takes three bytes
DAMAGE = ("（", "《", "、", "9", "9%", "分别", "第一条", "给予10万元奖励。", "（牵头单位：", "2016年")
MB = 1_000_000
PARTS = (
    "find_genre", "find_frame", "find_outline", "find_citations", "find_responsibilities", "find_themes", "find_targets",
    "find_subsidies", "find_figures", "find_validity", "measure",
)  # fmt: skip
HEAD = "滨海市人民政府关于支持众创空间发展的若干意见\n滨政发〔2016〕{number}号\n各区人民政府，市政府各部门：\n"
OPENING = "为贯彻落实《国务院办公厅关于发展众创空间推进大众创新创业的指导意见》（国办发〔2015〕9号），结合我市实际，提出以下意见。\n"
PROVISIONS = (
    "一、发展目标\n到2020年，新增众创空间{n}家、科技型企业{n}00家，孵化面积达到{n}万平方米，研发经费支出占比达到2.{n}%。\n",
    "（一）降低创业成本。对入驻企业第一年房租给予全额补贴，第二至三年补贴50%，每家企业每年最高不超过{n}万元。（责任单位：市科技局、市财政局）\n",
    "（二）加强载体建设。对新认定的国家级、省级、市级众创空间，分别给予{n}0万元、30万元、{n}万元一次性奖励。（市科技局、各区政府负责）\n",
    "（三）完善服务体系。鼓励社会力量建设创业服务平台，整合技术、人才和资金，为创业者提供低成本、便利化的服务，营造良好环境。\n",
    "（四）拓宽融资渠道。设立{n}亿元的创业投资引导基金，按照贷款损失的30%给予合作银行风险补偿，引导金融机构支持初创企业发展。\n",
)
CLOSING = "本意见自2016年5月1日起施行，有效期3年。\n滨海市人民政府\n2016年3月21日\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    reference = reading.Reference.from_csv(FIXTURES / "regions.csv", FIXTURES / "number_codes.csv")
    papers = [path.read_text("utf-8", "ignore") for path in sorted(options.folder.glob("*.txt"))] if options.folder else []
    papers = papers or [paper_of(USUAL, number) for number in range(1, 9)]
    reading.read(papers[0], reference)  # tables and patterns are loaded once
    measure_papers(papers, options.rounds, reference)
    measure_parts(papers, reference)
    measure_growth(reference)
    measure_damage(reference)


def paper_of(length: int, number: int = 1) -> str:
    """A paper of about so many characters, no provision like another."""
    lines, size = [HEAD.format(number=number), OPENING], 0
    while size < length:
        lines.append(PROVISIONS[len(lines) % len(PROVISIONS)].format(n=2 + (len(lines) + number) % 7))
        size += len(lines[-1])
    return "".join([*lines, CLOSING])


def measure_papers(papers: list[str], rounds: int, reference: reading.Reference) -> None:
    """Milliseconds for 3,000 characters, the median and the slowest of ten."""
    taken = [seconds(lambda text=text: reading.read(text, reference)) * USUAL / len(text) for text in papers for _ in range(rounds)]
    taken.sort()
    median, slow = statistics.median(taken), taken[len(taken) * 9 // 10]
    print(f"papers of {USUAL} characters: median {median * 1000:.1f} ms, nine of ten under {slow * 1000:.1f} ms, {1 / median:.0f} a second")


def measure_parts(papers: list[str], reference: reading.Reference) -> None:
    """The share that each part of the reader takes, the greatest first."""
    spent: Counter[str] = Counter()
    with timers(spent):
        total = seconds(lambda: [reading.read(text, reference) for text in papers])
    for name, time_spent in spent.most_common(6):
        print(f"  {name:22} {time_spent / total:6.1%}")


@contextmanager
def timers(spent: Counter[str]) -> Iterator[None]:
    """Each part of the reader with a clock around it."""
    clocks = {name: _clocked(getattr(reader, name), name, spent) for name in PARTS}
    with patch.multiple(reader, **clocks), patch.object(reader.text, "clean", _clocked(reader.text.clean, "clean", spent)):
        yield


def _clocked(part: Callable[..., Any], name: str, spent: Counter[str]) -> Callable[..., Any]:
    def run(*args: Any) -> Any:
        begin = time.process_time()
        found = part(*args)
        found = list(found) if isinstance(found, Iterator) else found
        spent[name] += time.process_time() - begin
        return found

    return run


def measure_growth(reference: reading.Reference) -> None:
    """Seconds for texts of growing size; a line that grows with the text keeps its last column."""
    for size in SIZES:
        text = paper_of(size * 1000 // 3)
        taken = seconds(lambda text=text: reading.read(text, reference))
        print(f"  {size:5} KB {taken:8.3f} s {taken / size * 1000:8.3f} ms/KB")


def measure_damage(reference: reading.Reference) -> None:
    """Seconds for a megabyte of one sign or phrase over and over."""
    for piece in DAMAGE:
        text = piece * (MB // len(piece.encode()))
        print(f"  1 MB of {piece:12} {seconds(lambda text=text: reading.read(text, reference)):6.2f} s")


def seconds(run: Callable[[], object]) -> float:
    begin = time.process_time()
    run()
    return time.process_time() - begin


if __name__ == "__main__":
    main()
