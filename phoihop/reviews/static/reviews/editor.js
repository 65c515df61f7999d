// Puts a number of the side column where the caret stands in the paragraph being edited.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const field = document.querySelector(".typing textarea");
  if (!button || !field) return;
  const at = field.selectionStart;
  field.setRangeText(button.dataset.insert, at, field.selectionEnd, "end");
  field.focus();
});

// On narrow screens the outline begins folded, so that the text comes first.
if (matchMedia("(max-width: 900px)").matches) document.querySelector(".outd")?.removeAttribute("open");
