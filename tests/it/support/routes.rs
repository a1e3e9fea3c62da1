//! The routes as the router's source names them.

use std::collections::BTreeSet;

/// Methods with their routes.
pub fn routes() -> BTreeSet<(String, String)> {
    let source = include_str!("../../../src/http/router.rs");
    let mut routes = BTreeSet::new();
    for part in source.split(".route(").skip(1) {
        let path = part.split('"').nth(1).unwrap();
        // The handlers end where the next thing is called on the router.
        let handlers = part.split("\n        .").next().unwrap();
        for method in ["get", "post", "put", "delete", "patch", "any"] {
            let called = [" ", ".", "("].map(|before| format!("{before}{method}("));
            if called.iter().any(|call| handlers.contains(call)) {
                routes.insert((method.to_uppercase(), path.to_owned()));
            }
        }
    }
    routes
}
