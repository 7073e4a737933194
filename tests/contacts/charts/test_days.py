from contacts.charts.days import Day, columns, steps

NAMES = [f"{number} Nov" for number in range(1, 41)]


def days(*numbers, **marks):
    return [Day(NAMES[place], number, marks.get(f"day{place}", "")) for place, number in enumerate(numbers)]


def test_each_day_has_a_column_in_its_place():
    picture = columns(days(5, 0), of=4, names=NAMES)

    assert [(column.x, column.y, column.width, column.height) for column in picture.columns] == [
        ("3.12%", "0.00%", "18.75%", "100.00%"),
        ("28.12%", "100.00%", "18.75%", "0.00%"),
    ]
    assert picture.columns[0].words == "1 Nov: 5"


def test_steps_rise_to_the_running_total_of_each_day():
    picture = steps(days(2, 2, 5), of=4, names=NAMES)

    assert picture.steps == "M0 1000V600H250V600H500V0H750"
    assert (picture.earlier, picture.level) == ("", None)


def test_an_earlier_wave_is_cut_at_the_width_of_the_picture():
    picture = steps(days(5), of=2, names=NAMES, earlier=[1, 2, 90])

    assert picture.earlier == "M0 1000V800H500V600H1000"
    assert picture.up[-1].label == "5"


def test_the_scale_has_room_for_the_target():
    picture = steps(days(5), of=2, names=NAMES, level=207)

    assert [(tick.at, tick.label) for tick in picture.up] == [
        ("100.00%", "0"),
        ("80.00%", "50"),
        ("60.00%", "100"),
        ("40.00%", "150"),
        ("20.00%", "200"),
        ("0.00%", "250"),
    ]
    assert picture.level == ("17.20%", "207")


def test_a_mark_stands_in_the_middle_of_its_day():
    assert columns(days(1, 2, day1="R1"), of=4, names=NAMES).marks == [("37.50%", "R1")]


def test_weeks_are_named_below_and_never_more_than_five():
    def named(of):
        return [tick.label for tick in columns(days(1), of=of, names=NAMES).across]

    assert named(1) == ["1 Nov"]
    assert named(7) == ["1 Nov", "3 Nov", "5 Nov", "7 Nov"]
    assert named(22) == ["1 Nov", "8 Nov", "15 Nov", "22 Nov"]
    assert named(36) == ["1 Nov", "15 Nov", "29 Nov"]


def test_a_picture_without_days_is_empty():
    picture = steps([], of=1, names=NAMES)

    assert (picture.steps, [tick.label for tick in picture.up]) == ("", ["0", "1"])
