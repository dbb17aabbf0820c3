"use strict";
/* Values and their words: moving between them. `review` is what the other script builds on. */
const review = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const items = () => [...document.querySelectorAll(".item")];
  const places = new Map(); // id -> its marks in the text and on the pages
  for (const mark of document.querySelectorAll("[data-of]")) {
    for (const id of mark.dataset.of.split(" ")) {
      if (!places.has(id)) places.set(id, []);
      places.get(id).push(mark);
    }
  }
  const shown = document.getElementById("shown");
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let current = null;
  let turn = 0;

  const inView = (mark) => !mark.closest("[hidden]");

  /* The marks of a value in the view that is open, a broken-up stretch of words counted once. */
  function stretches(id) {
    const marks = (places.get(id) || []).filter(inView);
    return marks.filter((mark, place) => !place || marks[place - 1].nextSibling !== mark);
  }

  function show(mark) {
    const folded = mark.closest("details");
    if (folded) folded.open = true;
    mark.scrollIntoView({ block: "center", inline: "nearest", behavior: calm ? "auto" : "smooth" });
  }

  function highlight(id) {
    for (const old of document.querySelectorAll("[data-of].chosen")) old.classList.remove("chosen", "flash");
    for (const mark of places.get(id) || []) {
      mark.classList.add("chosen");
      mark.getBoundingClientRect(); // lets the flash begin anew
      mark.classList.add("flash");
    }
  }

  function tell(id) {
    const value = data.values[id];
    const count = stretches(id).length;
    const words = count > 1 ? `${count} places (w: the next)` : count ? "" : "no words in the article";
    const parts = value ? [value.printed && `printed “${value.printed}”`, value.rule && `rule ${value.rule}`, words] : [words];
    shown.textContent = parts.filter(Boolean).join(" · ");
  }

  /* Choose a value; its words come into view unless the choice came from them. */
  function choose(item, { scroll = true } = {}) {
    if (current && current !== item) current.classList.remove("chosen");
    for (const other of items()) other.tabIndex = -1;
    current = item;
    turn = 0;
    item.tabIndex = 0;
    item.classList.add("chosen");
    const folded = item.closest("details");
    if (folded) folded.open = true;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest", behavior: "auto" });
    highlight(item.id);
    tell(item.id);
    const first = stretches(item.id)[0];
    if (scroll && first) show(first);
  }

  function step(by) {
    const all = items();
    const place = current ? all.indexOf(current) + by : 0;
    if (all.length) choose(all[Math.min(all.length - 1, Math.max(0, place))]);
  }

  function nextPlace() {
    const all = current ? stretches(current.id) : [];
    if (!all.length) return;
    turn = (turn + 1) % all.length;
    show(all[turn]);
  }

  /* From words to values: the ones a click means, one after the other. */
  function chooseFrom(mark) {
    const ids = mark.dataset.of.split(" ").filter((id) => document.getElementById(id));
    if (!ids.length) return;
    const again = current ? ids.indexOf(current.id) : -1;
    choose(document.getElementById(ids[(again + 1) % ids.length]), { scroll: false });
  }

  function stepWords(by) {
    const marks = [...document.querySelectorAll("[data-of]")].filter(inView);
    const here = current ? marks.indexOf(stretches(current.id)[turn]) : -1;
    const mark = marks[Math.min(marks.length - 1, Math.max(0, here + by))];
    if (!mark) return;
    chooseFrom(mark);
    turn = Math.max(0, stretches(current.id).indexOf(mark));
    show(mark);
  }

  function open(tab) {
    for (const each of tabs) {
      each.setAttribute("aria-selected", String(each === tab));
      each.tabIndex = each === tab ? 0 : -1;
      document.getElementById(each.getAttribute("aria-controls")).hidden = each !== tab;
    }
    const first = current && stretches(current.id)[0];
    if (first) show(first);
  }

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-of]");
    if (mark) return chooseFrom(mark);
    const item = event.target.closest(".item");
    if (item && !event.target.closest("form")) choose(item);
  });
  tabs.forEach((tab, place) => {
    tab.addEventListener("click", () => open(tab));
    tab.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      const other = tabs[(place + 1) % tabs.length];
      open(other);
      other.focus();
    });
  });
  if (tabs.length) open(tabs.find((tab) => tab.getAttribute("aria-selected") === "true"));
  const [first] = items();
  if (first) first.tabIndex = 0;

  return { data, choose, step, nextPlace, stepWords, current: () => current };
})();
