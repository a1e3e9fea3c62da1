//! The style of all documents, with a class for each width in percent and for each ground that a cell may have.

use std::sync::LazyLock;

use crate::domain::Status;
use crate::exchange::palette;

const RULES: &str = include_str!("style.css");

static STYLE: LazyLock<String> = LazyLock::new(|| {
    let widths = (1..=100).map(|n| format!(".w{n}{{width:{n}%}}"));
    let tints = Status::ALL.into_iter().filter_map(palette::tint);
    let grounds = tints.chain([palette::HEAD, palette::GROUP]);
    let grounds = grounds.map(|ground| {
        let class = ground.trim_start_matches('#');
        format!(".f{class}{{background:{ground}}}")
    });
    format!("{RULES}{}", widths.chain(grounds).collect::<String>())
});

/// What stands in the page's `style` element.
pub fn style() -> &'static str {
    &STYLE
}
