//! A page with pictures of what was coded, and a table of what somebody has to decide.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use noc_search::Edition;

use crate::coder::Status;
use crate::summary::{OPEN_JOBS, Summary};
use crate::svg::{self, Bar, escaped, grouped};
use crate::tally::{Open, percent};

/// How many classes get a bar.
const CLASSES: usize = 20;

const STYLE: &str = include_str!("report.css");

/// The page needs nothing beside it and no script.
pub fn page(summary: &Summary) -> String {
    let Summary { tally, coder } = summary;
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>Job titles coded with {edition}</title>\n<style>\n{STYLE}</style>\n\
         <h1>Job titles coded with {edition}</h1>\n<p class=\"lead\"><b>{rows}</b> rows coded, \
         <b>{rejected}</b> could not be read. <b>{decided:.1} %</b> have one answer; \
         {open:.1} % are left to somebody.</p>\n",
        edition = coder.edition(),
        rows = grouped(tally.rows),
        rejected = grouped(tally.rejected),
        decided = percent(
            tally.of(Status::Certain) + tally.of(Status::Decided),
            tally.rows
        ),
        open = percent(
            Status::ALL
                .into_iter()
                .filter(|status| status.is_open())
                .map(|status| tally.of(status))
                .sum(),
            tally.rows
        ),
    );
    let mut section = |title: &str, text: &str, picture: String| {
        // A String takes everything.
        let _ = write!(
            page,
            "<section><h2>{title}</h2>\n<p>{text}</p>\n{picture}</section>\n"
        );
    };
    section(
        "Verdicts",
        "How sure each row is.",
        svg::divided("Rows by verdict", &verdicts(summary), tally.rows),
    );
    section(
        "Confidence",
        "The share of the rows whose first candidate has at least this confidence.",
        svg::curve("Rows by confidence", &tally.best),
    );
    if coder.edition() == Edition::NOC_2021 {
        section(
            "TEER",
            "Training, education, experience and responsibilities. Rows whose candidates \
             have several have none here.",
            svg::bars("Rows by TEER", &teers(summary), tally.rows),
        );
    }
    section(
        "Broad categories",
        "The first digit of the codes.",
        svg::bars("Rows by broad category", &broad(summary), tally.rows),
    );
    section(
        "Most frequent classes",
        &format!(
            "Of {} classes that rows were coded to.",
            tally.classes.len()
        ),
        svg::bars("Rows by class", &classes(summary), tally.rows),
    );
    section("To decide by hand", &how_to_decide(summary), table(summary));
    let _ = write!(
        page,
        "<footer>Not the official text, no immigration advice. Data {}.</footer>\n</html>\n",
        coder.digest
    );
    page
}

fn verdicts(summary: &Summary) -> Vec<Bar> {
    let meaning = |status: Status| match status {
        Status::Certain => "certain",
        Status::Decided => "decided by hand",
        Status::Choose => "choose: several unit groups have the title or are like it",
        Status::Split => "split: the unit group of 2021 was made of several",
        Status::NotEnough => "not enough: the title says too little",
    };
    let class = |status: Status| match status {
        Status::Certain => "certain",
        Status::Decided => "decided",
        Status::Choose => "choose",
        Status::Split => "split",
        Status::NotEnough => "none",
    };
    let bars = Status::ALL.into_iter().map(|status| Bar {
        label: meaning(status).to_owned(),
        rows: summary.tally.of(status),
        class: class(status),
    });
    bars.filter(|bar| bar.rows > 0).collect()
}

fn teers(summary: &Summary) -> Vec<Bar> {
    let rows = summary.tally.teers.iter().enumerate();
    let bars = rows.map(|(teer, &rows)| Bar {
        label: match teer {
            0..=5 => format!("TEER {teer}"),
            _ => "none".to_owned(),
        },
        rows,
        class: if teer > 5 { "none" } else { "bar" },
    });
    bars.collect()
}

fn broad(summary: &Summary) -> Vec<Bar> {
    let mut bars: Vec<Bar> = summary
        .tally
        .broad
        .iter()
        .map(|(digit, &rows)| bar(summary, digit, rows))
        .collect();
    bars.sort_by(|a, b| a.label.cmp(&b.label));
    bars
}

fn classes(summary: &Summary) -> Vec<Bar> {
    let classes = summary.tally.most_frequent(CLASSES).into_iter();
    let bars = classes.map(|(code, rows)| bar(summary, code, rows));
    bars.collect()
}

fn bar(summary: &Summary, code: &str, rows: u64) -> Bar {
    let title = summary.coder.titles_of(code).0;
    Bar {
        label: format!("{code} {title}"),
        rows,
        class: "bar",
    }
}

fn how_to_decide(summary: &Summary) -> String {
    if summary.tally.most_open(1).is_empty() {
        return "Nothing is left.".to_owned();
    }
    format!(
        "The {OPEN_JOBS} jobs most often left open{caveat}. Save <a download=\"decisions.csv\" \
         href=\"data:text/csv;charset=utf-8;base64,{csv}\">decisions.csv</a>, write a code \
         into <code>noc_code</code> where you know one, and run again with \
         <code>--decisions decisions.csv</code>.",
        caveat = summary.caveat(),
        csv = STANDARD.encode(decisions(summary)),
    )
}

fn table(summary: &Summary) -> String {
    let open = summary.tally.most_open(OPEN_JOBS);
    if open.is_empty() {
        return String::new();
    }
    let has_industry = open.iter().any(|open| !open.industry.is_empty());
    let industry_head = if has_industry { "<th>Industry" } else { "" };
    let mut table =
        format!("<table><thead><tr><th>Title{industry_head}<th>Rows<th>Candidates\n<tbody>\n");
    for Open {
        title,
        industry,
        rows,
        options,
    } in open
    {
        let _ = write!(table, "<tr><td>{}", escaped(title));
        if has_industry {
            let _ = write!(table, "<td>{}", escaped(industry));
        }
        let _ = write!(table, "<td class=\"count\">{}<td>", grouped(*rows));
        for (code, confidence) in options {
            let _ = write!(
                table,
                "<div><code>{code}</code> {} <span>{:.0} %</span></div>",
                escaped(summary.coder.titles_of(code).0),
                100.0 * confidence
            );
        }
        table.push('\n');
    }
    table + "</table>"
}

/// What `--decisions` reads once somebody has filled it in.
fn decisions(summary: &Summary) -> String {
    let mut rows = csv::Writer::from_writer(Vec::new());
    // A Vec takes everything.
    let _ = rows.write_record(["title", "industry", "rows", "candidates", "noc_code"]);
    for open in summary.tally.most_open(OPEN_JOBS) {
        let candidates: Vec<String> = open
            .options
            .iter()
            .map(|(code, _)| format!("{code} {}", summary.coder.titles_of(code).0))
            .collect();
        let count = open.rows.to_string();
        let candidates = candidates.join("; ");
        let _ = rows.write_record([&open.title, &open.industry, &count, &candidates, ""]);
    }
    let rows = rows.into_inner().unwrap_or_default();
    // Excel takes it for UTF-8 only with a mark.
    format!("\u{feff}{}", String::from_utf8_lossy(&rows))
}
