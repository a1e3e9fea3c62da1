//! What things are, beside where they stand: the tree of tags that screen readers and searches go by.
//!
//! Nodes are added while blocks are set, in the order of reading; what is drawn for them is added while pages are
//! drawn, in the same order, so that a cell over two pages is one cell.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// Place of a node among the tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tagged(usize);

struct Branch {
    group: TagGroup,
    parent: Option<Tagged>,
}

#[derive(Default)]
pub struct Tags(Vec<Branch>);

impl Tags {
    pub fn add(&mut self, parent: Option<Tagged>, tag: impl Into<TagKind>) -> Tagged {
        self.0.push(Branch {
            group: TagGroup::new(tag),
            parent,
        });
        Tagged(self.0.len() - 1)
    }

    pub fn drawn(&mut self, node: Tagged, content: Identifier) {
        if let Some(branch) = self.0.get_mut(node.0) {
            branch.group.push(content);
        }
    }

    /// Children come after their parents, and after their elder siblings: taken from the end, each is whole when it is
    /// given to its parent, the youngest first.
    pub fn into_tree(mut self) -> TagTree {
        let mut top = Vec::new();
        while let Some(Branch { mut group, parent }) = self.0.pop() {
            // What was drawn for it is in order; what it was given as a parent is not.
            if group.children.iter().all(|c| matches!(c, Node::Group(_))) {
                group.children.reverse();
            }
            match parent.and_then(|parent| self.0.get_mut(parent.0)) {
                Some(parent) => parent.group.push(group),
                None => top.push(Node::from(group)),
            }
        }
        top.reverse();
        TagTree::from(top)
    }
}
