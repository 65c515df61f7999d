// Intake: walk the proposals by keys, see each one's words in the paper, go on to the next when one is decided.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const typing = (el) => el.matches?.("input, textarea, select, [contenteditable=true]");
  const all = () => [...document.querySelectorAll(".prop")];
  const head = (prop) => $("summary, a", prop);
  const here = () => all().find((prop) => prop.contains(document.activeElement)) ?? $(".prop[open]");

  function select(prop) {
    for (const other of document.querySelectorAll(".fact.sel")) other.classList.remove("sel");
    const fact = document.getElementById(prop.dataset.fact ?? prop.id.replace(/^p/, "f"));
    if (!fact) return;
    for (const each of document.querySelectorAll(`.fact[href="#${prop.id}"]`)) each.classList.add("sel");
    const box = fact.getBoundingClientRect();
    if (!box.width) return;
    const pane = fact.closest(".desk-bg");
    if (pane && pane.scrollHeight > pane.clientHeight + 4) {
      const frame = pane.getBoundingClientRect();
      if (box.top < frame.top + 24 || box.bottom > Math.min(frame.bottom, innerHeight) - 24) pane.scrollTop += box.top - frame.top - pane.clientHeight / 3;
    } else if (box.top < 80 || box.bottom > innerHeight - 40) fact.scrollIntoView({ block: "center" });
  }
  function visit(prop) {
    if (!prop) return;
    for (const other of document.querySelectorAll("details.prop[open]")) if (other !== prop) other.open = false;
    if (prop.matches("details")) prop.open = true;
    head(prop)?.focus({ preventScroll: true });
    prop.scrollIntoView({ block: "nearest" });
    select(prop);
  }

  document.addEventListener("keydown", (e) => {
    if (e.isComposing || typing(e.target) || e.ctrlKey || e.metaKey || e.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step) {
      const props = all(), now = props.indexOf(here());
      e.preventDefault();
      visit(props[Math.min(Math.max(now + step, 0), props.length - 1)]);
      return;
    }
    if (e.key.length !== 1) return;
    const first = e.key.toLowerCase() === "s" && here()?.querySelector(".fix :is(input, select)");
    if (first) { e.preventDefault(); first.closest("details.fixing").open = true; first.focus(); first.select?.(); return; }
    if (!e.shiftKey && e.key.toLowerCase() === "c" && openColumn(here()?.dataset.column)) { e.preventDefault(); return; }
    const wanted = (e.shiftKey ? "shift+" : "") + e.key.toLowerCase();
    const button = [...document.querySelectorAll("[data-key]")].find((b) => b.dataset.key.toLowerCase() === wanted && (e.shiftKey || !b.closest(".prop") || here()?.contains(b)));
    if (button) { e.preventDefault(); button.click(); }
  });

  // The column of the proposal at hand, else the list of all columns.
  function openColumn(key) {
    const list = $("#ca-cot details");
    if (!list) return false;
    list.open = true;
    const link = (key && $(`a[data-column="${key}"]`, list)) ?? $("a[data-column]", list);
    if (key) link.click(); else link.focus();
    list.scrollIntoView({ block: "nearest" });
    return true;
  }

  document.addEventListener("focusin", (e) => { const prop = e.target.closest?.(".prop"); if (prop) select(prop); });
  document.addEventListener("click", (e) => {
    const fact = e.target.closest(".fact[href^='#p']");
    if (!fact) return;
    e.preventDefault();
    const tab = document.getElementById("xem-de-xuat");
    if (tab) tab.checked = true;
    visit(document.getElementById(fact.getAttribute("href").slice(1)));
  });

  // A decided proposal is swapped for its new self: the next undecided one opens.
  let after = -1;
  document.addEventListener("htmx:beforeRequest", (e) => { const prop = e.detail.elt.closest?.(".prop"); after = prop ? all().indexOf(prop) : -1; });
  document.addEventListener("htmx:afterSettle", () => {
    if (after < 0) return;
    const props = all(), from = after;
    after = -1;
    if (props[from]?.querySelector(".err-line")) { visit(props[from]); return; }
    const open = (prop) => !prop.matches(".done, .off");
    visit(props.slice(from + 1).find(open) ?? props.find(open) ?? props[from]);
  });
})();
