"use strict";
(() => {
  const list = document.getElementById("list");
  const body = list.tBodies[0];
  const find = document.getElementById("find");
  const only = [...document.querySelectorAll("[data-only]")];
  const count = document.getElementById("count");

  function filter() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = only.filter((box) => box.checked).map((box) => box.dataset.only);
    let shown = 0;
    for (const row of body.rows) {
      const told = row.dataset.find;
      row.hidden = !(words.every((word) => told.includes(word)) && wanted.every((name) => name in row.dataset));
      shown += !row.hidden;
    }
    count.textContent = `${shown} of ${body.rows.length}`;
  }

  function value(row, column, kind) {
    const text = row.cells[column].textContent.trim();
    return kind === "number" ? (Number.isNaN(parseFloat(text)) ? -1 : parseFloat(text)) : text.toLowerCase();
  }

  function sort(head, kind) {
    const up = head.getAttribute("aria-sort") === "none" ? kind !== "number" : head.getAttribute("aria-sort") === "descending";
    for (const other of head.parentNode.cells) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const column = head.cellIndex;
    const rows = [...body.rows].map((row) => [value(row, column, kind), row]);
    rows.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0) * (up ? 1 : -1));
    body.append(...rows.map(([, row]) => row));
  }

  for (const button of list.tHead.querySelectorAll("button")) {
    button.addEventListener("click", () => sort(button.parentNode, button.dataset.kind));
  }
  find.addEventListener("input", filter);
  only.forEach((box) => box.addEventListener("change", filter));
  filter();
})();
