"""``phoihop serve`` keeps its processes: one that dies is begun anew, one that never lives ends all."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def test_a_process_that_dies_is_begun_anew_and_stops_when_told(tmp_path: Path):
    noted = tmp_path / "begun"
    worker = f"import os,time; open({str(noted)!r}, 'a').write(f'{{os.getpid()}}\\n'); time.sleep(60)"
    code = (
        "import sys; from phoihop.config.serving import _together;"
        f"sys.exit(_together([[sys.executable, '-c', {worker!r}]]))"
    )
    keeper = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)

    def begun(count: int) -> list[int]:
        for _ in range(200):
            pids = noted.read_text().split() if noted.exists() else []
            if len(pids) >= count:
                return [int(pid) for pid in pids]
            time.sleep(0.1)
        raise AssertionError("not begun")

    os.kill(begun(1)[0], signal.SIGKILL)
    again = begun(2)[1]
    keeper.terminate()

    assert keeper.wait(timeout=20) == 0
    assert not Path(f"/proc/{again}").exists()


def test_a_process_that_cannot_live_ends_all():
    code = (
        "import sys; from phoihop.config.serving import _together;"
        "sys.exit(_together([[sys.executable, '-c', 'import sys; sys.exit(7)'],"
        "[sys.executable, '-c', 'import time; time.sleep(60)']]))"
    )
    ended = subprocess.run([sys.executable, "-c", code], stderr=subprocess.PIPE, timeout=60, check=False)

    assert (ended.returncode, ended.stderr.count(b"beginning it anew")) == (7, 3)
