//! The API: from requests to the library and back.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State, rejection::PathRejection};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use http_body_util::BodyExt;
use noc_search::{
    Code, Correspondence, DutyComparison, DutyMatches, Query, Resolution, Searcher, UnitGroup,
};
use serde::{Deserialize, Serialize};

use crate::assets::ASSETS;
use crate::parameters::Parameters;
use crate::problem::Problem;

/// How long a request may take, reading its body included.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// The largest body of a request, in bytes.
pub const LARGEST_BODY: usize = 256 * 1024;

/// How much of a body that is too large is read, so that a client which only listens
/// once it has sent everything hears of it.
const LARGEST_DISCARDED: usize = 16 * 1024 * 1024;

/// What a browser may do with what it gets: run the page's own files, ask this server,
/// and nothing else. No script can make markup of a text.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// The most unit groups that a job description alone is compared with.
const MOST_MATCHES: usize = 5;

/// When the texts in `data/` were last read through: to be set when they are.
const TEXTS_DATE: &str = "2026-11";

type Answer = Result<Response, Problem>;

/// The routes of the API: what `openapi.json` describes.
pub fn api() -> Vec<(&'static str, MethodRouter<Searcher>)> {
    vec![
        ("/api/suggest", get(suggest)),
        ("/api/resolve", get(resolve)),
        ("/api/duties", post(duties)),
        ("/api/unit-groups/{code}", get(unit_group)),
        ("/api/contrast", get(contrast)),
        ("/api/about", get(about)),
        ("/healthz", get(health)),
    ]
}

/// Everything that is served.
pub fn router(searcher: Searcher) -> Router {
    let mut router = Router::new();
    for (path, route) in api() {
        router = router.route(path, route);
    }
    for &asset in ASSETS {
        let answer = move |headers: HeaderMap| async move { asset.answer(&headers) };
        router = router.route(asset.path, get(answer));
    }
    router
        .fallback(nowhere)
        .method_not_allowed_fallback(another_method)
        .layer(from_fn(in_time))
        .layer(from_fn(with_headers))
        .with_state(searcher)
}

async fn nowhere(request: Request) -> Problem {
    discard(request.into_body(), 0).await;
    Problem::not_found("there is nothing here; /openapi.json says what is")
}

async fn another_method(request: Request) -> Problem {
    discard(request.into_body(), 0).await;
    let detail = "this is asked in another way; the header Allow says how";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail)
}

async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(REQUEST_TIMEOUT, next.run(request)).await {
        Ok(answer) => answer,
        Err(_) => {
            Problem::new(StatusCode::REQUEST_TIMEOUT, "the request took too long").into_response()
        }
    }
}

