// Entry grid: keys, checks, saving cell by cell, a queue that survives losing the net or the page.
// Contract with the server: docs/components.md, "Entry grid". The form itself is complete without this file.
(() => {
  "use strict";
  const form = document.querySelector("[data-grid]");
  if (!form) return;
  const $ = (selector, root = document) => root.querySelector(selector);
  const icons = form.dataset.icons, csrf = $('meta[name="csrf"]')?.content ?? "", store = `phoihop:grid:${form.dataset.grid}`;
  const all = () => [...form.querySelectorAll(".cell")], open = () => all().filter((c) => !c.readOnly && !c.disabled);
  const RED_AFTER = 30000, RETRY = 5000, KEPT = 50, SECONDS_A_CELL = 12, TRIED = 8;
  const WORDS = { ok: ["check", _("Đã lưu"), "ok"], wait: ["off", _("Chờ lưu"), "wait"], sending: ["clock", _("Đang lưu"), "wait"], ask: ["tri", _("Cần giải thích"), "doubt"], err: ["oct", _("Cần sửa"), "bad"], both: ["swap", _("Hai số"), "bad"], lock: ["lock", _("Tự tính"), "none"], na: ["dash", _("Không áp dụng"), "none"], back: ["undo", _("Bị trả lại"), "bad"], "": ["empty", _("Chưa nhập"), "none"] };
  const NA = "Không áp dụng", BLANK = _("để trống");

  // What waits and what can be undone, kept in the browser until the server has it
  const kept = (() => { try { return JSON.parse(localStorage.getItem(store)) ?? {}; } catch { return {}; } })();
  // ``mine``: keys of this browser's last saves of each cell; one whose answer was lost is still the typist's own.
  const waiting = new Map(Object.entries(kept.waiting ?? {})), undo = kept.undo ?? [], mine = kept.mine ?? {};
  // Kept over a reload: what is no number, what the server refused, and (``both``) what another wrote over meanwhile.
  const wrong = new Map(Object.entries(kept.wrong ?? {})), both = new Map(Object.entries(kept.both ?? {})), names = kept.names ?? {};
  const reasons = new Map(Object.entries(kept.reasons ?? {}));
  const keep = () => { try { waiting.size || undo.length || wrong.size || both.size || reasons.size ? localStorage.setItem(store, JSON.stringify({ waiting: Object.fromEntries(waiting), undo, mine, wrong: Object.fromEntries(wrong), both: Object.fromEntries(both), reasons: Object.fromEntries(reasons), names })) : localStorage.removeItem(store); } catch { /* a full store must not stop the typing */ } };

  // Numbers as Vietnamese offices type them
  // "1.234.567" and "1 234 567" are groups, "," is decimal; anything else is asked about, nothing is guessed.
  function parse(text, decimal) {
    // Wide digits are digits; a raised or ringed one (12², ①) is a footnote's mark and no part of a number.
    const wide = (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
    const clean = text.replace(/[\uff01-\uff5e]/g, wide).replace(/[\u00a0\u202f\u2009\u3000]/g, " ").trim();
    if (!clean) return { value: "" };
    const shape = /^(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+)(?:,(\d+))?$/.exec(clean);
    if (!shape || (shape[2] && !decimal)) return { wrong: true };
    return { value: shape[1].replace(/[. ]/g, "").replace(/^0+(?=\d)/, "") + (shape[2] ? `,${shape[2]}` : "") };
  }
  const print = (value) => { const [whole, part] = value.split(","); return whole.replace(/\B(?=(\d{3})+$)/g, ".") + (part ? `,${part}` : ""); };
  const wrongText = (cell) => cell.dataset.kind === "decimal"
    ? _("%(name)s: nhập số từ 0 trở lên, dấu phẩy trước phần lẻ. Ô đang ghi “%(value)s”.", { name: cell.dataset.name, value: cell.value })
    : _("%(name)s: nhập số nguyên từ 0 trở lên. Ô đang ghi “%(value)s”.", { name: cell.dataset.name, value: cell.value });

  // Showing a cell's state
  const icon = (name) => { const s = document.createElementNS("http://www.w3.org/2000/svg", "svg"), u = document.createElementNS("http://www.w3.org/2000/svg", "use"); s.setAttribute("class", "i s"); s.setAttribute("aria-hidden", "true"); u.setAttribute("href", `${icons}#${name}`); s.append(u); return s; };
  const row = (cell) => cell.closest("tr.row");
  function show(cell, state, { label, message = "", change } = {}) {
    const tr = row(cell), [pic, word, kind] = WORDS[state] ?? WORDS[""];
    for (const name of Object.keys(WORDS)) if (name) tr.classList.toggle(name === "both" || name === "back" ? "err" : name === "sending" ? "wait" : name, false);
    if (state) tr.classList.add({ both: "err", back: "err", sending: "wait" }[state] ?? state);
    const st = $(".st", tr);
    st.className = `st ${kind}`;
    st.replaceChildren(icon(pic), label ?? word);
    if (change !== undefined) $(".df", tr).textContent = change;
    cell.toggleAttribute("aria-invalid", state === "err" || state === "both" || state === "back");
    if (cell.hasAttribute("aria-invalid")) cell.setAttribute("aria-invalid", "true");
    cell.dataset.state = state;
    tell(cell, state, message);
    $(`[data-tick="${CSS.escape(cell.dataset.cell)}"]`)?.setAttribute("class", { sending: "wait", both: "err", back: "err", lock: "ok", na: "ok" }[state] ?? state);
    count();
  }
  function tell(cell, state, message) {
    const tr = row(cell);
    let next = tr.nextElementSibling?.classList.contains("msg") ? tr.nextElementSibling : null;
    if (!message) { if (!next?.contains(document.activeElement)) next?.remove(); cell.removeAttribute("aria-describedby"); return; }
    if (next && next.dataset.text === message) return;
    next?.remove();
    next = $("tr.msg", $("#mau-dong").content).cloneNode(true);
    next.dataset.text = message;
    const box = $(".box", next), text = $("[data-text]", next), reason = $("[data-reason]", next), id = `m-${cell.id}`;
    box.classList.add(state === "ask" ? "d" : "e");
    box.prepend(icon(state === "ask" ? "tri" : "oct"));
    text.id = id; text.textContent = message;
    if (state === "ask" || state === "back") { const area = $("textarea", reason); area.id = `g-${cell.id}`; area.dataset.reasonFor = cell.dataset.cell; area.value = cell.dataset.reason ?? ""; $("label", reason).htmlFor = area.id; } else reason.remove();
    tr.after(next);
    cell.setAttribute("aria-describedby", id);
  }
  const isBlank = (c) => !c.dataset.state && !c.value && !c.readOnly;
  const numbered = (c) => $(".no-in", row(c)).textContent.trim().replace(/[.]$/, ""), titled = (c) => [...$("th", row(c)).childNodes].slice(0, 2).map((n) => n.textContent).join("").trim();
  function count() {
    // Filled is what holds a number or "không áp dụng", as the lists of reports count it.
    const filled = (c) => c.value.trim() !== "" || c.dataset.state === "lock" || c.dataset.state === "na";
    const cells = all(), done = cells.filter(filled).length, left = cells.filter((c) => !["ok", "lock", "na"].includes(c.dataset.state)).length;
    const put = (name, text) => { for (const el of document.querySelectorAll(`[data-count="${name}"]`)) if (el.textContent !== text) el.textContent = text; };
    put("done", `${done}/${cells.length}`);
    put("left", left ? _("ô đã điền; còn khoảng %(n)s phút", { n: Math.max(1, Math.ceil((left * SECONDS_A_CELL) / 60)) }) : _("ô đã xong"));
    put("waiting", waiting.size ? _("%(n)s ô chờ gửi", { n: waiting.size }) : "");
    for (const sec of form.querySelectorAll("[data-sec]")) { const mine = cells.filter((c) => row(c).dataset.in === sec.dataset.sec); sec.textContent = `${mine.filter(filled).length}/${mine.length} ${_("ô")}`; }
    const find = $("[data-find]");
    if (find) {
      const bad = cells.filter((c) => ["err", "both", "back"].includes(c.dataset.state)), ask = cells.filter((c) => c.dataset.state === "ask");
      const blank = cells.filter(isBlank), rest = blank.length < cells.length ? blank : [];
      find.hidden = !bad.length && !ask.length && !rest.length;
      const link = (c) => { const a = document.createElement("a"); a.href = `#${c.id}`; const told = row(c).nextElementSibling?.dataset.text?.split(/[.?] /)[0].replace(/[.]$/, "") ?? ""; a.textContent = !told || told.startsWith(c.dataset.name) ? told || c.dataset.name : `${c.dataset.name}: ${told}`; return a; };
      const head = (n, pic, kind, words) => { const b = document.createElement("b"); b.className = `st ${kind}`; b.append(icon(pic), `${n} ${words}`); return b; };
      const group = (list, ...said) => (list.length ? [head(list.length, ...said), ...list.slice(0, 6).map(link)] : []);
      const runs = [];
      for (const c of rest) { const last = runs.at(-1); if (last && cells.indexOf(c) === cells.indexOf(last.at(-1)) + 1) last.push(c); else runs.push([c]); }
      const span = (run) => { const a = document.createElement("a"); a.href = `#${run[0].id}`; a.className = "at"; a.textContent = run.length > 1 ? `${numbered(run[0])} – ${numbered(run.at(-1))}` : numbered(run[0]); a.setAttribute("aria-label", `${a.textContent}: ${_("còn trống")}, ${titled(run[0])}`); return a; };
      $("[data-find-list]", find).replaceChildren(...group(bad, "oct", "bad", _("ô cần sửa")), ...group(ask, "tri", "doubt", _("ô cần giải thích")), ...(rest.length ? [head(rest.length, "empty", "none", _("ô còn trống")), ...runs.map(span)] : []));
    }
  }
  const status = $("[data-saved]");
  const clock = () => new Date().toLocaleTimeString("vi-VN", { hour12: false, timeZone: "Asia/Ho_Chi_Minh" });
  function saved() { if (status) status.textContent = waiting.size ? (away ? _("%(n)s ô chưa lưu, vẫn giữ trên máy này", { n: waiting.size }) : failed ? _("%(n)s ô chờ mạng, vẫn giữ trên máy này", { n: waiting.size }) : _("Đang lưu %(n)s ô", { n: waiting.size })) : _("Đã lưu lúc %(at)s", { at: clock() }); }

  // Saving
  let sending = false, failed = false, timer = 0, leaving = false, submitter = null;
  let away = false, going = false;
  const bar = $("[data-net]"), unsent = () => _("Chưa gửi được: mất mạng. %(n)s ô vẫn còn trên máy này, sẽ gửi lại lúc có mạng.", { n: waiting.size });
  function network() {
    const oldest = Math.min(...[...waiting.values()].map((w) => w.since), Infinity), late = Date.now() - oldest > RED_AFTER;
    if (bar && !away) { bar.hidden = !late; if (late) bar.textContent = unsent(); }
  }
  // Another tab chose another body; the switcher of this page still names the report's.
  function elsewhere() {
    away = true; leaving = false;
    for (const code of waiting.keys()) { const cell = all().find((c) => c.dataset.cell === code); if (cell) show(cell, "wait"); }
    if (!bar) return;
    const own = $("#doi-co-quan button[aria-current]"), back = document.createElement("button");
    Object.assign(back, { type: "button", className: "btn sm", textContent: _("Quay lại %(unit)s", { unit: own ? $("span", own).firstChild.textContent : "" }) });
    back.addEventListener("click", () => { going = true; own.click(); });
    bar.replaceChildren(own ? _("Ở một thẻ khác đồng chí đã chuyển sang đơn vị khác nên số vừa gõ chưa lưu được; số vẫn còn trên máy này.") : _("Báo cáo này không còn mở cho đồng chí. Số đã gõ vẫn còn trên máy này; mời tải lại trang."), ...(own ? [back] : []));
    bar.hidden = false;
  }
  function put(cell, change) {
    const code = cell.dataset.cell, key = crypto.randomUUID();
    names[code] = cell.dataset.name;
    waiting.set(code, { ...waiting.get(code), ...change, seen: (waiting.get(code) ?? both.get(code))?.seen ?? cell.dataset.version ?? "", since: waiting.get(code)?.since ?? Date.now(), key });
    mine[code] = [...(mine[code] ?? []), key].slice(-TRIED);
    keep();
    show(cell, "sending");
    send();
  }
  async function send() {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    timer = 0;
    try {
      for (const [code, what] of [...waiting]) {
        const cell = all().find((c) => c.dataset.cell === code);
        if (!cell) { waiting.delete(code); continue; }
        const body = new URLSearchParams({ cell: code, value: what.value ?? "", na: what.na ? "1" : "", seen: what.seen, key: what.key });
        if (what.reason !== undefined) body.set("reason", what.reason);
        for (const tried of mine[code] ?? []) body.append("tried", tried);
        const answer = await fetch(form.dataset.save, { method: "POST", body, headers: { "X-CSRFToken": csrf, Accept: "application/json" }, signal: AbortSignal.timeout(15000), redirect: "manual", keepalive: true });
        if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) { location.reload(); return; }
        if (answer.status === 404) { elsewhere(); return; }
        if (!answer.ok && answer.status !== 409 && answer.status !== 422) throw new Error(String(answer.status));
        const told = await answer.json();
        away = false;
        if (waiting.get(code)?.key !== what.key) { if (told.version !== undefined && answer.ok) { cell.dataset.version = told.version; waiting.get(code).seen = told.version; keep(); } continue; }
        waiting.delete(code);
        both.delete(code);
        if (what.reason !== undefined) reasons.delete(code);
        failed = false;
        if (told.theirs !== undefined) conflict(cell, told, what);
        else if (!answer.ok) refused(cell, told, what);
        else take(cell, told, what);
        keep();
      }
    } catch {
      failed = true;
      if (leaving) { leaving = false; if (bar) { bar.hidden = false; bar.textContent = unsent(); } }
      for (const code of waiting.keys()) { const cell = all().find((c) => c.dataset.cell === code); if (cell) show(cell, "wait"); }
      timer = setTimeout(send, RETRY);
    } finally {
      sending = false;
      count(); saved(); network();
      if (waiting.size && !timer && !away) timer = setTimeout(send);
      if (leaving && !waiting.size) { leaving = false; form.requestSubmit(submitter); }
    }
  }
  const typedIn = (what) => (what.na ? NA : print(what.value ?? ""));
  function take(cell, told, what) {
    if (told.version !== undefined) cell.dataset.version = told.version;
    // What was typed since is never overwritten by the answer to what was sent before.
    if (cell.value === typedIn(what)) {
      if (told.na) cell.value = NA; else if (told.value !== undefined) cell.value = print(told.value);
    }
    cell.dataset.saved = told.na ? NA : told.value ?? what.value ?? "";
    cell.readOnly = Boolean(told.na);
    if (told.reason !== undefined) cell.dataset.reason = told.reason;
    show(cell, told.state ?? "ok", told);
    for (const also of told.also ?? []) {
      const other = all().find((c) => c.dataset.cell === also.cell), saved = other?.dataset.saved ?? "";
      // Nor is what is being typed into a related cell.
      if (!other || [waiting, both, wrong].some((held) => held.has(also.cell))) continue;
      if (!other.readOnly && other.value !== print(saved)) continue;
      other.value = also.na ? NA : print(also.value ?? "");
      other.dataset.saved = also.na ? NA : also.value ?? "";
      show(other, also.state ?? "lock", also);
    }
  }
  // Asked until the person chooses; what was typed stays, over a reload too.
  function conflict(cell, told, what) {
    leaving = false;
    both.set(cell.dataset.cell, what);
    cell.readOnly = Boolean(what.na);
    show(cell, "both", { message: told.message });
    const box = $(".box > div", row(cell).nextElementSibling), acts = document.createElement("div");
    acts.className = "acts";
    const pick = (text, value, na) => { const b = document.createElement("button"); b.type = "button"; b.className = "btn sm"; b.textContent = text; b.addEventListener("click", () => { both.delete(cell.dataset.cell); cell.dataset.version = told.version; cell.value = na ? NA : print(value); put(cell, { value, na }); cell.focus(); }); return b; };
    $(".acts", box)?.remove();
    acts.append(pick(_("Giữ %(value)s", { value: typedIn(what) || BLANK }), what.value ?? "", what.na), pick(_("Lấy %(value)s", { value: print(told.theirs) || BLANK }), told.theirs === NA ? "" : told.theirs, told.theirs === NA));
    box.append(acts);
  }
  function refused(cell, told, what) {
    leaving = false;
    if (what.reason !== undefined) { cell.dataset.reason = what.reason; reasons.set(cell.dataset.cell, what.reason); show(cell, "ask", told); return; }
    wrong.set(cell.dataset.cell, typedIn(what));
    if (cell.dataset.state === "lock" || cell.readOnly && !what.na) closed(cell, typedIn(what)); else show(cell, "err", told);
  }
  // What was typed for a cell that was closed meanwhile stands beside it until let go.
  function closed(cell, text) {
    show(cell, "lock", { message: `${cell.dataset.name}: ${_("ô này đã khóa. Đồng chí đã gõ %(value)s, chưa gửi được.", { value: text || BLANK })}` });
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "btn sm", textContent: _("Bỏ số đã gõ") });
    button.addEventListener("click", () => { wrong.delete(cell.dataset.cell); keep(); tell(cell, "lock", ""); });
    $(".box > div", row(cell).nextElementSibling).append(button);
  }
  function commit(cell) {
    if (cell.readOnly) return;
    const got = parse(cell.value, cell.dataset.kind === "decimal");
    if (got.wrong) { wrong.set(cell.dataset.cell, cell.value); names[cell.dataset.cell] = cell.dataset.name; keep(); show(cell, "err", { message: wrongText(cell) }); return; }
    if (wrong.delete(cell.dataset.cell)) keep();
    cell.value = print(got.value);
    const before = cell.dataset.saved ?? "", held = waiting.get(cell.dataset.cell) ?? both.get(cell.dataset.cell);
    if (got.value === (held?.value ?? before) && !held?.na) { if (cell.dataset.state === "err" && !$("[data-server]", row(cell))) show(cell, got.value ? "ok" : ""); return; }
    undo.push({ cell: cell.dataset.cell, from: waiting.get(cell.dataset.cell)?.value ?? before });
    undo.splice(0, Math.max(0, undo.length - KEPT));
    put(cell, { value: got.value, na: false });
  }

  // Keys
  // While an input method composes (Telex, VNI) every key is its own.
  const composing = (e) => e.isComposing || e.keyCode === 229;
  const go = (cell, step) => { const list = open(), next = list[list.indexOf(cell) + step]; if (!next) commit(cell); (next ?? cell).focus(); (next ?? cell).select(); };
  form.addEventListener("keydown", (e) => {
    const cell = e.target.closest(".cell");
    if (!cell || composing(e)) return;
    if (e.key === "Enter" || e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); go(cell, e.key === "ArrowUp" || (e.key === "Enter" && e.shiftKey) ? -1 : 1); }
    else if ((e.ctrlKey || e.metaKey) && !e.shiftKey && e.key.toLowerCase() === "z") {
      e.preventDefault();
      const now = cell.dataset.saved ?? "";
      if (parse(cell.value, true).value !== (waiting.get(cell.dataset.cell)?.value ?? now)) { cell.value = print(waiting.get(cell.dataset.cell)?.value ?? now); return; }
      const at = undo.findLastIndex((u) => u.cell === cell.dataset.cell);
      if (at < 0) return;
      const [{ from }] = undo.splice(at, 1);
      cell.value = print(from);
      put(cell, { value: from, na: false });
    } else if (e.key === "?") { e.preventDefault(); $("#cac-phim")?.showModal(); }
  });
  form.addEventListener("keydown", (e) => { if (e.key === "Enter" && e.target.matches("input")) e.preventDefault(); });
  document.addEventListener("keydown", (e) => {
    if (composing(e)) return;
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "s") { e.preventDefault(); const cell = document.activeElement?.closest?.(".cell"); if (cell) commit(cell); send().then(saved); }
    else if (e.altKey && e.code === "KeyN") { e.preventDefault(); nextWrong(); }
    else if (e.key === "?" && !e.target.matches("input, textarea")) $("#cac-phim")?.showModal();
  });
  function nextWrong() {
    const list = all(), wrong = list.filter((c) => ["err", "both", "back", "ask"].includes(c.dataset.state)), here = list.indexOf(document.activeElement);
    const after = (some) => some.find((c) => list.indexOf(c) > here) ?? some[0];
    const next = after(wrong) ?? after(list.filter(isBlank));
    next?.focus(); next?.select?.();
  }
  document.addEventListener("click", (e) => { if (e.target.closest("[data-next-wrong]")) nextWrong(); });

  form.addEventListener("focusin", (e) => {
    const cell = e.target.closest(".cell");
    if (!cell) return;
    $("tr.cur", form)?.classList.remove("cur");
    row(cell).classList.add("cur");
    cell.select();
    detail(cell);
  });
  form.addEventListener("focusout", (e) => { const cell = e.target.closest(".cell"); if (cell) setTimeout(() => commit(cell)); });
  form.addEventListener("change", (e) => { const code = e.target.dataset?.reasonFor; if (!code) return; const cell = all().find((c) => c.dataset.cell === code); cell.dataset.reason = e.target.value; put(cell, { value: cell.dataset.saved ?? "", reason: e.target.value }); });

  // The details panel follows the cell while it is open
  let waitDetail = 0;
  function detail(cell) {
    clearTimeout(waitDetail);
    const link = $("[data-detail]", row(cell));
    if (!link || $("[data-panel]")?.hidden !== false) return;
    waitDetail = setTimeout(() => window.htmx?.ajax("GET", link.getAttribute("href"), { target: "#giai-thich", swap: "innerHTML" }), 300);
  }
  document.addEventListener("click", (e) => {
    const na = e.target.closest("[data-na]"), prev = e.target.closest("[data-take]");
    if (!na && !prev) return;
    const cell = all().find((c) => c.dataset.cell === (na ?? prev).dataset[na ? "na" : "take"]);
    if (!cell) return;
    if (na) { const on = cell.value !== NA; cell.value = on ? NA : ""; cell.readOnly = on; put(cell, { value: "", na: on }); }
    else { cell.readOnly = false; cell.value = print(prev.dataset.value); commit(cell); }
    cell.focus();
  });

  // Paste a column from a spreadsheet: preview, then one act
  const sheet = $("#dan-cot");
  function preview(text, from) {
    const values = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t").pop());
    const list = open(), start = Math.max(list.indexOf(from), 0), body = $("tbody", sheet), heads = [...sheet.querySelectorAll("thead th")].map((th) => th.textContent);
    body.replaceChildren(...values.map((value, n) => {
      const cell = list[start + n], tr = document.createElement("tr"), got = cell && parse(value, cell.dataset.kind === "decimal");
      const td = (words, kind, said) => { const el = document.createElement(said ? "td" : "th"); el.className = words ? kind : `${kind} no`; el.textContent = words; if (said) el.dataset.l = said; else el.scope = "row"; return el; };
      tr.append(td(cell ? titled(cell) : _("Hết ô để ghi"), ""), td(cell?.value ?? "", "r", heads[1]), td(got?.value !== undefined ? print(got.value) : value, "r", heads[2]), td(!cell ? _("bỏ qua") : got.wrong ? _("không phải số, bỏ qua") : "", "warn", heads[3]));
      if (cell && !got.wrong) { tr.dataset.cell = cell.dataset.cell; tr.dataset.value = got.value; }
      return tr;
    }));
    const fit = body.querySelectorAll("tr[data-cell]").length;
    $("[data-paste-go]", sheet).textContent = _("Ghi %(n)s ô", { n: fit });
    $("[data-paste-go]", sheet).disabled = !fit;
    $("[data-paste-table]", sheet).hidden = !values.some(Boolean);
  }
  let pasteFrom = null;
  form.addEventListener("paste", (e) => {
    const cell = e.target.closest(".cell"), text = e.clipboardData?.getData("text/plain") ?? "";
    if (!cell || !/[\n\t]/.test(text.trim())) return;
    e.preventDefault();
    pasteFrom = cell;
    $("textarea", sheet).value = text;
    preview(text, cell);
    sheet.showModal();
  });
  sheet?.addEventListener("input", () => preview($("textarea", sheet).value, pasteFrom));
  document.addEventListener("click", (e) => {
    if (e.target.closest('[data-opens="dan-cot"]')) { pasteFrom = $("tr.cur .cell", form) ?? open()[0]; $("textarea", sheet).value = ""; preview("", pasteFrom); }
    if (!e.target.closest("[data-paste-go]")) return;
    for (const tr of sheet.querySelectorAll("tr[data-cell]")) { const cell = all().find((c) => c.dataset.cell === tr.dataset.cell); cell.value = print(tr.dataset.value); commit(cell); }
    sheet.close();
  });

  // Leaving, losing and finding the net
  addEventListener("beforeunload", (e) => { if (waiting.size && !going) e.preventDefault(); });
  addEventListener("focus", () => { if (away) send(); });
  addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") { const cell = document.activeElement?.closest?.(".cell"); if (cell) commit(cell); } });
  addEventListener("online", send);
  form.addEventListener("submit", (e) => { if (both.size) { e.preventDefault(); nextWrong(); return; } if (waiting.size) { e.preventDefault(); leaving = true; submitter = e.submitter; send(); } });
  setInterval(network, 5000);

  // Start: what waited from before is shown and sent first
  for (const cell of all()) { cell.dataset.saved ??= parse(cell.value, true).value ?? ""; cell.dataset.state ??= ""; }
  // What a whole form that came back holds is kept as if typed just now.
  for (const cell of all()) {
    const code = cell.dataset.cell, { value, wrong: text } = parse(cell.value, cell.dataset.kind === "decimal");
    if (row(cell).nextElementSibling?.querySelector(".both")) both.set(code, { value: value ?? "", na: cell.value === NA, seen: cell.dataset.version ?? "", since: Date.now() });
    else if (cell.dataset.state === "err" && text) wrong.set(code, cell.value);
  }
  for (const [code, what] of both) if (!waiting.has(code)) waiting.set(code, { ...what, key: crypto.randomUUID() });
  both.clear();
  for (const [code, text] of [...wrong]) {
    const cell = all().find((c) => c.dataset.cell === code);
    if (!cell) wrong.delete(code);
    else if (cell.dataset.state === "lock") closed(cell, text);
    else { cell.value = text; cell.readOnly = false; if (text === NA) { wrong.delete(code); cell.readOnly = true; put(cell, { value: "", na: true }); } else commit(cell); }
  }
  for (const [code, what] of waiting) { const cell = all().find((c) => c.dataset.cell === code); if (cell && cell.dataset.state !== "lock") { cell.value = typedIn(what); show(cell, "wait"); } }
  for (const [code, text] of reasons) {
    const cell = all().find((c) => c.dataset.cell === code);
    if (!cell || cell.dataset.state === "lock") reasons.delete(code);
    else if (!waiting.has(code)) { cell.dataset.reason = text; put(cell, { value: cell.dataset.saved ?? "", reason: text }); }
  }
  keep();
  document.documentElement.classList.add("js-grid");
  count(); network();
  if (waiting.size) send();
})();
