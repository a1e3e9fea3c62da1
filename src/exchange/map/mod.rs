//! Maps as pictures: drawn as SVG, and rendered from it as PNG.
