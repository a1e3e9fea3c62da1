//! A map picture as it is asked for by parameters; HTTP and `vungphu map` share it.

use jiff::civil::Date;

use super::{MapPicture, Size};
use crate::domain::coverage::LineChoice;
use crate::domain::{Language, Reference};
use crate::service::parameter::{ParameterFault, Parameters};
use crate::service::query;
use crate::service::selection::View;

/// What a picture is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Svg,
    Png,
}

/// Pixels to the inch of a PNG: what is less cannot be read, what is more is not seen.
pub const LEAST_DPI: u16 = 72;
pub const MOST_DPI: u16 = 300;

impl Format {
    pub const ALL: [Self; 2] = [Self::Svg, Self::Png];

    /// As a file's name ends.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
        }
    }

    pub fn named(extension: &str) -> Option<Self> {
        let called = |format: &Self| format.extension().eq_ignore_ascii_case(extension);
        Self::ALL.into_iter().find(called)
    }
}

impl MapPicture {
    /// The whole province overall, as it stands today.
    pub fn of_today(today: Date) -> Self {
        Self {
            view: View {
                as_of: today,
                choice: LineChoice::Overall { year: None },
            },
            district: None,
            size: Size::default(),
            language: Language::Vi,
        }
    }

    /// Takes `line` or `year`, `as_of`, `district`, `size` and `lang`.
    ///
    /// # Errors
    /// The first of them that cannot be used.
    pub fn read(
        parameters: &mut Parameters,
        reference: &Reference,
        today: Date,
    ) -> Result<Self, ParameterFault> {
        let view = View {
            as_of: query::as_of(parameters)?.unwrap_or(today),
            choice: query::choice(parameters, reference)?,
        };
        let district = query::district(parameters, reference)?;
        let size = match parameters.take("size") {
            None => Size::default(),
            Some(name) => Size::named(&name).ok_or_else(|| {
                ParameterFault::not_among("size", &name, Size::ALL.map(Size::as_str))
            })?,
        };
        let language = match parameters.take("lang").as_deref() {
            None | Some("vi") => Language::Vi,
            Some("en") => Language::En,
            Some(other) => return Err(ParameterFault::not_among("lang", other, ["vi", "en"])),
        };
        Ok(Self {
            view,
            district,
            size,
            language,
        })
    }

    /// `Vùng phủ – Bản đồ – 2018-leaflets – Phong Thổ – 2018-06-30.png`: what, which line, where, as of when.
    pub fn file_name(&self, reference: &Reference, format: Format) -> String {
        let what = self.language.choose("Bản đồ", "Map");
        let line = match self.view.choice {
            LineChoice::Line(ix) => reference.plan.lines[ix].id.clone(),
            LineChoice::Overall { year: Some(year) } => year.to_string(),
            LineChoice::Overall { year: None } => {
                self.language.choose("chung", "overall").to_owned()
            }
        };
        let district = self.district.map_or_else(String::new, |district| {
            format!(" – {}", reference.units.districts[district].name)
        });
        let (day, extension) = (self.view.as_of, format.extension());
        format!("Vùng phủ – {what} – {line}{district} – {day}.{extension}")
    }
}

/// Takes `dpi`, which a drawing has not.
///
/// # Errors
/// If it is no number that makes a picture.
pub fn dpi(parameters: &mut Parameters, format: Format, size: Size) -> Result<u16, ParameterFault> {
    if format == Format::Svg {
        return Ok(size.dpi());
    }
    let read = |text: &str| {
        let dpi = text.parse().ok()?;
        (LEAST_DPI..=MOST_DPI).contains(&dpi).then_some(dpi)
    };
    let given = parameters.read(
        "dpi",
        "số nguyên từ 72 đến 300",
        "a whole number from 72 to 300",
        read,
    )?;
    Ok(given.unwrap_or(size.dpi()))
}
