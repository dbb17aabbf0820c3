"""Whether work grows with its input or with its square, asked so that a busy machine cannot give the wrong answer."""

import gc
import time
from collections.abc import Callable

TIMES = 8  # how much larger the larger input is: squares would take sixty-four times as long
BOUND = 20  # between the two, as factors go
ROUNDS = 6
MEASURABLE = 0.16  # seconds that the larger input takes at least, where enlarging it twice can reach that
LEAST = 0.005  # seconds; what takes less is judged as if it took this


def grows_linearly(work: Callable[[int], object], size: int) -> bool:
    """Whether ``work(8 * size)`` takes about eight times what ``work(size)`` takes, in processor time.

    A busy machine makes a measurement longer, never shorter: both sizes are measured in turns, the shortest time
    of each counts, and only what is too slow in every round is called so.
    """
    work(max(size // TIMES, 1))  # what is done once only: patterns compiled, tables read
    more = seconds(work, size * TIMES)
    for _ in range(2):
        if more < MEASURABLE:
            size *= TIMES
            more = seconds(work, size * TIMES)
    once = seconds(work, size)
    for _ in range(ROUNDS):
        if more < BOUND * max(once, LEAST):
            return True
        once, more = min(once, seconds(work, size)), min(more, seconds(work, size * TIMES))
    return False


def seconds(work: Callable[[int], object], size: int) -> float:
    """The processor time of one piece of work, without the collector's, which comes when it likes."""
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        work(size)
        return time.process_time() - begun
    finally:
        gc.enable()
