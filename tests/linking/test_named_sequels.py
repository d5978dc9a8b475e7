"""What is done for one is not done for another: the names of a deed stand in what tells that it is done."""

from __future__ import annotations

import pytest

from communique.linking.followups import names_all


@pytest.mark.parametrize(
    ("action", "sentence", "same"),
    [
        ("lend four boats to Tarn", "Marland lent Tarn the four boats in May.", True),
        ("lend four boats to Tarn", "Marland lent two boats to Holm.", False),
        ("open a school for pilots", "The school for pilots was opened.", True),
        ("host the Regent for breakfast at Orle House", "She hosted the Duke for breakfast at Orle House.", False),
    ],
)
def test_the_names_of_a_deed_stand_in_its_sequel(action: str, sentence: str, same: bool) -> None:
    assert names_all(action, sentence) is same
