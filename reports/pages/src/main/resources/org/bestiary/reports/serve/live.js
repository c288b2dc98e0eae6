(() => {
  "use strict";
  const live = document.getElementById("live");
  if (!live) return;
  const text = document.getElementById("live-text");
  const parts = live.dataset.parts.split(", ");
  let seen = live.dataset.seen, source = null, over = false, drawing = false, wanted = false;

  // What somebody has done to a control, and how to know it again in a page that was drawn anew.
  const controls = (root) => [...root.querySelectorAll("a[href], button, input, summary, [tabindex]")];
  const mark = (e) => [e.tagName, e.name, e.value, e.getAttribute("href"), e.getAttribute("aria-label"), e.dataset.chart, e.dataset.key, e.tagName === "SUMMARY" ? e.textContent : ""].join("\n");

  function keep(root) {
    const kept = new Map();
    for (const e of controls(root))
      kept.set(mark(e), { checked: e.checked, pressed: e.getAttribute("aria-pressed"), open: e.parentElement.open, focused: e === document.activeElement, left: e.scrollLeft });
    return kept;
  }
  function restore(root, kept) {
    for (const e of controls(root)) {
      const was = kept.get(mark(e));
      if (!was) continue;
      if (e.type === "checkbox") e.checked = was.checked;
      if (e.tagName === "SUMMARY") e.parentElement.open = was.open;
      if (was.pressed === "true") { e.setAttribute("aria-pressed", "true"); e.dispatchEvent(new Event("blur")); }
      if (was.left) e.scrollLeft = was.left;
      if (was.focused) e.focus({ preventScroll: true });
    }
  }

  // The server draws; here what has come takes the place of what was there.
  function put(page) {
    const placed = [];
    for (const part of parts) {
      const old = document.querySelector(part), fresh = page.querySelector(part);
      if (!old || !fresh) continue;
      placed.push([fresh, keep(old)]);
      old.replaceWith(document.adoptNode(fresh));
    }
    dispatchEvent(new CustomEvent("redrawn", { detail: JSON.parse(page.getElementById("data").textContent).charts }));
    for (const [fresh, kept] of placed) restore(fresh, kept);
  }

  async function redraw() {
    wanted = true;
    if (drawing) return;
    drawing = true;
    try {
      while (wanted) {
        wanted = false;
        const answer = await fetch(location.href);
        if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), "text/html"));
      }
    } catch {
      text.textContent = "waiting for the dashboard";
    }
    drawing = false;
  }

  function follow() {
    source = new EventSource(live.dataset.events);
    source.addEventListener("state", (event) => {
      const state = JSON.parse(event.data);
      over = state.over;
      live.classList.toggle("over", over);
      text.textContent = state.text;
      if (over) source.close();
      if (state.seen === seen) return;
      seen = state.seen;
      redraw();
    });
    source.addEventListener("error", () => {
      live.classList.add("over");
      text.textContent = source.readyState === EventSource.CLOSED ? "not followed; reload to try again" : "waiting for the dashboard";
    });
  }
  // A page in the background needs no connection, of which a browser has only a few.
  document.addEventListener("visibilitychange", () => {
    source.close();
    if (!document.hidden && !over) follow();
  });
  addEventListener("pagehide", () => source.close());
  follow();
})();
