//! The example `search`, run as a person runs it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

#[cfg(feature = "compile")]
use crate::reference;

/// An example, which `cargo test` builds beside the tests.
pub fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let target = test.parent().and_then(|deps| deps.parent()).unwrap();
    let program = target
        .join("examples")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.exists(),
        "run `cargo build --example {name}` first: {program:?}"
    );
    program
}

fn run(args: &[&str]) -> Output {
    Command::new(example("search"))
        .args(args)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

#[track_caller]
fn stdout(args: &[&str], status: i32) -> String {
    let output = run(args);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{args:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn json(args: &[&str], status: i32) -> Value {
    serde_json::from_str(&stdout(args, status)).unwrap()
}

#[test]
fn a_hit_is_shown_in_columns() {
    let text = stdout(&["health records technician"], 0);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("12111  TEER 2  Health information management occupations"));
    assert!(lines[1].starts_with("       title   health records technician"));
    // The Chinese stands in one column, whatever stands before it.
    let column = |line: &str| {
        let at = line
            .find(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c))
            .unwrap();
        line[..at].width()
    };
    assert_eq!(column(lines[0]), column(lines[1]));
    assert!(!text.contains('\u{1b}'), "colours are for terminals");
    assert!(text.contains("Not the official text"));
    assert!(text.contains("CPV=12111"));
}

#[test]
fn both_languages_and_both_scripts() {
    assert!(stdout(&["健康档案技术员"], 0).starts_with("12111"));
    let text = stdout(&["--lang", "zh-hant", "註冊護士"], 0);
    assert!(
        text.starts_with("31301") && text.contains("註冊護士"),
        "{text}"
    );
    assert!(stdout(&["--lang=zh-hans", "註冊護士"], 0).contains("注册护士"));
}

#[test]
fn json_is_one_array_of_hits() {
    let hits = json(
        &[
            "--json",
            "--limit",
            "2",
            "medical",
            "records",
            "technicians",
        ],
        0,
    );
    let hits = hits.as_array().unwrap();
    assert!((1..=2).contains(&hits.len()));
    let hit = &hits[0];
    assert_eq!(hit["code"], "12111");
    assert_eq!(hit["title"]["zh"], "健康信息管理人员");
    assert!(hit["score"].as_f64().unwrap() > 0.9);
    assert_eq!(hit["matched"]["kind"], "title");
    assert_eq!(hit["matched"]["en"], "medical records technician");
    assert_eq!(hit["matched"]["zh"], "病历技术员");
    let parts = hit["matched"]["parts"].as_array().unwrap();
    let joined: String = parts
        .iter()
        .map(|part| part["text"].as_str().unwrap())
        .collect();
    assert_eq!(joined, "medical records technician");
    assert_eq!(json(&["--json", "asdfgh"], 1), Value::Array(Vec::new()));
}

#[test]
fn nothing_found_is_status_1() {
    assert!(stdout(&["qwerty uiop"], 1).contains("no unit group found"));
    stdout(&["--limit", "0", "cook"], 1);
}

#[test]
fn bad_arguments_are_status_2() {
    for args in [
        &["--lang", "fr", "cook"][..],
        &["--limit", "many", "cook"],
        &["--limit"],
        &["--nonsense"],
        &["--code", "12x"],
        &["--code", "12111", "cook"],
        &["--pages", "/nowhere", "cook"],
        &["--statcan", "/nowhere", "cook"],
        &["--profile", "/nowhere", "cook"],
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
        assert!(
            String::from_utf8_lossy(&output.stderr).starts_with("search: "),
            "{args:?}"
        );
    }
    assert!(stdout(&["--help"], 0).contains("Usage: search"));
}

#[test]
fn a_whole_unit_group() {
    let text = stdout(&["--code", "12111"], 0);
    for part in [
        "12111  TEER 2  Health information management occupations  健康信息管理人员",
        "  1211 ",
        "Main duties",
        "→ 14100",
        "* health records technician",
        "病案技术员",
        "In everyday use",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let group = &json(&["--code", "12111", "--json"], 0)[0];
    assert_eq!(group["code"], "12111");
    assert_eq!(group["teer"], 2);
    assert!(group["titles"].as_array().unwrap().len() > 17);
    let text = stdout(&["--code", "1253"], 0);
    assert!(
        text.contains("1253 of NOC 2016 was split, a part is now 12111"),
        "{text}"
    );
    assert!(
        text.contains("1253 of NOC 2016 was split, a part is now 12112"),
        "{text}"
    );
    let text = stdout(&["--code", "1252"], 0);
    assert!(
        text.starts_with("1252  skill level B  Health information management"),
        "{text}"
    );
    assert!(text.contains("1252 of NOC 2016 is now") || text.contains("was merged into"));
    assert!(stdout(&["--code", "0011"], 0).contains("is now 00010"));
    assert!(stdout(&["--code", "99999"], 2).is_empty());
    stdout(&["--code", "19999"], 2);
}

#[test]
fn a_prompt_answers_line_by_line() {
    let mut child = Command::new(example("search"))
        .args(["--limit", "1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin
        .write_all("cook\n\n护理员\n\u{1}\nasdfgh\n注册护士\n".as_bytes())
        .unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let starts = |code: &str| text.lines().any(|line| line.starts_with(code));
    assert!(
        starts("63200") && starts("33102") && starts("31301"),
        "{text}"
    );
    assert!(
        text.contains("no unit group found for \"asdfgh\""),
        "{text}"
    );
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(feature = "compile")]
#[test]
fn documents_of_the_user() {
    let Some(dir) = reference::dir("documents_of_the_user") else {
        return;
    };
    let path = |name: &str| dir.join(name).to_str().unwrap().to_owned();
    let pages = path("flyabroad/pages");
    let hits = json(&["--pages", &pages, "--json", "病历部门主管"], 0);
    assert_eq!(hits[0]["code"], "1252");
    assert_eq!(hits[0]["edition"], 2011);
    let hits = json(
        &["--statcan", &path("noc2021"), "--json", "nurse, registered"],
        0,
    );
    assert_eq!(hits[0]["code"], "31301");
    let profile = path("seeds/000_f7728635574c3be4.txt");
    let hits = json(
        &["--profile", &profile, "--json", "health records technician"],
        0,
    );
    assert_eq!(hits[0]["code"], "12111");
    assert_eq!(hits[0]["profiles"][0]["code"], "1252");
    assert_eq!(
        hits[0]["profiles"][0]["pay"]["here"]["hourly"]["median"],
        26.49
    );
    let text = stdout(&["--profile", &profile, "--code", "12111"], 0);
    assert!(text.contains("$21.26 / $26.49 / $34.54"), "{text}");
    let text = stdout(&["--profile", &profile, "health records technician"], 0);
    assert!(text.contains("$21.26 / $26.49 / $34.54 an hour"), "{text}");
    let text = stdout(
        &["--pages", &pages, "--profile", &profile, "--code", "1252"],
        0,
    );
    assert!(text.contains("$21.26 / $26.49 / $34.54"), "{text}");
    assert!(text.starts_with("1252  skill level B"), "{text}");
}

#[test]
fn suggestions_are_lines_or_json() {
    let text = stdout(&["--suggest", "--limit", "2", "medical", "rec"], 0);
    assert_eq!(text.lines().count(), 2);
    assert!(
        text.lines().all(|line| line.contains("medical rec")),
        "{text}"
    );
    let json = stdout(&["--suggest", "--json", "--lang", "zh-hant", "Java开"], 0);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[0]["code"], "21232");
    assert_eq!(json[0]["matched"]["zh"], "Java開發工程師");
    stdout(&["--suggest", "asdfgh"], 1);
}

/// `--resolve` asks at a prompt, and its status is the verdict.
#[test]
fn resolving_asks_and_tells_by_its_status() {
    assert!(stdout(&["--resolve", "registered nurse"], 0).starts_with("31301  TEER 1"));
    let asked = stdout(&["--resolve", "personal support worker"], 3);
    assert!(asked.contains("TEER 3 and 4"), "{asked}");
    stdout(&["--resolve", "asdfgh"], 4);
    let mut child = Command::new(example("search"))
        .args(["--resolve", "--lang", "zh-hans", "personal support worker"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"9\n2\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(
        text.contains("there is no option 9") && text.contains("44101"),
        "{text}"
    );
    let json: Value = serde_json::from_str(&stdout(&["--resolve", "--json", "cook"], 0)).unwrap();
    assert_eq!(json["code"], "63200");
    let text = stdout(&["--resolve", "--explain", "cook"], 0);
    assert!(text.contains("read as \"cook\""), "{text}");
    stdout(&["--explain", "cook"], 2);
}

#[test]
fn a_description_is_shown_with_its_evidence() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, "I cooked meals for patients.\n我给后厨帮工排班。\n").unwrap();
    let path = file.path().to_str().unwrap();
    let text = stdout(&["--duties", path], 0);
    assert!(text.starts_with("[1] I cooked meals for patients.\n[2] 我给后厨帮工排班。\n"));
    assert!(text.contains("\n63200  TEER 3"));
    assert!(text.contains("  duty  full  [2]  "), "{text}");
    assert!(text.contains("statcan.gc.ca") && text.contains("not the official text"));
    let traditional = stdout(&["--duties", path, "--lang", "zh-hant"], 0);
    assert!(traditional.contains("拒簽"));
    let value = json(&["--duties", path, "--json", "--limit", "2"], 0);
    assert_eq!(value["fits"].as_array().unwrap().len(), 2);
    let one = json(&["--duties", path, "--code", "65201", "--json"], 0);
    assert_eq!(one["fit"]["code"], "65201");
    assert_eq!(one["rivals"].as_array().unwrap().len(), 3);
    let resolved = json(&["--resolve", "--duties", path, "--json", "cook"], 0);
    assert_eq!(resolved["code"], "63200");
    std::fs::write(&file, "...").unwrap();
    stdout(&["--duties", path], 1);
    std::fs::write(&file, [0xff, 0xfe, 0x00]).unwrap();
    stdout(&["--duties", path], 2);
    stdout(&["--duties", "/nowhere.txt"], 2);
    stdout(&["--duties", path, "cook"], 2);
}

#[test]
fn unit_groups_are_contrasted() {
    let text = stdout(&["--contrast", "62200, 63200"], 0);
    assert!(text.starts_with("62200  TEER 2  Chefs  厨师长\n"));
    assert!(text.contains("  not          cooks  厨师 → 63200"));
    assert!(text.contains("They have different TEERs."));
    let value = json(&["--contrast", "62200,63200", "--json"], 0);
    assert_eq!(value["unit_groups"][1]["code"], "63200");
    assert_eq!(value["crossing"], "teer");
    stdout(&["--contrast", "62200"], 2);
    stdout(&["--contrast", "62200,44199"], 2);
    stdout(&["--contrast", "62200,x"], 2);
}
