//! Everything that a report is made from, gathered once, and how it writes figures, days and names.

use std::sync::Arc;

use jiff::civil::Date;

use super::Asked;
use super::ledger::Ledger;
use super::period::Period;
use super::results::{LineResult, Span, results};
use crate::domain::coverage::LineChoice;
use crate::domain::unit::{CommuneKind, DistrictKind};
use crate::domain::{CommuneIx, Coverage, DistrictIx, Language, Place, Quantity, Reference, words};
use crate::service::selection::View;
use crate::service::summary::Summary;
use crate::store::{Store, StoreError};
use crate::world::Snapshot;

pub(super) struct Scene<'a> {
    pub snapshot: &'a Snapshot,
    pub reference: &'a Reference,
    pub language: Language,
    pub period: Period,
    pub before: Option<Period>,
    pub district: Option<DistrictIx>,
    /// Coverage at the end of the period.
    pub end: Arc<Coverage>,
    /// The figures of the API on the same day, and on the eve of the period.
    pub summary: Summary<'a>,
    pub eve_summary: Summary<'a>,
    pub results: Vec<LineResult<'a>>,
    pub eve_results: Vec<LineResult<'a>>,
    /// Of the period it is compared with.
    pub before_results: Vec<LineResult<'a>>,
    pub ledger: Ledger,
}

impl<'a> Scene<'a> {
    pub fn new(snapshot: &'a Snapshot, store: &Store, asked: &Asked) -> Result<Self, StoreError> {
        let reference = &snapshot.atlas.reference;
        let Asked {
            period,
            district,
            language,
        } = asked.clone();
        let before = period.compared_with(&reference.plan);
        let summary = |as_of| {
            let choice = LineChoice::Overall { year: None };
            Summary::of(snapshot, View { as_of, choice }, district)
        };
        let results = |eve: Date, end: Date| {
            let (eve, end) = (snapshot.coverage(eve), snapshot.coverage(end));
            let span = Span {
                eve: &eve,
                end: &end,
            };
            results(reference, span, district)
        };
        let of_before = before.as_ref();
        Ok(Self {
            snapshot,
            reference,
            language,
            district,
            end: snapshot.coverage(period.last),
            summary: summary(period.last),
            eve_summary: summary(period.eve()),
            results: results(period.eve(), period.last),
            eve_results: results(period.eve(), period.eve()),
            before_results: of_before.map_or(Vec::new(), |p| results(p.eve(), p.last)),
            ledger: Ledger::read(snapshot, store, (&period, of_before), district)?,
            period,
            before,
        })
    }

    /// One of the two, in the report's language.
    pub const fn t(&self, vi: &'static str, en: &'static str) -> &'static str {
        self.language.choose(vi, en)
    }

    pub const fn is_vi(&self) -> bool {
        matches!(self.language, Language::Vi)
    }

    pub fn n(&self, n: impl ToString + Copy) -> String {
        words::whole(&n, self.language)
    }

    pub fn q(&self, quantity: Quantity) -> String {
        words::quantity(quantity, self.language)
    }

    pub fn share(&self, share: f64) -> String {
        words::share(share, self.language)
    }

    /// `09/11/2016`: days below ten and the first two months are written with a nought (Decree 30/2020/NĐ-CP).
    pub fn day(&self, day: Date) -> String {
        match self.language {
            Language::Vi => {
                let (d, m) = nought(day);
                format!("{d}/{m}/{}", day.year())
            }
            Language::En => words::date(day, Language::En),
        }
    }

    /// `ngày 09 tháng 11 năm 2016`
    pub fn day_in_words(&self, day: Date) -> String {
        match self.language {
            Language::Vi => {
                let (d, m) = nought(day);
                format!("ngày {d} tháng {m} năm {}", day.year())
            }
            Language::En => words::date(day, Language::En),
        }
    }

    pub fn period_name(&self) -> String {
        self.period.name(self.language)
    }

    pub fn province(&self) -> &'a str {
        &self.reference.units.province.name
    }

    pub fn district_name(&self, district: DistrictIx) -> String {
        district_name(self.reference, district, self.language)
    }

    /// What the report is about: `tỉnh Lai Châu`, `huyện Phong Thổ`.
    pub fn whose(&self) -> String {
        whose(self.reference, self.district, self.language)
    }

    /// `xã Dào San`
    pub fn commune_name(&self, commune: CommuneIx) -> String {
        let commune = &self.reference.units.communes[commune];
        let name = &commune.name;
        match (self.language, commune.kind) {
            (Language::Vi, kind) => format!("{} {name}", kind.vi()),
            (Language::En, CommuneKind::Xa) => format!("{name} commune"),
            (Language::En, CommuneKind::ThiTran) => format!("{name} town"),
            (Language::En, CommuneKind::Phuong) => format!("{name} ward"),
        }
    }

    pub fn place_name(&self, place: Place) -> String {
        match place {
            Place::Province => self.t("toàn tỉnh", "whole province").to_owned(),
            Place::District(district) => self.district_name(district),
            Place::Commune(commune) => self.commune_name(commune),
            Place::Site(site) => {
                let site = &self.reference.sites[site];
                self.language
                    .choose(&site.name_vi, &site.name_en)
                    .to_owned()
            }
        }
    }

    /// The communes that the report is about.
    pub fn communes(&self) -> Vec<CommuneIx> {
        let units = &self.reference.units;
        match self.district {
            Some(district) => units.districts[district].communes.clone(),
            None => (0..units.communes.len()).collect(),
        }
    }

    pub const fn has_samples(&self) -> bool {
        self.ledger.samples > 0
    }
}

/// What a report is about: `tỉnh Lai Châu`, `huyện Phong Thổ`.
pub(super) fn whose(
    reference: &Reference,
    district: Option<DistrictIx>,
    language: Language,
) -> String {
    let province = &reference.units.province.name;
    match (district, language) {
        (Some(district), _) => district_name(reference, district, language),
        (None, Language::Vi) => format!("tỉnh {province}"),
        (None, Language::En) => format!("{province} province"),
    }
}

fn district_name(reference: &Reference, district: DistrictIx, language: Language) -> String {
    let district = &reference.units.districts[district];
    let name = &district.name;
    match (language, district.kind) {
        (Language::Vi, DistrictKind::Huyen) => format!("huyện {name}"),
        (Language::Vi, DistrictKind::ThanhPho) => format!("thành phố {name}"),
        (Language::En, DistrictKind::Huyen) => format!("{name} district"),
        (Language::En, DistrictKind::ThanhPho) => format!("{name} city"),
    }
}

fn nought(day: Date) -> (String, String) {
    let month = day.month();
    let month = if month < 3 {
        format!("{month:02}")
    } else {
        month.to_string()
    };
    (format!("{:02}", day.day()), month)
}

/// With a capital at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_and_months_have_the_noughts_that_offices_write() {
        let days = [
            (2016, 11, 9),
            (2018, 1, 1),
            (2018, 6, 30),
            (2017, 2, 12),
            (2018, 3, 5),
        ];
        let written = days.map(|(y, m, d)| {
            let (d, m) = nought(date(y, m, d));
            format!("{d}/{m}/{y}")
        });
        assert_eq!(
            written,
            [
                "09/11/2016",
                "01/01/2018",
                "30/6/2018",
                "12/02/2017",
                "05/3/2018"
            ]
        );
    }

    #[test]
    fn capitals_are_those_of_the_language() {
        assert_eq!(capital("đã dựng"), "Đã dựng");
        assert_eq!(capital(""), "");
    }
}
