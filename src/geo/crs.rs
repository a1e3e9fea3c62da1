//! The coordinate reference systems that can be asked for, by reference (OGC API – Features, Part 2).
//!
//! Everything is kept as WGS 84 longitude and latitude; this is how it is shown in other systems and read from them.
//! Parameters are those of the EPSG dataset as PROJ has them; `tests/fixtures/proj-grid.txt` holds them to PROJ.

use std::sync::LazyLock;

use geo::Coord;
use proj4rs::Proj;
use proj4rs::transform::transform;

/// A coordinate reference system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Crs {
    /// WGS 84, longitude first: what GeoJSON has when nobody says otherwise.
    #[default]
    Crs84,
    /// WGS 84, latitude first.
    Epsg4326,
    /// Web Mercator, of most web maps.
    Epsg3857,
    /// VN-2000 geographic, latitude first.
    Epsg4756,
    /// VN-2000 / UTM zone 48N: the topographic maps.
    Epsg3405,
    /// VN-2000 / TM-3 103°00′: Lai Châu's own, of its cadastre. EPSG counts east first; the maps of the cadastre call north X.
    Epsg9205,
}

impl Crs {
    pub const ALL: [Self; 6] = [
        Self::Crs84,
        Self::Epsg4326,
        Self::Epsg3857,
        Self::Epsg4756,
        Self::Epsg3405,
        Self::Epsg9205,
    ];

