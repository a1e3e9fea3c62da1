//! Pano sites: the places at which the plan puts its large billboards.

use jiff::civil::Date;

use super::unit::LonLat;
use super::{CommuneIx, LineIx};

/// A billboard place of the plan.
#[derive(Clone, Debug)]
pub struct PanoSite {
    /// Stable id, e.g. `ma-lu-thang`.
    pub slug: String,
    pub line: LineIx,
    pub year: i16,
    pub name_vi: String,
    pub name_en: String,
    /// The commune in which it stands.
    pub commune: CommuneIx,
    pub point: LonLat,
    /// How far off the point may be, in metres.
    pub accuracy_m: u32,
    /// Where the point comes from.
    pub source: String,
}

/// State of a site on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteState {
    Built { on: Date },
    Planned,
    Overdue,
}

impl SiteState {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Built { .. } => "built",
            Self::Planned => "planned",
            Self::Overdue => "overdue",
        }
    }

    pub const fn built_on(self) -> Option<Date> {
        match self {
            Self::Built { on } => Some(on),
            _ => None,
        }
    }
}