async fn with_headers(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    // What people ask is kept in no cache.
    let kept = headers.entry(header::CACHE_CONTROL);
    kept.or_insert(HeaderValue::from_static("no-store"));
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

fn json(value: &impl Serialize) -> Answer {
    let Ok(body) = serde_json::to_vec(value) else {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        return Err(Problem::new(status, "the answer can't be written"));
    };
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

async fn suggest(State(searcher): State<Searcher>, uri: Uri) -> Answer {
    let asked = Parameters::read(&uri, &["q", "lang"], &[])?;
    let query = Query::new(asked.required("q")?).lang(asked.lang()?);
    json(&searcher.suggest(query))
}

async fn resolve(State(searcher): State<Searcher>, uri: Uri) -> Answer {
    let asked = Parameters::read(&uri, &["q", "industry", "lang"], &["answer"])?;
    let mut query = Query::new(asked.required("q")?).lang(asked.lang()?);
    if let Some(industry) = asked.get("industry") {
        query = query.industry(industry);
    }
    let answers = asked.all("answer").map(|option| {
        let wrong = |_| Problem::bad_request(format!("{option:?} is no number of an option"));
        option.parse().map_err(wrong)
    });
    let answers: Vec<usize> = answers.collect::<Result<_, Problem>>()?;
    json(&answered(searcher.resolve(query)?, &answers)?)
}

/// The resolution once its questions are answered.
fn answered(mut resolution: Resolution, answers: &[usize]) -> Result<Resolution, Problem> {
    for &option in answers {
        resolution = resolution.answer(option)?;
    }
    Ok(resolution)
}

/// A job description, and what it is to be compared with.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Described {
    text: String,
    title: Option<String>,
    industry: Option<String>,
    #[serde(default)]
    answers: Vec<usize>,
    code: Option<String>,
    lang: Option<String>,
}

/// What a job description says: of a title, of a unit group, or else of all.
#[derive(Default, Serialize)]
struct Compared {
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<Resolution>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<DutyComparison>,
    #[serde(skip_serializing_if = "Option::is_none")]
    matches: Option<DutyMatches>,
}

async fn duties(State(searcher): State<Searcher>, request: Request) -> Answer {
    Parameters::read(request.uri(), &[], &[])?;
    let asked = read_json(request).await?;
    // A page takes milliseconds, and titles are not to wait for it.
    let compared = tokio::task::spawn_blocking(move || json(&compare(&searcher, asked)?)).await;
    compared.unwrap_or_else(|_| {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Err(Problem::new(status, "the comparison failed"))
    })
}

fn compare(searcher: &Searcher, asked: Described) -> Result<Compared, Problem> {
    let lang = asked.lang.as_deref().unwrap_or("en").parse()?;
    let description = Query::new(&asked.text).lang(lang).limit(MOST_MATCHES);
    let mut compared = Compared::default();
    if let Some(title) = asked.title {
        let mut query = Query::new(title).lang(lang).duties(asked.text);
        if let Some(industry) = asked.industry {
            query = query.industry(industry);
        }
        compared.resolution = Some(answered(searcher.resolve(query)?, &asked.answers)?);
    }
    if let Some(code) = asked.code {
        let code = found(searcher, &code)?.code();
        compared.comparison = Some(searcher.duty_fit(code, description)?);
    } else if compared.resolution.is_none() {
        compared.matches = Some(searcher.match_duties(description)?);
    }
    Ok(compared)
}

async fn contrast(State(searcher): State<Searcher>, uri: Uri) -> Answer {
    let asked = Parameters::read(&uri, &["codes"], &[])?;
    let codes = asked.required("codes")?.split(',');
    let codes = codes.map(|code| Ok(found(&searcher, code)?.code()));
    let codes: Vec<Code> = codes.collect::<Result<_, Problem>>()?;
    json(&searcher.contrast(&codes)?)
}

async fn unit_group(
    State(searcher): State<Searcher>,
    code: Result<Path<String>, PathRejection>,
    uri: Uri,
) -> Answer {
    Parameters::read(&uri, &[], &[])?;
    let Ok(Path(text)) = code else {
        return Err(Problem::bad_request("the path is not UTF-8"));
    };
    json(&found(&searcher, &text)?)
}

/// The unit group of a code that somebody wrote.
fn found(searcher: &Searcher, text: &str) -> Result<UnitGroup, Problem> {
    // What can't be a code is nowhere, like a code that isn't one.
    let code = Code::parse(text).map_err(|error| Problem::not_found(error.to_string()))?;
    let group = searcher.nocs().iter().find_map(|noc| noc.get(code));
    group.ok_or_else(|| {
        let table = searcher.concordance();
        let became: Vec<Correspondence> =
            table.map_or_else(Vec::new, |table| table.forward(code).collect());
        let edition = code.edition();
        let detail = format!("no unit group {code} of {edition} is here");
        Problem::not_found(detail).became(became)
    })
}

/// What answers: which data, and how old it is.
#[derive(Serialize)]
struct About {
    version: &'static str,
    editions: Vec<EditionAbout>,
    digest: String,
    /// Of the built-in data only: who compiled another archive knows how old it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    texts_date: Option<&'static str>,
}

#[derive(Serialize)]
struct EditionAbout {
    edition: noc_search::Edition,
    unit_groups: usize,
}

async fn about(State(searcher): State<Searcher>, uri: Uri) -> Answer {
    Parameters::read(&uri, &[], &[])?;
    let is_embedded = searcher.digest() == Searcher::embedded().digest();
    let editions = searcher.nocs().iter().map(|noc| EditionAbout {
        edition: noc.edition(),
        unit_groups: noc.len(),
    });
    json(&About {
        version: env!("CARGO_PKG_VERSION"),
        editions: editions.collect(),
        digest: searcher.digest(),
        texts_date: is_embedded.then_some(TEXTS_DATE),
    })
}

async fn health() -> Answer {
    #[derive(Serialize)]
    struct Health {
        status: &'static str,
    }
    json(&Health { status: "ok" })
}

/// Reads a body of JSON.
async fn read_json<T: serde::de::DeserializeOwned>(request: Request) -> Result<T, Problem> {
    let (head, body) = request.into_parts();
    let kind = head.headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        discard(body, 0).await;
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "the body must be application/json",
        ));
    }
    let body = read(body).await?;
    serde_json::from_slice(&body).map_err(|error| Problem::bad_request(error.to_string()))
}

/// Reads a body up to the limit.
async fn read(mut body: Body) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            return Err(Problem::bad_request("the body broke off"));
        };
        let data = frame.into_data().unwrap_or_default();
        if bytes.len() + data.len() > LARGEST_BODY {
            discard(body, bytes.len() + data.len()).await;
            return Err(Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("the body has more than {LARGEST_BODY} bytes"),
            ));
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

/// Reads the rest of a body into nothing.
async fn discard(mut body: Body, mut read: usize) {
    while read < LARGEST_DISCARDED {
        match body.frame().await {
            Some(Ok(frame)) => read += frame.data_ref().map_or(0, |data| data.len()),
            _ => return,
        }
    }
}
