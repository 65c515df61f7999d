// Files by pieces: each goes to the server piece by piece and is gone on with after a broken line or a reload.
// Without this file the form sends its files whole.
(() => {
  "use strict";
  const form = document.querySelector("form[data-pieces]");
  if (!form) return;
  const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";
  const PIECE = Number(form.dataset.piece), LIMIT = Number(form.dataset.limit), LANES = 2;
  const input = form.querySelector("input[type=file]"), told = form.querySelector("[data-sending]"), bar = told.querySelector("progress"), words = told.querySelector("span");
  const button = form.querySelector("button.pri");
  const size = (n) => `${(n / 1048576).toFixed(1).replace(".", ",")} MB`;
  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const pause = (ms) => new Promise((go) => { const timer = setTimeout(go, ms); addEventListener("online", () => { clearTimeout(timer); go(); }, { once: true }); });
  class Stopped extends Error {}

  let began = 0, sent = 0, already = 0, whole = 0, finished = 0, count = 0, offline = false;
  function tell() {
    const passed = (Date.now() - began) / 1000, fresh = sent - already, left = fresh > 0 ? ((whole - sent) * passed) / fresh : 0;
    const time = left > 90 ? _(", còn khoảng %(n)s phút", { n: Math.ceil(left / 60) }) : left > 5 ? _(", còn khoảng %(n)s giây", { n: Math.ceil(left / 5) * 5 }) : "";
    words.textContent = offline
      ? _("Mất kết nối. Đã gửi %(sent)s/%(whole)s; có mạng sẽ tự gửi tiếp, không phải gửi lại từ đầu.", { sent: size(sent), whole: size(whole) })
      : _("Đang gửi: %(finished)s/%(count)s tệp, %(sent)s/%(whole)s%(time)s", { finished, count, sent: size(sent), whole: size(whole), time });
    bar.value = whole ? (100 * sent) / whole : 100;
  }

  async function ask(method, address, heads, body) {
    for (let tries = 0; ; tries++) {
      try {
        const answer = await fetch(address, { method, body, redirect: "manual", headers: { "X-CSRFToken": csrf, "Tus-Resumable": "1.0.0", ...heads } });
        if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new Stopped(_("Phiên làm việc đã khóa. Mời tải lại trang, mở khóa rồi chọn lại các tệp; phần đã gửi vẫn còn."));
        if (answer.status < 500) { if (offline) { offline = false; tell(); } return answer; }
      } catch (error) { if (error instanceof Stopped) throw error; }
      offline = true;
      tell();
      await pause(Math.min(1000 * 2 ** tries, 15000));
    }
  }

  async function send(file, row) {
    const heads = { "Upload-Length": String(file.size), "Upload-Metadata": `filename ${base64(file.name)},modified ${base64(String(file.lastModified))}` };
    let mine = 0;
    const at = (offset) => { sent += offset - mine; mine = offset; row.bar.hidden = false; row.bar.value = (100 * offset) / file.size; tell(); };
    for (let rounds = 0; rounds < 5; rounds++) {
      const opened = await ask("POST", form.dataset.open, { ...heads, "Content-Type": "application/offset+octet-stream" }, file.slice(0, PIECE));
      if (opened.status !== 201) { row.told.textContent = (await opened.text()).slice(0, 300); row.bar.hidden = true; whole -= file.size; at(0); return null; }
      const address = opened.headers.get("Location"), key = opened.headers.get("Upload-Key");
      let offset = Number(opened.headers.get("Upload-Offset"));
      if (offset > PIECE) already += offset;
      at(offset);
      while (offset < file.size) {
        const answer = await ask("PATCH", address, { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" }, file.slice(offset, offset + PIECE));
        if (answer.status === 404) break;
        offset = Number(answer.headers.get("Upload-Offset") ?? offset);
        at(offset);
      }
      if (offset === file.size) { finished++; row.told.textContent = _("đã gửi"); tell(); return key; }
    }
    throw new Stopped(_("Tệp này không gửi lên được. Mời tải lại trang rồi thử lại."));
  }

  // Only the list of files moves: the page stays where its reader is.
  const follow = (row) => { const list = row.parentElement; list.scrollTop = row.offsetTop - list.offsetTop - list.clientHeight / 2; };
  const leaving = (e) => e.preventDefault();
  form.addEventListener("submit", async (e) => {
    const files = [...input.files];
    if (!files.length) return;
    e.preventDefault();
    const rows = [...form.querySelectorAll("[data-files] li")].map((row) => ({ told: row.querySelector("span"), bar: row.querySelector("progress"), row }));
    const add = (name, value) => { const field = document.createElement("input"); Object.assign(field, { type: "hidden", name, value }); form.append(field); };
    const waiting = files.map((file, n) => ({ file, row: rows[n] })).filter(({ file, row }) => {
      if (file.size && file.size <= LIMIT) return true;
      row.told.textContent = file.size ? _("nặng %(size)s, vượt mức %(limit)s: không gửi", { size: size(file.size), limit: size(LIMIT) }) : _("tệp rỗng: không gửi");
      add("left_out", `${file.name}|${file.size}`);
      return false;
    });
    button.disabled = true;
    told.hidden = false;
    [began, sent, already, finished, count, whole] = [Date.now(), 0, 0, 0, waiting.length, waiting.reduce((sum, { file }) => sum + file.size, 0)];
    tell();
    addEventListener("beforeunload", leaving);
    try {
      const keys = [], lane = async () => { for (let next; (next = waiting.shift()); ) { follow(next.row.row); keys.push(await send(next.file, next.row)); } };
      await Promise.all(Array.from({ length: LANES }, lane));
      for (const key of keys) if (key) add("upload", key);
      words.textContent = _("Đã gửi xong, đang chuyển sang đọc…");
      input.disabled = true;
      removeEventListener("beforeunload", leaving);
      form.submit();
    } catch (error) {
      removeEventListener("beforeunload", leaving);
      words.textContent = error.message;
      button.disabled = false;
    }
  });
})();
