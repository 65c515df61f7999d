// What was typed into a report's grid and never reached the server, shown where the report is no longer open to typing.
(() => {
  "use strict";
  const box = document.querySelector("[data-kept]");
  if (!box) return;
  const store = `phoihop:grid:${box.dataset.kept}`;
  const { waiting = {}, wrong = {}, both = {}, names = {} } = JSON.parse(localStorage.getItem(store) ?? "{}");
  const print = (what) => (what.na ? _("Không áp dụng") : (what.value ?? "").replace(/\B(?=(\d{3})+(?!\d))/g, ".") || _("để trống"));
  const typed = { ...wrong };
  for (const [code, what] of Object.entries({ ...both, ...waiting })) typed[code] = print(what);
  if (!Object.keys(typed).length) return;
  box.querySelector("ul").replaceChildren(...Object.entries(typed).map(([code, text]) => {
    const line = document.createElement("li");
    line.textContent = `${names[code] ?? _("Một ô")}: ${text}`;
    return line;
  }));
  box.querySelector("button").addEventListener("click", () => { localStorage.removeItem(store); box.hidden = true; });
  box.hidden = false;
})();
