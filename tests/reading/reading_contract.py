"""What other rooms rely on in every reading."""

from __future__ import annotations

from communique.model.document import Reading


def check(reading: Reading) -> None:
    """Everything that other rooms rely on."""
    text = reading.text
    last = 0
    for block in reading.blocks:
        assert last <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        assert 0 <= block.level <= 6
        last = block.end
    last = 0
    for mark in reading.furniture:
        assert last <= mark.start < mark.end <= len(text)
        assert mark.reason
        last = mark.end
    furniture = [mark.span for mark in reading.furniture]
    for block in reading.blocks:
        for span in furniture:
            assert not span.touches(block.span) or span.holds(block.span)
    claims = (reading.title, reading.publisher, reading.kind, reading.language, reading.address, reading.origin)
    for claim in claims:
        if claim is not None:
            assert claim.value and claim.reason and claim.basis in ("stated", "inferred")
            assert claim.span is None or 0 <= claim.span.start < claim.span.end <= len(text)
    assert reading.kind is not None
    for stamp in reading.stamps:
        assert stamp.reason
        assert stamp.span is None or 0 <= stamp.span.start < stamp.span.end <= len(text)
    last = 0
    for box in reading.boxes:
        assert last <= box.start < box.end <= len(text)
        assert box.page >= 1 and 0 <= box.left <= box.right and 0 <= box.top <= box.bottom
        last = box.end
