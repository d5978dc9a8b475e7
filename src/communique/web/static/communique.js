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

// The timeline as files: its engagements by actor, kind, status and issue, kept in the address and on the way to others.
const sift = document.querySelector("[data-sift]");
if (sift) {
  const rows = [...document.querySelectorAll(".entry")];
  const values = (row, name) => (row.dataset[name] || "").split("\n").filter(Boolean);
  const asked = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  const told = document.createElement("output");
  const apply = () => {
    const wanted = [...asked].filter(([, value]) => value);
    let shown = 0;
    for (const row of rows) {
      const fits = wanted.every(([name, value]) => values(row, name).includes(value));
      row.classList.toggle("sifted", !fits);
      document.querySelectorAll(`svg a[href*="${CSS.escape(row.dataset.id)}"]`).forEach((bar) => bar.classList.toggle("off", !fits));
      shown += fits;
    }
    document.querySelectorAll("[data-gap]").forEach((gap) => (gap.hidden = wanted.length > 0));
    document.querySelectorAll(".months .gap").forEach((gap) => gap.classList.toggle("off", wanted.length > 0));
    // A drawing that only counts cannot tell whose they are.
    if (!document.querySelector('.period a[href*="/e-"]'))
      document.querySelectorAll(".drawing, .keys").forEach((part) => (part.hidden = wanted.length > 0));
    told.textContent = wanted.length ? `${shown} of ${rows.length}` : "";
    const hash = wanted.length ? "#" + new URLSearchParams(wanted) : "";
    document.querySelectorAll(".trail a, .beside a, .years a, h2.year a, .months a, .pager a").forEach((a) => {
      const to = a.getAttribute("href").replace(/#.*=.*$/, "");
      if (!to.includes("#")) a.setAttribute("href", to + hash);
    });
    if (hash || location.hash.includes("=")) history.replaceState(null, "", hash || "#");
  };
  for (const [name, label] of [["who", "Actor"], ["kind", "Kind"], ["status", "Status"], ["issue", "Issue"]]) {
    const found = new Set(rows.flatMap((row) => values(row, name)));
    if (asked.get(name)) found.add(asked.get(name));
    if (found.size < 2 && !asked.get(name)) continue;
    const box = document.createElement("label"), select = document.createElement("select");
    select.append(new Option("any", ""));
    [...found].sort((a, b) => a.localeCompare(b)).forEach((value) => select.append(new Option(value.replaceAll("_", " "), value)));
    select.value = asked.get(name) || "";
    select.addEventListener("change", () => (asked.set(name, select.value), apply()));
    select.id = `sift-${name}`;
    box.htmlFor = select.id;
    box.append(label);
    const pair = document.createElement("span");
    pair.append(box, " ", select);
    sift.append(pair);
  }
  sift.append(told);
  sift.hidden = sift.children.length < 2;
  apply();
}

// What came since the last visit with this browser: a visit lasts as long as the browser keeps its session.
const changes = document.querySelector("[data-visits]");
try {
  const key = `communique ${changes ? changes.dataset.visits : ""}`;
  if (changes) {
    if (sessionStorage.getItem(key) === null) {
      sessionStorage.setItem(key, localStorage.getItem(key) || "");
      localStorage.setItem(key, new Date().toISOString());
    }
    const last = sessionStorage.getItem(key), told = changes.querySelector("[data-visit]");
    if (last) {
      let documents = 0;
      changes.querySelectorAll("[data-at]").forEach((run) => {
        if (new Date(run.dataset.at) <= new Date(last)) return;
        run.classList.add("fresh");
        documents += Number(run.dataset.documents);
      });
      const when = new Date(last).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
      told.textContent = documents
        ? `Since your last visit on ${when}: ${documents} document${documents === 1 ? "" : "s"} more, marked below.`
        : `Nothing was added since your last visit on ${when}.`;
      told.hidden = false;
    }
  }
} catch { /* a browser that keeps nothing tells nothing */ }

// Citations: a button beside each that copies it; on pages without a secure origin the older way.
async function copied(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text.textContent);
  getSelection().selectAllChildren(text);
  if (!document.execCommand("copy")) throw new Error("not copied");
}

// Where many citations stand on a page, Markdown and BibTeX are made from blanks when one is opened.
const escaped = {
  Markdown: (text) => text.replace(/([\\`*_{}\[\]()<>#|~])/g, "\\$1"),
  BibTeX: (text) => text.replace(/[\\{}$&#%_^~]/g, (c) =>
    ({ "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" })[c] || "\\" + c),
};
function complete(box) {
  const plain = box.querySelector("pre"), { key, about, address, page } = box.dataset;
  const words = plain.querySelector("span")?.textContent || "";
  document.querySelectorAll("[data-blank]").forEach((blank) => {
    const name = blank.dataset.blank, escape = escaped[name], form = plain.parentElement.cloneNode(true);
    const url = name === "BibTeX" ? address.replace(/[%#]/g, "\\$&") : address;
    const values = { words: escape(words), about: escape(about), address: url, page, key };
    form.querySelector(".kind").textContent = name;
    const text = form.querySelector("pre");
    text.dataset.copy = name;
    text.textContent = blank.textContent
      .replace(page ? "" : name === "BibTeX" ? "  pages = {⟦page⟧},\n" : ", p. ⟦page⟧", "")
      .replace(/⟦(\w+)⟧/g, (_, field) => values[field]);
    box.append(form);
    copyable(text);
  });
}
document.querySelectorAll("details.cite[data-key]").forEach((box) =>
  box.addEventListener("toggle", () => complete(box), { once: true }));

// A page is cited with its address where it has one that others can open.
if (location.protocol.startsWith("http"))
  document.querySelectorAll("[data-here]").forEach((place) => {
    const address = location.origin + location.pathname + location.search;
    const name = place.parentElement.dataset.copy;
    place.textContent = name === "BibTeX" ? address.replace(/[%#_&]/g, "\\$&") : address.replace(/[<>]/g, encodeURIComponent);
  });

const copyable = (text) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy as ${text.dataset.copy}`);
  button.addEventListener("click", () =>
    copied(text).then(() => (button.textContent = "Copied"), () => getSelection().selectAllChildren(text)));
  text.previousElementSibling.append(" ", button);
};
document.querySelectorAll("[data-copy]").forEach(copyable);

// Paper cannot be clicked: what is folded away is printed, except the furniture of pages.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open]):not(.furniture, .cite)")];
  folded.forEach((box) => (box.open = true));
});
addEventListener("afterprint", () => folded.forEach((box) => (box.open = false)));

addEventListener("hashchange", follow);
follow();
