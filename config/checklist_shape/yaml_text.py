"""Reads YAML strictly and fast: no key twice, and only true and false are booleans.

YAML 1.1 turns a bare `no` into false and keeps the last of two equal keys without a word; in a form
where 否 can be a hazard neither may happen. It never runs tags or makes objects.
"""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml: the same, ten times slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_BOOLEAN = "tag:yaml.org,2002:bool"


class YamlFaultError(Exception):
    """The text is not YAML, or a key stands twice; `faults` are sentences with line numbers."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("；".join(faults))
        self.faults = faults


class _Strict(_Loader):
    """The safe loader without yes/no booleans, collecting keys that stand twice."""

    twice: list[str]

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in seen:
                self.twice.append(f"第 {key.start_mark.line + 1} 行：“{key.value}”写了两次")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_Strict.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOLEAN or first in "tTfF"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> object:
    """The plain value of a file. Raises YamlFaultError naming every line that is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise YamlFaultError(["找不到这个文件"]) from None
    except UnicodeDecodeError:
        raise YamlFaultError(["不是 UTF-8 文本，请另存为 UTF-8"]) from None
    try:
        return _value(_Strict(text))
    except yaml.YAMLError as error:
        raise YamlFaultError([_place(error)]) from None


def _value(loader: _Strict) -> object:
    loader.twice = []
    try:
        value: object = loader.get_single_data()
    finally:
        loader.dispose()
    if loader.twice:
        raise YamlFaultError(loader.twice)
    return value


def _place(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    line = f"第 {mark.line + 1} 行附近：" if mark is not None else ""
    return f"{line}YAML 写法有误（{getattr(error, 'problem', None) or '无法读取'}）"
