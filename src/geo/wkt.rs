//! How files that carry their reference system name it: by its EPSG code and as Well-Known Text.
//!
//! Written once from what GDAL says (`gdalsrsinfo -o wkt1`, `-o wkt_esri`) and held to it by
//! `tests/clients/test_vector_formats.py`: programs recognise a system by these very words.

use super::Crs;

/// WGS 84 and VN-2000 as the OGC's text (WKT 1, OGC 01-009) has them: without the order of axes, which stands only where
/// they are the system itself.
macro_rules! wgs_84 {
    ($axes:literal) => {
        concat!(
            r#"GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],"#,
            r#"AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],"#,
            r#"UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],"#,
            $axes,
            r#"AUTHORITY["EPSG","4326"]]"#
        )
    };
}
macro_rules! vn_2000 {
    ($axes:literal) => {
        concat!(
            r#"GEOGCS["VN-2000",DATUM["Vietnam_2000",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],"#,
            r#"AUTHORITY["EPSG","6756"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],"#,
            r#"UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],"#,
            $axes,
            r#"AUTHORITY["EPSG","4756"]]"#
        )
    };
}
macro_rules! vn_2000_projected {
    ($name:literal, $meridian:literal, $scale:literal, $code:literal) => {
        concat!(
            r#"PROJCS[""#,
            $name,
            r#"","#,
            vn_2000!(""),
            r#",PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian","#,
            $meridian,
            r#"],PARAMETER["scale_factor","#,
            $scale,
            r#"],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],"#,
            r#"AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG",""#,
            $code,
            r#""]]"#
        )
    };
}

const WGS_84: &str = wgs_84!(r#"AXIS["Latitude",NORTH],AXIS["Longitude",EAST],"#);
const WEB_MERCATOR: &str = concat!(
    r#"PROJCS["WGS 84 / Pseudo-Mercator","#,
    wgs_84!(""),
    r#",PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],"#,
    r#"PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],"#,
    r#"AXIS["Easting",EAST],AXIS["Northing",NORTH],EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0 "#,
    r#"+lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs"],AUTHORITY["EPSG","3857"]]"#
);
const VN_2000: &str = vn_2000!(r#"AXIS["Latitude",NORTH],AXIS["Longitude",EAST],"#);
const UTM_48N: &str = vn_2000_projected!("VN-2000 / UTM zone 48N", "105", "0.9996", "3405");
const TM_3_103: &str = vn_2000_projected!("VN-2000 / TM-3 103-00", "103", "0.9999", "9205");

/// The same in Esri's words.
macro_rules! esri_geographic {
    ($name:literal, $datum:literal) => {
        concat!(
            r#"GEOGCS["GCS_"#,
            $name,
            r#"",DATUM["D_"#,
            $datum,
            r#"",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],"#,
            r#"UNIT["Degree",0.0174532925199433]]"#
        )
    };
}
macro_rules! esri_vn_2000_projected {
    ($name:literal, $meridian:literal, $scale:literal) => {
        concat!(
            r#"PROJCS[""#,
            $name,
            r#"","#,
            esri_geographic!("VN_2000", "Vietnam_2000"),
            r#",PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],"#,
            r#"PARAMETER["Central_Meridian","#,
            $meridian,
            r#"],PARAMETER["Scale_Factor","#,
            $scale,
            r#"],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#
        )
    };
}

const ESRI_WGS_84: &str = esri_geographic!("WGS_1984", "WGS_1984");
const ESRI_WEB_MERCATOR: &str = concat!(
    r#"PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere","#,
    esri_geographic!("WGS_1984", "WGS_1984"),
    r#",PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],"#,
    r#"PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],"#,
    r#"UNIT["Meter",1.0]]"#
);
const ESRI_VN_2000: &str = esri_geographic!("VN_2000", "Vietnam_2000");
const ESRI_UTM_48N: &str = esri_vn_2000_projected!("VN_2000_UTM_Zone_48N", "105.0", "0.9996");
const ESRI_TM_3_103: &str = esri_vn_2000_projected!("VN-2000_TM-3_103-00", "103.0", "0.9999");

impl Crs {
    /// The code of the EPSG dataset. CRS84 has none of its own: in files that put east before north anyway it is 4326.
    pub const fn epsg(self) -> u16 {
        match self {
            Self::Crs84 | Self::Epsg4326 => 4326,
            Self::Epsg3857 => 3857,
            Self::Epsg4756 => 4756,
            Self::Epsg3405 => 3405,
            Self::Epsg9205 => 9205,
        }
    }

    /// The name that the EPSG dataset has for it.
    pub const fn epsg_name(self) -> &'static str {
        match self {
            Self::Crs84 | Self::Epsg4326 => "WGS 84",
            Self::Epsg3857 => "WGS 84 / Pseudo-Mercator",
            Self::Epsg4756 => "VN-2000",
            Self::Epsg3405 => "VN-2000 / UTM zone 48N",
            Self::Epsg9205 => "VN-2000 / TM-3 103-00",
        }
    }

    /// The OGC's Well-Known Text, first edition.
    pub const fn wkt(self) -> &'static str {
        match self {
            Self::Crs84 | Self::Epsg4326 => WGS_84,
            Self::Epsg3857 => WEB_MERCATOR,
            Self::Epsg4756 => VN_2000,
            Self::Epsg3405 => UTM_48N,
            Self::Epsg9205 => TM_3_103,
        }
    }

    /// Esri's dialect of it, for `.prj` files.
    pub const fn esri_wkt(self) -> &'static str {
        match self {
            Self::Crs84 | Self::Epsg4326 => ESRI_WGS_84,
            Self::Epsg3857 => ESRI_WEB_MERCATOR,
            Self::Epsg4756 => ESRI_VN_2000,
            Self::Epsg3405 => ESRI_UTM_48N,
            Self::Epsg9205 => ESRI_TM_3_103,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_end_with_their_code_and_close_their_brackets() {
        for crs in Crs::ALL {
            let (ogc, esri) = (crs.wkt(), crs.esri_wkt());
            let end = format!(r#"AUTHORITY["EPSG","{}"]]"#, crs.epsg());
            assert!(ogc.ends_with(&end), "{ogc}");
            assert!(
                ogc.contains(&format!(r#"CS["{}""#, crs.epsg_name())),
                "{ogc}"
            );
            for text in [ogc, esri] {
                assert_eq!(text.starts_with("PROJCS["), crs.is_projected(), "{text}");
                assert_eq!(text.matches('[').count(), text.matches(']').count());
                assert_eq!(text.matches('"').count() % 2, 0, "{text}");
            }
        }
    }
}
