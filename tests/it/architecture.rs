//! The direction of dependencies, read from the sources: the domain knows nobody, and only the edges know their tools.

use std::path::{Path, PathBuf};

/// One source file: its path below `src`, and its code without comments and tests.
struct Source {
    path: String,
    code: String,
    lines: usize,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    assert!(files.len() > 50, "the sources are not where they were");
    files
        .iter()
        .map(|file| {
            let text = std::fs::read_to_string(file).unwrap();
            // Tests that have a file of their own are no code.
            let tests = file.file_name().is_some_and(|name| name == "tests.rs");
            let code = if tests { "" } else { &text };
            let code = code.split("#[cfg(test)]").next().unwrap_or_default();
            let code = code
                .lines()
                .map(|l| l.split("//").next().unwrap_or_default());
            Source {
                path: file
                    .strip_prefix(&root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned(),
                code: code.collect::<Vec<_>>().join("\n"),
                lines: text.lines().count(),
            }
        })
        .collect()
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
}

/// What stands behind each `crate::`, as `module` or `module::part`; groups are taken apart.
fn named(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, word) in code.match_indices("crate::") {
        let behind = &code[at + word.len()..];
        let names: Vec<&str> = match behind.strip_prefix('{') {
            Some(group) => group
                .split('}')
                .next()
                .unwrap_or_default()
                .split(',')
                .map(str::trim)
                .collect(),
            None => vec![behind],
        };
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            let path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
            let path: String = name.chars().take_while(|c| path(*c)).collect();
            let parts: Vec<&str> = path.split("::").take(2).collect();
            found.push(parts.join("::"));
        }
    }
    found
}

/// Whether some word of the code is this name.
fn mentions(code: &str, name: &str) -> bool {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|word| word == name)
}

/// Says which files of a module name others than the allowed ones.
fn wrong(module: &str, allowed: &[&str]) -> Vec<String> {
    let inside = |source: &&Source| source.path.starts_with(&format!("{module}/"));
    let mut wrong = Vec::new();
    for source in sources().iter().filter(inside) {
        for name in named(&source.code) {
            let fine = std::iter::once(&module)
                .chain(allowed)
                .any(|may| name == *may || name.starts_with(&format!("{may}::")));
            if !fine {
                wrong.push(format!("{}: crate::{name}", source.path));
            }
        }
    }
    wrong
}

#[test]
fn modules_depend_in_one_direction() {
    for (module, allowed) in [
        ("domain", &[][..]),
        ("geo", &["domain"]),
        ("store", &["domain"]),
        ("exchange", &["domain", "geo"]),
        ("world", &["domain", "geo", "exchange::reference"]),
        ("service", &["domain", "geo", "store", "exchange", "world"]),
        (
            "http",
            &["domain", "geo", "store", "exchange", "world", "service"],
        ),
        (
            "cli",
            &[
                "config", "domain", "geo", "store", "exchange", "world", "service", "http",
            ],
        ),
    ] {
        assert_eq!(wrong(module, allowed), Vec::<String>::new(), "{module}");
    }
}

#[test]
fn the_two_apis_do_not_use_each_other() {
    for source in sources() {
        let other = match &source.path {
            path if path.starts_with("http/api/") => "ogc",
            path if path.starts_with("http/ogc/") => "api",
            _ => continue,
        };
        for way in [format!("http::{other}"), format!("super::{other}")] {
            assert!(!source.code.contains(&way), "{} uses {way}", source.path);
        }
    }
}

#[test]
fn tools_are_named_only_where_they_belong() {
    for (tool, homes) in [
        // A GeoPackage is an SQLite file: its writer makes one, and reads none.
        ("rusqlite", &["store/", "exchange/export/gpkg/"][..]),
        ("axum", &["http/"]),
        ("clap", &["cli/", "config.rs"]),
        ("tokio", &["http/", "cli/"]),
        ("anyhow", &["cli/", "main.rs"]),
        ("toml", &["exchange/"]),
        // The page of the web app is no template: what is put into it is escaped.
        ("quick_xml", &["exchange/", "http/index.rs"]),
        ("resvg", &["exchange/map/raster.rs", "exchange/report/pdf/"]),
        (
            "ttf_parser",
            &["exchange/map/font.rs", "exchange/report/columns.rs"],
        ),
        ("rust_xlsxwriter", &["exchange/"]),
        ("flatbuffers", &["exchange/export/flatgeobuf.rs"]),
        ("geozero", &["exchange/export/gpkg/"]),
        ("tempfile", &["exchange/export/"]),
        ("encoding_rs", &["exchange/"]),
        ("argon2", &["service/password.rs"]),
        ("zxcvbn", &["service/password.rs"]),
        ("getrandom", &["service/password.rs"]),
        ("multer", &["http/"]),
        ("base64", &["exchange/", "http/"]),
        ("askama", &["http/html/"]),
        ("winnow", &["geo/cql2/"]),
        ("caseless", &["geo/cql2/"]),
        ("krilla", &["exchange/report/pdf/"]),
        ("krilla_svg", &["exchange/report/pdf/"]),
        ("parley", &["exchange/report/pdf/"]),
    ] {
        for source in sources() {
            let home = homes.iter().any(|home| source.path.starts_with(home));
            assert!(
                home || !mentions(&source.code, tool),
                "{} names {tool}",
                source.path
            );
        }
    }
}

#[test]
fn the_domain_is_pure() {
    for source in sources().iter().filter(|s| s.path.starts_with("domain/")) {
        for impure in [
            "std::fs",
            "std::net",
            "std::env",
            "std::process",
            "SystemTime",
            "Timestamp::now",
            "Zoned::now",
            "async ",
        ] {
            assert!(
                !source.code.contains(impure),
                "{} uses {impure}",
                source.path
            );
        }
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    for source in sources() {
        assert!(
            source.lines <= 600,
            "{} has {} lines",
            source.path,
            source.lines
        );
    }
}

#[test]
fn nothing_aborts_on_the_unexpected() {
    for source in sources() {
        for abort in [
            ".unwrap()",
            ".expect(",
            "panic!(",
            "todo!(",
            "unimplemented!(",
        ] {
            assert!(!source.code.contains(abort), "{} has {abort}", source.path);
        }
    }
}
