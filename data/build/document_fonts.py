"""The typefaces of paper documents: Tinos, which runs as Times New Roman does, with all of Vietnamese, and the signs of the statuses from DejaVu Sans."""

import io

from fontTools import subset
from fontTools.ttLib import TTFont

from common import DATA, package_file

TINOS = "expo-google-fonts-tinos-0.4.2.tgz"
DEJAVU = "dejavu-fonts-ttf-2.37.3.tgz"
STYLES = {"400Regular": "Regular", "400Regular_Italic": "Italic", "700Bold": "Bold", "700Bold_Italic": "BoldItalic"}
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x01A0, 0x01A1, 0x01AF, 0x01B0, *range(0x1EA0, 0x1EFA)]
# Combining marks, for letters that have no composed form.
MARKS = [0x0300, 0x0301, 0x0302, 0x0303, 0x0306, 0x0309, 0x031B, 0x0323]
PUNCTUATION = [*map(ord, "\u2009\u2011–—‘’‚“”„†‡•…‰′″‹›₫€№→←↑↓−≈≠≤≥\ufffd")]
# All from one face, since they stand beside each other.
SIGNS = [*map(ord, "●◐○▲△■□◆✓✗☐☑")]


def cut(content, characters):
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = ["ccmp", "kern", "mark", "mkmk", "locl"]
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    # Of no use to a layout.
    options.drop_tables += ["FFTM", "MATH"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    assert set(characters) <= set(font.getBestCmap())
    return font


def main():
    folder = DATA / "fonts"
    folder.mkdir(exist_ok=True)
    fonts = {f"Tinos-{style}.ttf": cut(package_file(TINOS, f"package/{name}/Tinos_{name}.ttf"), [*LATIN, *MARKS, *PUNCTUATION]) for name, style in STYLES.items()}
    fonts["DejaVuSans-Signs.ttf"] = cut(package_file(DEJAVU, "package/ttf/DejaVuSans.ttf"), SIGNS)
    for name, font in fonts.items():
        font.save(folder / name)
        print(f"fonts/{name}: {(folder / name).stat().st_size:,} bytes")
    (folder / "OFL-Tinos.txt").write_bytes(package_file(TINOS, "package/LICENSE_FONT"))
    (folder / "LICENSE-DejaVu.txt").write_bytes(package_file(DEJAVU, "package/LICENSE"))


if __name__ == "__main__":
    main()
