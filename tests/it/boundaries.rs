//! `import boundaries`: somebody's own outlines take the place of the built-in ones, or nothing changes.

use serde_json::{Value, json};

use crate::support::{DataDir, Server, feature, features, shipped};

/// The shipped outlines as somebody else might hand them in: other property names, names in place of codes.
fn own(change: impl FnOnce(&mut Vec<Value>)) -> String {
    let mut all: Value = serde_json::from_str(&shipped("communes.geojson")).unwrap();
    let list = all["features"].as_array_mut().unwrap();
    for feature in list.iter_mut() {
        let known = feature["properties"].clone();
        let kind = match known["kind"].as_str().unwrap() {
            "xa" => "Xã",
            "phuong" => "Phường",
            _ => "Thị trấn",
        };
        feature["properties"] = json!({
            "TEN_XA": format!("{kind} {}", known["name"].as_str().unwrap()),
            "Huyện": known["district"],
        });
    }
    change(list);
    all.to_string()
}

fn refused(text: &str, words: &[&str]) {
    let data = DataDir::new();
    let file = data.put_new(text);
    let run = data.run(&["import", "boundaries", &file]);
    assert_eq!(run.code, Some(1), "{}{}", run.out, run.err);
    for word in words {
        assert!(
            run.out.contains(word),
            "`{word}` is missing in: {}",
            run.out
        );
    }
    assert!(!data.join("communes.geojson").exists() && !data.join("units.csv").exists());
}

#[test]
fn outlines_named_in_other_words_take_the_place_of_the_built_in_ones() {
    let data = DataDir::new();
    let before = Server::on(&data).get("/data/communes.geojson").ok().json();
    // One of them by its code, without the leading zero that spreadsheets drop.
    let text = own(|list| {
        let coded = list.iter_mut().find(|f| f["id"] == "03442").unwrap();
        coded["properties"] = json!({"ma_xa": 3442});
    });
    let file = data.put_new(&text);
    let run = data.run(&["import", "boundaries", &file]).done();
    assert!(run.out.contains("108"), "{}", run.out);
    data.run(&["check"]).done();
    let after = Server::on(&data).get("/data/communes.geojson").ok().json();
    assert_eq!(features(&after).len(), 108);
    for old in features(&before) {
        let new = feature(&after, old["id"].as_str().unwrap());
        assert_eq!(old["geometry"], new["geometry"]);
        // The area is now that of the generalised outline, which differs by less than one percent.
        let area = |f: &Value| f["properties"]["area_km2"].as_f64().unwrap();
        assert!((area(old) - area(new)).abs() / area(old) < 0.01, "{old}");
    }
}

#[test]
fn a_dry_run_replaces_nothing() {
    let data = DataDir::new();
    let file = data.put_new(own(|_| ()));
    data.run(&["import", "boundaries", &file, "--dry-run"])
        .done();
    assert!(!data.join("communes.geojson").exists() && !data.join("units.csv").exists());
}

#[test]
fn every_commune_must_be_there_once() {
    refused(
        &own(|list| _ = list.remove(0)),
        &["Quyết Thắng (03386", "missing"],
    );
    refused(
        &own(|list| list.push(list[5].clone())),
        &["109:", "feature 6 has it already"],
    );
    refused(
        &own(|list| list[3]["properties"] = json!({"TEN_XA": "Xã Không Có"})),
        &["4:", "Không Có"],
    );
    refused(
        &own(|list| list[3]["properties"] = json!({"ten": "Mường Tè", "huyen": "Mường Tè"})),
        &["4:", "fits several", "03433", "03445"],
    );
    refused(
        &own(|list| list[3]["properties"] = json!({"objectid": 7})),
        &["4:", "objectid"],
    );
}

#[test]
fn only_polygons_in_degrees_are_taken() {
    refused(
        &own(|list| list[0]["geometry"] = json!({"type": "Point", "coordinates": [103.4, 22.4]})),
        &["1:", "Polygon"],
    );
    let metres = json!({"type": "Polygon", "coordinates": [[[545_000.0, 2_477_000.0], [546_000.0, 2_477_000.0],
        [546_000.0, 2_478_000.0], [545_000.0, 2_477_000.0]]]});
    refused(&own(|list| list[0]["geometry"] = metres), &["1:", "WGS 84"]);
    refused("{\"type\": \"Topology\"}", &["GeoJSON"]);
}

#[test]
fn outlines_that_do_not_fit_are_taken_only_on_demand() {
    let shifted = own(|list| {
        let geometry = &mut list[40]["geometry"]["coordinates"][0];
        for at in geometry.as_array_mut().unwrap() {
            at[0] = json!(at[0].as_f64().unwrap() + 0.001);
        }
    });
    refused(&shifted, &["overlap", "--accept-unfit"]);
    let data = DataDir::new();
    let file = data.put_new(&shifted);
    data.run(&["import", "boundaries", &file, "--accept-unfit"])
        .done();
    let check = data.run(&["check"]);
    assert!(
        check.code == Some(1) && check.out.contains("overlap"),
        "{}",
        check.out
    );
}
