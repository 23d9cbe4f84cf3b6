//! The parameters of a query string.
//!
//! The usual readers put a replacement character where a byte is wrong, and the answer is
//! then one to another question. This one refuses.

use axum::http::{StatusCode, Uri};
use noc_search::Lang;
use percent_encoding::percent_decode;

use crate::problem::Problem;

/// The longest query string, in bytes as sent: 110 Chinese characters and more.
pub const LONGEST_QUERY: usize = 1024;

/// The parameters that a request has, in order.
#[derive(Debug)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads the query string.
    ///
    /// # Errors
    ///
    /// 414 when it is too long; 400 when it is not UTF-8 once it is decoded, has a
    /// parameter that is not one of `known`, or has one twice that is not `repeated`.
    pub fn read(uri: &Uri, known: &[&str], repeated: &[&str]) -> Result<Parameters, Problem> {
        let query = uri.query().unwrap_or_default();
        if query.len() > LONGEST_QUERY {
            return Err(Problem::new(
                StatusCode::URI_TOO_LONG,
                format!(
                    "the query has {} bytes, more than {LONGEST_QUERY}",
                    query.len()
                ),
            ));
        }
        let mut read: Vec<(String, String)> = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decode(name)?, decode(value)?);
            if !known.contains(&name.as_str()) && !repeated.contains(&name.as_str()) {
                return Err(Problem::bad_request(format!("unknown parameter {name:?}")));
            }
            let is_again = read.iter().any(|(other, _)| *other == name);
            if is_again && !repeated.contains(&name.as_str()) {
                return Err(Problem::bad_request(format!("two parameters {name:?}")));
            }
            read.push((name, value));
        }
        Ok(Parameters(read))
    }

    /// Returns the values of a parameter.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let of_name = self.0.iter().filter(move |(known, _)| known == name);
        of_name.map(|(_, value)| value.as_str())
    }

    /// Returns the value of a parameter, if it is there.
    pub fn get<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }

    /// Returns the value of a parameter that must be there.
    pub fn required<'a>(&'a self, name: &'a str) -> Result<&'a str, Problem> {
        let missing = || Problem::bad_request(format!("the parameter {name:?} is missing"));
        self.get(name).ok_or_else(missing)
    }

    /// Returns the language that is asked for.
    pub fn lang(&self) -> Result<Lang, Problem> {
        match self.get("lang") {
            Some(tag) => Ok(tag.parse()?),
            None => Ok(Lang::default()),
        }
    }
}

fn decode(text: &str) -> Result<String, Problem> {
    let text = text.replace('+', " ");
    let decoded = percent_decode(text.as_bytes()).decode_utf8();
    match decoded {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => Err(Problem::bad_request("the query is not UTF-8")),
    }
}
