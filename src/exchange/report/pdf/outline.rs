//! The outline (bookmarks) from the headings.

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};

use super::block::Mentioned;
use super::page::Frame;

pub fn outline(title: &str, headings: Vec<Mentioned>) -> Outline {
    let mut outline = Outline::new();
    if headings.is_empty() {
        // An accessible file has one in any case.
        outline.push_child(node(title, 0, Frame::MARGIN));
    }
    let mut headings = headings.into_iter().peekable();
    while let Some(heading) = headings.next() {
        outline.push_child(branch(&heading, &mut headings));
    }
    outline
}

/// A heading with those of deeper levels that follow it.
fn branch(
    heading: &Mentioned,
    rest: &mut std::iter::Peekable<std::vec::IntoIter<Mentioned>>,
) -> OutlineNode {
    let mut node = node(&heading.text, heading.page, heading.y);
    while let Some(below) = rest.next_if(|next| next.level > heading.level) {
        node.push_child(branch(&below, rest));
    }
    node
}

fn node(text: &str, page: usize, y: f32) -> OutlineNode {
    let place = Point::from_xy(Frame::LEFT, y);
    OutlineNode::new(text.to_owned(), XyzDestination::new(page, place))
}
