//! A map as pixels: the SVG rendered with the map's own typeface and nothing of the machine's, so that it looks the same
//! everywhere and two runs give the same bytes.

use std::sync::{Arc, LazyLock};

use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Options, Tree};

use super::font;

/// An inch of SVG in its own pixels (CSS).
const SVG_DPI: f32 = 96.0;

#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    #[error("the drawing cannot be read: {0}")]
    Drawing(#[from] usvg::Error),
    #[error(
        "there is no picture of `{width}` × `{height}` pixels: want both above 0 and small enough for memory"
    )]
    Pixels { width: u32, height: u32 },
    #[error("the picture cannot be written: {0}")]
    Png(#[from] png::EncodingError),
}

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    for file in font::FILES {
        fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(file)));
    }
    fonts.set_sans_serif_family(font::FAMILY);
    Arc::new(fonts)
});

/// A drawing of this module's as shapes, its texts in their typeface: for everything that paints.
///
/// # Errors
/// If it is no SVG.
pub fn tree(svg: &str) -> Result<Tree, PictureError> {
    let options = Options {
        font_family: font::FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
        ..Options::default()
    };
    // The typeface that it carries is the one that is here.
    let bare = svg.replacen(font::STYLE.as_str(), "", 1);
    Ok(Tree::from_str(&bare, &options)?)
}

/// A drawing as PNG, with this many pixels to the inch.
///
/// # Errors
/// If it is no SVG, or too large.
pub fn png(svg: &str, dpi: u16) -> Result<Vec<u8>, PictureError> {
    let tree = tree(svg)?;
    let scale = f32::from(dpi) / SVG_DPI;
    let (width, height) = (
        pixels(tree.size().width() * scale),
        pixels(tree.size().height() * scale),
    );
    let mut pixmap = Pixmap::new(width, height).ok_or(PictureError::Pixels { width, height })?;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    let per_metre = (f64::from(dpi) / 0.0254).round();
    encoder.set_pixel_dims(Some(PixelDimensions {
        xppu: whole(per_metre),
        yppu: whole(per_metre),
        unit: Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&opaque(pixmap.take()))?;
    writer.finish()?;
    Ok(bytes)
}

/// Pixels without their transparency, in place: paper covers everything.
fn opaque(mut pixels: Vec<u8>) -> Vec<u8> {
    let count = pixels.len() / 4;
    for pixel in 1..count {
        pixels.copy_within(pixel * 4..pixel * 4 + 3, pixel * 3);
    }
    pixels.truncate(count * 3);
    pixels
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a picture is a few thousand pixels wide, and a cast of what is not comes to an end of the range"
)]
fn pixels(length: f32) -> u32 {
    length.round() as u32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most 12 000"
)]
fn whole(per_metre: f64) -> u32 {
    per_metre as u32
}
