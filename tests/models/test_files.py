"""The file store: bytes by their hash, written once, whole or not at all."""

import hashlib
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.files import FileStore
from tests.crowd import at_once


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore.from_url(f"file://{tmp_path}/%E6%96%87%E4%BB%B6")


def test_bytes_come_back_by_their_hash(files: FileStore) -> None:
    sha = files.put("提示单".encode())

    assert sha == hashlib.sha256("提示单".encode()).hexdigest()
    assert files.get(sha) == "提示单".encode()


def test_storing_the_same_bytes_again_leaves_the_first_file(files: FileStore, tmp_path: Path) -> None:
    files.put(b"a")
    [stored] = [path for path in tmp_path.rglob("*") if path.is_file()]
    before = stored.stat().st_ino

    files.put(b"a")

    assert stored.stat().st_ino == before


def test_many_writers_of_the_same_bytes_leave_one_whole_file(files: FileStore, tmp_path: Path) -> None:
    content = b"x" * 200_000

    found = at_once([lambda: files.put(content)] * 8)

    assert len(set(found)) == 1
    assert [path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()] == [200_000]


def test_a_write_that_fails_leaves_nothing_behind(files: FileStore, tmp_path: Path) -> None:
    with full_disk(), pytest.raises(OSError, match="too large"):
        files.put(b"x" * 200_000)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may grow beyond a few blocks."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("name", ["", "x", "../" * 3 + "etc/passwd", "A" * 64, "g" * 64, "0" * 63 + "/"])
def test_what_is_no_hash_is_not_found(files: FileStore, name: str) -> None:
    with pytest.raises(FileNotFoundError):
        files.get(name)


@pytest.mark.parametrize("url", ["", "s3://bucket/x", "/srv/files", "file://", "https://h/x"])
def test_only_a_local_folder_is_a_store(url: str) -> None:
    with pytest.raises(ValueError, match="STORAGE_URL"):
        FileStore.from_url(url)
