//! `units.csv`: the province, its districts and its communes.

use super::ReferenceError;
use super::table::{Row, Table};
use crate::domain::Units;
use crate::domain::unit::{Commune, CommuneKind, District, DistrictKind, LonLat, Province};

const COLUMNS: [&str; 10] = [
    "code",
    "name",
    "kind",
    "parent",
    "border",
    "area_km2",
    "population_2019",
    "lon",
    "lat",
    "aliases",
];

pub(super) fn read(file: &str, text: &str) -> Result<Units, ReferenceError> {
    let table = Table::read(file, text, &COLUMNS)?;
    let (mut province, mut districts, mut communes) = (None, Vec::new(), Vec::new());
    for row in table.rows() {
        match row.text("kind") {
            "tinh" => province = Some(self::province(&row)?),
            "huyen" => districts.push(district(&row, DistrictKind::Huyen)?),
            "thanh_pho" => districts.push(district(&row, DistrictKind::ThanhPho)?),
            "xa" => communes.push((
                row.text("parent").to_owned(),
                commune(&row, CommuneKind::Xa)?,
            )),
            "thi_tran" => communes.push((
                row.text("parent").to_owned(),
                commune(&row, CommuneKind::ThiTran)?,
            )),
            "phuong" => communes.push((
                row.text("parent").to_owned(),
                commune(&row, CommuneKind::Phuong)?,
            )),
            _ => {
                return Err(row.fault(
                    "kind",
                    "want tinh, huyen, thanh_pho, xa, thi_tran or phuong",
                ));
            }
        }
    }
    districts.sort_by(|a, b| a.code.cmp(&b.code));
    communes.sort_by(|(_, a), (_, b)| a.code.cmp(&b.code));
    for pair in communes.windows(2) {
        if pair[0].1.code == pair[1].1.code {
            return Err(ReferenceError::file(
                file,
                format!("code `{}` stands twice", pair[0].1.code),
            ));
        }
    }
    let mut placed = Vec::with_capacity(communes.len());
    for (ix, (parent, mut commune)) in communes.into_iter().enumerate() {
        let Some(district) = districts.iter().position(|d| d.code == parent) else {
            let what = format!(
                "commune `{}`: parent `{parent}` is not a district of this file",
                commune.code
            );
            return Err(ReferenceError::file(file, what));
        };
        commune.district = district;
        districts[district].communes.push(ix);
        placed.push(commune);
    }
    let province = province.ok_or_else(|| ReferenceError::file(file, "no row of kind `tinh`"))?;
    Ok(Units {
        province,
        districts,
        communes: placed,
    })
}

/// What [`read`] reads.
pub(super) fn write(units: &Units) -> std::io::Result<String> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(COLUMNS)?;
    let Province {
        code,
        name,
        point,
        aliases,
    } = &units.province;
    let area: f64 = units.communes.iter().map(|c| c.area_km2).sum();
    let people: u32 = units.communes.iter().map(|c| c.population_2019).sum();
    let figures = |area: f64, people: u32, point: &LonLat, aliases: &[String]| {
        [
            format!("{area:.2}"),
            people.to_string(),
            point.lon.to_string(),
            point.lat.to_string(),
            aliases.join("|"),
        ]
    };
    let mut row = |unit: [&str; 5], figures: [String; 5]| {
        out.write_record(unit.into_iter().chain(figures.iter().map(String::as_str)))
    };
    row(
        [code, name, "tinh", "", ""],
        figures(area, people, point, aliases),
    )?;
    for d in &units.districts {
        let unit = [&d.code, &d.name, d.kind.as_str(), code, ""];
        row(
            unit,
            figures(d.area_km2, d.population_2019, &d.point, &d.aliases),
        )?;
    }
    for c in &units.communes {
        let border = if c.border { "1" } else { "0" };
        let unit = [
            &c.code,
            &c.name,
            c.kind.as_str(),
            &units.districts[c.district].code,
            border,
        ];
        row(
            unit,
            figures(c.area_km2, c.population_2019, &c.point, &c.aliases),
        )?;
    }
    let bytes = out.into_inner().map_err(csv::IntoInnerError::into_error)?;
    String::from_utf8(bytes).map_err(std::io::Error::other)
}

fn province(row: &Row<'_>) -> Result<Province, ReferenceError> {
    Ok(Province {
        code: row.filled("code")?,
        name: row.filled("name")?,
        point: point(row)?,
        aliases: aliases(row),
    })
}

fn commune(row: &Row<'_>, kind: CommuneKind) -> Result<Commune, ReferenceError> {
    Ok(Commune {
        code: row.filled("code")?,
        name: row.filled("name")?,
        kind,
        district: usize::MAX, // known once all districts are read
        border: row.get("border", "want 0 or 1", |v| match v {
            "0" => Some(false),
            "1" => Some(true),
            _ => None,
        })?,
        area_km2: row.number("area_km2")?,
        population_2019: row.number("population_2019")?,
        point: point(row)?,
        aliases: aliases(row),
    })
}

fn district(row: &Row<'_>, kind: DistrictKind) -> Result<District, ReferenceError> {
    Ok(District {
        code: row.filled("code")?,
        name: row.filled("name")?,
        kind,
        area_km2: row.number("area_km2")?,
        population_2019: row.number("population_2019")?,
        point: point(row)?,
        aliases: aliases(row),
        communes: Vec::new(),
    })
}

pub(super) fn point(row: &Row<'_>) -> Result<LonLat, ReferenceError> {
    let within = |limit: f64| move |v: &str| v.parse::<f64>().ok().filter(|x| x.abs() <= limit);
    Ok(LonLat {
        lon: row.get("lon", "want a longitude in degrees", within(180.0))?,
        lat: row.get("lat", "want a latitude in degrees", within(90.0))?,
    })
}

fn aliases(row: &Row<'_>) -> Vec<String> {
    row.text("aliases")
        .split('|')
        .map(str::trim)
        .filter(|a| !a.is_empty())
        .map(str::to_owned)
        .collect()
}
