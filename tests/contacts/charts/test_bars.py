from contacts.charts.bars import bar


def test_a_bar_is_as_long_as_its_part_of_the_whole():
    assert bar(1, 4) == ("25.00%", "")


def test_a_target_is_a_mark_on_the_same_line():
    assert bar(1, 4, mark=3) == ("25.00%", "75.00%")
