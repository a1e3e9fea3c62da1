//! Examples for the tools that people use: what `/api/docs/examples` shows. Each piece of code is a file of its own beside
//! this one, with `{base}` where the service's address belongs; `tests/clients/test_examples.py` runs them all.

use crate::domain::Language;

/// One tool and what it does with the service.
#[derive(Debug)]
pub struct Example {
    pub id: &'static str,
    title_vi: &'static str,
    title_en: &'static str,
    /// Paragraphs and lists, divided by empty lines: `code` between backticks, a hyphen before every item of a list.
    explanation_vi: &'static str,
    explanation_en: &'static str,
    /// What the code is written in, as highlighters call it.
    pub language: &'static str,
    code: &'static str,
}

impl Example {
    pub const fn title(&self, language: Language) -> &'static str {
        language.choose(self.title_vi, self.title_en)
    }

    /// What it shows and what has to be there first, for a service at an address without a slash at its end.
    pub fn explanation(&self, language: Language, base: &str) -> String {
        let text = language.choose(self.explanation_vi, self.explanation_en);
        text.replace("{base}", base)
    }

    /// The code for a service at an address without a slash at its end.
    pub fn code(&self, base: &str) -> String {
        self.code.replace("{base}", base)
    }
}

pub static EXAMPLES: [Example; 7] = [
    Example {
        id: "qgis",
        title_vi: "QGIS và ArcGIS",
        title_en: "QGIS and ArcGIS",
        explanation_vi: "Ba bước trong QGIS:

- Mở “Lớp › Thêm lớp › Thêm lớp WFS / OGC API – Features…” rồi bấm “Mới”.
- Đặt tên tùy ý, nhập địa chỉ `{base}/api`, chọn phiên bản “OGC API – Features”, bấm “OK” rồi “Kết nối”.
- Chọn lớp, ví dụ `coverage`, rồi bấm “Thêm”. Lọc bằng “Xây dựng truy vấn”, ví dụ `\"status\" = 'overdue'`.

Độ phủ của một nhiệm vụ thì thêm như tệp: “Lớp › Thêm lớp › Thêm lớp vectơ…”, kiểu nguồn “Giao thức: HTTP(S)…”, địa chỉ `{base}/data/coverage.geojson?line=2018-border-conferences`. Muốn tọa độ VN-2000 thì lấy `{base}/api/collections/coverage/items?f=json&line=2018-border-conferences&crs=EPSG:9205` (kinh tuyến trục 103°; `EPSG:3405` là UTM múi 48). ArcGIS Pro: “Insert › Connections › Server › New OGC API Server”, cùng địa chỉ.

Cũng có thể dán những dòng này vào cửa sổ Python của QGIS:",
        explanation_en: "Three steps in QGIS:

- Open “Layer › Add Layer › Add WFS / OGC API – Features Layer…” and press “New”.
- Give it any name, the address `{base}/api` and the version “OGC API – Features”; press “OK”, then “Connect”.
- Choose a layer, such as `coverage`, and press “Add”. Filter with “Build query”, such as `\"status\" = 'overdue'`.

The coverage of one plan line is added as a file: “Layer › Add Layer › Add Vector Layer…”, source type “Protocol: HTTP(S)…”, address `{base}/data/coverage.geojson?line=2018-border-conferences`. For VN-2000 coordinates take `{base}/api/collections/coverage/items?f=json&line=2018-border-conferences&crs=EPSG:9205` (central meridian 103°; `EPSG:3405` is UTM zone 48). ArcGIS Pro: “Insert › Connections › Server › New OGC API Server”, the same address.

These lines can also be pasted into QGIS's Python console:",
        language: "python",
        code: include_str!("qgis.py"),
    },
    Example {
        id: "python",
        title_vi: "Python (geopandas)",
        title_en: "Python (geopandas)",
        explanation_vi: "Xã biên giới nào còn chờ hội nghị năm 2018, và diện tích từng huyện. Cài đặt: `pip install geopandas`.",
        explanation_en: "Which border communes still wait for their conference of 2018, and the area of each district. To install: `pip install geopandas`.",
        language: "python",
        code: include_str!("python.py"),
    },
    Example {
        id: "r",
        title_vi: "R (sf)",
        title_en: "R (sf)",
        explanation_vi: "Cũng hai câu hỏi ấy. Cài đặt: `install.packages(\"sf\")`.",
        explanation_en: "The same two questions. To install: `install.packages(\"sf\")`.",
        language: "r",
        code: include_str!("r.R"),
    },
    Example {
        id: "curl",
        title_vi: "curl",
        title_en: "curl",
        explanation_vi: "Tải tệp, lọc bằng CQL2 (không phân biệt hoa thường và dấu), tìm theo khoảng cách, và chỉ tải lại khi dữ liệu đã đổi. `known_at=2018-06-30` cho số liệu như đã biết vào ngày ấy.",
        explanation_en: "Download a file, filter by CQL2 (whatever the case and the accents), search by distance, and download again only what changed. `known_at=2018-06-30` gives what was known by that day.",
        language: "sh",
        code: include_str!("curl.sh"),
    },
    Example {
        id: "javascript",
        title_vi: "JavaScript",
        title_en: "JavaScript",
        explanation_vi: "Đọc từng trang theo liên kết `next`. Chạy bằng Node.js 20 trở lên (`node example.mjs`) hoặc trong trình duyệt.",
        explanation_en: "Reads page by page along the `next` links. Runs in Node.js 20 or newer (`node example.mjs`) or in a browser.",
        language: "javascript",
        code: include_str!("javascript.mjs"),
    },
    Example {
        id: "gdal",
        title_vi: "GDAL (ogr2ogr)",
        title_en: "GDAL (ogr2ogr)",
        explanation_vi: "Chép mọi lớp vào một tệp GeoPackage theo VN-2000, hoặc lấy bảng CSV.",
        explanation_en: "Copies all layers into one GeoPackage in VN-2000, or a table as CSV.",
        language: "sh",
        code: include_str!("gdal.sh"),
    },
    Example {
        id: "excel",
        title_vi: "Excel (Power Query)",
        title_en: "Excel (Power Query)",
        explanation_vi: "“Dữ liệu › Lấy dữ liệu › Từ nguồn khác › Truy vấn trống”, mở “Trình soạn thảo nâng cao” và dán đoạn này. Mã xã vẫn là chữ, giữ số 0 ở đầu; “Làm mới” lấy số liệu mới.",
        explanation_en: "“Data › Get Data › From Other Sources › Blank Query”, open the “Advanced Editor” and paste this. Commune codes stay text with their leading zeros; “Refresh” gets new figures.",
        language: "powerquery",
        code: include_str!("excel.pq"),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_to_fill_in() {
        for example in &EXAMPLES {
            let base = "https://example.org";
            let code = example.code(base);
            assert!(code.contains("https://example.org/"), "{}", example.id);
            assert!(code.is_ascii(), "{}: consoles differ", example.id);
            for language in [Language::Vi, Language::En] {
                let all = code.clone() + &example.explanation(language, base);
                assert!(!all.contains("{base}"), "{}", example.id);
            }
        }
    }
}
