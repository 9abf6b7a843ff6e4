"""Starts the whole house on this machine: Redis, sandbox, web, worker, clock; restarts what falls over.

Every process is our child and is stopped by its pid. It never listens on anything but 127.0.0.1.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from config.bureau import load_bureau
from config.clock import Clock
from deploy.local import redis_server
from deploy.local.sample import write
from deploy.local.world import World
from deploy.trial_key import make_trial

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180.0
"""Seconds until a process that does not come up is called a failure."""
GUNICORN = ("--graceful-timeout", "2", "--log-level", "warning")
"""What differs from gunicorn.conf.py where everything is started and stopped often."""


TRIAL_NOTE = "试用证书，只能看出文件有没有改动（换成单位的证书请设 SIGNING_KEY、SIGNING_PASSWORD）"


@dataclass
class Stack:
    """The processes of one world. `database_url` '' is SQLite in the world's folder.

    `enterprises` and `staff` are workbooks of one's own; without them the sample's are used.
    """

    world: World
    database_url: str = ""
    redis_url: str = ""
    enterprises: Path | None = None
    staff: Path | None = None
    notes: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def start(self) -> None:
        """Bring everything up, data imported, menus made."""
        chosen = redis_server.start(self.world.folder, self.redis_url)
        if chosen.process is not None:
            self.running["redis"] = chosen.process
        own = self.world.environment(chosen.url, self.database_url)
        own |= self._trial_signing()
        self.environment = {**os.environ, **own, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        self._notes(chosen.note, own)
        self.launch("sandbox")
        enterprises, staff = write(self.world.folder / "sample")
        self._answers(f"{self.world.sandbox}/sandbox/clock")
        books = (self.enterprises or enterprises, self.staff or staff)
        self.python("-m", "deploy.local.prepare", *(str(each.resolve()) for each in books))
        for name in ("web", "worker", "clock"):
            self.launch(name)
        self._answers(f"{self.world.web}/healthz")

    def _trial_signing(self) -> dict[str, str]:
        """A trial certificate, unless the surroundings name a key."""
        if os.environ.get("SIGNING_KEY"):
            return {}
        issuer = load_bureau(ROOT / "config" / "bureau.toml").issuer.name
        key, password = make_trial(self.world.folder / "signing", issuer, Clock().wall())
        return {"SIGNING_KEY": str(key), "SIGNING_PASSWORD": password}

    def _notes(self, redis: str, own: dict[str, str]) -> None:
        self.notes += [
            redis,
            f"数据库：{own['DATABASE_URL']}（换成 PostgreSQL 请设 DATABASE_URL）",
            f"文件：{own['STORAGE_URL']}（换地方请设 STORAGE_URL）",
            f"签名：{TRIAL_NOTE if 'SIGNING_KEY' in own else os.environ['SIGNING_KEY']}",
            f"时间：由沙箱走，从 2023-05-08 09:00 起（{own['SANDBOX_CLOCK_URL']}）",
        ]

    def launch(self, name: str) -> None:
        """Start one process; its output goes to a log in the world's folder."""
        with (self.world.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                self._command(name),
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=redis_server.die_with_parent(),
            )

    def _command(self, name: str) -> list[str]:
        python = sys.executable
        match name:
            case "sandbox":
                stories = str(Path(__file__).parent / "stories")
                config = str(self.world.sandbox_config())
                return [python, "-m", "sandbox", "--config", config, "--stories", stories]
            case "web":
                bind = f"127.0.0.1:{self.world.web_port}"
                return [python, "-m", "gunicorn", "wsgi:app", "--bind", bind, *GUNICORN]
            case _:
                return [python, "-m", "jobs", name]

    def flask(self, *arguments: str) -> str:
        """Run one of the administrator's commands; its output, or RuntimeError with it."""
        return self.python("-m", "flask", "--app", "wsgi", *arguments)

    def python(self, *arguments: str) -> str:
        """Run a program of ours to its end; its output, or RuntimeError with it."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def _answers(self, url: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(url, timeout=2):
                    return
            except OSError:
                if fallen := self.fallen():
                    raise RuntimeError(
                        f"{fallen[0]} 没有起来，见 {self.world.folder}/{fallen[0]}.log"
                    ) from None
                time.sleep(0.05)
        raise RuntimeError(
            f"等了 {PATIENCE:.0f} 秒，{url} 没有回应。机器太忙就过一会儿再试；日志在 {self.world.folder}"
        )

    def fallen(self) -> list[str]:
        """The processes that ended by themselves."""
        return [name for name, process in self.running.items() if process.poll() is not None]

    def kill(self, name: str) -> None:
        """End one process at once, with everything it started, as a power cut would."""
        process = self.running[name]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """End everything: ours all at once, then the sandbox and Redis."""
        for names in (("clock", "worker", "web"), ("sandbox", "redis")):
            ending = [self.running.pop(name) for name in names if name in self.running]
            for process in ending:
                process.terminate()
            for process in ending:
                try:
                    process.wait(timeout=8)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
