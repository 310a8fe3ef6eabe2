// Small courtesies on top of pages that work without them. Nothing here is needed to do the work.
"use strict";

const messages = () => document.getElementById("messages");

function say(text) {
  const box = document.createElement("div");
  const words = document.createElement("p");
  box.className = "message message-error";
  words.textContent = text;
  box.append(words);
  messages()?.replaceChildren(box);
}

// "/" moves to the search box, unless one is writing already.
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey) {
    const search = document.getElementById("sok");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// One press, one deed: the button says that it is busy until the next page comes.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method === "post" && !form.matches("[hx-post], [hx-put]")) {
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  }
});

// The page may come back from the browser's memory: then everything can be pressed again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const busy of document.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
});

// What is written and not saved is not lost without a question.
const written = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-guard]");
  if (form) written.add(form);
});
window.addEventListener("beforeunload", (event) => {
  const waiting = [...written].some((form) => form.isConnected && !form.closest("form").dataset.sent);
  if (waiting) event.preventDefault();
});

// Several chosen files are listed by name and size under the control.
document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type !== "file" || !input.multiple) return;
  const list = document.createElement("ul");
  list.className = "file-names";
  for (const file of input.files) {
    const line = document.createElement("li");
    line.textContent = `${file.name} (${(file.size / 1e6).toFixed(1).replace(".", ",")} MB)`;
    list.append(line);
  }
  if (input.nextElementSibling?.matches(".file-names")) input.nextElementSibling.remove();
  input.after(list);
});

document.querySelector("[data-focus]")?.focus();

document.addEventListener("htmx:responseError", () => {
  say("Det gick inte att hämta. Ladda om sidan och försök igen.");
});
document.addEventListener("htmx:sendError", () => {
  say("Ingen kontakt med Samverkan. Kontrollera nätet och försök igen.");
});
