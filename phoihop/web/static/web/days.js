// Days: a browser of another language shows its fields month first; there the day is typed, as offices write it.
// Stands before the shell, which puts back what was typed before the screen was locked.
(() => {
  "use strict";
  const { hint } = document.currentScript.dataset;
  const first = new Intl.DateTimeFormat(navigator.language).formatToParts().find((part) => part.type !== "literal");
  if (first.type === "day" || !matchMedia("(pointer: fine)").matches) return;
  for (const field of document.querySelectorAll("input[type=date]")) {
    const said = field.getAttribute("value") ?? "", [, year, month, day] = said.match(/^(\d{4})-(\d\d)-(\d\d)$/) ?? [];
    field.type = "text";
    field.value = year ? `${day}/${month}/${year}` : said;
    Object.assign(field, { placeholder: hint, autocomplete: "off", maxLength: 10 });
  }
})();
