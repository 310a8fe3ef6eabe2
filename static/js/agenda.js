// Rows of an agenda are dragged, or moved with Alt and an arrow. The numbers are what is sent.
"use strict";

const order = document.querySelector("[data-order]");

const placeOf = (row) => row.querySelector("input[name$='-place']");
const rows = () => [...order.querySelectorAll("[data-row]")];

// Rows without a number of their own (new ones) stay so until they are moved.
function renumber() {
  [...order.children].forEach((row, at) => {
    const place = row.matches("[data-row]") && placeOf(row);
    if (place && place.value !== "") place.value = at + 1;
  });
  order.dispatchEvent(new Event("input", { bubbles: true }));
}

function move(row, step) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  const place = placeOf(row);
  if (place.value === "") place.value = "1";
  renumber();
}

if (order) {
  for (const row of rows()) {
    const handle = document.createElement("button");
    handle.type = "button";
    handle.className = "order-handle button-quiet button-small";
    handle.textContent = "⠿";
    handle.setAttribute("aria-label", "Dra raden, eller flytta den med pil upp och ner");
    row.querySelector(".order-place").prepend(handle);
  }
  order.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!row || !step) return;
    if (!event.altKey && !event.target.matches(".order-handle")) return;
    event.preventDefault();
    const focused = event.target;
    move(row, step);
    focused.focus();
  });
  window.Sortable.create(order, { handle: ".order-handle", animation: 120, onEnd: renumber });
}
