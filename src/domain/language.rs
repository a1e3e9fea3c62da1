//! The two languages of the service.

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    Vi,
    En,
}

impl Language {
    pub const fn tag(self) -> &'static str {
        self.choose("vi", "en")
    }

    pub const fn choose<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}
