// Names for what Django's administration leaves nameless to a screen reader.
"use strict";

function nameOf(select) {
  const label = document.querySelector(`label[for="${select.id}"]`);
  const cell = select.closest("td[class^='field-']");
  const column = cell?.className.match(/field-(\S+)/)?.[1];
  const head = column && cell.closest("table").querySelector(`th.column-${column}`);
  return (label || head)?.textContent.trim().replace(/:$/, "");
}

function nameChoice(box) {
  const select = box.closest(".select2")?.previousElementSibling;
  const shown = box.querySelector(".select2-selection__rendered");
  const name = select && nameOf(select);
  if (!name) return;
  const value = shown?.getAttribute("title");
  box.removeAttribute("aria-labelledby");
  box.setAttribute("aria-label", value ? `${name}: ${value}` : name);
  shown?.removeAttribute("role");
  shown?.removeAttribute("aria-readonly");
}

// A samråd follows a meeting: its field is marked once a body that needs it is chosen.
function markRequired() {
  const follows = document.querySelector("select[data-required-for]");
  const body = document.getElementById("id_body");
  if (!follows || !body) return;
  const needed = body.value !== "" && follows.dataset.requiredFor.split(" ").includes(body.value);
  document.querySelector(`label[for="${follows.id}"]`)?.classList.toggle("required", needed);
}

function giveNames() {
  markRequired();
  document.querySelectorAll(".select2-selection[role=combobox]").forEach(nameChoice);
  for (const head of document.querySelectorAll("th:empty")) {
    const cell = document.createElement("td");
    cell.className = head.className;
    head.replaceWith(cell);
  }
}

// The choices are drawn late, and anew whenever one is made or a row is added.
new MutationObserver(giveNames).observe(document.documentElement, { childList: true, subtree: true });
giveNames();
