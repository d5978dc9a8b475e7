// Review with scripts: keys that bring one to a button, and words taken over from where they are selected.
"use strict";
{
  // Single keys only move the focus; Enter decides. They can be switched off, and rest while something is typed.
  const box = document.getElementById("use-keys");
  const kept = (value) => {
    try {
      if (value !== undefined) localStorage.setItem("communique-keys", value);
      return localStorage.getItem("communique-keys");
    } catch {
      return null; // a browser that keeps nothing
    }
  };
  if (box) {
    box.checked = kept() !== "off";
    box.addEventListener("change", () => kept(box.checked ? "on" : "off"));
    document.addEventListener("keydown", (event) => {
      const typing = event.target instanceof Element && event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea");
      if (!box.checked || typing || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
      const found = event.key === "u"
        ? document.querySelector(".done .undo summary, .ruled .undo summary, .decided .undo summary")
        : document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!found) return;
      event.preventDefault();
      if (found.matches("summary")) found.parentElement.open = true;
      found.focus();
      found.scrollIntoView({ block: "nearest" });
    });
  }

  // A name given once holds for every form of the page.
  document.addEventListener("input", (event) => {
    if (event.target.matches("input[name=by]"))
      for (const field of document.querySelectorAll("input[name=by]")) field.value = event.target.value;
  });

  // Words selected in the context go to the field for other words, of the form that is open.
  const fields = [...document.querySelectorAll("[data-takes-words]")];
  const chosen = () => {
    const selection = getSelection();
    return selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  };
  document.addEventListener("selectionchange", () => {
    const range = chosen();
    const inside = range && range.commonAncestorContainer.parentElement?.closest(".context");
    const field = inside && fields.find((one) => one.checkVisibility ? one.checkVisibility() : one.offsetParent);
    if (field && String(range).trim().length <= 200) field.value = String(range).trim().replace(/\s+/g, " ");
  });

  // In a document: words that are selected can be added as a statement.
  const place = document.querySelector("[data-review]");
  const text = document.querySelector(".document");
  if (place && text) {
    const link = document.createElement("a");
    link.className = "add-these";
    link.textContent = "Add as a statement";
    link.hidden = true;
    document.body.append(link);
    // A name is a link, from which browsers select nothing: while the pointer is down it is none.
    text.addEventListener("pointerdown", (event) => {
      const name = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.target.closest("a");
      if (!name || event.pointerType !== "mouse") return;
      const address = name.getAttribute("href");
      name.removeAttribute("href");
      const back = () => name.setAttribute("href", address);
      for (const end of ["pointerup", "pointercancel", "blur"]) addEventListener(end, back, { once: true, capture: true });
    });
    text.addEventListener("click", (event) => {
      if (event.target.closest("a") && chosen()) event.preventDefault();
    }, true);
    const offset = (node, at) => {
      const from = node instanceof Element ? node : node.parentElement;
      const words = from.closest(".text"), passage = from.closest(".passage");
      if (!words || !passage) return null;
      const range = document.createRange();
      range.setStart(words, 0);
      range.setEnd(node, at);
      const copy = range.cloneContents();
      const marker = copy.querySelector(".marker");
      if (marker) {
        if (marker.nextSibling) marker.nextSibling.data = marker.nextSibling.data.replace(/^ /, "");
        marker.remove();
      }
      copy.querySelectorAll("sup").forEach((mark) => mark.remove());
      return Number(passage.id.slice(2)) + [...copy.textContent].length;
    };
    const offer = () => {
      const range = chosen();
      link.hidden = true;
      if (!range || !text.contains(range.commonAncestorContainer)) return;
      const touched = [...text.querySelectorAll(".text")].filter((words) => range.intersectsNode(words));
      if (!touched.length || !String(range).trim()) return;
      const last = touched[touched.length - 1];
      // A selection may begin or end beside the words, between two passages.
      const start = offset(range.startContainer, range.startOffset) ?? offset(touched[0], 0);
      const end = offset(range.endContainer, range.endOffset) ?? offset(last, last.childNodes.length);
      if (end <= start) return;
      link.href = `${place.dataset.review}?` + new URLSearchParams({ add: place.dataset.document, start, end }) + "#case";
      const seat = range.getBoundingClientRect();
      link.hidden = false;
      link.style.top = `${Math.round(scrollY + seat.bottom + 6)}px`;
      link.style.left = `${Math.round(Math.max(8, Math.min(scrollX + seat.left, scrollX + innerWidth - link.offsetWidth - 8)))}px`;
    };
    document.addEventListener("pointerdown", (event) => (link.hidden = event.target !== link));
    document.addEventListener("pointerup", (event) => event.target === link || setTimeout(offer));
    document.addEventListener("keyup", (event) => event.key === "Shift" || event.key.startsWith("Arrow") ? offer() : 0);
  }
}
