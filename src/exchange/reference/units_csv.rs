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
