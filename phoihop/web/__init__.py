"""The shell (khung giao diện): base page, components, styles, part-or-page answers, refusals shown."""
