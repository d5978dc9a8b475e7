"""Marked text as HTML: nested marks inside each other, crossing ones broken where they cross."""

from __future__ import annotations

from bisect import bisect_right

from markupsafe import Markup, escape

from communique.views import labels
from communique.views.document import DocumentView, Layer, Mark, Passage
from communique.web.links import Links, anchor


class Drawing:
    """Draws the passages of one document in their order; every anchor is written once, where its mark begins."""

    def __init__(self, view: DocumentView, links: Links) -> None:
        self._view = view
        self._links = links
        self.numbers = {s.id: n for n, s in enumerate(view.statements, 1)}
        self._statements = {s.id: s for s in view.statements}
        self._starts = sorted(m.span.start for m in view.marks if m.layer is Layer.CONTENT)
        self._anchored: set[str] = set()
        self._linked = 0  # links that are open: a link inside a link is no HTML

    def passage(self, passage: Passage) -> Markup:
        parts: list[str] = []
        open_: list[tuple[int, str]] = []  # marks that are open, and how each is closed
        for run in passage.runs:
            same = 0
            while same < min(len(open_), len(run.marks)) and open_[same][0] == run.marks[same]:
                same += 1
            while len(open_) > same:
                parts.append(self._close(open_.pop()[1]))
            for index in run.marks[same:]:
                before, after = self._open(self._view.marks[index])
                parts.append(before)
                open_.append((index, after))
            parts.append(str(escape(run.text)))
        while open_:
            parts.append(self._close(open_.pop()[1]))
        return Markup("".join(parts))  # noqa: S704 - every part is escaped or written here

    def _close(self, tag: str) -> str:
        self._linked -= tag == "</a>"
        return tag

    def _open(self, mark: Mark) -> tuple[str, str]:
        if mark.layer is Layer.EVIDENCE:
            return f"<span{self._anchor(anchor(mark.span.start, mark.span.end))}>", "</span>"
        if mark.layer is Layer.MENTION:
            return self._mention(mark)
        if mark.layer is Layer.CONTENT:
            here = self._anchor(mark.id)
            reference = self._reference(mark.id) if here else ""
            return f'{reference}<mark class="said {escape(mark.kind)}" data-s="{escape(mark.id)}"{here}>', "</mark>"
        # A statement without words of its own (“X declined to comment”) is found by its cue or source.
        lone = mark.id in self._statements and not self._statements[mark.id].content
        here = self._anchor(mark.id) if lone else ""
        reference = self._reference(mark.id) if here else ""
        return f'{reference}<span class="{mark.layer} {escape(mark.kind)}" data-s="{escape(mark.id)}"{here}>', "</span>"

    def _reference(self, statement: str) -> str:
        number, line = self.numbers[statement], self._statements[statement]
        told = escape(f"Statement {number}: {labels.speakers(line)}, {labels.act(line)}")
        tag = f'class="ref {escape(line.family)}" href="#n-{escape(statement)}" aria-label="{told}"'
        if self._linked:
            return f'<sup class="{escape(line.family)}">{number}</sup>'
        return f"<sup><a {tag}>{number}</a></sup>"

    def _mention(self, mark: Mark) -> tuple[str, str]:
        targets = (self._links.thing(id) for id in mark.refers_to)
        target = next((address for address in targets if address), None)
        kind = escape(mark.kind)
        holds_more = bisect_right(self._starts, mark.span.start) < bisect_right(self._starts, mark.span.end - 1)
        if target is None or self._linked or holds_more:
            return f'<span class="m {kind}">', "</span>"
        self._linked += 1
        return f'<a class="m {kind}" href="{escape(target)}">', "</a>"

    def _anchor(self, name: str) -> str:
        if name in self._anchored:
            return ""
        self._anchored.add(name)
        return f' id="{escape(name)}"'
