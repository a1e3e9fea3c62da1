//! Administrative units of one edition: a province, its districts, its communes.

use serde::{Deserialize, Serialize};

use super::{CommuneIx, DistrictIx};

/// Kind of a commune-level unit: xã, thị trấn or phường.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommuneKind {
    Xa,
    ThiTran,
    Phuong,
}

impl CommuneKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Xa => "xa",
            Self::ThiTran => "thi_tran",
            Self::Phuong => "phuong",
        }
    }

    /// As it stands before a name.
    pub const fn vi(self) -> &'static str {
        match self {
            Self::Xa => "xã",
            Self::ThiTran => "thị trấn",
            Self::Phuong => "phường",
        }
    }
}

/// Kind of a district-level unit: huyện or thành phố.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DistrictKind {
    Huyen,
    ThanhPho,
}

impl DistrictKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Huyen => "huyen",
            Self::ThanhPho => "thanh_pho",
        }
    }
}

/// Longitude and latitude in degrees, WGS 84 (CRS84 order).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    pub lon: f64,
    pub lat: f64,
}

/// A xã, thị trấn or phường.
#[derive(Clone, Debug)]
pub struct Commune {
    /// GSO code: text, with its leading zeros.
    pub code: String,
    pub name: String,
    pub kind: CommuneKind,
    pub district: DistrictIx,
    /// Xã biên giới: it touches the international border.
    pub border: bool,
    pub area_km2: f64,
    pub population_2019: u32,
    /// Representative point, inside the outline.
    pub point: LonLat,
    /// Other spellings in use.
    pub aliases: Vec<String>,
}

impl Commune {
    /// The plan's leaflets go first of all to border communes, towns and wards (III.2.1, III.3.1).
    pub fn priority(&self) -> bool {
        self.border || self.kind != CommuneKind::Xa
    }
}

/// A huyện or thành phố of the province.
#[derive(Clone, Debug)]
pub struct District {
    pub code: String,
    pub name: String,
    pub kind: DistrictKind,
    pub area_km2: f64,
    pub population_2019: u32,
    pub point: LonLat,
    pub aliases: Vec<String>,
    /// Its communes, by ascending code.
    pub communes: Vec<CommuneIx>,
}

/// The province as a whole.
#[derive(Clone, Debug)]
pub struct Province {
    pub code: String,
    pub name: String,
    pub point: LonLat,
    pub aliases: Vec<String>,
}

/// All units of one edition; districts and communes stand by ascending code.
#[derive(Clone, Debug)]
pub struct Units {
    pub province: Province,
    pub districts: Vec<District>,
    pub communes: Vec<Commune>,
}

impl Units {
    pub fn commune_ix(&self, code: &str) -> Option<CommuneIx> {
        self.communes
            .binary_search_by(|c| c.code.as_str().cmp(code))
            .ok()
    }

    pub fn district_ix(&self, code: &str) -> Option<DistrictIx> {
        self.districts
            .binary_search_by(|d| d.code.as_str().cmp(code))
            .ok()
    }

    pub fn district_of(&self, commune: CommuneIx) -> &District {
        &self.districts[self.communes[commune].district]
    }
}
