//! `filter`, `sortby` and `properties`: which features by a condition, in which order, and what of them is told.

use super::collection::Collection;
use super::parameter::{Misread, ParameterFault, ParameterFaultKind, Parameters};
use super::query;
use crate::geo::feature::ColumnKind;
use crate::geo::{Order, cql2::Condition};

/// The only language of conditions.
const CQL2_TEXT: &str = "cql2-text";

/// `filter=`, with `filter-lang=` and `filter-crs=` (OGC API – Features, Part 3).
///
/// # Errors
/// If it is no condition on these features, in another language, or in a system that is not known.
pub fn condition(
    collection: &Collection,
    parameters: &mut Parameters,
) -> Result<Option<Condition>, ParameterFault> {
    let filter = parameters.take("filter");
    if let Some(language) = parameters.take("filter-lang").filter(|l| l != CQL2_TEXT) {
        return Err(ParameterFault::not_among(
            "filter-lang",
            &language,
            [CQL2_TEXT],
        ));
    }
    let crs = query::crs(parameters, "filter-crs")?;
    let Some(text) = filter else {
        return Ok(None);
    };
    let read = Condition::parse(&text, collection.columns, crs);
    read.map(Some).map_err(|fault| {
        let kind = ParameterFaultKind::Expression(Box::new(Misread {
            at: fault.at,
            vi: fault.vi(),
            en: fault.en(),
        }));
        let mut told = ParameterFault::new("filter", &text, kind);
        told.allowed = fault.known().to_vec();
        told
    })
}

/// `sortby=name,-share,+code`. The plus of an address may arrive as a space.
///
/// # Errors
/// If it names what features cannot be sorted by.
pub fn order(
    collection: &Collection,
    parameters: &mut Parameters,
) -> Result<Vec<Order>, ParameterFault> {
    let Some(text) = parameters.take("sortby") else {
        return Ok(Vec::new());
    };
    let order = |part: &str| {
        let (descending, name) = match part.trim().strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, part.trim().trim_start_matches('+')),
        };
        let column = collection.column(name).filter(|ix| {
            // A list has no order among lists.
            collection.columns[*ix].kind != ColumnKind::Json
        });
        column
            .map(|column| Order { column, descending })
            .ok_or_else(|| {
                let sortable = collection.columns.iter();
                let sortable = sortable.filter(|c| c.kind != ColumnKind::Json);
                ParameterFault::not_among("sortby", part, sortable.map(|c| c.name))
            })
    };
    text.split(',').map(order).collect()
}

/// `properties=code,name`: places of the columns that are told, in the collection's order; none of them for an empty list.
///
/// # Errors
/// If it names what features do not have.
pub fn properties(
    collection: &Collection,
    parameters: &mut Parameters,
) -> Result<Option<Vec<usize>>, ParameterFault> {
    let Some(text) = parameters.take("properties") else {
        return Ok(None);
    };
    let names = text.split(',').filter(|_| !text.is_empty());
    let mut chosen = Vec::new();
    for name in names {
        let column = collection.column(name).ok_or_else(|| {
            let known = collection.columns.iter().map(|c| c.name);
            ParameterFault::not_among("properties", name, known)
        })?;
        chosen.push(column);
    }
    chosen.sort_unstable();
    chosen.dedup();
    Ok(Some(chosen))
}
