//! Refusals reach whoever is still sending.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::json;

use crate::support::Server;

/// More than what lies between the two in the buffers of the machine.
const LARGE: usize = 20 << 20;

#[test]
fn a_refusal_is_read_after_the_whole_body() {
    let server = Server::empty();
    let body = vec![b' '; LARGE];
    for path in ["/api/activities", "/api/imports", "/api/nowhere"] {
        let anon = server.anybody().with("content-type", "application/json");
        for _ in 0..5 {
            let reply = anon.raw("POST", path, Some(&body));
            let wanted = if path.ends_with("nowhere") { 404 } else { 401 };
            assert_eq!(reply.status, wanted, "{path}");
        }
    }
}

/// What the server says to bytes on a connection, until it is done.
fn said(server: &Server, sent: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.host()).unwrap();
    stream.write_all(sent).unwrap();
    let mut said = String::new();
    stream.read_to_string(&mut said).unwrap();
    said
}

#[test]
fn the_connection_is_good_for_the_next_request() {
    let server = Server::empty();
    let host = server.host();
    let body = json!({"title": "x".repeat(200_000)}).to_string();
    let refused = format!(
        "POST /api/activities HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let next = format!("GET /healthz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let said = said(&server, (refused + &next).as_bytes());
    assert!(said.starts_with("HTTP/1.1 401 "), "{said}");
    assert!(said.contains("HTTP/1.1 200 OK"), "{said}");
}

#[test]
fn who_announces_too_much_is_told_at_once() {
    let server = Server::empty();
    let host = server.host();
    for extra in [
        "Content-Length: 209715200",
        "Content-Length: 5000000\r\nExpect: 100-continue",
    ] {
        let head = format!("POST /api/imports HTTP/1.1\r\nHost: {host}\r\n{extra}\r\n\r\n");
        let said = said(&server, head.as_bytes());
        assert!(said.starts_with("HTTP/1.1 401 "), "{said}");
        assert!(said.to_lowercase().contains("connection: close"), "{said}");
    }
}
