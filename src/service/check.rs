//! `vungphu check`: whether plan, units, outlines, sites and ledger are what they should be.

use std::sync::Arc;

use super::refresh;
use crate::domain::plan::Measure;
use crate::domain::unit::CommuneKind;
use crate::domain::{Line, Quantity, Revision, Tally};
use crate::geo::validity;
use crate::store::{Store, StoreError};
use crate::world::{Atlas, Snapshot};

/// One thing that was looked at.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    pub what: String,
    /// Empty if it is as it should be.
    pub faults: Vec<String>,
}

/// Looks at the reference alone.
pub fn reference(atlas: &Atlas) -> Vec<Finding> {
    let mut findings = counts(atlas);
    findings.push(finding(
        "the quotas of every line add up to its target",
        quotas(atlas),
    ));
    findings.push(finding(
        "every line is traceable to a paragraph of the plan",
        quotes(atlas),
    ));
    findings.push(finding(
        "the outlines are a valid coverage: no gap, no overlap, shared borders",
        outlines(atlas),
    ));
    findings.push(finding("every point lies in its unit", points(atlas)));
    findings
}

/// Looks at the ledger.
///
/// # Errors
/// If it cannot be read.
pub fn ledger(atlas: &Arc<Atlas>, store: &Store) -> Result<Vec<Finding>, StoreError> {
    let (rebuilt, unresolved) = refresh::rebuild(atlas, store)?;
    let unresolved = unresolved.iter().map(|u| {
        format!(
            "activity `{}` names `{}`, which does not exist",
            u.activity, u.what
        )
    });
    let audit = store.check_audit()?;
    Ok(vec![
        finding("the database file is whole", store.integrity()?),
        finding(
            &format!(
                "the audit log is whole: {} entries, the last is {}",
                audit.entries, audit.head
            ),
            audit.faults,
        ),
        finding(
            &format!(
                "all {} activities are of lines and units that exist",
                rebuilt.tally.activities
            ),
            unresolved.collect(),
        ),
        finding(
            "replaying every revision gives the same figures as reading the last ones",
            replay(&rebuilt, store)?,
        ),
    ])
}

fn finding(what: &str, faults: Vec<String>) -> Finding {
    Finding {
        what: what.to_owned(),
        faults,
    }
}

fn counts(atlas: &Atlas) -> Vec<Finding> {
    let reference = &atlas.reference;
    let (units, expect) = (&reference.units, &reference.plan.expect);
    let of_kind = |kind| units.communes.iter().filter(|c| c.kind == kind).count();
    [
        ("communes", units.communes.len(), expect.communes),
        ("xã", of_kind(CommuneKind::Xa), expect.xa),
        ("thị trấn", of_kind(CommuneKind::ThiTran), expect.thi_tran),
        ("phường", of_kind(CommuneKind::Phuong), expect.phuong),
        ("districts", units.districts.len(), expect.districts),
        (
            "border communes",
            units.communes.iter().filter(|c| c.border).count(),
            expect.border,
        ),
        (
            "priority units",
            units.communes.iter().filter(|c| c.priority()).count(),
            expect.priority,
        ),
        ("pano sites", reference.sites.len(), expect.sites),
        ("plan lines", reference.plan.lines.len(), expect.lines),
    ]
    .into_iter()
    .map(|(what, found, want)| {
        let faults = if found == want {
            vec![]
        } else {
            vec![format!("found {found}, the plan says {want}")]
        };
        finding(&format!("{want} {what}"), faults)
    })
    .collect()
}

fn quotas(atlas: &Atlas) -> Vec<String> {
    let reference = &atlas.reference;
    let lines = reference
        .plan
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.measure == Measure::Sum);
    lines
        .filter_map(|(ix, line)| {
            let sum: Quantity = reference.quotas(ix).iter().flatten().copied().sum();
            (sum != line.target).then(|| {
                format!(
                    "line `{}`: quotas sum to {sum}, the target is {}",
                    line.id, line.target
                )
            })
        })
        .collect()
}

/// A paragraph id such as `III.2.1` names the document's headings `III.`, `2.` and `2.1.` above the quote.
fn quotes(atlas: &Atlas) -> Vec<String> {
    let text = &atlas.plan_text;
    let lines = &atlas.reference.plan.lines;
    let fault = |line: &Line| {
        if line.quote.trim().is_empty() || line.quote.contains('\n') {
            return Some(format!(
                "line `{}`: the quote must be words of one paragraph",
                line.id
            ));
        }
        let places: Vec<usize> = text.match_indices(&line.quote).map(|(at, _)| at).collect();
        if places.is_empty() {
            return Some(format!(
                "line `{}`: the document does not say `{}`",
                line.id, line.quote
            ));
        }
        let found: Vec<String> = places.iter().map(|at| paragraph_at(text, *at)).collect();
        (!found.contains(&line.paragraph)).then(|| {
            format!(
                "line `{}`: the quote stands in {}, not in `{}`",
                line.id,
                found.join(", "),
                line.paragraph
            )
        })
    };
    lines.iter().filter_map(fault).collect()
}

/// The paragraph in which a byte of the document stands: its last roman heading and the last number under it.
fn paragraph_at(text: &str, at: usize) -> String {
    let mut chapter = "";
    let mut number = "";
    let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
    for line in text[..end].lines() {
        let Some(label) = line
            .split_whitespace()
            .next()
            .and_then(|word| word.strip_suffix('.'))
        else {
            continue;
        };
        if label.chars().all(|c| "IVX".contains(c)) {
            (chapter, number) = (label, "");
        } else if label
            .split('.')
            .all(|part| part.len() == 1 && part.bytes().all(|b| b.is_ascii_digit()))
        {
            number = label;
        }
    }
    if number.is_empty() {
        chapter.to_owned()
    } else {
        format!("{chapter}.{number}")
    }
}

fn outlines(atlas: &Atlas) -> Vec<String> {
    let units = &atlas.reference.units;
    let outlines: Vec<_> = units
        .communes
        .iter()
        .map(|c| c.code.as_str())
        .zip(&atlas.communes)
        .collect();
    validity::faults(&outlines, atlas.reference.plan.expect.parts)
}

fn points(atlas: &Atlas) -> Vec<String> {
    let reference = &atlas.reference;
    let outside =
        |commune: usize, lon, lat| !validity::contains(&atlas.communes[commune], lon, lat);
    let communes = reference.units.communes.iter().enumerate();
    let communes = communes
        .filter(|(ix, c)| outside(*ix, c.point.lon, c.point.lat))
        .map(|(_, c)| {
            format!(
                "commune `{}`: its representative point lies outside it",
                c.code
            )
        });
    let sites = reference
        .sites
        .iter()
        .filter(|s| outside(s.commune, s.point.lon, s.point.lat))
        .map(|s| {
            format!(
                "pano site `{}` does not lie in commune `{}`",
                s.slug, reference.units.communes[s.commune].code
            )
        });
    communes.chain(sites).collect()
}

fn replay(rebuilt: &Snapshot, store: &Store) -> Result<Vec<String>, StoreError> {
    let reference = &rebuilt.atlas.reference;
    let mut tally = Tally::new(reference);
    store.replay(0, reference, |step| {
        if let Some(before) = step.before.as_ref().and_then(Revision::counting) {
            tally.take(reference, &before.content);
        }
        if let Some(after) = step.after.as_ref().and_then(Revision::counting) {
            tally.add(reference, &after.content);
        }
    })?;
    Ok(if tally == rebuilt.tally {
        vec![]
    } else {
        vec!["the figures differ: the database was changed by hand".to_owned()]
    })
}
