// The chair's screen of a samråd: each field saves itself, and shows what others write.
// Without this file the page is a plain form with a button that saves.
"use strict";

const form = document.querySelector("[data-samrad]");
const QUIET = 600; // ms without a key before a field is saved
const LOOK = 2500; // ms between looks at what others have written
const RETRY = 2000;
const TROUBLE = "Inte sparat – försöker igen. Stäng inte sidan.";

// A field: what stands in it, what it started from (`base`), and what is on its way (`sending`).
class Field {
  constructor(box) {
    this.box = box;
    this.inputs = [...box.querySelectorAll("textarea, [type=radio]")];
    this.name = this.inputs[0].name;
    this.hidden = box.querySelector("[type=hidden]");
    this.note = box.querySelector("[data-saved]");
    this.base = this.plain(this.hidden.value);
    this.sending = null;
    this.typedAt = 0;
    this.timer = 0;
    this.version = 0;
    box.addEventListener("input", () => this.typed());
    box.addEventListener("focusout", () => this.save());
  }

  plain(text) {
    return text.replaceAll("\r\n", "\n");
  }

  get area() {
    return this.inputs[0].type === "radio" ? null : this.inputs[0];
  }

  get text() {
    return this.area ? this.area.value : this.inputs.find((each) => each.checked)?.value ?? "";
  }

  get dirty() {
    return this.sending !== null || this.text !== this.base;
  }

  typed() {
    this.typedAt = Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), this.area ? QUIET : 0);
  }

  // One at a time, and the very same again until it has been answered.
  async save() {
    clearTimeout(this.timer);
    if (this.running || !form.hasAttribute("data-writes")) return this.running;
    this.sending ??= this.text === this.base ? null : { base: this.base, text: this.text };
    if (!this.sending) return undefined;
    this.running = this.send(this.sending);
    await this.running;
    this.running = null;
    if (this.dirty && !this.failed) return this.save();
    return undefined;
  }

  async send(sent) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set(this.name, sent.text);
    body.set(`base-${this.name}`, sent.base);
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        keepalive: sent.text.length + sent.base.length < 20000,
      });
      const told = await answer.json();
      if (told.errors?.[this.name]) return this.refused(told);
      if (!answer.ok) throw new Error(String(answer.status));
      this.saved(sent, told);
    } catch {
      this.failed = true;
      this.mark("Inte sparat – försöker igen");
      this.timer = setTimeout(() => this.save(), RETRY);
      trouble();
    }
    return undefined;
  }

  saved(sent, told) {
    const mine = told.fields[this.name] ?? { text: sent.text, saved: "Sparat" };
    this.failed = false;
    this.sending = null;
    this.base = sent.text;
    if (this.text === sent.text) this.show(mine);
    this.mark([mine.saved, ...(told.beside ?? [])].join(". "));
    trouble();
  }

  // The words stay in the field, for whoever wrote them to mend or move.
  refused(told) {
    this.failed = true;
    this.refusal = told.errors[this.name];
    this.sending = null;
    this.mark(this.refusal);
    trouble(this.refusal);
  }

  mark(words) {
    this.note.textContent = words;
    this.box.classList.toggle("typed-failed", Boolean(this.failed));
  }

  // Somebody else's words, never over what is being typed.
  look(theirs) {
    const typing = Date.now() - this.typedAt < LOOK;
    if (this.dirty || typing || this.text === theirs.text) return;
    this.show(theirs);
    this.mark(theirs.saved);
  }

  show(theirs) {
    const text = theirs.text;
    if (this.area && this.area.value !== text) {
      const { selectionStart: from, selectionEnd: to, value } = this.area;
      this.area.value = text;
      if (document.activeElement === this.area) {
        this.area.setSelectionRange(moved(value, text, from), moved(value, text, to));
      }
    }
    if (!this.area) for (const each of this.inputs) each.checked = each.value === text;
    this.base = text;
    this.hidden.value = text;
  }
}

// Where the caret goes when text before it has changed: as far from whichever end is alike.
function moved(before, after, place) {
  if (after.startsWith(before.slice(0, place))) return place;
  return Math.max(0, after.length - (before.length - place));
}

const fields = form ? [...form.querySelectorAll("[data-typed]")].map((box) => new Field(box)) : [];

function trouble(words = "") {
  const line = form.querySelector("[data-trouble]");
  const failed = fields.some((field) => field.failed);
  const wanted = failed ? words || TROUBLE : "";
  if (line.textContent !== wanted) line.textContent = wanted;
}

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const told = await answer.json();
    for (const field of fields) {
      if (told.fields[field.name]) field.look(told.fields[field.name]);
    }
    const waits = fields.some((field) => field.dirty);
    const names = fields.map((field) => field.name);
    const fresh = Object.entries(told.fields).some(([name, { text }]) => text && !names.includes(name));
    if (!waits && ((form.hasAttribute("data-open") && !told.open) || fresh)) location.reload();
  } catch {
    // The next look is soon; what is not saved says so by itself.
  }
}

async function flushed() {
  await Promise.all(fields.map((field) => field.save()));
  return !fields.some((field) => field.dirty);
}

if (form) {
  document.body.classList.add("is-scripted");
  if (form.hasAttribute("data-open")) setInterval(look, LOOK);
  window.addEventListener("online", () => fields.forEach((field) => field.save()));
  window.addEventListener("beforeunload", (event) => {
    if (fields.some((field) => field.dirty)) event.preventDefault();
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[data-flush]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    await flushed();
    location.assign(link.href);
  });
  document.addEventListener("keydown", (event) => {
    const way = { PageUp: "prev", PageDown: "next" }[event.key];
    const link = event.altKey && way && document.querySelector(`a[rel=${way}]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  });
  // What is typed goes with the form as well: then it starts from what the server has.
  form.addEventListener("submit", () => {
    for (const field of fields) {
      field.hidden.value = field.base;
      clearTimeout(field.timer);
      field.base = field.text;
      field.sending = null;
    }
  });
}
