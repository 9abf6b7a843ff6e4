"""`make run`: the whole house on this machine, and the address of the page where the phones are."""

import shutil
import signal
import socket
import sys
import time
from types import FrameType

from deploy.local.stack import ROOT, Stack
from deploy.local.world import World, free_port

WEB_PORT, SANDBOX_PORT = 8800, 8801


def main() -> None:
    """Start, print where the phones are, restart what falls, stop on Ctrl-C."""
    folder = ROOT / "var" / "run"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    stack = Stack(World(folder, _port(WEB_PORT), _port(SANDBOX_PORT)))
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