    /// The name by which it is listed and answered.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Epsg4326 => "http://www.opengis.net/def/crs/EPSG/0/4326",
            Self::Epsg3857 => "http://www.opengis.net/def/crs/EPSG/0/3857",
            Self::Epsg4756 => "http://www.opengis.net/def/crs/EPSG/0/4756",
            Self::Epsg3405 => "http://www.opengis.net/def/crs/EPSG/0/3405",
            Self::Epsg9205 => "http://www.opengis.net/def/crs/EPSG/0/9205",
        }
    }

    /// Authority and code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Crs84 => "OGC:CRS84",
            Self::Epsg4326 => "EPSG:4326",
            Self::Epsg3857 => "EPSG:3857",
            Self::Epsg4756 => "EPSG:4756",
            Self::Epsg3405 => "EPSG:3405",
            Self::Epsg9205 => "EPSG:9205",
        }
    }

    /// What it is called, in Vietnamese and English.
    pub const fn titles(self) -> (&'static str, &'static str) {
        match self {
            Self::Crs84 => (
                "WGS 84, kinh độ trước vĩ độ",
                "WGS 84, longitude before latitude",
            ),
            Self::Epsg4326 => (
                "WGS 84, vĩ độ trước kinh độ",
                "WGS 84, latitude before longitude",
            ),
            Self::Epsg3857 => ("WGS 84 / Web Mercator", "WGS 84 / Web Mercator"),
            Self::Epsg4756 => (
                "VN-2000, vĩ độ trước kinh độ",
                "VN-2000, latitude before longitude",
            ),
            Self::Epsg3405 => ("VN-2000 / UTM múi 48N", "VN-2000 / UTM zone 48N"),
            Self::Epsg9205 => (
                "VN-2000 / múi 3°, kinh tuyến trục 103°00′ (Lai Châu)",
                "VN-2000 / TM-3 103°00′ (Lai Châu)",
            ),
        }
    }

    /// The system of an OGC URI (`http` or `https`), a URN (`urn:ogc:def:crs:EPSG::3405`), or a code (`EPSG:3405`, in
    /// square brackets too).
    pub fn from_uri(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|crs| crs.is_called(text))
    }

    fn is_called(self, text: &str) -> bool {
        let Some((authority, code)) = self.code().split_once(':') else {
            return false;
        };
        let rest = |prefix: &str| text.strip_prefix(prefix);
        if let Some(path) = rest("https://").or_else(|| rest("http://")) {
            return self.uri().strip_prefix("http://") == Some(path);
        }
        if let Some(name) = rest("urn:ogc:def:crs:") {
            let parts: Vec<&str> = name.split(':').collect();
            // The version in the middle may be left out.
            return matches!(parts[..], [a, v, c] if a == authority && c == code && (v.is_empty() || v == self.version()));
        }
        let curie = rest("[").and_then(|t| t.strip_suffix(']'));
        curie.unwrap_or(text) == self.code()
    }

    const fn version(self) -> &'static str {
        match self {
            Self::Crs84 => "1.3",
            _ => "0",
        }
    }

    /// Counted in metres; otherwise in degrees.
    pub const fn is_projected(self) -> bool {
        matches!(self, Self::Epsg3857 | Self::Epsg3405 | Self::Epsg9205)
    }

    /// Whether its first axis runs north.
    pub const fn north_first(self) -> bool {
        matches!(self, Self::Epsg4326 | Self::Epsg4756)
    }

    /// Decimals with which coordinates are written. Outlines are kept to the millionth of a degree (RFC 7946, 11.2); what
    /// is computed from them keeps what the computation is good for: the millimetre.
    pub const fn decimals(self) -> i32 {
        match self {
            Self::Crs84 | Self::Epsg4326 => 6,
            Self::Epsg4756 => 8,
            Self::Epsg3857 | Self::Epsg3405 | Self::Epsg9205 => 3,
        }
    }

    /// A coordinate, east before north, in the order of the axes; and the other way round.
    #[must_use]
    pub const fn swap_if_north_first(self, at: Coord<f64>) -> Coord<f64> {
        if self.north_first() {
            Coord { x: at.y, y: at.x }
        } else {
            at
        }
    }

    /// Where a WGS 84 longitude and latitude (degrees) lie in this system, east before north.
    ///
    /// `None` if there is no such place, or if the system does not reach so far.
    pub fn forward(self, at: Coord<f64>) -> Option<Coord<f64>> {
        if !is_place(at) {
            return None;
        }
        match self {
            Self::Crs84 | Self::Epsg4326 => Some(at),
            _ => convert(self, at, Direction::Forward),
        }
    }

    /// The WGS 84 longitude and latitude (degrees) of coordinates of this system, east before north.
    ///
    /// `None` if there is no such place, or if the system does not reach so far.
    pub fn inverse(self, at: Coord<f64>) -> Option<Coord<f64>> {
        match self {
            Self::Crs84 | Self::Epsg4326 => Some(at).filter(|at| is_place(*at)),
            Self::Epsg4756 if !is_place(at) => None,
            Self::Epsg4756 => convert(self, at, Direction::Inverse),
            _ => {
                let place = convert(self, at, Direction::Inverse)?;
                // Beyond the edge of a projection the series still give numbers, of places that lie elsewhere.
                let back = self.forward(place)?;
                ((back.x - at.x).hypot(back.y - at.y) < ASTRAY).then_some(place)
            }
        }
    }
}

/// Metres by which a place that was computed backwards may miss where it came from.
const ASTRAY: f64 = 0.01;

fn is_place(at: Coord<f64>) -> bool {
    // NaN is in no range.
    (-180.0..=180.0).contains(&at.x) && (-90.0..=90.0).contains(&at.y)
}

#[derive(Clone, Copy)]
enum Direction {
    Forward,
    Inverse,
}

/// VN-2000 to WGS 84 is EPSG:6960, whose rotations are of the coordinate frame; `+towgs84` wants those of the position
/// vector, with the opposite signs. `projinfo EPSG:3405 -o PROJ` writes the same.
const VN_2000: &str = "+ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278";

const WGS_84: &str = "+proj=longlat +datum=WGS84";

