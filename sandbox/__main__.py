"""Command line: `python -m sandbox --config FILE` serves, `python -m sandbox play FILE` plays a scenario."""

import argparse
import dataclasses
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from sandbox.rig import Rig
from sandbox.server import Server
from sandbox.settings import Settings
from sandbox.toml_file import SettingsError, load

EXAMPLE = Path(__file__).parent / "example.toml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["play"]:
        from sandbox.play.command import main as play

        return play(given[1:])
    return _serve(_parser().parse_args(given))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--config", type=Path, default=EXAMPLE, help="TOML file; an example is built in")
    parser.add_argument("--port", type=int, help="default 8801, or as the file says")
    parser.add_argument("--stories", help="folder of scenario files for the ▶ button")
    parser.add_argument("--strict", action="store_true", help="answer an errcode where the platform cuts")
    parser.add_argument(
        "--flat", choices=("wecom", "wechat"), help="serve this platform without a prefix too"
    )
    return parser


def _serve(options: argparse.Namespace) -> int:
    try:
        settings = _settings(options)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if settings.port and _taken(settings.port):
        sys.stderr.write(
            f"端口 {settings.port} 被别的程序占着（port in use）。换一个：--port {settings.port + 1}\n"
        )
        return 2
    server = Server(Rig(settings), settings.port)
    if settings.delivery.verify_on_start:
        server.rig.verifier.start()
    sys.stdout.write(_greeting(settings))
    sys.stdout.flush()
    try:
        server.run()
    except KeyboardInterrupt:
        server.stop()
    return 0


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _settings(options: argparse.Namespace) -> Settings:
    settings = load(options.config)
    changes = {
        name: getattr(options, name)
        for name in ("port", "stories", "strict", "flat")
        if getattr(options, name)
    }
    return dataclasses.replace(settings, **changes)


def _greeting(settings: Settings) -> str:
    base = settings.base
    lines = [
        f"phones           {base}/",
        f"control API      {base}/sandbox/…",
        f"WeCom API        {base}/qyapi   (instead of https://qyapi.weixin.qq.com)",
        f"WeChat API       {base}/api     (instead of https://api.weixin.qq.com)",
        f"web login        {base}/open    (instead of https://open.weixin.qq.com)",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
