"""A graph as a page with a mermaid diagram. It only writes; what leads where was found elsewhere."""

from bot.script import Ask, Choose, Pick, TickOff, Write
from tests.dialogues.explore import Edge, Graph

FORMS = {Choose: "按钮", TickOff: "勾选", Pick: "下拉", Write: "打字"}
MOST = 34
HEAD = """# {title}（{script}）

自动生成，不要手改：`make dialogues`。方框是一问（问法 · 怎么答），箭头上是答案；
虚线不是答案，只是去改另一问；圆角是说完之后办的事。随时可以说：上一步、改 n、依据、暂停、继续、取消。

```mermaid
flowchart TD
"""


def page(script: str, title: str, graph: Graph) -> str:
    """The whole file."""
    names = {name: f"q{n}" for n, name in enumerate(graph.asks, 1)}
    names |= {name: f"e{n}" for n, name in enumerate(sorted(graph.ends), 1)}
    edges = [edge for edge in graph.edges if edge.target in names]
    lines = [f'    {names[name]}["{_label(ask)}"]' for name, ask in graph.asks.items()]
    lines += [f'    {names[end]}(["{end}"])' for end in sorted(graph.ends)]
    lines += [_arrow(*place, labels, names) for place, labels in _together(edges).items()]
    return HEAD.format(title=title, script=script) + "\n".join(lines) + "\n```\n"


def _label(ask: Ask) -> str:
    return f"{_safe(ask.title)}<br/><i>{FORMS[type(ask.form)]} · {ask.key.split('.')[0]}</i>"


def _together(edges: list[Edge]) -> dict[tuple[str, str, bool], list[str]]:
    """Answers that lead the same way share an arrow."""
    found: dict[tuple[str, str, bool], list[str]] = {}
    for edge in edges:
        found.setdefault((edge.source, edge.target, edge.aside), []).append(edge.label)
    return found


def _arrow(source: str, target: str, aside: bool, labels: list[str], names: dict[str, str]) -> str:
    shown = labels if len(labels) <= 4 else [*labels[:3], f"……共 {len(labels)} 种"]
    arrow = "-.->" if aside else "-->"
    return f'    {names[source]} {arrow}|"{"<br/>".join(_safe(one) for one in shown)}"| {names[target]}'


def _safe(text: str) -> str:
    short = text if len(text) <= MOST else text[: MOST - 1] + "…"
    return short.replace('"', "”").replace("<", "＜").replace(">", "＞").replace("\n", " ")
