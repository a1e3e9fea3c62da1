//! What GDAL and a validator make of it is tested in `tests/clients/test_vector_formats.py`.

use quick_xml::Reader;

use super::*;
use crate::domain::Language;
use crate::exchange::export::tests as sample;

fn made(language: Language) -> String {
    let about = sample::about();
    let layer = sample::layer(&about, Crs::Crs84, language);
    let features = sample::features(Crs::Crs84);
    String::from_utf8(sample::written(write, &layer, &features).unwrap()).unwrap()
}

/// The texts of elements of a name, in their order.
fn texts(document: &str, wanted: &str) -> Vec<String> {
    let mut reader = Reader::from_str(document);
    let (mut found, mut inside) = (Vec::new(), None::<String>);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == wanted => {
                inside = Some(String::new());
            }
            Event::Text(text) => {
                if let Some(inside) = &mut inside {
                    inside.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                if let Some(inside) = &mut inside {
                    let entity = quick_xml::escape::resolve_xml_entity(&name);
                    inside.push_str(entity.unwrap_or("?"));
                }
            }
            Event::End(end) if end.name().as_ref() == wanted => found.extend(inside.take()),
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn folders_are_the_legend_with_their_counts() {
    let document = made(Language::Vi);
    assert_eq!(
        texts(&document, "name"),
        [
            "Độ phủ – 2018-leaflets – 30/6/2018 (có dữ liệu mẫu)",
            "▲ Trống – quá hạn (1)",
            "Thu Lũm",
            "– Ngoài phạm vi (1)",
            "Dào San",
            // Its status is unknown.
            "=1+1",
        ]
    );
    assert_eq!(
        texts(&document, "styleUrl"),
        ["#overdue", "#not_targeted", "#plain"]
    );
    assert_eq!(texts(&document, "longitude"), ["103.250000"]);
}

#[test]
fn what_it_says_is_escaped_and_in_its_language() {
    let [vi, en] = [Language::Vi, Language::En].map(made);
    let balloons = texts(&vi, "description");
    assert!(balloons[0].contains("© cộng đồng OpenStreetMap &lt;ODbL&gt; &amp; khác"));
    assert!(
        balloons[0].contains("▲ Trống – quá hạn</td><td>1</td>"),
        "{}",
        balloons[0]
    );
    assert!(
        balloons[1].contains("<b>Chỉ tiêu</b></td><td>420,5<"),
        "{}",
        balloons[1]
    );
    assert!(
        balloons[1].contains("&lt;b&gt;“A &amp; B”&lt;/b&gt; \u{FFFD}"),
        "{}",
        balloons[1]
    );
    assert!(texts(&en, "description")[1].contains("<b>Quota</b></td><td>420.5<"));
    assert!(texts(&en, "displayName").contains(&"Area (Unit: km²)".to_owned()));
}

#[test]
fn data_is_typed_and_what_is_null_is_left_out() {
    let document = made(Language::En);
    assert!(document.contains(r#"<SimpleField type="double" name="quota">"#));
    assert!(document.contains(r#"<SimpleData name="quota">420.5</SimpleData>"#));
    assert_eq!(document.matches(r#"<SimpleData name="quota">"#).count(), 1);
    assert!(document.contains("<when>2018-06-30</when>"));
    assert_eq!(document.matches("<innerBoundaryIs>").count(), 1);
    assert_eq!(document.matches("<MultiGeometry>").count(), 1);
}

#[test]
fn the_same_layer_makes_the_same_bytes() {
    assert!(made(Language::Vi) == made(Language::Vi));
}

#[test]
fn other_systems_are_refused() {
    let about = sample::about();
    let layer = sample::layer(&about, Crs::Epsg3405, Language::Vi);
    let fault = sample::written(write, &layer, &[]).unwrap_err();
    assert_eq!(fault.kind(), io::ErrorKind::InvalidInput);
    assert!(fault.to_string().contains("EPSG:3405"), "{fault}");
}
