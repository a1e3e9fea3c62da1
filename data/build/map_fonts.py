"""The typeface of map pictures: Be Vietnam Pro, whose package has it in pieces, put together with what maps write."""

import io

from fontTools import merge, subset
from fontTools.ttLib import TTFont

from common import DATA, package_file

PACKAGE = "fontsource-be-vietnam-pro-5.3.0.tgz"
PIECES = ["latin", "vietnamese", "latin-ext"]
WEIGHTS = {400: "Regular", 600: "SemiBold"}
VIETNAMESE = [*range(0x0102, 0x0104), 0x0110, 0x0111, 0x0128, 0x0129, 0x0168, 0x0169, 0x01A0, 0x01A1, 0x01AF, 0x01B0, *range(0x1EA0, 0x1EFA)]
# Combining marks, for text that comes decomposed.
MARKS = [0x0300, 0x0301, 0x0302, 0x0303, 0x0306, 0x0309, 0x031B, 0x0323]
PUNCTUATION = [0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x20AB, 0x2212]
WANTED = {*range(0x20, 0x7F), *range(0xA0, 0x100), *VIETNAMESE, *MARKS, *PUNCTUATION}


def options():
    options = subset.Options()
    options.layout_features = ["ccmp", "kern", "mark", "mkmk", "locl"]
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    options.recalc_timestamp = False
    return options


def only(font, characters):
    subsetter = subset.Subsetter(options())
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def piece(name, weight):
    content = package_file(PACKAGE, f"package/files/be-vietnam-pro-{name}-{weight}-normal.woff2")
    return TTFont(io.BytesIO(content), recalcTimestamp=False)


def whole(weight):
    """Each character from the first piece that has it."""
    missing, parts, dates = set(WANTED), [], None
    for name in PIECES:
        font = piece(name, weight)
        here = missing & set(font.getBestCmap())
        missing -= here
        # The merger would write today's.
        dates = dates or (font["head"].created, font["head"].modified)
        if here:
            part = io.BytesIO()
            only(font, here).save(part)
            part.seek(0)
            parts.append(part)
    font = merge.Merger().merge(parts)
    font.recalcTimestamp = False
    font["head"].created, font["head"].modified = dates
    assert set(map(ord, "ằẳẵắặđĐưƯỹ·–°©")) <= set(font.getBestCmap())
    # Once more, to throw out what the merger doubled.
    font = only(font, WANTED)
    family, style = "Be Vietnam Pro", WEIGHTS[weight]
    font["OS/2"].usWeightClass = weight
    for ix, text in {1: family, 2: "Regular", 4: f"{family} {style}", 6: f"BeVietnamPro-{style}", 16: family, 17: style}.items():
        font["name"].setName(text, ix, 3, 1, 0x409)
    return font


def main():
    folder = DATA / "fonts"
    folder.mkdir(exist_ok=True)
    for weight, style in WEIGHTS.items():
        font = whole(weight)
        for flavour, extension in ((None, "ttf"), ("woff2", "woff2")):
            font.flavor = flavour
            path = folder / f"BeVietnamPro-{style}.{extension}"
            font.save(path)
            print(f"{path.relative_to(DATA)}: {path.stat().st_size:,} bytes")
    licence = package_file(PACKAGE, "package/LICENSE")
    (folder / "OFL-BeVietnamPro.txt").write_bytes(licence)


if __name__ == "__main__":
    main()
