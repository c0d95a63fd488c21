"""Private files: locks between programs, atomic replacement, and which disks are fit for a hub."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from store.vault.files import (
    appending,
    disk_kind,
    locked,
    make_private,
    open_to_others,
    read_bounded,
    unfit_disk,
    write_whole,
)

MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:40 / /srv rw - nfs4 server:/export rw
31 30 0:41 / /srv/local rw - xfs /dev/vdb rw
32 22 0:42 / /mnt/with\\040space rw shared:3 - cifs //server/share rw
33 22 0:43 / /home/jo/cloud rw - fuse.rclone rclone rw
34 22 0:44 / /twice rw - ext4 /dev/vdc rw
35 22 0:45 / /twice rw - 9p host rw
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/", "ext4"),
        ("/var/lib/hub", "ext4"),
        ("/srv/hub", "nfs4"),
        ("/srv", "nfs4"),
        ("/srv2/hub", "ext4"),
        ("/srv/local/hub", "xfs"),
        ("/mnt/with space/hub", "cifs"),
        ("/home/jo/cloud/hub", "fuse.rclone"),
        ("/twice/hub", "9p"),
    ],
)
def test_the_disk_is_known_by_its_deepest_mount(place, kind):
    assert disk_kind(Path(place), MOUNTS) == kind


def test_this_computers_own_disk_is_fit(tmp_path):
    assert unfit_disk(tmp_path) == ""


def test_writing_replaces_the_whole_file_privately(tmp_path):
    path = tmp_path / "file"
    old = os.umask(0)
    try:
        for content in (b"first, and longer", b"second"):
            write_whole(path, content)
            assert path.read_bytes() == content
            assert path.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(old)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_draft_left_by_a_crash_or_a_trap_is_not_followed(tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / "file.writing").symlink_to(victim)
    write_whole(tmp_path / "file", b"new")
    assert victim.read_text() == "mine"
    assert not (tmp_path / "file").is_symlink()


def test_links_pipes_and_large_files_are_not_read(tmp_path):
    (tmp_path / "real").write_bytes(b"12345")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert read_bounded(tmp_path / "real", 5) == b"12345"
    for path, most in ((tmp_path / "link", 5), (tmp_path / "real", 4), (tmp_path, 5), (tmp_path / "none", 5)):
        with pytest.raises(OSError):
            read_bounded(path, most)


def test_a_file_is_added_to_privately_and_never_through_a_link(tmp_path):
    (tmp_path / "victim").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "victim")
    with pytest.raises(OSError):
        appending(tmp_path / "link")
    assert (tmp_path / "victim").read_text() == "mine"
    for line in (b"one\n", b"two\n"):
        with appending(tmp_path / "file") as file:
            file.write(line)
    assert (tmp_path / "file").read_bytes() == b"one\ntwo\n"
    assert not open_to_others(tmp_path / "file")


def test_a_private_file_is_made_once(tmp_path):
    make_private(tmp_path / "x")
    assert not open_to_others(tmp_path / "x")
    with pytest.raises(FileExistsError):
        make_private(tmp_path / "x")


def test_a_lock_keeps_other_threads_and_programs_out(tmp_path):
    path, order = tmp_path / "x.lock", []
    inside = threading.Event()

    def wait():
        inside.wait()
        with locked(path):
            order.append("second")

    thread = threading.Thread(target=wait)
    thread.start()
    with locked(path):
        inside.set()
        script = "import fcntl, sys; fcntl.flock(open(sys.argv[1]), fcntl.LOCK_EX | fcntl.LOCK_NB)"
        tried = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False)
        assert "BlockingIOError" in tried.stderr
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def run_here(script):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
    ).stdout


def test_a_hardened_process_makes_private_files_and_no_core():
    script = (
        "import os, resource; from store.vault.process import harden; harden();"
        "print(oct(os.umask(0)), resource.getrlimit(resource.RLIMIT_CORE))"
    )
    assert run_here(script) == "0o77 (0, 0)\n"


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_a_hardened_process_is_not_dumpable():
    script = (
        "import ctypes; from store.vault.process import harden; libc = ctypes.CDLL(None);"
        "before = libc.prctl(3); harden(); print(before, libc.prctl(3))"
    )
    assert run_here(script).split() == ["1", "0"]
