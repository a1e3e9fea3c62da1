//! What places are called where people read them, in Vietnamese and English.

use super::unit::{CommuneKind, DistrictKind};
use super::{Language, Place, Reference};

/// `Dào San (Phong Thổ)`, `Toàn huyện Sìn Hồ`, `Toàn tỉnh`.
pub fn name(place: Place, reference: &Reference, language: Language) -> String {
    let units = &reference.units;
    match place {
        Place::Province => language.choose("Toàn tỉnh", "Whole province").to_owned(),
        Place::District(ix) => {
            let district = &units.districts[ix];
            let city = district.kind == DistrictKind::ThanhPho;
            match language {
                Language::Vi => {
                    format!(
                        "Toàn {} {}",
                        if city { "thành phố" } else { "huyện" },
                        district.name
                    )
                }
                Language::En => {
                    format!(
                        "Whole of {} {}",
                        district.name,
                        if city { "city" } else { "district" }
                    )
                }
            }
        }
        Place::Commune(ix) => {
            let commune = &units.communes[ix];
            let name = match (commune.kind, language) {
                (CommuneKind::Xa, _) => commune.name.clone(),
                (CommuneKind::ThiTran, Language::Vi) => format!("TT. {}", commune.name),
                (CommuneKind::ThiTran, Language::En) => format!("{} town", commune.name),
                (CommuneKind::Phuong, Language::Vi) => format!("P. {}", commune.name),
                (CommuneKind::Phuong, Language::En) => format!("{} ward", commune.name),
            };
            format!("{name} ({})", units.district_of(ix).name)
        }
        Place::Site(ix) => {
            let site = &reference.sites[ix];
            let name = match language {
                Language::Vi => &site.name_vi,
                Language::En => &site.name_en,
            };
            format!("Pano {name}")
        }
    }
}
