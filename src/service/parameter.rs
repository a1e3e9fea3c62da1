//! Parameters by name: the one place that says what is wrong with one, in both languages.

use std::borrow::Cow;

/// A parameter that cannot be used. Its `code` is stable, for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterFault {
    pub parameter: String,
    pub value: String,
    pub kind: ParameterFaultKind,
    /// What may stand there instead, where that can be listed.
    pub allowed: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterFaultKind {
    Unknown,
    GivenTwice,
    Malformed {
        want_vi: Cow<'static, str>,
        want_en: Cow<'static, str>,
    },
    NoSuchValue,
    OnlyWithoutLine,
    /// Says the same as another parameter that is there.
    NotBeside(&'static str),
    /// Files of this format have no other system than WGS 84.
    OnlyWgs84(&'static str),
    /// A format that does not hold so many features.
    TooManyFor {
        count: usize,
        most: usize,
    },
    /// A condition that cannot be understood.
    Expression(Box<Misread>),
}

/// Where a condition stops making sense, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// Counted from 1.
    pub at: usize,
    pub vi: String,
    pub en: String,
}

impl ParameterFault {
    pub fn new(parameter: &str, value: &str, kind: ParameterFaultKind) -> Self {
        // Whatever was sent is shown, but not echoed at any length.
        let value = value.chars().take(200).collect();
        Self {
            parameter: parameter.to_owned(),
            value,
            kind,
            allowed: Vec::new(),
        }
    }

    pub fn malformed(
        parameter: &str,
        value: &str,
        want_vi: &'static str,
        want_en: &'static str,
    ) -> Self {
        Self::new(
            parameter,
            value,
            ParameterFaultKind::Malformed {
                want_vi: want_vi.into(),
                want_en: want_en.into(),
            },
        )
    }

    /// One of a list is wanted.
    pub fn not_among<I: IntoIterator<Item = S>, S: Into<String>>(
        parameter: &str,
        value: &str,
        allowed: I,
    ) -> Self {
        let mut fault = Self::new(parameter, value, ParameterFaultKind::NoSuchValue);
        fault.allowed = allowed.into_iter().map(Into::into).collect();
        fault
    }

    pub const fn code(&self) -> &'static str {
        match self.kind {
            ParameterFaultKind::Unknown => "unknown_parameter",
            ParameterFaultKind::GivenTwice => "parameter_given_twice",
            ParameterFaultKind::Malformed { .. } => "malformed_parameter",
            ParameterFaultKind::NoSuchValue => "no_such_value",
            ParameterFaultKind::OnlyWithoutLine => "only_without_line",
            ParameterFaultKind::NotBeside(_) => "not_beside",
            ParameterFaultKind::OnlyWgs84(_) => "only_wgs84",
            ParameterFaultKind::TooManyFor { .. } => "too_many_features",
            ParameterFaultKind::Expression(_) => "malformed_condition",
        }
    }

    pub fn vi(&self) -> String {
        let Self {
            parameter,
            value,
            allowed,
            ..
        } = self;
        match &self.kind {
            ParameterFaultKind::Unknown => format!(
                "không có tham số `{parameter}`; có thể dùng: {}",
                allowed.join(", ")
            ),
            ParameterFaultKind::GivenTwice => format!(
                "tham số `{parameter}` xuất hiện hai lần; nhiều giá trị thì cách nhau bằng dấu phẩy"
            ),
            ParameterFaultKind::Malformed { want_vi, .. } => {
                format!("tham số `{parameter}` có giá trị `{value}`: cần {want_vi}")
            }
            ParameterFaultKind::NoSuchValue => format!(
                "tham số `{parameter}` không có giá trị `{value}`; có thể dùng: {}",
                allowed.join(", ")
            ),
            ParameterFaultKind::OnlyWithoutLine => {
                format!("tham số `{parameter}` chỉ dùng khi không chọn `line`")
            }
            ParameterFaultKind::NotBeside(other) => {
                format!("tham số `{parameter}` không dùng cùng `{other}`: chỉ chọn một trong hai")
            }
            ParameterFaultKind::OnlyWgs84(format) => format!(
                "tham số `{parameter}` có giá trị `{value}`: tệp {format} luôn dùng WGS 84, kinh độ trước vĩ độ (OGC:CRS84); các định dạng nhận hệ tọa độ khác: {}",
                allowed.join(", ")
            ),
            ParameterFaultKind::TooManyFor { count, most } => format!(
                "tham số `{parameter}` có giá trị `{value}`: định dạng này chứa được nhiều nhất {most} đối tượng, ở đây có {count}; hãy lọc bớt hoặc chọn: {}",
                allowed.join(", ")
            ),
            ParameterFaultKind::Expression(misread) => {
                let Misread { at, vi, .. } = misread.as_ref();
                format!("tham số `{parameter}`, ký tự thứ {at}: {vi}")
            }
        }
    }

    pub fn en(&self) -> String {
        let Self {
            parameter,
            value,
            allowed,
            ..
        } = self;
        match &self.kind {
            ParameterFaultKind::Unknown => format!(
                "there is no parameter `{parameter}` here; there are: {}",
                allowed.join(", ")
            ),
            ParameterFaultKind::GivenTwice => {
                format!("parameter `{parameter}` stands twice; separate several values by commas")
            }
            ParameterFaultKind::Malformed { want_en, .. } => {
                format!("parameter `{parameter}` is `{value}`: want {want_en}")
            }
            ParameterFaultKind::NoSuchValue => format!(
                "parameter `{parameter}` cannot be `{value}`; it can be: {}",
                allowed.join(", ")
            ),
            ParameterFaultKind::OnlyWithoutLine => {
                format!("parameter `{parameter}` goes only without `line`")
            }
            ParameterFaultKind::NotBeside(other) => {
                format!("parameter `{parameter}` does not go beside `{other}`: give one of the two")
            }
            ParameterFaultKind::OnlyWgs84(format) => format!(
                "parameter `{parameter}` is `{value}`: {format} files are in WGS 84, longitude first (OGC:CRS84); formats that take other systems: {}",
                allowed.join(", ")
            ),
            ParameterFaultKind::TooManyFor { count, most } => format!(
                "parameter `{parameter}` is `{value}`: this format holds {most} features at most, and there are {count}; narrow them, or take: {}",
                allowed.join(", ")
            ),
            ParameterFaultKind::Expression(misread) => {
                let Misread { at, en, .. } = misread.as_ref();
                format!("parameter `{parameter}` at character {at}: {en}")
            }
        }
    }
}

