"""Bring the fonts from the installed packages into fonts/: the interface's, the papers', and the ten digits.

Be Vietnam Pro has no tabular figures, so its ten digits are cut out, set to one width and
used as a font of their own ("So Deu") in columns, charts and timers.
"""

import shutil
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = (400, 500, 600, 700)
DIGITS = range(0x30, 0x3A)
PAPER = ((0x20, 0x17F), (0x1A0, 0x1B0), (0x300, 0x323), (0x1EA0, 0x1EF9), (0x2010, 0x2026), (0x20AB, 0x20AB))


def level_digits(source: Path, target: Path) -> None:
    options = subset.Options()
    options.layout_features = []
    options.flavor = "woff2"
    options.hinting = False
    font = TTFont(source)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=list(DIGITS))
    subsetter.subset(font)
    names, metrics, glyphs = font.getBestCmap(), font["hmtx"], font["glyf"]
    width = metrics[names[0x30]][0]
    for code in DIGITS:
        name = names[code]
        advance, _ = metrics[name]
        shift = round((width - advance) / 2)
        glyph = glyphs[name]
        if glyph.isComposite():
            for component in glyph.components:
                component.x += shift
        elif glyph.numberOfContours > 0:
            glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(glyphs)
        metrics[name] = (width, glyph.xMin)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = "So Deu"
    font.flavor = "woff2"
    font.save(target)


def slim_paper(source: Path, target: Path) -> None:
    """The letters of Vietnamese papers alone, for screens without Times New Roman."""
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    font = TTFont(source)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for low, high in PAPER for code in range(low, high + 1)])
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def main() -> None:
    interface = ROOT / "node_modules/@fontsource/be-vietnam-pro/files"
    papers = ROOT / "node_modules/@expo-google-fonts/tinos"
    web, paper = ROOT / "fonts/web", ROOT / "fonts/paper"
    web.mkdir(parents=True, exist_ok=True)
    paper.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        for script in ("latin", "latin-ext", "vietnamese"):
            name = f"be-vietnam-pro-{script}-{weight}-normal.woff2"
            shutil.copyfile(interface / name, web / name)
        level_digits(interface / f"be-vietnam-pro-latin-{weight}-normal.woff2", web / f"so-deu-{weight}.woff2")
    for file in papers.rglob("*.ttf"):
        shutil.copyfile(file, paper / file.name)
    for name, style in (("400Regular", "400"), ("400Regular_Italic", "400-italic"), ("700Bold", "700")):
        slim_paper(paper / f"Tinos_{name}.ttf", web / f"tinos-{style}.woff2")


if __name__ == "__main__":
    main()
