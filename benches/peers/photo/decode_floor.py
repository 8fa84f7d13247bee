"""Wall and CPU seconds that libjpeg-turbo needs to decode both photos to RGB, on one thread and on two.

    python decode_floor.py BEFORE AFTER
"""

import concurrent.futures
import json
import pathlib
import statistics
import sys
import time

import simplejpeg

REPEATS = 5


def timed(threads, photos):
    walls, cpus = [], []
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        for _ in range(REPEATS):
            wall, cpu = time.perf_counter(), time.process_time()
            list(pool.map(simplejpeg.decode_jpeg, photos))  # decoding releases the interpreter's lock
            walls.append(time.perf_counter() - wall)
            cpus.append(time.process_time() - cpu)
    return {"wall_s": statistics.median(walls), "least_wall_s": min(walls), "cpu_s": statistics.median(cpus)}


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    photos = [pathlib.Path(p).read_bytes() for p in sys.argv[1:]]
    json.dump({f"{n} thread{'s'[n < 2:]}": timed(n, photos) for n in (1, 2)}, sys.stdout)
