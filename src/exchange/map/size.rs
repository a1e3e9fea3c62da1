//! The sizes in which maps are drawn, and what they are for.

/// A size of paper or screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Size {
    /// A page, landscape.
    #[default]
    A4,
    /// A poster, landscape.
    A3,
    /// A widescreen slide (1920 × 1080).
    Slide,
    /// What chat programs and social networks show beside a link (1200 × 630).
    Social,
    /// Within a report's page, under a heading of its own.
    Figure,
}

impl Size {
    pub const ALL: [Self; 5] = [Self::A4, Self::A3, Self::Slide, Self::Social, Self::Figure];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A3 => "a3",
            Self::Slide => "slide",
            Self::Social => "social",
            Self::Figure => "figure",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.as_str() == name)
    }

    /// Pixels to the inch where nobody says: what a screen shows sharp, or a printer prints without grain.
    pub const fn dpi(self) -> u16 {
        match self {
            Self::A4 | Self::A3 => 150,
            // An inch of a screen is 96 pixels.
            Self::Slide | Self::Social => 96,
            Self::Figure => 200,
        }
    }
}
