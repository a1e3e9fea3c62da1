//! The times that reports are about: those for which the plan wants reports (IV.3), read from its lines.

use jiff::civil::{Date, date};

use super::scene::capital;
use crate::domain::plan::LineKind;
use crate::domain::{Language, Plan};

/// In front of a period's id in the id of its plan line.
const PREFIX: &str = "report-";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// `2018-h1`, or `2018` for the whole year.
    pub id: String,
    pub year: i16,
    /// Its first half only.
    pub half: bool,
    pub first: Date,
    pub last: Date,
}

impl Period {
    /// Ascending by their last day.
    pub fn all(plan: &Plan) -> Vec<Self> {
        let reports = plan.lines.iter().filter(|l| l.kind == LineKind::Report);
        let period = |line: &crate::domain::Line| {
            let new_year = date(line.year, 1, 1);
            Some(Self {
                id: line.id.strip_prefix(PREFIX)?.to_owned(),
                year: line.year,
                half: line.due.month() <= 6,
                // Before the plan there is nothing to report.
                first: new_year.max(plan.document.starts_on),
                last: line.due,
            })
        };
        let mut all: Vec<Self> = reports.filter_map(period).collect();
        all.sort_by_key(|period| period.last);
        all
    }

    pub fn find(plan: &Plan, id: &str) -> Option<Self> {
        Self::all(plan).into_iter().find(|period| period.id == id)
    }

    pub fn is_over(&self, today: Date) -> bool {
        self.last < today
    }

    /// The day before it: what it began with.
    pub fn eve(&self) -> Date {
        self.first.yesterday().unwrap_or(self.first)
    }

    /// `6 tháng đầu năm 2018`, `năm 2018`
    pub fn name(&self, language: Language) -> String {
        let year = self.year;
        match (language, self.half) {
            (Language::Vi, true) => format!("6 tháng đầu năm {year}"),
            (Language::Vi, false) => format!("năm {year}"),
            (Language::En, true) => format!("first half of {year}"),
            (Language::En, false) => format!("year {year}"),
        }
    }

    /// The same by itself: `Năm 2018`
    pub fn title(&self, language: Language) -> String {
        capital(&self.name(language))
    }

    /// What its results are compared with: the same time of the year before, or where the plan has no such report, the last
    /// one before it.
    pub fn compared_with(&self, plan: &Plan) -> Option<Self> {
        let earlier: Vec<Self> = Self::all(plan)
            .into_iter()
            .filter(|period| period.last < self.first)
            .collect();
        let same = |period: &&Self| period.year == self.year - 1 && period.half == self.half;
        let same = earlier.iter().find(same);
        same.or(earlier.last()).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::reference;

    #[test]
    fn reports_are_due_as_the_plan_says() {
        let plan = reference::load(None).unwrap().reference.plan;
        let all = Period::all(&plan);
        let ids: Vec<&str> = all.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(ids, ["2016", "2017-h1", "2017", "2018-h1", "2018"]);
        assert_eq!(
            (all[0].first, all[0].last),
            (date(2016, 11, 9), date(2016, 12, 31))
        );
        assert_eq!(
            (all[3].first, all[3].last),
            (date(2018, 1, 1), date(2018, 6, 30))
        );
        let compared = |ix: usize| all[ix].compared_with(&plan).map(|p| p.id);
        let same_time = [
            None,
            Some("2016"),
            Some("2016"),
            Some("2017-h1"),
            Some("2017"),
        ];
        for (ix, want) in same_time.into_iter().enumerate() {
            assert_eq!(compared(ix).as_deref(), want, "{}", all[ix].id);
        }
        assert!(all[3].is_over(date(2018, 7, 1)) && !all[3].is_over(date(2018, 6, 30)));
    }
}
