from analysis.benchmarks.walks import Race, lines


def test_the_ratio_is_that_of_the_round_in_the_middle():
    assert Race(((100, 200), (300, 200), (200, 250))).ratio == 0.8


def test_the_line_has_pages_a_second_of_both_and_their_ratio():
    *_, line = lines(Race(((100, 200), (300, 200), (200, 250))), 4)

    assert line.split()[4:8] == ["200", "200", "0.80", "bare"]
