// Intake: walk the proposals by key, show the words of the paper that belong to the open one.
(() => {
  const root = document.querySelector("[data-intake]");
  if (!root) return;
  const all = () => [...root.querySelectorAll("details.prop")];
  const typing = (target) => target.closest("input, select, textarea");

  const show = (prop) => {
    root.querySelectorAll(".fact.sel").forEach((mark) => mark.classList.remove("sel"));
    all().forEach((other) => { if (other !== prop) other.open = false; });
    const mark = document.getElementById(prop.dataset.fact);
    if (!mark) return;
    root.querySelectorAll(`.fact[href="#${prop.id}"]`).forEach((each) => each.classList.add("sel"));
    if (matchMedia("(min-width: 1100px)").matches) mark.scrollIntoView({ block: "center" });
  };

  root.addEventListener("toggle", (event) => {
    if (event.target.matches("details.prop") && event.target.open) show(event.target);
  }, true);

  root.addEventListener("click", (event) => {
    const mark = event.target.closest("a.fact");
    if (!mark) return;
    const prop = document.getElementById(mark.getAttribute("href").slice(1));
    if (!prop) return;
    event.preventDefault();
    const proposals = document.getElementById("xem-de-xuat");
    if (proposals) proposals.checked = true;
    prop.open = true;
    prop.querySelector("summary").focus();
    prop.scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const props = all();
    const here = props.findIndex((prop) => prop.contains(document.activeElement));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const next = props[here < 0 ? 0 : here + step];
      if (!next) return;
      event.preventDefault();
      next.querySelector("summary").focus();
      return;
    }
    const current = props[here] || props.find((prop) => prop.open);
    if (!current) return;
    if (event.key.toLowerCase() === "s") {
      event.preventDefault();
      current.open = true;
      const field = current.querySelector("select, input:not([type=hidden])");
      if (field) field.focus();
      return;
    }
    const button = current.querySelector(`button[data-key="${event.key.toLowerCase()}"]`);
    if (button) { event.preventDefault(); button.click(); }
  });

  // After a decision the next undecided proposal takes the focus.
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const swapped = document.getElementById(event.detail.target.id) || event.detail.elt;
    if (!swapped || !swapped.matches || !swapped.matches("details.prop")) return;
    const props = all();
    const rest = props.slice(props.indexOf(swapped) + 1).concat(props);
    const next = rest.find((prop) => !prop.classList.contains("done") && !prop.classList.contains("off"));
    if (next && next !== swapped) next.querySelector("summary").focus();
  });
})();
