// The shell: side panel, messages, search key, theme, dialogs, idle warning, leaving unsent words, unit picker, file drop.
// Pages work without it.

// Words of all scripts: _("%(n)s ô", { n }); another language brings gettext.
window._ = (text, facts) => (window.gettext?.(text) ?? text).replace(/%\((\w+)\)s/g, (all, name) => facts[name]);
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const typing = (el) => el.matches?.("input, textarea, select, [contenteditable=true]");
  const csrf = $('meta[name="csrf"]')?.content ?? "";

  document.addEventListener("htmx:configRequest", (e) => { e.detail.headers["X-CSRFToken"] = csrf; });

  // Messages
  const toasts = $("#thong-bao");
  function say(text, kind = "error") {
    const toast = $("#mau-loi").content.firstElementChild.cloneNode(true);
    toast.className = `toast ${kind === "error" ? "bad" : kind}`;
    $("div", toast).textContent = text;
    toasts.append(toast);
    if (kind !== "error") setTimeout(() => toast.remove(), 6000);
  }
  document.addEventListener("htmx:sendError", () => say(_("Chưa gửi được: mất mạng. Dữ liệu vẫn còn trên máy này, mời thử lại lúc có mạng.")));
  document.addEventListener("htmx:responseError", (e) => {
    const { status } = e.detail.xhr;
    if (status === 401 || status === 403) say(_("Phiên làm việc đã hết hoặc trang dành cho vai trò khác. Mời tải lại trang."));
    else if (status === 404) say(_("Nội dung này không còn hoặc thuộc đơn vị khác."));
    else say(_("Máy chủ bận. Việc vừa làm CHƯA được ghi. Mời bấm lại, không bị ghi hai lần."));
  });
  for (const toast of document.querySelectorAll(".toast.ok, .toast:not(.bad, .doubt, .ok)")) setTimeout(() => toast.remove(), 8000);

  // Side panel
  const panel = $("[data-panel]");
  let opener = null;
  function closePanel() {
    if (!panel || panel.hidden) return;
    panel.hidden = true;
    panel.replaceChildren();
    for (const el of document.querySelectorAll(".num[aria-expanded]")) el.removeAttribute("aria-expanded");
    opener?.isConnected && opener.focus();
    opener = null;
  }
  document.addEventListener("htmx:beforeRequest", (e) => {
    if (panel && e.detail.target === panel && !panel.contains(e.detail.elt)) opener = e.detail.elt;
  });
  document.addEventListener("htmx:afterSwap", (e) => {
    if (!panel || e.detail.target !== panel) return;
    panel.hidden = false;
    panel.scrollTop = 0;
    for (const el of document.querySelectorAll(".num[aria-expanded]")) el.removeAttribute("aria-expanded");
    if (opener?.matches(".num")) opener.setAttribute("aria-expanded", "true");
    const head = $("h2", panel);
    head?.setAttribute("tabindex", "-1");
    head?.focus({ preventScroll: true });
  });

  // Clicks
  document.addEventListener("click", (e) => {
    const at = (selector) => e.target.closest(selector);
    if (at("[data-close-panel]")) closePanel();
    else if (at("[data-close]")) (at("dialog") ? at("dialog").close() : at(".toast")?.remove());
    else if (at("[data-print]")) print();
    else if (at("[data-all]")) for (const box of document.getElementsByName(at("[data-all]").dataset.all)) box.checked = at("[data-all]").checked;
    else if (at("[data-opens]")) { e.preventDefault(); document.getElementById(at("[data-opens]").dataset.opens)?.showModal(); }
    else if (at("[data-copy]")) navigator.clipboard.writeText(at("[data-copy]").dataset.copy).then(() => say(at("[data-copy]").dataset.copied ?? _("Đã chép kèm nguồn."), "ok"));
    for (const open of document.querySelectorAll("details[data-light][open]")) if (!open.contains(e.target)) open.open = false;
  });

  // On a phone the answer comes first: the choices fold away above it
  if (matchMedia("(max-width: 640px)").matches) for (const folds of document.querySelectorAll("details[data-fold]")) folds.open = false;

  $(".pages [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

  // Keys
  document.addEventListener("keydown", (e) => {
    if (e.isComposing) return;
    if (e.key === "/" && !typing(e.target) && !e.ctrlKey && !e.altKey && !e.metaKey) { const box = $("#tim"); if (box) { e.preventDefault(); box.focus(); box.select(); } }
    if (e.key === "Escape" && panel && !panel.hidden && !$("dialog[open]") && !$(":popover-open")) closePanel();
  });

  // Error summary takes focus; the title says so
  const errors = $("[data-takes-focus]");
  if (errors) { errors.focus(); document.title = `${_("Lỗi")}: ${document.title}`; }

  // Theme: at once here, remembered by the form's own request
  document.addEventListener("submit", (e) => {
    const form = e.target.closest("[data-theme-switch]");
    if (!form || !e.submitter) return;
    e.preventDefault();
    const { value } = e.submitter;
    if (value) document.documentElement.dataset.theme = value; else delete document.documentElement.dataset.theme;
    for (const el of form.querySelectorAll("button")) el.setAttribute("aria-pressed", String(el === e.submitter));
    const body = new FormData(form); body.set("theme", value);
    fetch(form.action, { method: "POST", body, redirect: "manual" });
  });

  // Leaving with words typed and not sent asks first
  let going = false;
  const touched = new Set();
  const long = (form) => form?.matches("form[method=post]:is(.form, .typing):not([data-grid], :has([type=password]))");
  document.addEventListener("input", (e) => { if (e.isTrusted && long(e.target.form)) touched.add(e.target.form); });
  document.addEventListener("reset", (e) => touched.delete(e.target));
  document.addEventListener("submit", (e) => {
    if (e.defaultPrevented) { touched.delete(e.target); return; }
    going = true;
    setTimeout(() => { going = false; }, 4000); // a file that comes down leaves the page where it is
  });
  addEventListener("beforeunload", (e) => {
    const refused = [...document.querySelectorAll("form .wrong")].some((row) => long(row.closest("form")));
    if (!going && (refused || [...touched].some((form) => form.isConnected))) e.preventDefault();
  });

  // Idle: a warning two minutes ahead, any key extends
  const lock = $("#sap-khoa");
  if (lock && document.body.dataset.idle) {
    const limit = Number(document.body.dataset.idle) * 60000, ahead = 120000;
    let last = Date.now(), told = Date.now();
    const alive = () => { told = Date.now(); return fetch(lock.dataset.alive, { method: "POST", headers: { "X-CSRFToken": csrf } }).catch(() => {}); };
    const used = () => {
      last = Date.now();
      if (lock.open) { lock.close(); alive(); } else if (last - told > limit / 4) alive();
    };
    for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, used, { passive: true });
    document.addEventListener("htmx:afterRequest", () => { told = Date.now(); });
    setInterval(() => {
      const left = limit - (Date.now() - last);
      if (left <= 0) { if (navigator.onLine) { last = Date.now(); keep(); going = true; location.reload(); } return; }
      if (left <= ahead) { if (!lock.open) lock.showModal(); $("[data-left]", lock).textContent = left > 60000 ? _("2 phút") : _("%(n)s giây", { n: Math.ceil(left / 1000) }); }
    }, 1000);
  }

  // What was typed in plain forms survives the lock; logging out empties the stores
  const account = document.body.dataset.account ?? "", kept = `phoihop:form:${account}:${location.pathname}`;
  const fields = () => [...document.querySelectorAll("form:not([data-grid]):not([data-theme-switch]) :is(input, textarea, select)[name]")].filter((f) => !["password", "file", "hidden", "submit", "search"].includes(f.type));
  function keep() {
    const typed = fields().map((f) => (["checkbox", "radio"].includes(f.type) ? f.checked : f.value));
    if (typed.length) sessionStorage.setItem(kept, JSON.stringify(typed));
  }
  const back = JSON.parse(sessionStorage.getItem(kept) ?? "null");
  if (back && fields().length === back.length) {
    fields().forEach((f, n) => { if (typeof back[n] === "boolean") f.checked = back[n]; else f.value = back[n]; });
    sessionStorage.removeItem(kept);
    say(_("Nội dung đang nhập trước khi khóa màn hình đã được đưa lại."), "ok");
  }
  document.addEventListener("submit", (e) => {
    if (!e.target.matches("[data-leaves]")) return;
      for (const key of Object.keys(sessionStorage)) if (/^(phoihop:|htmx-)/.test(key)) sessionStorage.removeItem(key);
    // Only one's own goes, and only what has reached the server.
    for (const key of Object.keys(localStorage)) if (key.startsWith("phoihop:grid:") && key.endsWith(`:${account}`)) {
      const { waiting = {}, wrong = {}, both = {}, reasons = {} } = JSON.parse(localStorage.getItem(key)) ?? {};
      if (![waiting, wrong, both, reasons].some((each) => Object.keys(each).length)) localStorage.removeItem(key);
    }
  });

  // Unit picker: arrows walk, Enter takes, Escape closes
  function choose(pick, option) {
    const box = $("[role=combobox]", pick);
    box.value = option.dataset.name;
    $("[data-pick-value]", pick).value = option.dataset.id;
    $("[role=listbox]", pick).replaceChildren();
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    pick.dispatchEvent(new CustomEvent("unit-chosen", { bubbles: true, detail: { ...option.dataset } }));
  }
  // What is typed over a choice undoes it.
  document.addEventListener("input", (e) => {
    if (e.target.matches?.("[data-pick] [role=combobox]")) $("[data-pick-value]", e.target.closest("[data-pick]")).value = "";
  });
  document.addEventListener("htmx:afterSwap", (e) => {
    if (e.detail.target.matches?.("[role=listbox]")) $("[role=combobox]", e.detail.target.closest("[data-pick]"))?.setAttribute("aria-expanded", String(!!e.detail.target.children.length));
  });
  document.addEventListener("keydown", (e) => {
    const box = e.target.closest?.("[data-pick] [role=combobox]");
    if (!box || e.isComposing) return;
    const pick = box.closest("[data-pick]"), options = [...pick.querySelectorAll("[role=option]")];
    const now = options.findIndex((o) => o.getAttribute("aria-selected") === "true");
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      if (!options.length) return;
      e.preventDefault();
      const next = options[(now + (e.key === "ArrowDown" ? 1 : -1) + options.length) % options.length];
      options.forEach((o) => o.setAttribute("aria-selected", String(o === next)));
      box.setAttribute("aria-activedescendant", next.id);
      next.scrollIntoView({ block: "nearest" });
    } else if (e.key === "Enter" && options.length) { e.preventDefault(); choose(pick, options[Math.max(now, 0)]); }
    else if (e.key === "Escape") { $("[role=listbox]", pick).replaceChildren(); box.setAttribute("aria-expanded", "false"); }
  });
  document.addEventListener("click", (e) => {
    const option = e.target.closest("[data-pick] [role=option]");
    if (option) choose(option.closest("[data-pick]"), option);
    else if (!e.target.closest("[data-pick]")) for (const list of document.querySelectorAll("[data-pick] [role=listbox]:not(.open-demo)")) list.replaceChildren();
  });

  // File drop: list, size, progress of the form's upload
  const size = (n) => (n > 1048576 ? `${(n / 1048576).toFixed(1).replace(".", ",")} MB` : `${Math.max(1, Math.round(n / 1024))} kB`);
  function listed(drop) {
    const input = $("input[type=file]", drop), list = $("[data-files]", drop);
    list.replaceChildren(...[...input.files].map((file) => {
      const row = document.createElement("li"), name = document.createElement("b"), told = document.createElement("span"), bar = document.createElement("progress");
      name.textContent = file.name; told.textContent = size(file.size); told.className = "soft"; bar.max = 100; bar.value = 0; bar.hidden = true; bar.setAttribute("aria-label", _("Đang gửi %(name)s", { name: file.name }));
      row.append(name, told, bar);
      return row;
    }));
  }
  document.addEventListener("change", (e) => { const drop = e.target.closest("[data-drop]"); if (drop) listed(drop); });
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) document.addEventListener(kind, (e) => {
    const drop = e.target.closest?.("[data-drop]");
    if (drop) drop.classList.toggle("over", kind === "dragenter" || kind === "dragover");
  });
  document.addEventListener("paste", (e) => {
    const drop = $("[data-drop]");
    if (!drop || typing(e.target) || !e.clipboardData.files.length) return;
    $("input[type=file]", drop).files = e.clipboardData.files;
    listed(drop);
  });
  document.addEventListener("htmx:xhr:progress", (e) => {
    if (!e.detail.lengthComputable) return;
    for (const bar of e.target.querySelectorAll("[data-files] progress")) { bar.hidden = false; bar.value = (100 * e.detail.loaded) / e.detail.total; }
  });

  window.phoihop = { say };
})();
