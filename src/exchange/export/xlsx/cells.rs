//! How cells look: by the kind of their column, with colours that never stand without words.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::domain::Status;
use crate::exchange::palette;
use crate::geo::Column;
use crate::geo::feature::ColumnKind;

/// Formats that are used again and again.
#[derive(Debug)]
pub struct Formats {
    pub header: Format,
    pub title: Format,
    pub notice: Format,
    pub label: Format,
    pub words: Format,
    pub text: Format,
    pub prose: Format,
    pub whole: Format,
    pub plain: Format,
    pub decimal: Format,
    pub share: Format,
    pub degrees: Format,
    pub metres: Format,
    pub date: Format,
    pub moment: Format,
}

impl Formats {
    pub fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top);
        let number = |format: &str| cell().set_num_format(format);
        Self {
            header: Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(colour(palette::ACTION))
                .set_border(FormatBorder::Thin)
                .set_border_color(colour(palette::HAIRLINE))
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            title: Format::new()
                .set_bold()
                .set_font_size(16)
                .set_font_color(colour(palette::ACTION))
                .set_align(FormatAlign::Top)
                .set_text_wrap(),
            notice: cell()
                .set_bold()
                .set_font_color(colour(palette::BORDER))
                .set_text_wrap(),
            label: cell().set_bold().set_font_color(colour(palette::MUTED)),
            words: cell().set_text_wrap(),
            // Codes keep their leading zeros.
            text: cell().set_num_format("@"),
            prose: cell().set_num_format("@").set_text_wrap(),
            whole: number("#,##0"),
            plain: number("0"),
            decimal: number("#,##0.0##"),
            share: number("0.0%"),
            degrees: number("0.000000"),
            metres: number("#,##0.000"),
            date: number("dd/mm/yyyy"),
            moment: number("dd/mm/yyyy hh:mm"),
        }
    }

    /// Of a number in a column.
    pub fn number(&self, column: &Column, is_whole: bool) -> &Format {
        match (column.name, column.kind, column.unit) {
            // Names more than amounts.
            ("year" | "revision", ..) => &self.plain,
            ("share", ..) => &self.share,
            (_, _, Some("deg")) => &self.degrees,
            (_, ColumnKind::Integer, _) => &self.whole,
            (_, ColumnKind::Quantity, _) if is_whole => &self.whole,
            _ => &self.decimal,
        }
    }
}

/// A status on its colour, in a colour that can be read on it.
pub fn status(value: &str) -> Option<Format> {
    // The states of panos have the colours of the statuses that they are like.
    let alike = match value {
        "built" => "reached",
        "planned" => "pending",
        other => other,
    };
    let status = Status::ALL.into_iter().find(|s| s.as_str() == alike)?;
    let ink = match status {
        Status::Reached => Color::White,
        _ => colour(palette::INK),
    };
    Some(
        Format::new()
            .set_align(FormatAlign::Top)
            .set_num_format("@")
            .set_font_color(ink)
            .set_background_color(colour(palette::plain(status)))
            .set_border(FormatBorder::Thin)
            .set_border_color(colour(palette::HAIRLINE)),
    )
}

/// `#rrggbb`.
pub fn colour(hex: &str) -> Color {
    let number = u32::from_str_radix(hex.trim_start_matches('#'), 16);
    number.map_or(Color::Default, Color::RGB)
}
