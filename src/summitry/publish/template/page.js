// Conveniences; every page reads well without them.
"use strict";

// What an address leads to is never folded away.
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = target?.parentElement; part; part = part.parentElement) if (part.matches("details")) part.open = true;
  if (target?.closest("details")) target.scrollIntoView({ block: "center" });
}

// Article pages: light up the words an address (#c<start>-<end>) means, whichever pieces they were cut into.
const ADDRESS = /^#?c(\d+)-(\d+)$/;
const pieces = [...document.querySelectorAll("[data-start]")];
function lightUp() {
  document.querySelectorAll(".lit").forEach((piece) => piece.classList.remove("lit"));
  const match = ADDRESS.exec(location.hash);
  if (!match) return;
  const [start, end] = [Number(match[1]), Number(match[2])];
  const lit = pieces.filter((piece) => Number(piece.dataset.start) < end && start < Number(piece.dataset.end));
  lit.forEach((piece) => piece.classList.add("lit"));
  if (lit.length) lit[0].scrollIntoView({ block: "center" });
}
window.addEventListener("hashchange", lightUp);
window.addEventListener("hashchange", unfold);
lightUp();
unfold();

// A click on words opens the note of the shortest passage they are part of, a further click that of the next longer.
const layerOf = (line) => line.className.replace("of-", "");
const isOn = (layer) => document.getElementById(`show-${layer}`)?.checked ?? true;
const addresses = [...document.querySelectorAll(".address")].map((place) => {
  const [, start, end] = ADDRESS.exec(place.id).map(Number);
  return { id: place.id, start, end, layers: [...place.nextElementSibling.querySelectorAll('[class^="of-"]')].map(layerOf) };
});
document.querySelector(".text")?.addEventListener("click", (event) => {
  const piece = event.target.closest("[data-start]");
  if (!piece || event.target.closest("a") || String(getSelection())) return;
  const [start, end] = [Number(piece.dataset.start), Number(piece.dataset.end)];
  const around = addresses
    .filter((a) => a.start <= start && end <= a.end && (!a.layers.length || a.layers.some(isOn)))
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const now = around.findIndex((a) => `#${a.id}` === location.hash);
  if (around.length) location.hash = around[(now + 1) % around.length].id;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && ADDRESS.test(location.hash)) location.hash = "the-text";
});

// Notebook pages: the code is out of a reader's way until one switch shows all of it, open.
const code = document.querySelectorAll("details.code");
if (code.length) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show-code";
  button.textContent = "Show code";
  const show = (open) => {
    button.setAttribute("aria-pressed", String(open));
    code.forEach((part) => {
      part.open = open;
      part.hidden = !open;
    });
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-pressed") !== "true"));
  show(false);
  (document.querySelector("main .standfirst") ?? document.querySelector("main h1"))?.after(button);
}

// Where the page is narrow the contents list is shut, so that the title comes first.
if (!matchMedia("(min-width: 75rem)").matches) document.querySelector(".contents details")?.removeAttribute("open");

// Long tables can be sorted by any column: a button in each header, in the order of the page until one is pressed.
const LONG = 10; // rows: fewer are seen at a glance
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = new RegExp(`\\b(${MONTHS.join("|")})[a-z]*\\b`, "i");

// The first day a cell tells of ("27–28 February 2019", "Jul 2017", "2016"), as a number; null for anything else.
function dayOf(words) {
  const year = /\b(\d{4})\b/.exec(words);
  const month = MONTH.exec(words);
  if (words.length > 60 || !year || (!month && words !== year[1])) return null;
  const day = month ? /(\d{1,2})[^\d]*$/.exec(words.slice(0, month.index)) : null;
  const number = month ? MONTHS.indexOf(month[1].toLowerCase()) + 1 : 0;
  return Number(year[1]) * 10000 + number * 100 + (day ? Number(day[1]) : 0);
}

// The cells of a column as something to compare: numbers, days, else words; null where a cell holds nothing.
function keysOf(rows, column, numeric) {
  const words = rows.map((row) => {
    const cell = row.cells[column];
    return cell.querySelector(":scope > .none, :scope > .value > .none") ? null : cell.textContent.trim();
  });
  if (numeric) return words.map((word) => (word === null ? null : Number(word.replace(/,/g, ""))));
  const days = words.map((word) => (word === null ? null : dayOf(word)));
  const told = words.filter((word) => word !== null).length;
  return days.filter((day) => day !== null).length > told / 2 ? days : words; // "no day given" then counts as empty
}

function compare(one, two) {
  if (typeof one === "number") return one - two;
  return one.localeCompare(two, "en", { numeric: true, sensitivity: "base" });
}

// What show_table folded away below the table belongs to it.
function restOf(table) {
  const next = table.closest(".table").nextElementSibling;
  const rest = next?.matches("details") ? next.querySelector("table") : null;
  return rest?.caption?.textContent === `${table.caption?.textContent} (continued)` ? rest : null;
}

function sortBy(table, header) {
  const rest = restOf(table);
  if (rest) {
    table.tBodies[0].append(...rest.tBodies[0].rows);
    rest.closest("details").remove();
  }
  const down = header.getAttribute("aria-sort") === "ascending";
  const rows = [...table.tBodies[0].rows];
  const keys = keysOf(rows, header.cellIndex, header.classList.contains("number"));
  const order = rows.map((row, n) => [keys[n], n, row]);
  order.sort(([a, m], [b, n]) => {
    if (a === null || b === null) return (a === null) - (b === null) || m - n;
    return (down ? compare(b, a) : compare(a, b)) || m - n;
  });
  table.tBodies[0].append(...order.map(([, , row]) => row));
  table.tHead.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
  header.setAttribute("aria-sort", down ? "descending" : "ascending");
}

document.querySelectorAll("main .table table").forEach((table) => {
  const continued = table.caption?.textContent.endsWith("(continued)");
  const count = table.tBodies[0].rows.length + (restOf(table)?.tBodies[0].rows.length ?? 0);
  const headers = table.tHead?.querySelectorAll('th[scope="col"]') ?? [];
  if (continued || count < LONG || headers.length < 3) return; // what and value: a list, not a table
  headers.forEach((header) => {
    if (table.querySelector(`td:nth-child(${header.cellIndex + 1}) a[aria-label]`)) return; // numbered links only
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sortBy(table, header));
    header.append(button);
  });
});
