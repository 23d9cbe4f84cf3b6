//! The data without some of its titles, which are then asked: the honest test of what
//! happens to a title that the data does not hold.

use std::collections::BTreeSet;
use std::path::Path;

use noc_search::source::toml_dir;
use noc_search::{Compiler, Lang, Noc, Searcher, TitleKind};

use crate::cases::{Case, Numbers};

/// Compiles the data without `count` official titles and their twins: the same words in
/// another order or number, in the same row the other language, in other rows the same
/// Chinese title of the unit group.
pub fn without(
    count: usize,
    seed: u64,
    lang: Lang,
) -> Result<(Searcher, Vec<Case>), Box<dyn std::error::Error>> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/noc2021");
    let noc = toml_dir::from_dir(&data)?;
    let rows = rows(&noc);
    let official: Vec<usize> = (0..rows.len()).filter(|&at| rows[at].is_official).collect();
    let drawn = Numbers(seed).draw(official, count);

    let mut left_out: BTreeSet<(String, String)> = BTreeSet::new();
    let mut cases = Vec::new();
    let asked_bags: BTreeSet<&str> = drawn.iter().map(|&at| rows[at].bag.as_str()).collect();
    let asked_chinese: BTreeSet<(&str, &str)> = drawn
        .iter()
        .filter_map(|&at| Some((rows[at].code.as_str(), rows[at].zh.first()?.as_str())))
        .collect();
    for row in &rows {
        let is_twin = asked_bags.contains(row.bag.as_str())
            || row
                .zh
                .iter()
                .any(|zh| asked_chinese.contains(&(row.code.as_str(), zh.as_str())));
        if is_twin {
            left_out.insert((row.code.clone(), row.en.clone()));
        }
    }
    for &at in &drawn {
        let row = &rows[at];
        let query = match lang {
            Lang::En => Some(&row.en),
            _ => row.zh.first(),
        };
        let Some(query) = query else { continue };
        // What other unit groups call the same is as right.
        let same = rows.iter().filter(|other| match lang {
            Lang::En => other.bag == row.bag,
            _ => other.zh.contains(query),
        });
        let codes: BTreeSet<String> = same.map(|other| other.code.clone()).collect();
        cases.push(Case {
            query: query.clone(),
            codes: codes.into_iter().collect(),
            tag: Some(format!("category {}", &row.code[..1])),
            title: None,
        });
    }

    let copy = tempfile::tempdir()?;
    std::fs::create_dir(copy.path().join("unit_groups"))?;
    std::fs::copy(
        data.join("hierarchy.toml"),
        copy.path().join("hierarchy.toml"),
    )?;
    for entry in std::fs::read_dir(data.join("unit_groups"))? {
        let path = entry?.path();
        let Some(code) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        // One title a line, as data/README.md says.
        let text = std::fs::read_to_string(&path)?;
        let kept = text.lines().filter(|line| match title_of_line(line) {
            Some(en) => !left_out.contains(&(code.to_owned(), en)),
            None => true,
        });
        let kept: Vec<&str> = kept.collect();
        let name = path.file_name().unwrap_or_default();
        std::fs::write(copy.path().join("unit_groups").join(name), kept.join("\n"))?;
    }
    let compiler = Compiler::new([toml_dir::from_dir(copy.path())?]);
    Ok((Searcher::from_bytes(compiler.compile()?)?, cases))
}

struct Row {
    code: String,
    en: String,
    zh: Vec<String>,
    /// The words in the singular, sorted.
    bag: String,
    is_official: bool,
}

fn rows(noc: &Noc) -> Vec<Row> {
    let mut rows = Vec::new();
    for group in noc.iter() {
        for title in group.titles() {
            let Some(en) = title.get(Lang::En) else {
                continue;
            };
            rows.push(Row {
                code: group.code().to_string(),
                en: en.to_owned(),
                zh: title.chinese(Lang::ZhHans).map(str::to_owned).collect(),
                bag: bag(en),
                is_official: title.kind() != TitleKind::Common,
            });
        }
    }
    rows
}

fn bag(en: &str) -> String {
    let lower = en.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let mut words: Vec<&str> = words
        .filter(|word| !word.is_empty())
        .map(|word| word.trim_end_matches('s'))
        .collect();
    words.sort_unstable();
    words.join(" ")
}

/// The English title of a line of `titles` or `common`.
fn title_of_line(line: &str) -> Option<String> {
    let rest = line.trim_start().strip_prefix("{ en = \"")?;
    let (en, rest) = rest.split_once("\", zh = [")?;
    rest.contains(']').then(|| en.to_owned())
}
