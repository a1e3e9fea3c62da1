//! The plan: its document, its lines (promises), and the rules that give them meaning. All of it is data (`plan.toml`).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{LineIx, Quantity};

/// A whole plan as read from `plan.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub document: Document,
    pub expect: Expect,
    pub pano: PanoRule,
    #[serde(rename = "line")]
    pub lines: Vec<Line>,
}

impl Plan {
    pub fn line_ix(&self, id: &str) -> Option<LineIx> {
        self.lines.iter().position(|l| l.id == id)
    }

    /// Years in which lines stand, ascending, each once.
    pub fn years(&self) -> Vec<i16> {
        let mut years: Vec<i16> = self.lines.iter().map(|l| l.year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

/// The document that made the promises.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub number: String,
    pub title_vi: String,
    pub title_en: String,
    pub issuer_vi: String,
    pub issuer_en: String,
    pub issued_on: Date,
    /// First and last day of the plan's time.
    pub starts_on: Date,
    pub ends_on: Date,
    pub hotline: String,
    /// GSO code of the province.
    pub province: String,
    /// Edition of the administrative units the plan speaks of.
    pub edition: String,
    /// File with the document's own text, in which every quote stands.
    #[serde(skip_serializing)]
    pub text: String,
}

/// The figures the data must add up to; `vungphu check` compares.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    pub communes: usize,
    pub xa: usize,
    pub thi_tran: usize,
    pub phuong: usize,
    pub districts: usize,
    pub border: usize,
    pub priority: usize,
    pub sites: usize,
    pub lines: usize,
    /// Separate pieces that the outlines together lie in.
    pub parts: usize,
}

/// How far a pano is taken to be seen, an assumption of ours.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanoRule {
    pub reach_km: f64,
    pub assumption_vi: String,
    pub assumption_en: String,
}

/// One promise of the plan.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub id: String,
    pub year: i16,
    /// Paragraph of the document, e.g. `III.2.1`.
    pub paragraph: String,
    /// The document's own words, verbatim.
    pub quote: String,
    pub kind: LineKind,
    pub title_vi: String,
    pub title_en: String,
    /// At most sixteen characters, for table headings.
    pub short_vi: String,
    pub short_en: String,
    pub level: Level,
    pub measure: Measure,
    pub reach: Reach,
    pub scope: Scope,
    pub target: Quantity,
    pub unit_vi: String,
    pub unit_en: String,
    pub due: Date,
    pub weights: Option<Weights>,
    #[serde(default, rename = "assumption")]
    pub assumptions: Vec<Assumption>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    Document,
    Meeting,
    Pano,
    Leaflet,
    Event,
    Training,
    Press,
    Broadcast,
    Conference,
    Report,
}

impl LineKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Meeting => "meeting",
            Self::Pano => "pano",
            Self::Leaflet => "leaflet",
            Self::Event => "event",
            Self::Training => "training",
            Self::Press => "press",
            Self::Broadcast => "broadcast",
            Self::Conference => "conference",
            Self::Report => "report",
        }
    }

    /// Kinds that speak to people where they live: these make a commune's overall coverage.
    pub const fn counts_overall(self) -> bool {
        matches!(
            self,
            Self::Leaflet | Self::Broadcast | Self::Conference | Self::Event | Self::Training
        )
    }
}

/// What kind of place a line is promised to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Commune,
    District,
    Province,
    Site,
}

impl Level {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::District => "district",
            Self::Province => "province",
            Self::Site => "site",
        }
    }
}

/// `Sum`: quantities add up. `Count`: what counts is how many took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    Sum,
    Count,
}

/// `Direct`: only a share that names the unit counts for it. `Within`: a share reaches everything inside the unit it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    Direct,
    Within,
}

/// Where a line is promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Province,
    Communes(CommuneSet),
    /// GSO codes.
    Districts(Vec<String>),
    /// Slugs.
    Sites(Vec<String>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommuneSet {
    All,
    Border,
}

/// How a `Sum` line's target splits over its communes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    pub priority: u32,
    pub other: u32,
}

/// A rule that the plan leaves open, as this service fills it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    pub vi: String,
    pub en: String,
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A document with these first and last days.
    pub(in crate::domain) fn document(starts_on: Date, ends_on: Date) -> Document {
        let text = String::new;
        Document {
            number: text(),
            title_vi: text(),
            title_en: text(),
            issuer_vi: text(),
            issuer_en: text(),
            issued_on: starts_on,
            starts_on,
            ends_on,
            hotline: text(),
            province: text(),
            edition: text(),
            text: text(),
        }
    }
}
