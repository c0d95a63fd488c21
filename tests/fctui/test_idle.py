"""Nobody has touched the keyboard: two clocks, because each of them fails alone."""

from fctui.idle import IdleClock


class Clock:
    """A clock that a test winds."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_idle_time_counts_from_the_last_touch() -> None:
    monotonic, wall = Clock(), Clock()
    clock = IdleClock(monotonic, wall)
    monotonic.now += 40
    wall.now += 40
    assert clock.idle == 40
    clock.touch()
    assert clock.idle == 0


def test_a_sleeping_laptop_stops_only_the_monotonic_clock() -> None:
    monotonic, wall = Clock(), Clock()
    clock = IdleClock(monotonic, wall)
    wall.now += 3_600
    assert clock.idle == 3_600


def test_a_wall_clock_set_back_hides_nothing() -> None:
    monotonic, wall = Clock(), Clock()
    clock = IdleClock(monotonic, wall)
    monotonic.now += 700
    wall.now -= 7_200
    assert clock.idle == 700
