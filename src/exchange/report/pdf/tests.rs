//! What stands where on which page, and that two runs give the same file.

mod demo;

use super::*;

#[test]
fn two_runs_give_the_same_file() {
    let first = pdf(&demo::document()).unwrap();
    assert_eq!(first, pdf(&demo::document()).unwrap());
    assert!(first.starts_with(b"%PDF-1.7"));
    // For people: VUNGPHU_DOCUMENT=file.pdf cargo test two_runs_give_the_same_file
    if let Ok(path) = std::env::var("VUNGPHU_DOCUMENT") {
        std::fs::write(path, first).unwrap();
    }
}
