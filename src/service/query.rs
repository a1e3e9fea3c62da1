//! Parameters read into typed values. HTTP and `vungphu export` share it.

use jiff::Timestamp;
use jiff::civil::Date;

use super::clock;
use super::collection::Collection;
use super::parameter::{ParameterFault, ParameterFaultKind, Parameters};
use super::refinement;
use super::selection::{Filter, Interval, Selection, View};
use crate::domain::calendar::iso_date;
use crate::domain::coverage::LineChoice;
use crate::domain::gazetteer::{Gazetteer, Lookup};
use crate::domain::{Place, Quantity, Reference};
use crate::geo::feature::ColumnKind;
use crate::geo::{Column, Crs, Look, Tolerance, Value, Window};

/// Most features on one page, and how many there are on a page when nobody says.
pub const MOST_FEATURES: usize = 10_000;
pub const DEFAULT_FEATURES: usize = 1000;

/// Everything that can be asked of a collection's items, from the parameters that it knows. `limit` stays `None` unless given.
///
/// # Errors
/// The first parameter that cannot be used.
pub fn selection(
    collection: &'static Collection,
    parameters: &mut Parameters,
    reference: &Reference,
    today: Date,
) -> Result<Selection, ParameterFault> {
    let asked = parameters.given();
    let interval = interval(parameters)?;
    let given = as_of(parameters)?;
    // A state has no duration: an interval asks for the state at its end.
    let as_of = given
        .or(interval
            .and_then(|i| i.until)
            .filter(|_| collection.has_view))
        .unwrap_or(today);
    let choice = if collection.has_view {
        choice(parameters, reference)?
    } else {
        LineChoice::Overall { year: None }
    };
    Ok(Selection {
        view: View { as_of, choice },
        filters: filters(collection, parameters, reference, given)?,
        condition: refinement::condition(collection, parameters)?,
        window: window(parameters)?,
        interval,
        order: refinement::order(collection, parameters)?,
        limit: limit(parameters)?,
        offset: parameters
            .read(
                "offset",
                "số nguyên không âm",
                "a whole number ≥ 0",
                |v| usize::try_from(v.parse::<i64>().ok()?).ok(),
            )?
            .unwrap_or(0),
        skip_geometry: flag(parameters, "skip_geometry")?,
        properties: refinement::properties(collection, parameters)?,
        look: look(parameters)?,
        known_at: None,
        given: asked,
    })
}

/// `known_at=2018-06-30T08:00:00Z`, or a day, which means its end in Vietnam.
///
/// # Errors
/// If it is neither, or has not come yet: what will be known then cannot be said.
pub fn known_at(parameters: &mut Parameters) -> Result<Option<Timestamp>, ParameterFault> {
    let read = |text: &str| {
        let moment = match iso_date(text) {
            Some(day) => clock::end_of(day)?,
            None => text.parse().ok()?,
        };
        (moment <= Timestamp::now()).then_some(moment)
    };
    parameters.read(
        "known_at",
        "một thời điểm đã qua như 2018-06-30T15:00:00+07:00, hoặc một ngày đã qua như 2018-06-30",
        "a past moment such as 2018-06-30T15:00:00+07:00, or a past day such as 2018-06-30",
        read,
    )
}

/// `as_of=2018-06-30`.
///
/// # Errors
/// If it is no date.
pub fn as_of(parameters: &mut Parameters) -> Result<Option<Date>, ParameterFault> {
    day(parameters, "as_of")
}

/// A day such as `2018-06-30`.
///
/// # Errors
/// If it is no date.
pub fn day(
    parameters: &mut Parameters,
    name: &'static str,
) -> Result<Option<Date>, ParameterFault> {
    parameters.read(
        name,
        "ngày dạng 2018-06-30",
        "a date such as 2018-06-30",
        iso_date,
    )
}

