//! The filters of a collection as a plain form: what it asks for is an address that anybody can share.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use super::address::Addresses;
use crate::domain::{Language, Reference, words};
use crate::http::ask::Ask;
use crate::http::face::Face;
use crate::service::collection::Collection;

const LIMITS: [&str; 5] = ["10", "50", "100", "500", "1000"];

#[derive(Debug)]
pub struct Form {
    pub action: String,
    /// The same page without any filter.
    pub clear: String,
    pub fields: Vec<Field>,
    /// Parameters that go on as they are.
    pub kept: Vec<(String, String)>,
    /// What is in force without standing in a field, with the address that does without.
    pub active: Vec<Active>,
}

#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub label: &'static str,
    pub value: String,
    /// Empty for a field to be typed in.
    pub choices: Vec<Choices>,
    /// How it is typed in.
    pub input: &'static str,
}

/// Options under a heading; without one where there is none.
#[derive(Debug)]
pub struct Choices {
    pub heading: String,
    pub options: Vec<Choice>,
}

#[derive(Debug)]
pub struct Choice {
    pub value: String,
    pub words: String,
    pub chosen: bool,
}

#[derive(Debug)]
pub struct Active {
    pub name: String,
    pub value: String,
    pub without: String,
}

impl Form {
    pub fn of(
        collection: &Collection,
        links: &Addresses,
        reference: &Reference,
        language: Language,
    ) -> Self {
        let maker = Maker {
            collection,
            links,
            reference,
            language,
        };
        let fields = maker.fields();
        let in_a_field = |name: &str| fields.iter().any(|field| field.name == name);
        let others: Vec<_> = links
            .parameters()
            .filter(|(name, _)| !in_a_field(name))
            .collect();
        let path = format!("/api/collections/{}/items", collection.id);
        let active = others.iter().filter(|(name, _)| *name != "offset");
        // A form asks anew: from the first page, and for a line, which a year would contradict.
        let kept = |name: &str| name != "offset" && !(collection.has_view && name == "year");
        Self {
            action: links.file(&path, &[]),
            clear: links.to(&path),
            kept: others
                .iter()
                .chain(links.chosen())
                .filter(|(name, _)| kept(name))
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            active: active
                .map(|(name, value)| Active {
                    name: (*name).to_owned(),
                    value: (*value).to_owned(),
                    without: links.same(&[(name, None), ("offset", None)]),
                })
                .collect(),
            fields,
        }
    }
}

struct Maker<'a> {
    collection: &'a Collection,
    links: &'a Addresses,
    reference: &'a Reference,
    language: Language,
}

