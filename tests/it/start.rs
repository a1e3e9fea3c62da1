//! Starting and stopping: the address in the log, signals, settings by flag and by environment, data that stay.

use std::io::Write;
use std::net::TcpStream;

use crate::support::{DataDir, Server, Started, Table, command};

#[test]
fn listens_at_a_free_port_and_stops_cleanly_when_asked() {
    for signal in ["-TERM", "-INT"] {
        let mut server = Server::empty();
        let port = server.base.rsplit(':').next().unwrap().parse::<u16>();
        assert_ne!(port.unwrap(), 0);
        assert_eq!(server.get("/healthz").status, 200);
        assert_eq!(server.signal(signal).code(), Some(0), "{signal}");
        assert_eq!(server.trouble(), Vec::<String>::new());
    }
}

#[test]
fn a_silent_client_does_not_keep_it_from_stopping() {
    let mut server = Server::empty();
    // A browser opens connections it may never use.
    let _silent = TcpStream::connect(server.host()).unwrap();
    assert_eq!(server.get("/healthz").status, 200);
    assert_eq!(server.terminate().code(), Some(0));
}

#[test]
fn a_stalled_client_does_not_keep_it_from_stopping() {
    let mut server = Server::empty();
    // A bad line stops in the middle of a request.
    let mut stalled = TcpStream::connect(server.host()).unwrap();
    stalled.write_all(b"GET /api HTTP/1.1\r\nHos").unwrap();
    assert_eq!(server.get("/healthz").status, 200);
    assert_eq!(server.terminate().code(), Some(0));
}

#[test]
fn finds_again_what_was_recorded_before() {
    let data = DataDir::new();
    let address = "/data/coverage.geojson?line=2017-event&as_of=2017-12-31";
    let first = Server::on(&data);
    first.import(&Table::new().done("2017-event", "2017-06-01", "huyện Phong Thổ", "1"));
    let before = first.get(address).ok();
    drop(first);
    let again = Server::on(&data);
    let after = again.get(address).ok();
    assert_eq!(before.body, after.body);
    assert_eq!(before.header("etag"), after.header("etag"));
    assert_eq!(again.json("/api/summary")["activities"], 1);
}

#[test]
fn makes_a_data_directory_that_is_not_there() {
    let data = DataDir::new();
    let deep = data.join("mới/sâu");
    let mut command = command(&["serve", "--listen", "127.0.0.1:0", "--data-dir"]);
    command.arg(&deep);
    let server = Server::spawn(&data, command);
    assert_eq!(server.version(), 0);
    assert!(deep.join("vungphu.sqlite3").is_file());
}

#[test]
fn takes_its_settings_from_the_environment() {
    let data = DataDir::new();
    data.import(&Table::new().done("2017-event", "2017-06-01", "huyện Phong Thổ", "1"))
        .done();
    let mut command = command(&["serve"]);
    command
        .env("VUNGPHU_DATA_DIR", data.path())
        .env("VUNGPHU_LISTEN", "127.0.0.1:0")
        .env("VUNGPHU_PUBLIC_URL", "https://vungphu.example.vn/");
    let server = Server::spawn(&data, command);
    assert_eq!(server.json("/api/summary")["activities"], 1);
    let links = server.json("/api")["links"].clone();
    for link in links.as_array().unwrap() {
        let href = link["href"].as_str().unwrap();
        assert!(href.starts_with("https://vungphu.example.vn/"), "{href}");
        assert!(!href.contains("vn//"), "{href}");
    }
}

#[test]
fn refuses_wrong_usage_with_status_2() {
    let data = DataDir::new();
    let wrong: [(&[&str], &str); 7] = [
        (&["serve", "--listen", "nowhere"], "nowhere"),
        (&["serve", "--listen", "127.0.0.1:99999"], "127.0.0.1:99999"),
        // An address that is not this machine's.
        (&["serve", "--listen", "192.0.2.1:8080"], "192.0.2.1:8080"),
        (&["serve", "--colour"], "--colour"),
        (
            &["serve", "--public-url", "vungphu.example.vn"],
            "vungphu.example.vn",
        ),
        (&["fly"], "fly"),
        (&["export"], "COLLECTION"),
    ];
    for (args, word) in wrong {
        data.run(args).failed(2, &[word]);
    }
}

#[test]
fn serves_when_no_command_is_given() {
    let data = DataDir::new();
    let mut command = command(&[]);
    command
        .env("VUNGPHU_DATA_DIR", data.path())
        .env("VUNGPHU_LISTEN", "127.0.0.1:0");
    let server = Server::spawn(&data, command);
    assert_eq!(server.get("/healthz").status, 200);
}

#[test]
fn says_when_the_port_is_taken() {
    let server = Server::empty();
    let at = server.host();
    DataDir::new()
        .run(&["serve", "--listen", at])
        .failed(2, &[at]);
}

#[test]
fn tells_its_version() {
    let run = Started::new(command(&["--version"])).end().done();
    assert_eq!(run.out, format!("vungphu {}\n", env!("CARGO_PKG_VERSION")));
}
