//! Errors as problem details (RFC 9457).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use noc_search::{Correspondence, Error};
use serde::Serialize;

/// An error as the client gets it. The type is always `about:blank`: the status says
/// what kind it is, and the detail what exactly.
#[derive(Debug, Serialize)]
pub struct Problem {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    /// What became of a code that is of an older edition.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    became: Vec<Correspondence>,
}

impl Problem {
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Problem {
        Problem {
            r#type: "about:blank",
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            detail: detail.into(),
            became: Vec::new(),
        }
    }

    pub fn bad_request(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, detail)
    }

    pub fn not_found(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, detail)
    }

    /// Adds what became of an old code.
    pub fn became(self, became: Vec<Correspondence>) -> Problem {
        Problem { became, ..self }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        if error.is_invalid_code() || error.is_invalid_argument() {
            return Problem::bad_request(error.to_string());
        }
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the search failed")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        // It has string keys and no failing `Serialize`.
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let kind = HeaderValue::from_static("application/problem+json");
        (status, [(header::CONTENT_TYPE, kind)], body).into_response()
    }
}
