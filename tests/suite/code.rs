//! The example `code`, run as a statistician runs it. What takes a cluster or a kill stands
//! in `tests/batch`.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use noc_search::Searcher;
use serde_json::Value;
use tempfile::TempDir;

use crate::cli::example;

/// A place with one input.
struct Place {
    dir: TempDir,
}

impl Place {
    fn with(name: &str, content: impl AsRef<[u8]>) -> Place {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(name), content).unwrap();
        Place { dir }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let files = fs::read_dir(self.dir.path()).unwrap();
        let mut names: Vec<String> = files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(example("code"));
        command.current_dir(self.dir.path()).args(args);
        command.stdin(Stdio::null()).output().unwrap()
    }

    /// What is said on standard error.
    #[track_caller]
    fn status(&self, args: &[&str], status: i32) -> String {
        let output = self.run(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{args:?}: {said}");
        said
    }
}

/// The rows of a CSV file.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        row.iter().map(str::to_owned).collect()
    });
    rows.collect()
}

#[test]
fn columns_are_kept_and_added() {
    let jobs = "id,title,\"a \"\"note\"\"\"\n1,registered nurse,\"x, y\nz\"\n2,PSW,\n3,,\n";
    let place = Place::with("jobs.csv", jobs);
    let said = place.status(&["jobs.csv", "-o", "coded.csv", "--title", "title"], 0);
    assert!(said.contains("3 rows coded with NOC 2021"), "{said}");
    assert_eq!(place.names(), ["coded.csv", "jobs.csv"]);
    let rows = rows(&place.read("coded.csv"));
    assert_eq!(
        rows[0].join(" "),
        "id title a \"note\" noc_code noc_title_en noc_title_zh teer verdict confidence \
         alternatives matched edition data_digest"
    );
    assert_eq!(rows[1][..3], ["1", "registered nurse", "x, y\nz"]);
    assert_eq!(rows[1][3], "31301");
    assert_eq!(rows[1][5], "注册护士和注册精神科护士");
    assert_eq!(rows[1][6..8], ["1", "certain"]);
    assert!(rows[1][9].starts_with("31301:0.9"));
    assert_eq!(rows[1][12], Searcher::embedded().digest());
    assert_eq!((rows[2][3].as_str(), rows[2][7].as_str()), ("", "choose"));
    assert!(rows[2][9].contains("|44101:"));
    assert_eq!(rows[3][7], "not_enough");
}

#[test]
fn rows_that_cannot_be_read_are_rejected_alone() {
    let mut jobs = b"id,title\n1,cook\n2,cook,x\n3,".to_vec();
    jobs.extend(b"c\xff\xfeok\n4,\"nurse\n5,cook\n");
    let place = Place::with("jobs.csv", &jobs);
    fs::write(place.path("coded.csv.rejected"), "of an earlier run").unwrap();
    let args = [
        "jobs.csv",
        "-o",
        "coded.csv",
        "--title",
        "title",
        "--encoding",
        "utf-8",
    ];
    place.status(&args, 1);
    let ids: Vec<String> = rows(&place.read("coded.csv"))
        .into_iter()
        .map(|row| row[0].clone())
        .collect();
    assert_eq!(ids, ["id", "1", "5"]);
    assert_eq!(
        rows(&place.read("coded.csv.rejected")),
        [
            ["line", "reason", "row"],
            ["3", "3 fields where the header has 2", "2,cook,x"],
            ["4", "the row is not UTF-8", "3,c\u{fffd}\u{fffd}ok"],
            ["5", "a quotation mark is not closed", "4,\"nurse"],
        ]
    );
    // The next run has none.
    fs::write(place.path("jobs.csv"), "id,title\n1,cook\n").unwrap();
    place.status(&args, 0);
    assert_eq!(place.names(), ["coded.csv", "jobs.csv"]);
}