impl Maker<'_> {
    fn fields(&self) -> Vec<Field> {
        let l = self.language;
        let mut fields = Vec::new();
        if self.collection.has_view {
            let overall = l.choose("Tổng hợp mọi nhiệm vụ đến xã", "Overall: all lines");
            let label = l.choose("Nhiệm vụ của kế hoạch", "Plan line");
            fields.push(self.choice("line", label, self.lines(overall)));
        }
        if self.takes("q") {
            fields.push(self.typed("q", l.choose("Tìm chữ", "Words"), "search"));
        }
        if self.takes("plan_line") {
            let label = l.choose("Nhiệm vụ của kế hoạch", "Plan line");
            let any = l.choose("Mọi nhiệm vụ", "All lines");
            fields.push(self.choice("plan_line", label, self.lines(any)));
        }
        if self.collection.temporal.is_some() {
            fields.push(self.typed("as_of", l.choose("Tính đến ngày", "As of"), "date"));
        }
        if self.takes("district") {
            let districts = &self.reference.units.districts;
            let options = districts.iter().map(|d| (d.code.clone(), d.name.clone()));
            let any = l.choose("Toàn tỉnh", "Whole province");
            let label = l.choose("Huyện, thành phố", "District");
            fields.push(self.choice("district", label, self.options("district", any, options)));
        }
        for (name, label) in [
            ("kind", l.choose("Loại", "Kind")),
            ("status", l.choose("Tình trạng", "Status")),
            ("state", l.choose("Trạng thái", "State")),
        ] {
            if let Some(column) = self.collection.columns.iter().find(|c| c.name == name) {
                let words = |code: &&'static str| {
                    let words = words::value(self.collection.has_view, name, code, l);
                    ((*code).to_owned(), words.unwrap_or(code).to_owned())
                };
                let options = column.values.iter().map(words);
                let any = l.choose("Tất cả", "All");
                fields.push(self.choice(name, label, self.options(name, any, options)));
            }
        }
        // Among the border communes there is nothing to choose.
        if self.takes("border") && self.collection.id != "border-communes" {
            let options = [
                ("true", l.choose("Chỉ xã biên giới", "Border communes only")),
                ("false", l.choose("Chỉ xã khác", "Others only")),
            ];
            let options = options.map(|(value, words)| (value.to_owned(), words.to_owned()));
            let any = l.choose("Tất cả", "All");
            let label = l.choose("Biên giới", "Border");
            fields.push(self.choice("border", label, self.options("border", any, options)));
        }
        if !fields.is_empty() {
            let options = LIMITS.map(|limit| (limit.to_owned(), limit.to_owned()));
            let any = l.choose("Mặc định", "Usual");
            let label = l.choose("Số dòng mỗi trang", "Rows on a page");
            fields.push(self.choice("limit", label, self.options("limit", any, options)));
        }
        fields
    }

    fn takes(&self, name: &str) -> bool {
        self.collection.filterable().any(|c| c.name == name)
    }

    fn value(&self, name: &str) -> String {
        self.links.parameter(name).unwrap_or_default().to_owned()
    }

    fn typed(&self, name: &'static str, label: &'static str, input: &'static str) -> Field {
        Field {
            name,
            label,
            value: self.value(name),
            choices: Vec::new(),
            input,
        }
    }

    fn choice(&self, name: &'static str, label: &'static str, choices: Vec<Choices>) -> Field {
        Field {
            name,
            label,
            value: self.value(name),
            choices,
            input: "",
        }
    }

    /// One group of options, after the one that asks for nothing. A value that is none of them stands for itself.
    fn options(
        &self,
        name: &str,
        any: &str,
        options: impl IntoIterator<Item = (String, String)>,
    ) -> Vec<Choices> {
        let given = self.value(name);
        let choice = |(value, words): (String, String)| Choice {
            chosen: value == given,
            value,
            words,
        };
        let first = (String::new(), any.to_owned());
        let mut options: Vec<_> = std::iter::once(first).chain(options).map(choice).collect();
        if options.iter().all(|option| !option.chosen) {
            options.push(choice((given.clone(), given.clone())));
        }
        vec![Choices {
            heading: String::new(),
            options,
        }]
    }

    /// The plan's lines under their years.
    fn lines(&self, any: &str) -> Vec<Choices> {
        let name = if self.collection.has_view {
            "line"
        } else {
            "plan_line"
        };
        let given = self.value(name);
        let plan = &self.reference.plan;
        let mut choices = vec![Choices {
            heading: String::new(),
            options: vec![Choice {
                value: String::new(),
                words: any.to_owned(),
                chosen: given.is_empty(),
            }],
        }];
        choices.extend(plan.years().into_iter().map(|year| {
            Choices {
                heading: year.to_string(),
                options: plan
                    .lines
                    .iter()
                    .filter(|line| line.year == year)
                    .map(|line| Choice {
                        value: line.id.clone(),
                        words: match self.language {
                            Language::Vi => line.title_vi.clone(),
                            Language::En => line.title_en.clone(),
                        },
                        chosen: line.id == given,
                    })
                    .collect(),
            }
        }));
        if choices.iter().flat_map(|c| &c.options).all(|o| !o.chosen) {
            choices[0].options.push(Choice {
                value: given.clone(),
                words: given,
                chosen: true,
            });
        }
        choices
    }
}

/// A form sends its empty fields too. Programs that send an empty value are told so; people are led to the address
/// without it.
pub fn without_blanks(ask: &Ask) -> Option<Response> {
    let pairs = ask.pairs();
    let page = matches!(Face::asked(&ask.uri, &ask.headers), Face::Page(_));
    if !page || pairs.iter().all(|(_, value)| !value.is_empty()) {
        return None;
    }
    let given = pairs.iter().filter(|(_, value)| !value.is_empty());
    let given: Vec<_> = given.map(|(n, v)| (n.as_str(), v.as_str())).collect();
    // The language does not matter: what was chosen is among the parameters.
    let to = Addresses::new(ask, Language::Vi).file(ask.path(), &given);
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let location = HeaderValue::try_from(to).ok()?;
    response.headers_mut().insert(header::LOCATION, location);
    Some(response)
}