fn definition(crs: Crs) -> String {
    match crs {
        Crs::Crs84 | Crs::Epsg4326 => WGS_84.to_owned(),
        // A sphere on purpose (EPSG method 1024).
        Crs::Epsg3857 => "+proj=merc +a=6378137 +b=6378137 +units=m".to_owned(),
        Crs::Epsg4756 => format!("+proj=longlat {VN_2000}"),
        Crs::Epsg3405 => format!("+proj=utm +zone=48 {VN_2000}"),
        Crs::Epsg9205 => {
            format!("+proj=etmerc +lat_0=0 +lon_0=103 +k=0.9999 +x_0=500000 +y_0=0 {VN_2000}")
        }
    }
}

/// In the order of [`Crs::ALL`]; that all of them can be read is tested.
static SYSTEMS: LazyLock<[Option<Proj>; 6]> =
    LazyLock::new(|| Crs::ALL.map(|crs| Proj::from_proj_string(&definition(crs)).ok()));

/// Between WGS 84 and another system, in degrees on both sides where it is geographic.
fn convert(crs: Crs, at: Coord<f64>, direction: Direction) -> Option<Coord<f64>> {
    let [wgs_84, ..] = &*SYSTEMS;
    let (wgs_84, other) = (wgs_84.as_ref()?, SYSTEMS[crs as usize].as_ref()?);
    let (from, to) = match direction {
        Direction::Forward => (wgs_84, other),
        Direction::Inverse => (other, wgs_84),
    };
    let radians = |at: f64, of: &Proj| if of.is_latlong() { at.to_radians() } else { at };
    let degrees = |at: f64, of: &Proj| if of.is_latlong() { at.to_degrees() } else { at };
    // On the ellipsoid on both sides, as PROJ has it for systems without height.
    let mut point = (radians(at.x, from), radians(at.y, from), 0.0);
    transform(from, to, &mut point).ok()?;
    let point = Coord {
        x: degrees(point.0, to),
        y: degrees(point.1, to),
    };
    (point.x.is_finite() && point.y.is_finite()).then_some(point)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As PROJ has them; see the head of the file.
    const GRID: &str = include_str!("../../tests/fixtures/proj-grid.txt");

    const METRES_PER_DEGREE: f64 = 111_320.0;

    /// Metres between two coordinates of one system.
    fn apart(is_projected: bool, a: Coord<f64>, b: Coord<f64>) -> f64 {
        let unit = if is_projected { 1.0 } else { METRES_PER_DEGREE };
        (a.x - b.x).hypot(a.y - b.y) * unit
    }

    #[test]
    fn agrees_with_proj_over_the_province() {
        let mut worst = Vec::new();
        for crs in Crs::ALL {
            for forward in [true, false] {
                let name = if forward { "forward" } else { "inverse" };
                let prefix = format!("{} {name} ", crs.code().trim_start_matches("EPSG:"));
                let mut count = 0;
                let mut most: f64 = 0.0;
                for line in GRID.lines().filter_map(|line| line.strip_prefix(&prefix)) {
                    let n: Vec<f64> = line.split(' ').map(|n| n.parse().unwrap()).collect();
                    let (given, wanted) = (Coord { x: n[0], y: n[1] }, Coord { x: n[2], y: n[3] });
                    let off = if forward {
                        let got = crs.forward(given).unwrap();
                        apart(crs.is_projected(), got, crs.swap_if_north_first(wanted))
                    } else {
                        let got = crs.inverse(crs.swap_if_north_first(given)).unwrap();
                        apart(false, got, wanted)
                    };
                    (count, most) = (count + 1, most.max(off));
                }
                if !matches!(crs, Crs::Crs84 | Crs::Epsg4326) {
                    assert_eq!(count, 121, "{crs:?} {name}");
                }
                worst.push((crs, name, most));
            }
        }
        // To be read with `--nocapture`.
        println!("metres off PROJ at most: {worst:?}");
        assert!(worst.iter().all(|(_, _, most)| *most < 0.01), "{worst:?}");
    }

    /// The two datums are some metres apart in height, which is left out on each way: a millimetre is lost for good.
    const LOST: f64 = 0.002;

    #[test]
    fn the_central_meridian_of_the_province_lies_at_500_kilometres() {
        let on_it = Coord { x: 103.0, y: 22.5 };
        let vn_2000 = Crs::Epsg4756.inverse(on_it).unwrap();
        let metres = Crs::Epsg9205.forward(vn_2000).unwrap();
        assert!((metres.x - 500_000.0).abs() < LOST, "{metres:?}");
    }

    #[test]
    fn is_called_by_uris_urns_and_codes() {
        for crs in Crs::ALL {
            let uri = crs.uri();
            let (authority, code) = crs.code().split_once(':').unwrap();
            for name in [
                uri.to_owned(),
                uri.replace("http:", "https:"),
                format!("urn:ogc:def:crs:{authority}::{code}"),
                format!("urn:ogc:def:crs:{authority}:{}:{code}", crs.version()),
                format!("{authority}:{code}"),
                format!("[{authority}:{code}]"),
            ] {
                assert_eq!(Crs::from_uri(&name), Some(crs), "{name}");
            }
        }
        for name in [
            "",
            "4326",
            "EPSG:",
            "EPSG:32648",
            "OGC:4326",
            "EPSG:CRS84",
            "[EPSG:3405",
            "EPSG:3405]",
            "ftp://www.opengis.net/def/crs/EPSG/0/3405",
            "http://www.opengis.net/def/crs/EPSG/0/3405/",
            "http://www.opengis.net/def/crs/OGC/0/CRS84",
            "https://http://www.opengis.net/def/crs/EPSG/0/3405",
            "urn:ogc:def:crs:EPSG:3405",
            "urn:ogc:def:crs:EPSG::3405:",
        ] {
            assert_eq!(Crs::from_uri(name), None, "{name}");
        }
    }

    #[test]
    fn what_is_no_place_has_no_coordinates() {
        let (nan, far) = (f64::NAN, f64::INFINITY);
        for crs in Crs::ALL {
            for x in [nan, far, -far, 1e300, -1e300, 180.000_001] {
                for y in [22.0, nan, far, 1e300, 91.0] {
                    assert_eq!(crs.forward(Coord { x, y }), None, "{crs:?} {x} {y}");
                }
            }
            for x in [nan, far, -far, 1e300, 1e15, -1e9] {
                for y in [2e6, nan, -far, 1e300, -1e12] {
                    assert_eq!(crs.inverse(Coord { x, y }), None, "{crs:?} {x} {y}");
                    assert_eq!(crs.inverse(Coord { x: y, y: x }), None, "{crs:?} {y} {x}");
                }
            }
        }
        assert_eq!(Crs::Epsg3857.forward(Coord { x: 103.0, y: 90.0 }), None);
        // The other side of the Earth is not on the map of a transverse Mercator.
        assert_eq!(Crs::Epsg9205.forward(Coord { x: -167.0, y: 0.0 }), None);
    }

    proptest! {
        #[test]
        fn what_goes_comes_back(x in 102.3..104.0, y in 21.6..22.9) {
            for crs in Crs::ALL {
                let there = crs.forward(Coord { x, y }).unwrap();
                let back = crs.inverse(there).unwrap();
                prop_assert!(apart(false, back, Coord { x, y }) < LOST, "{crs:?} {back:?}");
            }
        }

        #[test]
        fn nothing_makes_it_stumble(x in any::<f64>(), y in any::<f64>(), lon in -180.0..=180.0, lat in -90.0..=90.0) {
            for crs in Crs::ALL {
                for at in [Coord { x, y }, Coord { x: lon, y: lat }, Coord { x: lon * 1e5, y: lat * 2e5 }] {
                    for there in [crs.forward(at), crs.inverse(at)].into_iter().flatten() {
                        prop_assert!(there.x.is_finite() && there.y.is_finite());
                    }
                }
            }
        }
    }
}