/// `line=`, or `year=` for all lines of a year that count overall.
///
/// # Errors
/// If there is no such line or year, or both are given.
pub fn choice(
    parameters: &mut Parameters,
    reference: &Reference,
) -> Result<LineChoice, ParameterFault> {
    let plan = &reference.plan;
    let line = parameters.take("line").map(|id| {
        plan.line_ix(&id).ok_or_else(|| {
            ParameterFault::not_among("line", &id, plan.lines.iter().map(|l| l.id.clone()))
        })
    });
    let line = line.transpose()?;
    let year = parameters.take("year").map(|text| {
        let year = text.parse().ok().filter(|y| plan.years().contains(y));
        let year = year.ok_or_else(|| {
            ParameterFault::not_among("year", &text, plan.years().iter().map(ToString::to_string))
        })?;
        match line {
            Some(_) => Err(ParameterFault::new(
                "year",
                &text,
                ParameterFaultKind::OnlyWithoutLine,
            )),
            None => Ok(year),
        }
    });
    let year = year.transpose()?;
    Ok(line.map_or(LineChoice::Overall { year }, LineChoice::Line))
}

/// `district=` by code or name.
///
/// # Errors
/// If there is no such district.
pub fn district(
    parameters: &mut Parameters,
    reference: &Reference,
) -> Result<Option<usize>, ParameterFault> {
    parameters
        .take("district")
        .map(|text| find_district(&text, reference))
        .transpose()
}

/// `true` or `false`; absent is false.
///
/// # Errors
/// If it is anything else.
pub fn flag(parameters: &mut Parameters, name: &'static str) -> Result<bool, ParameterFault> {
    let read = |v: &str| match v {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    };
    Ok(parameters
        .read(name, "`true` hoặc `false`", "`true` or `false`", read)?
        .unwrap_or(false))
}

fn find_district(text: &str, reference: &Reference) -> Result<usize, ParameterFault> {
    match Gazetteer::new(reference).district(text) {
        Lookup::Found(Place::District(d)) => Ok(d),
        _ => Err(ParameterFault::not_among(
            "district",
            text,
            reference.units.districts.iter().map(|d| d.name.clone()),
        )),
    }
}

fn limit(parameters: &mut Parameters) -> Result<Option<usize>, ParameterFault> {
    let read = |v: &str| v.parse::<usize>().ok().filter(|n| *n >= 1);
    let limit = parameters.read(
        "limit",
        "số nguyên từ 1 trở lên",
        "a whole number ≥ 1",
        read,
    )?;
    Ok(limit.map(|n| n.min(MOST_FEATURES)))
}

/// The finest zoom level of usual maps: a pixel is a centimetre.
pub const FINEST_ZOOM: f64 = 24.0;

/// `crs=`, and `zoom-level=` or `max-allowable-offset=`: how geometry is to be shown.
///
/// # Errors
/// If there is no such system or level, the offset is no number ≥ 0, or both level and offset are given.
pub fn look(parameters: &mut Parameters) -> Result<Look, ParameterFault> {
    let crs = crs(parameters, "crs")?;
    let number = |text: &str| text.parse::<f64>().ok().filter(|n| n.is_finite());
    let zoom = parameters.read(
        "zoom-level",
        "số từ 0 đến 24",
        "a number from 0 to 24",
        |text| number(text).filter(|zoom| (0.0..=FINEST_ZOOM).contains(zoom)),
    )?;
    let offset = parameters.read(
        "max-allowable-offset",
        "số không âm, tính bằng đơn vị của hệ tọa độ trả về (độ hoặc mét)",
        "a number ≥ 0, in the unit of the answer's reference system (degrees or metres)",
        |text| number(text).filter(|offset| *offset >= 0.0),
    )?;
    let tolerance = match (zoom, offset) {
        (None, None) => Tolerance::None,
        (Some(zoom), None) => Tolerance::ZoomLevel(zoom),
        (None, Some(offset)) => Tolerance::Offset(offset),
        (Some(_), Some(offset)) => {
            let both = ParameterFaultKind::NotBeside("zoom-level");
            let offset = offset.to_string();
            return Err(ParameterFault::new("max-allowable-offset", &offset, both));
        }
    };
    Ok(Look { crs, tolerance })
}

/// A reference system; CRS84 if none is named.
///
/// # Errors
/// If there is no such system.
pub fn crs(parameters: &mut Parameters, name: &'static str) -> Result<Crs, ParameterFault> {
    let Some(text) = parameters.take(name) else {
        return Ok(Crs::default());
    };
    Crs::from_uri(&text)
        .ok_or_else(|| ParameterFault::not_among(name, &text, Crs::ALL.map(Crs::uri)))
}

