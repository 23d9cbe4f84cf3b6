//! The server as a client meets it, without a socket.

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use noc_search::Searcher;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::{assets, parameters, routes};

/// An answer that has come as a whole.
struct Answer {
    status: StatusCode,
    head: axum::http::HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        let value = self.head.get(name).map(|value| value.to_str().unwrap());
        value.unwrap_or_default()
    }

    /// Whether it is a problem detail that says its status and that something is wrong.
    #[track_caller]
    fn assert_problem(&self, status: u16) {
        let text = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status.as_u16(), status, "{text}");
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert!(!problem["detail"].as_str().unwrap().is_empty());
    }
}

fn router() -> Router {
    routes::router(Searcher::embedded())
}

fn ask(request: Request<Body>) -> Answer {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let answer: Response<Body> = router().oneshot(request).await.unwrap();
        let (head, body) = answer.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer {
            status: head.status,
            head: head.headers,
            body,
        }
    })
}

fn get(path: &str) -> Answer {
    ask(Request::get(path).body(Body::empty()).unwrap())
}

fn post(path: &str, kind: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path).header(header::CONTENT_TYPE, kind);
    ask(request.body(body.into()).unwrap())
}

fn duties(body: &Value) -> Answer {
    post("/api/duties", "application/json", body.to_string())
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[test]
fn suggestions_come_in_the_characters_asked_for() {
    let answer = get(&format!(
        "/api/suggest?q={}&lang=zh-hant",
        encoded("註冊護")
    ));
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.json()[0]["code"], "31301");
    assert_eq!(answer.json()[0]["matched"]["zh"], "註冊護士");
    assert_eq!(get("/api/suggest?q=").json(), json!([]));
}

#[test]
fn answers_lead_from_a_question_to_a_code() {
    let asked = get("/api/resolve?q=personal+support+worker").json();
    assert_eq!(asked["verdict"], "choose");
    assert_eq!(asked["crossing"], "skilled_line");
    let answered = get("/api/resolve?q=personal+support+worker&answer=1").json();
    assert_eq!(answered["verdict"], "certain");
    assert_eq!(
        answered["code"],
        asked["question"]["options"][1]["codes"][0]
    );
}

#[test]
fn industry_decides() {
    let code = |industry: &str| {
        let path = format!("/api/resolve?q=labourer&industry={}", encoded(industry));
        get(&path).json()["candidates"][0]["code"].clone()
    };
    assert_ne!(code("food processing"), code("landscaping"));
}

#[test]
fn a_description_is_compared_with_what_is_asked() {
    let text = "I look after an elderly client at home: meals, bathing, company.";
    let all = duties(&json!({ "text": text })).json();
    assert_eq!(all["matches"]["fits"][0]["code"], "44101");
    assert!(all.get("resolution").is_none() && all.get("comparison").is_none());
    let title = duties(&json!({ "text": text, "title": "personal support worker" })).json();
    assert_eq!(title["resolution"]["candidates"][0]["code"], "44101");
    assert!(title.get("matches").is_none());
    let one = duties(&json!({ "text": text, "code": "33102", "lang": "zh-hant" })).json();
    assert_eq!(one["comparison"]["fit"]["code"], "33102");
    assert_eq!(one["comparison"]["rivals"][0]["code"], "44101");
    assert_eq!(
        duties(&json!({ "text": "" })).json()["matches"]["fits"],
        json!([])
    );
}

