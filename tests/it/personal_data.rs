//! Numbers of people are not taken in: the records count people and never name them.

use serde_json::{Value, json};

use crate::support::{Client, DataDir, Server, activity, changed};

/// Leaflets, handed out in Dào San.
fn right() -> Value {
    activity("2018-leaflets", "2018-03-01", &[("03571", 350.0)])
}

/// The only fault of a body.
fn fault(client: &Client, body: &Value) -> Value {
    let reply = client.post("/api/activities", body);
    assert_eq!(reply.status, 422, "{body}: {}", reply.text());
    let faults = reply.json()["faults"].clone();
    assert_eq!(faults.as_array().unwrap().len(), 1, "{faults}");
    faults[0].clone()
}

#[test]
fn personal_data_is_not_taken_in() {
    let data = DataDir::new();
    let token = data.verifier().token(&[]);
    let server = Server::on(&data);
    let client = server.bearer(&token);
    let texts = [
        "Chị Lò Thị Mai, CCCD 012345678901",
        "CMND 045123456",
        "liên hệ 0912 345 678",
        "số máy +84 912 345 678",
        "gọi 0213.3876.543",
    ];
    for field in ["title", "reference", "note"] {
        for text in texts {
            let found = fault(&client, &changed(&right(), &json!({(field): text})));
            assert_eq!(
                [&found["field"], &found["code"]],
                [field, "personal_data"],
                "{text}"
            );
        }
        for fine in [
            "Đường dây nóng 18001567",
            "Tổng đài 1800 1567 và 111",
            "KH 2228/KH-UBND ngày 9/11/2016",
            "Chi 1.250.000.000 đồng",
        ] {
            let reply = client.post(
                "/api/activities",
                &changed(&right(), &json!({(field): fine})),
            );
            assert_eq!(reply.status, 201, "{field}: {fine}: {}", reply.text());
        }
    }
    let path = client
        .post("/api/activities", &right())
        .header("location")
        .to_owned();
    let reject = |reason: &str| client.post(&format!("{path}/reject"), &json!({"reason": reason}));
    for (reason, code) in [
        (texts[0], "personal_data"),
        ("", "missing_value"),
        ("  ", "missing_value"),
        (&"x".repeat(2001), "too_long"),
    ] {
        let reply = reject(reason);
        let fault = reply.json()["faults"][0].clone();
        assert_eq!(
            [&fault["field"], &fault["code"]],
            ["reason", code],
            "{reason}"
        );
    }
    reject("gọi 18001567 để hỏi lại").ok();
}
