//! What came back for a request, and addresses with their parameters encoded.

use std::io::Read;

use serde_json::Value;

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    /// The header's value; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> Value {
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("{} is no JSON: {error}: {}", self.status, self.text()),
        }
    }

    /// The same, if the status is 200.
    pub fn ok(self) -> Self {
        assert_eq!(self.status, 200, "{}", self.text());
        self
    }

    /// The body without its content coding.
    pub fn decoded(&self) -> Vec<u8> {
        let mut plain = Vec::new();
        match self.header("content-encoding") {
            "" => plain.clone_from(&self.body),
            "gzip" => {
                let mut reader = flate2::read::GzDecoder::new(&*self.body);
                reader.read_to_end(&mut plain).unwrap();
            }
            "br" => {
                let mut reader = brotli::Decompressor::new(&*self.body, 4096);
                reader.read_to_end(&mut plain).unwrap();
            }
            "zstd" => plain = zstd::decode_all(&*self.body).unwrap(),
            other => panic!("coding `{other}`"),
        }
        plain
    }
}

/// A path with parameters, percent-encoded.
pub fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(parameters)
        .finish();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{path}{mark}{query}")
}
