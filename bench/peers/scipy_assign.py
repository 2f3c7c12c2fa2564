"""scipy.optimize.linear_sum_assignment on a benchmark instance.

    scipy_assign.py FILE [REPEATS [BUDGET]]

A mentor's column is repeated once per place; a pair costs -(P + points) with P more than all points together, a pair
that may not be costs 0, so the matched count comes first. Only the call is timed, not building the matrix.
Prints {"ready": s}, then {"cpuSeconds": [...], "rssMb": r,
"answer": {"matched": m, "points": p}}.
"""

import json
import resource
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment

MAGIC = 0x3149424E
HEADER = 8


def read(path):
    words = np.fromfile(path, dtype="<i4")
    magic, rows, columns, pairs, most = words[:5]
    if magic != MAGIC:
        raise ValueError(f"{path} is no benchmark instance")
    ends = np.cumsum([HEADER, columns, rows + 1, pairs, pairs])
    capacity, start, column, points = (words[a:b] for a, b in zip(ends, ends[1:]))
    return int(rows), int(columns), int(most), capacity, start, column, points


def points_matrix(path):
    """Points by mentee and place, -1 where the pair may not be."""
    rows, columns, most, capacity, start, column, points = read(path)
    dense = np.full((rows, columns), -1, dtype=np.int32)
    dense[np.repeat(np.arange(rows), np.diff(start)), column] = points
    return np.repeat(dense, capacity, axis=1), 1 + most * rows


def main(path, repeats=1, budget=0.0):
    points, left_out = points_matrix(path)
    eligible = points >= 0
    cost = np.zeros(points.shape)
    np.subtract(-left_out, points, out=cost, where=eligible)
    print(json.dumps({"ready": time.process_time()}), flush=True)
    seconds = []
    while len(seconds) < repeats and (not seconds or sum(seconds) < budget):
        before = time.process_time()
        i, j = linear_sum_assignment(cost)
        seconds.append(time.process_time() - before)
    chosen = points[i, j].astype(np.int64)
    chosen = chosen[chosen >= 0]
    print(
        json.dumps(
            {
                "cpuSeconds": seconds,
                "rssMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "answer": {"matched": len(chosen), "points": int(chosen.sum())},
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], *(int(n) for n in sys.argv[2:3]), *(float(s) for s in sys.argv[3:4]))