#[test]
fn encodings_are_found_out() {
    let jobs = "编号\t职位\n1\t注册护士\n2\t高级焊工\n3\t健康档案技术员\n";
    let coded = |bytes: &[u8]| {
        let place = Place::with("jobs.tsv", bytes);
        place.status(&["jobs.tsv", "-o", "coded.tsv", "--title", "职位"], 0);
        place.read("coded.tsv")
    };
    let expected = coded(jobs.as_bytes());
    assert!(expected.contains("注册护士\t31301\t"));
    let utf_16: Vec<u8> = jobs.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(coded(&[b"\xff\xfe", &utf_16[..]].concat()), expected);
    assert_eq!(coded(&utf_16), expected);
    assert_eq!(coded(&encoding_rs::GB18030.encode(jobs).0), expected);
    assert_eq!(
        coded(&[b"\xef\xbb\xbf", jobs.as_bytes()].concat()),
        expected
    );
}

#[test]
fn json_lines_come_out_one_for_one() {
    let mut program = Command::new(example("code"))
        .args(["--title", "title", "--format", "jsonl", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = program.stdin.take().unwrap();
    let mut output = BufReader::new(program.stdout.take().unwrap());
    let lines: [(&[u8], &str, &str); 6] = [
        (b"{\"id\":1e400,\"title\":\"RN\"}", "noc_code", "31301"),
        (b"{\"title\":\"c\xff\"}", "error", "the row is not UTF-8"),
        (b"", "error", "the line is empty"),
        (b"no JSON", "error", "expected ident at column 2"),
        (b"{\"title\":null}", "verdict", "not_enough"),
        (b" {} ", "verdict", "not_enough"),
    ];
    // Each answer is waited for before the next line is written.
    for (line, field, value) in lines {
        input.write_all(line).unwrap();
        input.write_all(b"\n").unwrap();
        input.flush().unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert!(
            line.first() != Some(&b'{') || !answer.starts_with("{\"id\":1e400,\"title\":\"RN\"}")
        );
        let answer = answer.replace("1e400", "1");
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer[field], value, "{answer}");
    }
    drop(input);
    assert_eq!(program.wait().unwrap().code(), Some(1));
}

#[test]
fn the_order_is_kept_and_repeated_titles_are_alike() {
    let titles = ["cook", "注册护士", "sofware engineer", "PSW", "asdfgh"];
    let lines: String = (0..20_000)
        .map(|id| format!("{id},{}\n", titles[id % titles.len()]))
        .collect();
    let place = Place::with("jobs.csv", format!("id,title\n{lines}"));
    let coded = |name: &str, more: &[&str]| {
        let args = ["jobs.csv", "-o", name, "--title", "title", "--quiet"];
        place.status(&[&args[..], more].concat(), 0);
        place.read(name)
    };
    let text = coded("many.csv", &["--threads", "7"]);
    let rows = rows(&text);
    assert_eq!(rows.len(), 20_001);
    for (id, row) in rows[1..].iter().enumerate() {
        assert_eq!(row[0], id.to_string());
        assert_eq!(row[2..], rows[1 + id % titles.len()][2..]);
    }
    assert_eq!(coded("one.csv", &["--threads", "1", "--cache", "1"]), text);
}

#[test]
fn levels_and_editions() {
    let place = Place::with("jobs.csv", "title\nhealth records technician\nPSW\n1253\n");
    let coded = |more: &[&str]| -> Vec<(String, String, String)> {
        let args = ["jobs.csv", "--title", "title", "--quiet"];
        let output = place.run(&[&args[..], more].concat());
        let rows = rows(&String::from_utf8(output.stdout).unwrap());
        let values = rows[1..].iter().map(|row| {
            let value = |at: usize| row[at].clone();
            (value(1), value(5), value(9))
        });
        values.collect()
    };
    let row = |code: &str, verdict: &str, edition: &str| {
        (code.to_owned(), verdict.to_owned(), edition.to_owned())
    };
    assert_eq!(
        coded(&["--level", "5"]),
        [
            row("12111", "certain", "2021"),
            row("", "choose", "2021"),
            // Of 12111 and 12112.
            row("1211", "choose", "2021")
        ]
    );
    assert_eq!(
        coded(&["--level", "2"]),
        [
            row("12", "certain", "2021"),
            row("", "choose", "2021"),
            row("12", "certain", "2021")
        ]
    );
    assert_eq!(
        coded(&["--edition", "2016"]),
        [
            // 12111 was made of 1252 and 1253.
            row("125", "split", "2016"),
            row("", "choose", "2016"),
            row("1253", "certain", "2016")
        ]
    );
    let said = place.status(
        &[
            "jobs.csv",
            "--title",
            "title",
            "--edition",
            "2016",
            "--level",
            "3",
        ],
        2,
    );
    assert!(said.contains("no sub-major groups"), "{said}");
}

#[test]
fn industry_and_duties_decide() {
    let help = "I help an elderly client in her own home: meals, bathing, company";
    let jobs = format!("title,where,what\nPSW,,\nPSW,,\"{help}\"\nPSW,hospital,\n");
    let place = Place::with("jobs.csv", jobs);
    let args = [
        "jobs.csv",
        "-o",
        "coded.csv",
        "--title",
        "title",
        "--industry",
        "where",
        "--duties",
        "what",
    ];
    place.status(&args, 0);
    let rows = rows(&place.read("coded.csv"));
    let coded: Vec<(&str, &str)> = rows[1..]
        .iter()
        .map(|row| (row[3].as_str(), row[7].as_str()))
        .collect();
    assert_eq!(coded[..2], [("", "choose"), ("44101", "certain")]);
    assert_eq!(coded[2].0, "33102");
}

#[test]
fn decisions_are_taken_over() {
    let place = Place::with("jobs.csv", "title,where\nPSW,\npsw ,Home\nPSW,hospital\n");
    let decisions = "title,industry,noc_code,by\nPSW,,44101,ann\nPSW,hospital,33102,ann\ncook,,,\n";
    fs::write(place.path("decisions.csv"), decisions).unwrap();
    let args = [
        "jobs.csv",
        "-o",
        "coded.csv",
        "--title",
        "title",
        "--industry",
        "where",
        "--decisions",
        "decisions.csv",
    ];
    place.status(&args, 0);
    let rows = rows(&place.read("coded.csv"));
    let decided = |row: &Vec<String>| (row[2].clone(), row[6].clone());
    let decided: Vec<(String, String)> = rows[1..].iter().map(decided).collect();
    let expected = |code: &str| (code.to_owned(), "decided".to_owned());
    assert_eq!(
        decided,
        [expected("44101"), expected("44101"), expected("33102")]
    );
    for (bad, what) in [
        ("title,noc_code\nPSW,99999\n", "decisions.csv:2: "),
        ("title,noc_code\nPSW,1x\n", "decisions.csv:2: "),
        ("title,noc_code\na,11100\nA ,11101\n", "is decided twice"),
        ("name,noc_code\n", "needs the columns title and noc_code"),
    ] {
        fs::write(place.path("decisions.csv"), bad).unwrap();
        let said = place.status(&args, 2);
        assert!(said.contains(what), "{said}");
    }
}

#[test]
fn a_run_that_was_ended_is_not_lost_by_mistake() {
    let place = Place::with("jobs.csv", "title\ncook\n");
    let args = ["jobs.csv", "-o", "coded.csv", "--title", "title", "--quiet"];
    place.status(&args, 0);
    let whole = place.read("coded.csv");
    // With nothing to go on with, --resume starts anew.
    place.status(&[&args[..], &["--resume"]].concat(), 0);
    assert_eq!(place.read("coded.csv"), whole);
    fs::write(place.path("coded.csv.journal"), "{}").unwrap();
    let said = place.status(&args, 2);
    assert!(said.contains("is damaged"), "{said}");
}

#[test]
fn the_report_shows_pictures() {
    let place = Place::with("jobs.csv", "title\ncook\nPSW\n<b>&\n");
    place.status(
        &[
            "jobs.csv", "-o", "c.csv", "--title", "title", "--report", "r.html",
        ],
        0,
    );
    let page = place.read("r.html");
    assert!(page.contains("<svg") && page.contains("PSW"));
    // It needs nothing from elsewhere, and takes no title for its own.
    for foreign in ["<script", "http-equiv", "src=", "<link", "<b>&"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    // What it offers to be filled in is what --decisions reads.
    let (_, offered) = page.split_once("base64,").unwrap();
    let (offered, _) = offered.split_once('"').unwrap();
    let offered = STANDARD.decode(offered).unwrap();
    let offered = String::from_utf8(offered).unwrap();
    let filled: Vec<String> = offered
        .lines()
        .map(|row| match row.starts_with("PSW,") {
            true => format!("{row}44101"),
            false => row.to_owned(),
        })
        .collect();
    fs::write(place.path("decisions.csv"), filled.join("\r\n")).unwrap();
    let args = ["jobs.csv", "-o", "c.csv", "--title", "title"];
    place.status(&[&args[..], &["--decisions", "decisions.csv"]].concat(), 0);
    let rows = rows(&place.read("c.csv"));
    assert_eq!(
        (rows[2][1].as_str(), rows[2][5].as_str()),
        ("44101", "decided")
    );
    assert_eq!(rows[1][5], "certain");
}

#[test]
fn faults_say_what_to_do() {
    let place = Place::with("jobs.csv", "id,title\n1,cook\n");
    fs::write(place.path("sheet.csv"), b"PK\x03\x04...").unwrap();
    fs::write(place.path("empty.csv"), "").unwrap();
    fs::write(place.path("jobs.jsonl"), "{\"job\":\"cook\"}\n").unwrap();
    fs::write(place.path("coded.csv"), "title,noc_code\ncook,63200\n").unwrap();
    let jobs = ["jobs.csv", "--title", "title"];
    let cases: [(&[&str], &str); 14] = [
        (&["jobs.csv"], "--title COLUMN is missing"),
        (
            &["jobs.csv", "--title", "job"],
            "there are [\"id\", \"title\"]",
        ),
        (
            &["nothing.csv", "--title", "title"],
            "cannot read nothing.csv",
        ),
        (&[".", "--title", "title", "--format", "csv"], "is a folder"),
        (&["sheet.csv", "--title", "title"], "save the sheet as CSV"),
        (&["empty.csv", "--title", "title"], "has no header line"),
        (&["coded.csv", "--title", "title"], "\"noc_code\" already"),
        (
            &["jobs.jsonl", "-o", "o.jsonl", "--title", "title"],
            "has a field \"title\"",
        ),
        (&["--title", "title"], "--format csv, tsv or jsonl"),
        (&[jobs[0], jobs[1], jobs[2], "--level", "6"], "1 to 5"),
        (
            &[jobs[0], jobs[1], jobs[2], "--edition", "2011"],
            "2016 or 2021",
        ),
        (
            &[jobs[0], jobs[1], jobs[2], "--encoding", "klingon"],
            "an encoding such as",
        ),
        (
            &[jobs[0], jobs[1], jobs[2], "-o", "jobs.csv"],
            "the same file",
        ),
        (
            &[jobs[0], jobs[1], jobs[2], "-o", "no/where.csv"],
            "is its folder there?",
        ),
    ];
    for (args, what) in cases {
        let said = place.status(args, 2);
        assert!(said.contains(what), "{args:?}: {said}");
    }
    assert_eq!(place.read("jobs.csv"), "id,title\n1,cook\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let place = Place::with("jobs.csv", "id,title\n1,cook\n");
    let full = fs::File::create("/dev/full").unwrap();
    let output = Command::new(example("code"))
        .args([
            place.path("jobs.csv").as_os_str(),
            "--title".as_ref(),
            "title".as_ref(),
        ])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("cannot write to standard output"), "{said}");
    // A device is not replaced with a file.
    let said = place.status(&["jobs.csv", "--title", "title", "-o", "/dev/full"], 2);
    assert!(said.contains("is no file"), "{said}");
    assert!(!Path::new("/dev/full.rejected").exists());
}
