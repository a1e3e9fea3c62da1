//! What a report is asked for by, and what its file is called. HTTP and `vungphu report` share it.

use jiff::civil::Date;

use super::{Asked, Period};
use crate::domain::{Language, Plan, Reference};
use crate::exchange::report::{FORMATS, Format};
use crate::service::parameter::{ParameterFault, Parameters};
use crate::service::query;

/// A period that is over: what was done in it can be told.
///
/// # Errors
/// If there is no such period, or it still lasts.
pub fn period(id: &str, plan: &Plan, today: Date) -> Result<Period, ParameterFault> {
    let over = |period: &Period| period.is_over(today);
    Period::find(plan, id).filter(over).ok_or_else(|| {
        let all = Period::all(plan).into_iter().filter(over);
        ParameterFault::not_among("period", id, all.map(|period| period.id))
    })
}

/// # Errors
/// If there is no such format.
pub fn format(id: &str) -> Result<&'static Format, ParameterFault> {
    let known = || FORMATS.iter().map(|format| format.extension);
    Format::find(id).ok_or_else(|| ParameterFault::not_among("format", id, known()))
}

/// Takes `district` and `lang`; of the province and in Vietnamese, if nobody says.
///
/// # Errors
/// If there is no such district or language.
pub fn asked(
    period: Period,
    parameters: &mut Parameters,
    reference: &Reference,
) -> Result<Asked, ParameterFault> {
    let district = query::district(parameters, reference)?;
    let language = match parameters.take("lang").as_deref() {
        None | Some("vi") => Language::Vi,
        Some("en") => Language::En,
        Some(other) => return Err(ParameterFault::not_among("lang", other, ["vi", "en"])),
    };
    Ok(Asked {
        period,
        district,
        language,
    })
}

/// `Báo cáo – Kế hoạch 2228 – 6 tháng đầu năm 2017 – tỉnh Lai Châu.docx`
pub fn file_name(asked: &Asked, reference: &Reference, format: &Format) -> String {
    let number = &reference.plan.document.number;
    // Names of files have no slashes.
    let number = number.split('/').next().unwrap_or_default();
    let (report, plan) = match asked.language {
        Language::Vi => ("Báo cáo", "Kế hoạch"),
        Language::En => ("Report", "Plan"),
    };
    let period = asked.period.name(asked.language);
    let whose = super::scene::whose(reference, asked.district, asked.language);
    format!(
        "{report} – {plan} {number} – {period} – {whose}.{}",
        format.extension
    )
}