fn window(parameters: &mut Parameters) -> Result<Option<Window>, ParameterFault> {
    let crs = crs(parameters, "bbox-crs")?;
    let Some(text) = parameters.take("bbox") else {
        return Ok(None);
    };
    Window::parse(&text, crs)
        .map(Some)
        .map_err(|(want_vi, want_en)| ParameterFault::malformed("bbox", &text, want_vi, want_en))
}

fn interval(parameters: &mut Parameters) -> Result<Option<Interval>, ParameterFault> {
    let want_vi =
        "ngày, thời điểm, hoặc khoảng như 2017-01-01/2018-06-30, 2017-01-01/.. hay ../2018-06-30";
    let want_en = "a date, a time, or an interval such as 2017-01-01/2018-06-30, 2017-01-01/.. or ../2018-06-30";
    parameters.read("datetime", want_vi, want_en, |text| {
        let Some((from, until)) = text.split_once('/') else {
            let day = moment(text)?;
            return Some(Interval {
                from: Some(day),
                until: Some(day),
            });
        };
        let bound = |text: &str| {
            if text.is_empty() || text == ".." {
                Some(None)
            } else {
                moment(text).map(Some)
            }
        };
        let (from, until) = (bound(from)?, bound(until)?);
        let legal = match (from, until) {
            (None, None) => false,
            (Some(from), Some(until)) => from <= until,
            _ => true,
        };
        legal.then_some(Interval { from, until })
    })
}

/// A date, or an RFC 3339 time, which falls on a day in Vietnam. GDAL writes a date as `2018-01-01T`.
fn moment(text: &str) -> Option<Date> {
    iso_date(text.strip_suffix('T').unwrap_or(text)).or_else(|| clock::day_of_text(text))
}

fn filters(
    collection: &'static Collection,
    parameters: &mut Parameters,
    reference: &Reference,
    as_of: Option<Date>,
) -> Result<Vec<Filter>, ParameterFault> {
    let mut filters = Vec::new();
    // Read before, as the view.
    let is_view = |column: &Column| collection.has_view && ["line", "as_of"].contains(&column.name);
    for column in collection.filterable().filter(|c| !is_view(c)) {
        let text = if column.name == "as_of" {
            as_of.map(|day| day.to_string())
        } else {
            parameters.take(column.name)
        };
        let Some(text) = text else { continue };
        let many = column.kind != ColumnKind::Prose;
        let values: Vec<&str> = if many {
            text.split(',').collect()
        } else {
            vec![&text]
        };
        let any_of = values
            .into_iter()
            .map(|value| wanted(column, value, reference))
            .collect::<Result<_, _>>()?;
        filters.push(Filter { column, any_of });
    }
    Ok(filters)
}

fn wanted(
    column: &'static Column,
    text: &str,
    reference: &Reference,
) -> Result<Value<'static>, ParameterFault> {
    if column.name == "district" {
        let district = find_district(text, reference)?;
        return Ok(Value::Text(
            reference.units.districts[district].name.clone().into(),
        ));
    }
    if !column.values.is_empty() && !column.values.contains(&text) {
        return Err(ParameterFault::not_among(
            column.name,
            text,
            column.values.iter().copied(),
        ));
    }
    let value = match column.kind {
        ColumnKind::Text | ColumnKind::Prose => Some(Value::Text(text.to_owned().into())),
        // A bit is how GDAL writes it.
        ColumnKind::Bool => match text {
            "true" | "1" => Some(Value::Bool(true)),
            "false" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        ColumnKind::Integer => text.parse().ok().map(Value::Integer),
        ColumnKind::Number => text
            .parse()
            .ok()
            .filter(|n: &f64| n.is_finite())
            .map(Value::Number),
        ColumnKind::Quantity => Quantity::parse(text).map(Value::Quantity),
        ColumnKind::Date => iso_date(text).map(Value::Date),
        ColumnKind::Instant => text.parse().ok().map(Value::Instant),
        ColumnKind::Json => None,
    };
    let (want_vi, want_en) = column.kind.wanted();
    value.ok_or_else(|| ParameterFault::malformed(column.name, text, want_vi, want_en))
}
