"use strict";
/* Decisions on values, kept in this browser and saved as a gold patch. */
(() => {
  const { data } = review;
  const store = `casesift ${data.document}`;
  const told = { accept: "accepted", reject: "rejected", correct: "corrected", add: "added" };
  const signs = { accept: "✓", reject: "✗", correct: "✎", add: "+" };
  const progress = document.getElementById("progress");
  const reviewer = document.getElementById("reviewer");
  const keys = document.getElementById("keys");

  /* What a decision is about, whatever its number on the page. */
  const subject = (value) => JSON.stringify([value.case, value.field, value.read, value.gold]);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  let state = { decided: {}, added: [], reviewer: "" };
  try {
    state = { ...state, ...JSON.parse(localStorage.getItem(store) || "{}") };
  } catch { /* a browser that keeps nothing: decisions live as long as the page */ }
  reviewer.value = state.reviewer;

  function keep() {
    state.reviewer = reviewer.value.trim();
    try {
      localStorage.setItem(store, JSON.stringify(state));
    } catch { /* as above */ }
    for (const id of Object.keys(data.values)) draw(id);
    count();
  }

  const decisionOf = (id) => state.decided[subject(data.values[id])];

  function draw(id) {
    const item = document.getElementById(id);
    const decision = decisionOf(id);
    const badge = item.querySelector(".decision");
    badge.hidden = !decision;
    badge.className = `decision ${decision ? told[decision.decision] : ""}`;
    badge.textContent = decision ? `${signs[decision.decision]} ${told[decision.decision]}${decision.now && decision.decision !== "accept" ? `: ${words(data.values[id].field, decision.now)}` : ""}` : "";
    item.classList.toggle("rejected-now", decision?.decision === "reject");
  }

  function count() {
    const ids = Object.keys(data.values);
    const done = ids.filter(decisionOf).length;
    progress.textContent = `${done} of ${ids.length} decided${state.added.length ? `, ${state.added.length} added` : ""}`;
  }

  function decide(id, decision, now) {
    const value = data.values[id];
    if (!value) return;
    if (value.added) {
      if (decision === "reject") undo(id);
      return;
    }
    state.decided[subject(value)] = now === undefined ? { decision } : { decision, now };
    const card = Object.entries(data.values).find(([, other]) => other.field === "case" && other.case === value.case);
    if (card && !card[1].gold && value.field !== "case" && decision !== "reject" && !decisionOf(card[0])) {
      state.decided[subject(card[1])] = { decision: "accept" }; // a value makes its patient one of gold's
    }
    keep();
  }

  function undo(id) {
    const value = data.values[id];
    if (!value) return;
    if (value.added) {
      const item = document.getElementById(id);
      const gone = value.field === "case" ? [...item.closest(".card").querySelectorAll(".item")].map((each) => each.id) : [id];
      state.added = state.added.filter((entry) => !gone.includes(entry.id));
      for (const each of gone) delete data.values[each];
      (value.field === "case" ? item.closest(".card") : item).remove();
    } else {
      delete state.decided[subject(value)];
    }
    keep();
  }

  /* ---- forms */

  const plain = (entry) => (typeof entry === "object" && entry !== null ? entry : { value: entry });
  const dosePattern = /^(\d+(?:\.\d+)?)(?:\s*[-–]\s*(\d+(?:\.\d+)?))?\s*(mg|g|µg|IU|mL)(?:\/(kg|m2))?(?:\/(day|week|month|dose))?$/;

  function doseText(dose) {
    const amount = dose.amount !== undefined ? dose.amount : [dose.low, dose.high].filter((bound) => bound !== undefined).join("-");
    return [`${amount} ${dose.unit || ""}`.trim(), dose.basis, dose.per].filter(Boolean).join("/");
  }

  function readDose(line) {
    const found = dosePattern.exec(line.trim());
    if (!found) throw new Error(`a dose is written like 1-2 mg/kg/day, not “${line.trim()}”`);
    const [, first, second, unit, basis, per] = found;
    const amount = second === undefined ? { amount: Number(first) } : { low: Number(first), high: Number(second) };
    return { ...amount, unit, ...(basis && { basis }), ...(per && { per }) };
  }

  function words(field, entry) {
    if (typeof entry !== "object") return String(entry);
    const doses = (entry.doses || []).map(doseText);
    const rest = Object.entries(entry).filter(([key, value]) => !["doses", "optional"].includes(key) && value !== null && !(Array.isArray(value) && !value.length));
    return [...rest.map(([, value]) => (Array.isArray(value) ? value.join(", ") : value)), ...doses].join(" ");
  }

  function control(spec, entry) {
    const value = entry[spec.key];
    let input;
    if (spec.kind === "choice") {
      input = document.createElement("select");
      for (const option of spec.required ? spec.options : ["", ...spec.options]) input.add(new Option(option.replaceAll("_", " "), option));
      input.value = value ?? spec.preset ?? "";
    } else if (spec.kind === "doses") {
      input = document.createElement("textarea");
      input.rows = Math.max(2, (value || []).length);
      input.value = (value || []).map(doseText).join("\n");
    } else {
      input = document.createElement("input");
      if (spec.kind === "number" || spec.kind === "integer") input.inputMode = "decimal";
      if (spec.names) input.setAttribute("list", spec.names);
      input.value = Array.isArray(value) ? value.join(", ") : (value ?? "");
    }
    input.name = spec.key;
    input.autocomplete = "off";
    const label = document.createElement("label");
    label.textContent = spec.label;
    if (spec.kind === "doses") label.className = "line";
    label.append(input);
    return label;
  }

  function read(form, specs, base) {
    const entry = { ...base };
    for (const spec of specs) {
      const text = form.elements[spec.key].value.trim();
      delete entry[spec.key];
      if (spec.kind === "doses") {
        const doses = text.split(/[\n;]/).filter((line) => line.trim()).map(readDose);
        if (doses.length) entry[spec.key] = doses;
      } else if (spec.kind === "list") {
        const names = text.split(",").map((name) => name.trim()).filter(Boolean);
        if (names.length) entry[spec.key] = names;
      } else if (!text) {
        if (spec.required) throw new Error(`${spec.label} is missing`);
      } else if (spec.kind === "number" || spec.kind === "integer") {
        const number = Number(text.replace(/,(?=\d{3}\b)/g, ""));
        if (!Number.isFinite(number)) throw new Error(`${spec.label} is no number: “${text}”`);
        if (spec.kind === "integer" && !Number.isInteger(number)) throw new Error(`${spec.label} is no whole number: “${text}”`);
        entry[spec.key] = number;
      } else if (text !== spec.preset) {
        entry[spec.key] = text;
      }
    }
    return entry;
  }

  function ask(holder, field, entry, done) {
    document.querySelector("form.edit")?.remove();
    const specs = data.forms[field];
    const form = document.createElement("form");
    form.className = "edit";
    form.append(...specs.map((spec) => control(spec, plain(entry))));
    const slip = document.createElement("p");
    slip.className = "slip";
    slip.setAttribute("role", "alert");
    const keepButton = document.createElement("button");
    keepButton.textContent = "Keep (Enter)";
    form.append(slip, keepButton);
    const leave = () => {
      form.remove();
      if (review.current()) review.choose(review.current(), { scroll: false });
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      try {
        const now = read(form, specs, plain(entry));
        done(specs.length === 1 && specs[0].key === "value" ? now.value : now);
        form.remove();
        if (review.current()?.isConnected) review.choose(review.current(), { scroll: false });
      } catch (error) {
        slip.textContent = error.message;
      }
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") leave();
      if (event.key === "Enter" && event.target.tagName !== "BUTTON" && !event.shiftKey) {
        event.preventDefault();
        form.requestSubmit();
      }
      event.stopPropagation();
    });
    holder.after(form);
    form.querySelector("input, select, textarea").focus();
    form.scrollIntoView({ block: "nearest" });
  }

  function correct(id) {
    const value = data.values[id];
    if (!value) return;
    if (value.added) return correctAdded(id, value);
    const entry = decisionOf(id)?.now ?? value.read ?? value.gold;
    ask(document.getElementById(id), value.field, entry, (now) => decide(id, same(now, value.read) ? "accept" : "correct", same(now, value.read) ? undefined : now));
  }

  /* ---- new patients and values */

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /* A value, or the head of a card, as the page itself would show it. */
  function drawn(tag, className, entry, content) {
    const item = element(tag, `item ${className}`);
    item.id = entry.id;
    item.tabIndex = -1;
    const sides = element("div", "sides");
    sides.append(content);
    const marks = element("div", "marks");
    marks.append(element("span", "decision"));
    item.append(sides, marks);
    data.values[entry.id] = { case: entry.case, field: entry.field, read: null, gold: null, added: entry.id };
    state.decided[subject(data.values[entry.id])] = { decision: "add" };
    return item;
  }

  function placePatient(entry) {
    const card = element("section", "card");
    card.append(drawn("div", "head", entry, element("h2", "", entry.now.label)));
    for (const field of Object.keys(data.forms).filter((name) => !["case", "cohort"].includes(name))) {
      const row = element("div", "field");
      const missing = element("p", "missing", "not reported");
      missing.dataset.field = field;
      row.append(element("h3", "", data.labels[field]), missing);
      card.append(row);
    }
    const cards = [...document.querySelectorAll(".card")].filter((each) => each.querySelector(".head.item"));
    if (cards.length) cards.at(-1).after(card);
    else document.getElementById("record").prepend(card);
  }

  function addPatient() {
    const heads = [...document.querySelectorAll(".card .head.item")];
    const record = document.getElementById("record");
    const holder = heads.length ? heads.at(-1).closest(".card").lastElementChild : record.firstElementChild || record.appendChild(element("p", "empty"));
    ask(holder, "case", {}, (now) => {
      if (Object.values(data.values).some((value) => value.field === "case" && value.case === now.label)) throw new Error(`there is a patient called ${now.label} already`);
      const entry = { id: `x${Date.now()}`, case: now.label, field: "case", now };
      state.added.push(entry);
      placePatient(entry);
      keep();
      review.choose(document.getElementById(entry.id), { scroll: false });
    });
  }

  function list(label, field) {
    const card = Object.entries(data.values).find(([, value]) => value.field === "case" && value.case === label);
    const row = card && document.getElementById(card[0]).closest(".card").querySelector(`[data-field="${field}"]`);
    if (!row || row.tagName === "UL") return row;
    const made = document.createElement("ul");
    made.dataset.field = field;
    row.replaceWith(made);
    return made;
  }

  function place(entry) {
    const row = list(entry.case, entry.field);
    if (!row) return;
    row.append(drawn("li", "value", entry, words(entry.field, entry.now)));
  }

  function correctAdded(id, value) {
    if (value.field === "case") return; // its values hang on its name: take it back and add it anew
    const entry = state.added.find((each) => each.id === id);
    ask(document.getElementById(id), value.field, entry.now, (now) => {
      entry.now = now;
      document.querySelector(`#${id} .sides`).textContent = words(value.field, now);
      keep();
    });
  }

  function add() {
    const item = review.current();
    const card = item?.closest(".card")?.querySelector(".head.item") || document.querySelector(".head.item");
    if (!card) return;
    const label = data.values[card.id].case;
    document.querySelector("form.edit")?.remove();
    const form = document.createElement("form");
    form.className = "edit";
    const fields = Object.keys(data.forms).filter((field) => !["case", "cohort"].includes(field));
    const choice = control({ key: "field", label: `A new value of ${label}`, kind: "choice", options: fields, required: true }, {});
    form.append(choice);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") form.remove();
      if (event.key !== "Enter") return;
      event.preventDefault();
      const field = form.elements.field.value;
      form.remove();
      ask(card, field, {}, (now) => {
        const entry = { id: `x${Date.now()}`, case: label, field, now };
        state.added.push(entry);
        place(entry);
        keep();
      });
    });
    card.after(form);
    form.querySelector("select").focus();
  }

  /* ---- the patch */

  function change(id) {
    const value = data.values[id];
    const decision = decisionOf(id);
    if (!decision || value.added) return [];
    // what gold has and nothing contradicts stays as gold tells it, with what only gold can say
    const agreed = value.gold !== null && !value.parts && (!value.verdict || value.verdict === "match");
    const keepsGold = agreed || value.read === null;
    const now = {
      accept: keepsGold ? value.gold : value.parts ? { ...value.gold, ...value.read } : value.read,
      reject: keepsGold ? null : value.gold,
      correct: decision.now,
    }[decision.decision];
    return [{ case: value.case, field: value.field, decision: decision.decision, was: value.gold ?? null, now: now ?? null }];
  }

  /* The fields in which everything is decided, for an article that has no gold yet. */
  function complete() {
    const rejected = (value) => Object.entries(data.values).some(([id, other]) => other.field === "case" && other.case === value.case && decisionOf(id)?.decision === "reject");
    const open = Object.entries(data.values).filter(([id, value]) => !decisionOf(id) && !rejected(value)).map(([, value]) => value.field);
    return open.includes("case") ? [] : data.fields.filter((field) => !open.includes(field));
  }

  /* JSON is YAML, but for a few characters that YAML would not print. */
  const yaml = (value) => JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

  function patch() {
    const changes = Object.keys(data.values).flatMap(change);
    changes.sort((one, other) => (other.field === "case") - (one.field === "case"));
    const added = state.added.map((entry) => ({ case: entry.case, field: entry.field, decision: "add", was: null, now: entry.now }));
    const head = { patch: 1, gold: data.gold, document: data.document, article: data.article, reviewer: state.reviewer || null, complete: complete() };
    const lines = Object.entries(head).map(([key, value]) => `${key}: ${yaml(value)}`);
    added.sort((one, other) => (other.field === "case") - (one.field === "case"));
    const all = [...changes, ...added].map((each) => `  - ${yaml(each)}`);
    const comment = "# A gold patch of casesift. Check it and merge it with: casesift gold apply THIS-FILE --gold gold";
    return `${[comment, ...lines, all.length ? "changes:" : "changes: []", ...all].join("\n")}\n`;
  }

  function save() {
    keep();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([patch()], { type: "application/yaml" }));
    link.download = `${data.gold}.patch.yaml`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /* ---- keys */

  const chosen = () => review.current()?.id;
  const actions = {
    j: () => review.step(1),
    k: () => review.step(-1),
    ArrowDown: () => review.step(1),
    ArrowUp: () => review.step(-1),
    w: () => review.nextPlace(),
    "]": () => review.stepWords(1),
    "[": () => review.stepWords(-1),
    a: () => decide(chosen(), "accept"),
    r: () => decide(chosen(), "reject"),
    c: () => correct(chosen()),
    Enter: () => correct(chosen()),
    u: () => undo(chosen()),
    n: add,
    p: addPatient,
    s: save,
    "?": () => keys.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    if (event.target.closest("input, textarea, select, a, summary, .tabs, .wide, .article") && event.key.length > 1) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.target.closest("button") && event.key === "Enter") return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  document.getElementById("save").addEventListener("click", save);
  document.getElementById("new").addEventListener("click", add);
  document.getElementById("help").addEventListener("click", () => keys.showModal());
  document.getElementById("close").addEventListener("click", () => keys.close());
  document.getElementById("forget").addEventListener("click", () => {
    state = { decided: {}, added: [], reviewer: reviewer.value };
    keep();
    location.reload();
  });
  reviewer.addEventListener("change", keep);

  for (const [name, names] of Object.entries(data.names)) {
    const suggestions = document.createElement("datalist");
    suggestions.id = name;
    suggestions.append(...names.map((each) => new Option(each, each)));
    document.body.append(suggestions);
  }
  state.added.forEach((entry) => (entry.field === "case" ? placePatient(entry) : place(entry)));
  keep();
})();
