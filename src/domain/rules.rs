//! What holds for every activity, whoever hands it in and however: the importer and the HTTP API ask here.

use jiff::civil::Date;

use super::fault::FaultKind;
use super::plan::Document;

/// Which of an activity's two days a rule speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    Start,
    End,
}

/// What is to be said of an activity's days, and of which one.
pub type Said = (Day, FaultKind);

/// Work counts from the plan's first day on and cannot lie in the future; late work counts too, and is pointed out
/// (`Ok(Some(…))`).
///
/// # Errors
/// What is wrong: the end before the start, before the plan, or after `today`.
pub fn time(
    start: Date,
    end: Option<Date>,
    document: &Document,
    today: Date,
) -> Result<Option<Said>, Said> {
    if end.is_some_and(|end| end < start) {
        return Err((Day::End, FaultKind::EndBeforeStart { start }));
    }
    let (last, done_on) = end.map_or((Day::Start, start), |end| (Day::End, end));
    let (starts_on, ends_on) = (document.starts_on, document.ends_on);
    if start < starts_on {
        Err((Day::Start, FaultKind::BeforePlan { starts_on }))
    } else if done_on > today {
        Err((last, FaultKind::InFuture { today }))
    } else if done_on > ends_on {
        Ok(Some((last, FaultKind::AfterPlan { ends_on })))
    } else {
        Ok(None)
    }
}

/// Women are among the participants, where both are counted.
///
/// # Errors
/// If there are more of them.
pub fn women(women: Option<u32>, participants: Option<u32>) -> Result<(), FaultKind> {
    match (women, participants) {
        (Some(women), Some(participants)) if women > participants => {
            Err(FaultKind::MoreWomenThanParticipants { participants })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn document() -> Document {
        crate::domain::plan::tests::document(date(2016, 11, 9), date(2018, 12, 31))
    }

    /// The code of what is said, and whether it is a fault.
    fn said(start: Date, end: Option<Date>) -> Option<(Day, &'static str, bool)> {
        match time(start, end, &document(), date(2019, 6, 1)) {
            Ok(None) => None,
            Ok(Some((day, kind))) => Some((day, kind.code(), false)),
            Err((day, kind)) => Some((day, kind.code(), true)),
        }
    }

    #[test]
    fn days_must_lie_between_the_plan_and_today() {
        let (first, last) = (date(2016, 11, 9), date(2018, 12, 31));
        let today = date(2019, 6, 1);
        for (start, end, want) in [
            (first, None, None),
            (first, Some(first), None),
            (last, None, None),
            (
                date(2016, 11, 8),
                None,
                Some((Day::Start, "before_plan", true)),
            ),
            (
                date(2016, 11, 8),
                Some(last),
                Some((Day::Start, "before_plan", true)),
            ),
            (
                date(2019, 1, 1),
                None,
                Some((Day::Start, "after_plan", false)),
            ),
            (last, Some(today), Some((Day::End, "after_plan", false))),
            (
                date(2019, 6, 2),
                None,
                Some((Day::Start, "future_date", true)),
            ),
            (
                last,
                Some(date(2019, 6, 2)),
                Some((Day::End, "future_date", true)),
            ),
            (
                last,
                Some(first),
                Some((Day::End, "end_before_start", true)),
            ),
        ] {
            assert_eq!(said(start, end), want, "{start} {end:?}");
        }
    }

    #[test]
    fn women_are_among_the_participants() {
        for (w, p, fine) in [
            (Some(3), Some(3), true),
            (Some(4), Some(3), false),
            (Some(4), None, true),
            (None, Some(3), true),
            (None, None, true),
        ] {
            assert_eq!(women(w, p).is_ok(), fine, "{w:?} {p:?}");
        }
    }
}
