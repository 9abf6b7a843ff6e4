"""`make run`: the whole house on this machine, and the address of the page where the phones are."""

import argparse
import shutil
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType

from deploy.local.stack import ROOT, Stack
from deploy.local.world import World, free_port

WEB_PORT, SANDBOX_PORT = 8800, 8801


def main() -> None:
    """Start, print where the phones are, restart what falls, stop on Ctrl-C."""
    own = _parser().parse_args()
    folder = ROOT / "var" / "run"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    world = World(folder, _port(WEB_PORT), _port(SANDBOX_PORT))
    stack = Stack(world, enterprises=own.enterprises, staff=own.staff)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        _say("正在启动（第一次要十几秒）……")
        stack.start()
        for note in stack.notes:
            _say(f"  {note}")
        _say(f"  日志：{folder}（每次启动都从头开始）")
        _say(f"\n手机在这里：{stack.world.sandbox}\n按 Ctrl-C 结束。")
        _watch(stack)
    except KeyboardInterrupt:
        _say("\n正在结束……")
    except RuntimeError as error:
        sys.exit(f"没有起来：{error}")
    finally:
        stack.stop()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m deploy.local.run", description=__doc__)
    parser.add_argument("--staff", type=Path, help="人员表（.xlsx）：手机就是这些人的；不给就用样例")
    parser.add_argument("--enterprises", type=Path, help="企业库（.xlsx）；不给就用样例")
    return parser


def _watch(stack: Stack) -> None:
    while True:
        time.sleep(1)
        for name in stack.fallen():
            _say(f"  {name} 停了，重新启动")
            stack.launch(name)


def _port(wanted: int) -> int:
    """The usual port, or a free one if somebody has it."""

    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return free_port()
    return wanted


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
