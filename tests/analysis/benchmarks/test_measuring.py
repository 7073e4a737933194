from analysis.benchmarks.measuring import Comparison, compare, lines


def test_both_are_done_in_turn_once_more_than_is_measured():
    done = []

    compare("ours", lambda: done.append("ours"), "theirs", lambda: done.append("theirs"), rounds=3)

    assert done == ["ours", "theirs"] * 4


def test_a_comparison_says_what_took_how_long_and_the_ratio():
    found = Comparison("tables", 0.006, "pandas", 0.2)

    head, line = lines([found])

    assert head.split() == ["ms", "reference", "ms", "ratio", "reference"]
    assert line.split() == ["tables", "6.00", "200.00", "0.03", "pandas"]
