//! Warnings: what a person should look at twice, and may well be right.

use jiff::civil::Date;

use crate::domain::fault::FaultKind;
use crate::domain::{Draft, FieldFault, Place, Revision, rules};
use crate::store::{Store, StoreError};
use crate::world::{Effect, Snapshot};

/// What is odd about content that may be recorded all the same. `own` is the activity it is of, if that is there already.
///
/// # Errors
/// If the database cannot be read.
pub fn warnings(
    draft: &Draft,
    own: Option<&Revision>,
    snapshot: &Snapshot,
    store: &Store,
) -> Result<Vec<FieldFault>, StoreError> {
    let reference = &snapshot.atlas.reference;
    let line = &reference.plan.lines[draft.line];
    let mut warnings = Vec::new();
    let own_id = own.map(|revision| revision.activity.id.to_string());
    let document = &reference.plan.document;
    if let Ok(Some((day, kind))) = rules::time(draft.start, draft.end, document, Date::MAX) {
        let (field, value) = match day {
            rules::Day::Start => ("start", draft.start),
            rules::Day::End => ("end", draft.done_on()),
        };
        warnings.push(FieldFault::content(field, &value.to_string(), kind));
    }
    for (ix, share) in draft.shares.iter().enumerate() {
        let field = format!("shares[{ix}].unit");
        let unit = reference.place_id(share.place);
        if let Place::Commune(c) = share.place
            && reference.quotas(draft.line)[c].is_none()
        {
            warnings.push(FieldFault::content(&field, unit, FaultKind::OutsideScope));
        }
        let alike = store.alike(&line.id, unit, draft.start)?;
        let other = alike.into_iter().find(|id| Some(id) != own_id.as_ref());
        if let Some(other) = other {
            let kind = FaultKind::PossibleDuplicate { row: None };
            warnings.push(FieldFault::content(&field, &other, kind));
        }
    }
    let counted = own
        .and_then(Revision::counting)
        .map(|activity| &activity.content);
    let total = if counted == Some(draft) {
        snapshot.tally.lines[draft.line].total.until(Date::MAX)
    } else {
        let mut next = snapshot.continued();
        let effect = Effect {
            before: counted,
            after: Some(draft),
        };
        next.apply(&effect, snapshot.edition());
        next.tally.lines[draft.line].total.until(Date::MAX)
    };
    if total > line.target {
        let target = line.target;
        let kind = FaultKind::ExceedsPlan { total, target };
        warnings.push(FieldFault::content("plan_line", &line.id, kind));
    }
    Ok(warnings)
}
