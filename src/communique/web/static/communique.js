// What a page gains where scripts run; without them every line still opens its evidence.
"use strict";

// Statements in a text: all parts of one light up together, and its note opens when it is asked for.
const parts = (id) => document.querySelectorAll(`[data-s="${CSS.escape(id)}"]`);

function follow() {
  document.querySelectorAll(".lit.held").forEach((part) => part.classList.remove("lit", "held"));
  const name = decodeURIComponent(location.hash.slice(1));
  const target = name && document.getElementById(name);
  if (!target) return;
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  const id = target.dataset.s;
  if (!id) return;
  const note = document.getElementById(`n-${id}`);
  if (note) note.open = true;
  parts(id).forEach((part) => part.classList.add("lit", "held"));
  target.scrollIntoView({ block: "center" });
}

for (const kind of ["mouseover", "mouseout", "focusin", "focusout"]) {
  document.addEventListener(kind, (event) => {
    const from = event.target instanceof Element ? event.target : null;
    const reference = from && from.closest(".ref");
    const part = from && from.closest("[data-s]");
    const id = reference ? reference.hash.slice(3) : part && part.dataset.s;
    if (!id) return;
    const on = kind === "mouseover" || kind === "focusin";
    parts(id).forEach((piece) => {
      if (!piece.classList.contains("held")) piece.classList.toggle("lit", on);
    });
  });
}

// Words of a statement open its note; links inside them stay links, and selecting text stays selecting.
document.addEventListener("click", (event) => {
  const words = event.target instanceof Element && event.target.closest("mark.said");
  if (!words || event.target.closest("a") || String(getSelection())) return;
  const note = document.getElementById(`n-${words.dataset.s}`);
  if (note) note.open = !note.open;
});

// Lists: rows that hold every word that is typed.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const field = document.querySelector("[data-filter]");
if (field) {
  const rows = [...document.querySelectorAll("[data-rows] > *")].map((row) => [row, fold(row.textContent)]);
  const told = field.closest(".filter").querySelector("output");
  field.closest(".filter").hidden = false;
  field.addEventListener("input", () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      shown += !row.hidden;
    }
    told.textContent = words.length ? `${shown} of ${rows.length}` : "";
  });
}

// Citations: a button beside each that copies it; on pages without a secure origin the older way.
async function copied(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text.textContent);
  getSelection().selectAllChildren(text);
  if (!document.execCommand("copy")) throw new Error("not copied");
}
document.querySelectorAll("[data-copy]").forEach((text) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy as ${text.dataset.copy}`);
  button.addEventListener("click", () =>
    copied(text).then(() => (button.textContent = "Copied"), () => getSelection().selectAllChildren(text)));
  text.previousElementSibling.append(" ", button);
});

// Paper cannot be clicked: what is folded away is printed, except the furniture of pages.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open]):not(.furniture, .cite)")];
  folded.forEach((box) => (box.open = true));
});
addEventListener("afterprint", () => folded.forEach((box) => (box.open = false)));

addEventListener("hashchange", follow);
follow();
