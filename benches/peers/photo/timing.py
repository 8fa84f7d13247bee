"""Times the peer, relief and the decode floor on one pair, turn by turn in one run, and prints a Markdown table.

    python timing.py RELIEF BEFORE AFTER
"""

import json
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
REPEATS = 3
NOT_COMPARABLE = 4  # relief's exit code for a pair that it refuses: the work is done all the same


def once(command):
    """Wall seconds, CPU seconds and peak resident MiB of a process; a failure ends the run."""
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    code = child.returncode = os.waitstatus_to_exitcode(status)
    if code not in (0, NOT_COMPARABLE):
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(relief, before, after):
    peer = [sys.executable, os.path.join(HERE, "peer.py"), before, after]
    commands = {"relief compare --json": [relief, "compare", before, after, "--json"],
                "peer, same working pitch": peer, "peer, maps on all pixels": [*peer, "--full"]}
    runs = {name: [] for name in commands}
    for _ in range(REPEATS):
        for name, command in commands.items():
            runs[name].append(once(command))
    floor = json.loads(subprocess.check_output([sys.executable, os.path.join(HERE, "decode_floor.py"), before, after]))
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end; medians of {REPEATS}\n")
    print("| what | wall s | CPU s | peak MiB |\n| --- | --- | --- | --- |")
    for threads, run in floor.items():
        wall = f"{run['wall_s']:.3f} (least {run['least_wall_s']:.3f})"
        print(f"| decode floor, {threads} | {wall} | {run['cpu_s']:.3f} | |")
    for name, values in runs.items():
        wall, cpu, rss = (statistics.median(v) for v in zip(*values))
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {rss:.0f} |")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