/// Name and value pairs as given, taken one by one; what is left over at the end is unknown.
#[derive(Debug)]
pub struct Parameters {
    pairs: Vec<(String, String)>,
    known: Vec<&'static str>,
}

impl Parameters {
    /// # Errors
    /// If a name stands twice.
    pub fn new(pairs: Vec<(String, String)>) -> Result<Self, ParameterFault> {
        for (ix, (name, value)) in pairs.iter().enumerate() {
            if pairs[..ix].iter().any(|(earlier, _)| earlier == name) {
                return Err(ParameterFault::new(
                    name,
                    value,
                    ParameterFaultKind::GivenTwice,
                ));
            }
        }
        Ok(Self {
            pairs,
            known: Vec::new(),
        })
    }

    /// Those that nobody took yet, by name.
    pub fn given(&self) -> Vec<(String, String)> {
        let mut given = self.pairs.clone();
        given.sort_unstable();
        given
    }

    pub fn take(&mut self, name: &'static str) -> Option<String> {
        self.known.push(name);
        let ix = self.pairs.iter().position(|(given, _)| given == name)?;
        Some(self.pairs.swap_remove(ix).1)
    }

    /// The parameter read by `read`, or a fault that says what is wanted.
    ///
    /// # Errors
    /// If it is there and `read` gives nothing.
    pub fn read<T>(
        &mut self,
        name: &'static str,
        want_vi: &'static str,
        want_en: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, ParameterFault> {
        let Some(text) = self.take(name) else {
            return Ok(None);
        };
        read(&text)
            .map(Some)
            .ok_or_else(|| ParameterFault::malformed(name, &text, want_vi, want_en))
    }

    /// # Errors
    /// If anything is left that nobody asked for.
    pub fn finish(self) -> Result<(), ParameterFault> {
        match self.pairs.first() {
            None => Ok(()),
            Some((name, value)) => {
                let mut fault = ParameterFault::new(name, value, ParameterFaultKind::Unknown);
                fault.allowed = self.known.iter().map(|name| (*name).to_owned()).collect();
                Err(fault)
            }
        }
    }
}
