from random import Random

from analysis.benchmarks.browsing import filled

PAGE = """<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="t0k3n">
<input id="id_q1" name="q1" type="radio" value="a"><input id="id_q1-2" name="q1" type="radio" value="b" checked>
<input id="id_q2" name="q2" type="checkbox" value="c"><input id="id_q3" name="q3" type="text" value="">
<input id="id_q4" name="q4" type="text" inputmode="decimal" value=""><textarea id="id_q5" name="q5">
</textarea></form>"""


def test_every_field_is_filled_in_and_the_token_sent_back():
    fields = filled(PAGE, Random(1))

    assert fields.pop("q1") in {"a", "b"}
    assert fields == {"csrfmiddlewaretoken": "t0k3n", "q2": "c", "q3": "As we said", "q4": "2.5", "q5": "As we said"}
