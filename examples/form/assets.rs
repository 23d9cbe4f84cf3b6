//! The page: its files, in the program.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A file of the page.
#[derive(Clone, Copy)]
pub struct Asset {
    pub path: &'static str,
    pub kind: &'static str,
    pub text: &'static str,
}

macro_rules! asset {
    ($name:literal, $kind:literal) => {
        Asset {
            path: concat!("/", $name),
            kind: $kind,
            text: include_str!(concat!("page/", $name)),
        }
    };
}

/// What the page consists of.
pub const ASSETS: &[Asset] = &[
    Asset {
        path: "/",
        kind: "text/html; charset=utf-8",
        text: include_str!("page/index.html"),
    },
    asset!("style.css", "text/css; charset=utf-8"),
    asset!("icon.svg", "image/svg+xml"),
    asset!("main.js", "text/javascript; charset=utf-8"),
    asset!("api.js", "text/javascript; charset=utf-8"),
    asset!("combobox.js", "text/javascript; charset=utf-8"),
    asset!("dom.js", "text/javascript; charset=utf-8"),
    asset!("duties.js", "text/javascript; charset=utf-8"),
    asset!("summary.js", "text/javascript; charset=utf-8"),
    asset!("texts.js", "text/javascript; charset=utf-8"),
    asset!("unit_group.js", "text/javascript; charset=utf-8"),
    asset!("verdict.js", "text/javascript; charset=utf-8"),
    Asset {
        path: "/openapi.json",
        kind: "application/json",
        text: include_str!("openapi.json"),
    },
];

impl Asset {
    /// Answers with the file, or says that the client has it. Browsers keep it and ask
    /// each time whether it is still the same, so that no two versions ever mix.
    pub fn answer(self, headers: &HeaderMap) -> Response {
        let mut hasher = DefaultHasher::new();
        self.text.hash(&mut hasher);
        let tag = format!("\"{:016x}\"", hasher.finish());
        let known = headers.get(header::IF_NONE_MATCH);
        let is_known = known.is_some_and(|known| known.as_bytes() == tag.as_bytes());
        let mut answer = match is_known {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => ([(header::CONTENT_TYPE, self.kind)], self.text).into_response(),
        };
        let headers = answer.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        answer
    }
}