#[test]
fn wrong_bodies_get_the_right_problem() {
    let kind = "application/json";
    for body in [
        "",
        "{",
        "[]",
        "{}",
        r#"{"text":1}"#,
        r#"{"text":"a","txt":1}"#,
        r#"{"text":"a","answers":[-1],"title":"PSW"}"#,
        r#"{"text":"a","answers":[9],"title":"PSW"}"#,
        r#"{"text":"a","lang":"fr"}"#,
        r#"{"text":"\ud800"}"#,
    ] {
        let answer = post("/api/duties", kind, body);
        assert_eq!(answer.status.as_u16(), 400, "{body}");
        answer.assert_problem(400);
    }
    post("/api/duties", kind, &b"{\"text\":\"\xff\"}"[..]).assert_problem(400);
    post("/api/duties", "text/plain", "{}").assert_problem(415);
    ask(Request::post("/api/duties").body("{}".into()).unwrap()).assert_problem(415);
    post("/api/duties?q=1", kind, r#"{"text":"a"}"#).assert_problem(400);
    duties(&json!({ "text": "a", "code": "99999" })).assert_problem(404);
    duties(&json!({ "text": "a", "code": "1253" })).assert_problem(404);
    let largest = routes::LARGEST_BODY - json!({ "text": "" }).to_string().len();
    let text = "cook ".repeat(largest / 5);
    assert_eq!(duties(&json!({ "text": text })).status, StatusCode::OK);
    duties(&json!({ "text": "a".repeat(largest + 1) })).assert_problem(413);
    duties(&json!({ "text": "a".repeat(10 << 20) })).assert_problem(413);
}

#[test]
fn look_alikes_are_contrasted() {
    let answer = get("/api/contrast?codes=63200,62200");
    assert_eq!(answer.json()["unit_groups"][1]["code"], "62200");
    assert_eq!(answer.json()["crossing"], "teer");
    get("/api/contrast").assert_problem(400);
    get("/api/contrast?codes=63200").assert_problem(400);
    get("/api/contrast?codes=63200,63200").assert_problem(400);
    get("/api/contrast?codes=00010,00011,00012,00013,00014,00015").assert_problem(400);
    get("/api/contrast?codes=63200,99999").assert_problem(404);
    get("/api/contrast?codes=63200,").assert_problem(404);
}

#[test]
fn an_old_code_tells_what_became_of_it() {
    let answer = get("/api/unit-groups/1253");
    answer.assert_problem(404);
    assert_eq!(answer.json()["became"][0]["new"], "12111");
    assert_eq!(get("/api/unit-groups/63200").json()["code"], "63200");
}

#[test]
fn wrong_requests_get_the_right_problem() {
    let long = "a".repeat(parameters::LONGEST_QUERY);
    for (path, status) in [
        ("/api/suggest", 400),
        ("/api/resolve", 400),
        ("/api/suggest?q=cook&q=chef", 400),
        ("/api/suggest?query=cook", 400),
        ("/api/suggest?q=%ff", 400),
        ("/api/suggest?q=%e5%8e", 400),
        ("/api/suggest?%ff=cook", 400),
        ("/api/suggest?q=cook&lang=fr", 400),
        ("/api/resolve?q=PSW&answer=2", 400),
        ("/api/resolve?q=PSW&answer=-1", 400),
        ("/api/resolve?q=PSW&answer=one", 400),
        ("/api/resolve?q=PSW&answer=99999999999999999999", 400),
        ("/api/resolve?q=PSW&answer=0&answer=0", 400),
        ("/api/unit-groups/cook", 404),
        ("/api/unit-groups/%ff", 400),
        ("/api/unit-groups/99999", 404),
        ("/api/unit-groups/6320", 404),
        ("/api/unit-groups/63200?q=1", 400),
        ("/api/about?q=1", 400),
        ("/api", 404),
        ("/../Cargo.toml", 404),
        (&format!("/api/suggest?q={long}"), 414),
        (&format!("/api/resolve?q={long}"), 414),
    ] {
        let answer = get(path);
        assert_eq!(answer.status.as_u16(), status, "{path}");
        answer.assert_problem(status);
    }
}

#[test]
fn another_method_is_told_which_there_are() {
    for (method, path, allowed) in [
        ("POST", "/api/suggest", "GET"),
        ("DELETE", "/api/unit-groups/63200", "GET"),
        ("PUT", "/", "GET"),
    ] {
        let request = Request::builder().method(method).uri(path);
        let answer = ask(request.body(Body::empty()).unwrap());
        answer.assert_problem(405);
        assert!(
            answer.header("allow").contains(allowed),
            "{:?}",
            answer.head
        );
    }
}

#[test]
fn any_text_is_a_title() {
    for text in [
        "",
        " ",
        "\0",
        "<script>alert(1)</script>",
        "'; DROP TABLE",
        "👩‍⚕️",
        "+&=%",
        "\u{202e}",
    ] {
        let q = encoded(text);
        for path in ["suggest", "resolve"] {
            let answer = get(&format!("/api/{path}?q={q}"));
            assert_eq!(answer.status, StatusCode::OK, "{path} {text:?}");
        }
    }
}

#[test]
fn every_answer_keeps_to_itself() {
    for path in [
        "/",
        "/main.js",
        "/api/suggest?q=cook",
        "/api/suggest",
        "/nowhere",
    ] {
        let answer = get(path);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert!(answer.head.get(header::SET_COOKIE).is_none());
    }
    assert_eq!(
        get("/api/suggest?q=cook").header("cache-control"),
        "no-store"
    );
}

#[test]
fn the_page_is_kept_until_it_changes() {
    let first = get("/main.js");
    assert_eq!(
        first.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    let again = Request::get("/main.js").header(header::IF_NONE_MATCH, first.header("etag"));
    let again = ask(again.body(Body::empty()).unwrap());
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(again.body.is_empty());
}

#[test]
fn the_first_page_is_small_and_fetches_nothing_from_elsewhere() {
    let page = assets::ASSETS
        .iter()
        .filter(|asset| asset.path != "/openapi.json");
    let size: usize = page.clone().map(|asset| asset.text.len()).sum();
    assert!(size < 100_000, "{size} bytes");
    let addresses = page
        .filter(|asset| asset.path != "/icon.svg")
        .filter(|asset| asset.text.contains("://"));
    assert_eq!(addresses.count(), 0);
}

#[test]
fn the_page_has_all_files_that_it_names() {
    let served: BTreeSet<&str> = assets::ASSETS.iter().map(|asset| asset.path).collect();
    for asset in assets::ASSETS {
        let modules = asset.text.split("from \"./").skip(1);
        let files = asset.text.split("href=\"").skip(1);
        let named = modules
            .chain(files)
            .filter_map(|rest| rest.split('"').next());
        for name in named.filter(|name| !name.starts_with('#')) {
            assert!(served.contains(format!("/{name}").as_str()), "{name}");
        }
    }
}

// ---- The OpenAPI document.

fn document() -> Value {
    get("/openapi.json").json()
}

#[test]
fn the_document_describes_every_route_and_no_other() {
    let document = document();
    let described: BTreeSet<&str> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let served: BTreeSet<&str> = routes::api().into_iter().map(|(path, _)| path).collect();
    assert_eq!(described, served);
    assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn every_operation_answers_its_example_as_described() {
    let document = document();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let request = example(&document, path, method, operation);
            let described = operation["responses"]["200"]["content"].as_object();
            let answer = ask(request);
            assert_eq!(answer.status, StatusCode::OK, "{method} {path}");
            let kind = answer.header("content-type");
            assert!(described.unwrap().contains_key(kind), "{method} {path}");
            // What a method is not described for is refused.
            for other in ["GET", "POST", "PUT", "DELETE", "PATCH"] {
                if item.get(other.to_lowercase()).is_none() {
                    let uri = path.replace("{code}", "63200");
                    let request = Request::builder().method(other).uri(uri);
                    ask(request.body(Body::empty()).unwrap()).assert_problem(405);
                }
            }
        }
    }
}

/// The request that the document's own examples make.
fn example(document: &Value, path: &str, method: &str, operation: &Value) -> Request<Body> {
    let (mut path, mut query) = (path.to_owned(), Vec::new());
    let none = Vec::new();
    for parameter in operation["parameters"].as_array().unwrap_or(&none) {
        let parameter = resolve(document, parameter);
        let (name, example) = (parameter["name"].as_str().unwrap(), &parameter["example"]);
        if example.is_null() {
            continue;
        }
        let values = match example {
            Value::Array(values) if parameter["explode"] != false => values.clone(),
            Value::Array(values) => {
                let values = values.iter().filter_map(Value::as_str);
                vec![values.collect::<Vec<_>>().join(",").into()]
            }
            other => vec![other.clone()],
        };
        for value in values {
            let value = value.as_str().map_or(value.to_string(), str::to_owned);
            match parameter["in"].as_str().unwrap() {
                "path" => path = path.replace(&format!("{{{name}}}"), &encoded(&value)),
                _ => query.push(format!("{name}={}", encoded(&value))),
            }
        }
    }
    if !query.is_empty() {
        path = format!("{path}?{}", query.join("&"));
    }
    let request = Request::builder()
        .method(method.to_uppercase().as_str())
        .uri(path);
    match &operation["requestBody"]["content"]["application/json"]["example"] {
        Value::Null => request.body(Body::empty()),
        body => request
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string())),
    }
    .unwrap()
}

/// What a reference in the document points at.
fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(target) => document.pointer(target.trim_start_matches('#')).unwrap(),
        None => value,
    }
}
