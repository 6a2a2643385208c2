// Three conveniences; every page reads well without them.
"use strict";

// Article pages: light up the words an address (#c<start>-<end>) means, whichever pieces they were cut into.
function lightUp() {
  document.querySelectorAll(".lit").forEach((piece) => piece.classList.remove("lit"));
  const match = /^#c(\d+)-(\d+)$/.exec(location.hash);
  if (!match) return;
  const [start, end] = [Number(match[1]), Number(match[2])];
  const pieces = [...document.querySelectorAll("[data-start]")].filter(
    (piece) => Number(piece.dataset.start) < end && start < Number(piece.dataset.end)
  );
  pieces.forEach((piece) => piece.classList.add("lit"));
  if (pieces.length) pieces[0].scrollIntoView({ block: "center" });
}
window.addEventListener("hashchange", lightUp);
lightUp();

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
