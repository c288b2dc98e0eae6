(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);

  // One box beside the pointer for all charts. Only textContent: names are never markup.
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);

  function show(event, fill) {
    tip.replaceChildren();
    fill();
    tip.hidden = false;
    const box = tip.getBoundingClientRect(), room = document.documentElement;
    const left = event.clientX + 14 + box.width > room.clientWidth ? event.clientX - 14 - box.width : event.clientX + 14;
    tip.style.left = `${Math.max(4, left)}px`;
    tip.style.top = `${Math.max(4, Math.min(event.clientY + 12, room.clientHeight - box.height - 4))}px`;
  }

  function row(text, color) {
    const line = document.createElement("div");
    if (color) {
      const swatch = document.createElement("i");
      swatch.style.background = color;
      line.append(swatch);
    }
    line.append(text);
    tip.append(line);
  }

  const forms = {
    percent: (v) => `${v.toFixed(2)}%`,
    points: (v) => `${v.toFixed(2)} points`,
    loss: (v) => (v === 0 ? "0" : v.toPrecision(4)),
  };
  const LINES = 12;

  // Curves: the epoch nearest to the pointer, with every curve's value there.
  function read(chart) {
    const place = document.getElementById(chart.id);
    for (const svg of place.querySelectorAll("svg")) {
      const xs = svg.dataset.xs.split(" ").map(Number);
      const [top, bottom] = svg.dataset.plot.split(" ").map(Number);
      const cross = document.createElementNS("http://www.w3.org/2000/svg", "line");
      cross.setAttribute("class", "cross");
      cross.setAttribute("y1", top);
      cross.setAttribute("y2", bottom);
      svg.append(cross);
      svg.addEventListener("pointermove", (event) => {
        const box = svg.getBoundingClientRect();
        const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
        let at = 0;
        xs.forEach((value, i) => { if (Math.abs(value - x) < Math.abs(xs[at] - x)) at = i; });
        cross.setAttribute("x1", xs[at]);
        cross.setAttribute("x2", xs[at]);
        svg.classList.add("read");
        show(event, () => {
          row(`epoch ${chart.xs[at]}`);
          const here = chart.series.filter((s) => s.values[at] != null);
          if (chart.series.length > LINES) here.sort((a, b) => b.values[at] - a.values[at]);
          for (const s of here.slice(0, LINES)) row(`${s.name}: ${forms[chart.scale](s.values[at])}`, s.color);
          if (here.length > LINES) row(`and ${here.length - LINES} more`);
          if (here.length === 0) row("no finite value");
        });
      });
      svg.addEventListener("pointerleave", () => { tip.hidden = true; svg.classList.remove("read"); });
    }
  }

  // Bubbles and bars carry what is told of them; those that stand in many charts refer to it.
  function tell(mark) {
    const told = () => mark.dataset.tip ?? data.tips[mark.dataset.t] ?? "";
    mark.addEventListener("pointermove", (event) => show(event, () => told().split("\n").forEach((line) => row(line))));
    mark.addEventListener("pointerleave", () => { tip.hidden = true; });
  }

  // An entry of a legend picks its curve out: while it is pointed at, or for as long as it is pressed.
  function pick(chart) {
    const place = document.getElementById(chart);
    const keys = [...document.querySelectorAll(`.key[data-chart="${chart}"]`)];
    const chosen = keys.filter((k) => k.matches(":hover, :focus-visible, [aria-pressed=true]")).map((k) => k.dataset.key);
    for (const part of place.querySelectorAll("[data-s]"))
      part.classList.toggle("faint", chosen.length > 0 && !chosen.includes(part.dataset.s));
  }
  function choose(key) {
    const again = () => pick(key.dataset.chart);
    key.addEventListener("click", () => {
      key.setAttribute("aria-pressed", String(key.getAttribute("aria-pressed") !== "true"));
      again();
    });
    for (const type of ["pointerenter", "pointerleave", "focus", "blur"]) key.addEventListener(type, again);
  }

  // A server may draw the page again while it is open; what is new is brought to life in the same way.
  function enliven(charts) {
    charts.forEach(read);
    document.querySelectorAll("[data-tip], [data-t]").forEach(tell);
    document.querySelectorAll(".key[data-key]").forEach(choose);
  }
  enliven(data.charts);
  addEventListener("redrawn", (event) => enliven(event.detail));

  // Tables: a heading sorts; numbers by data-v where the text is rounded. What has no value comes last either way.
  const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  function value(cell) {
    if (cell.hasAttribute("data-v")) return cell.dataset.v === "" ? null : Number(cell.dataset.v);
    const text = cell.textContent.trim(), plain = text.replace(/[,%\s]/g, "").replace("−", "-");
    return text === "–" || text === "" ? null : plain !== "" && isFinite(plain) ? Number(plain) : text;
  }
  function order(a, b) {
    if (a === null || b === null) return 0;
    return typeof a === "number" && typeof b === "number" ? a - b : words.compare(String(a), String(b));
  }
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = head.querySelector("button");
      if (!button) return;
      button.addEventListener("click", () => {
        const rows = [...table.tBodies[0].rows];
        const numeric = rows.some((r) => typeof value(r.cells[column]) === "number");
        const now = head.getAttribute("aria-sort");
        const up = now === "none" ? !numeric : now === "descending";
        for (const other of heads) if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const keyed = rows.map((r) => [value(r.cells[column]), r]);
        keyed.sort(([a], [b]) => (a === null) - (b === null) || (up ? order(a, b) : order(b, a)));
        table.tBodies[0].append(...keyed.map(([, r]) => r));
      });
    });
  }
  for (const input of document.querySelectorAll("input[data-filter]")) {
    const rows = [...document.getElementById(input.dataset.filter).tBodies[0].rows];
    const count = document.getElementById(`${input.dataset.filter}-count`);
    // A table is filtered by its first column, or by whole rows: then a word must begin some cell.
    const whole = input.dataset.scope === "row";
    const texts = rows.map((r) => (whole ? [...r.cells] : [r.cells[0]]).map((c) => c.textContent.toLowerCase()));
    const matches = (cells, word) => cells.some((text) => (whole ? text.split(/[\s,]+/).some((part) => part.startsWith(word)) : text.includes(word)));
    input.addEventListener("input", () => {
      const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((r, i) => {
        r.hidden = !wanted.every((word) => matches(texts[i], word));
        shown += r.hidden ? 0 : 1;
      });
      count.textContent = `${shown} of ${rows.length}`;
    });
  }

  // The confusion matrix in another order of classes.
  const sorter = document.getElementById("matrix-order");
  if (sorter) {
    const { orders, names, counts } = data.confusion;
    let current = orders.given;
    sorter.addEventListener("change", () => {
      current = orders[sorter.value];
      const table = document.getElementById("matrix");
      if (table) {
        for (const line of [...table.tHead.rows, ...table.tBodies[0].rows]) {
          const cells = [...line.cells].slice(1).sort((a, b) => a.dataset.c - b.dataset.c);
          line.append(...current.map((c) => cells[c]));
        }
        const lines = [...table.tBodies[0].rows].sort((a, b) => a.dataset.c - b.dataset.c);
        table.tBodies[0].append(...current.map((c) => lines[c]));
      }
      for (const map of document.querySelectorAll(".matrix-map")) map.classList.toggle("folded", map.dataset.order !== sorter.value);
    });
    const readout = document.getElementById("readout");
    for (const map of document.querySelectorAll(".matrix-map")) {
      map.addEventListener("pointermove", (event) => {
        const box = map.getBoundingClientRect();
        const cell = (at, from, extent) => current[Math.min(names.length - 1, Math.max(0, Math.floor(((at - from) / extent) * names.length)))];
        const label = cell(event.clientY, box.top, box.height), called = cell(event.clientX, box.left, box.width);
        readout.textContent = `${names[label]} called ${names[called]}: ${counts[label][called]}`;
      });
    }
  }

  // Paper has no one to unfold anything.
  const unfolded = [];
  addEventListener("beforeprint", () => document.querySelectorAll("details[data-print]:not([open])").forEach((d) => { d.open = true; unfolded.push(d); }));
  addEventListener("afterprint", () => unfolded.splice(0).forEach((d) => { d.open = false; }));
})();
