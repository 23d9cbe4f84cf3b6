//! The tables of `data/lexicon`: their form, and that they lead somewhere.

#[cfg(feature = "compile")]
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;

use noc_search::{Code, Lang, Noc};

#[cfg(feature = "compile")]
use crate::reference;

/// The rows of a table, each with its number of fields checked. Lines are sorted
/// by their fields, each once, without stray spaces.
fn rows(name: &str, columns: usize) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data/lexicon")
        .join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<Vec<String>> = lines
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect();
    for row in &rows {
        assert_eq!(row.len(), columns, "{name}: {row:?}");
        for field in row {
            let is_clean = !field.is_empty()
                && field.trim() == field
                && !field.contains("  ")
                && !field.contains('\u{a0}');
            assert!(is_clean, "{name}: {row:?}");
        }
    }
    for pair in rows.windows(2) {
        assert!(
            pair[0] < pair[1],
            "{name}: {:?} stands before {:?}",
            pair[0],
            pair[1]
        );
    }
    rows
}

/// A table from a word to the one that is used: no word is on both sides.
fn no_chains(name: &str, rows: &[Vec<String>]) {
    let words: BTreeSet<&str> = rows.iter().map(|row| &*row[0]).collect();
    for row in rows {
        assert!(
            !words.contains(&*row[1]),
            "{name}: {} goes on from {}",
            row[1],
            row[0]
        );
    }
}

#[test]
fn abbreviations_stand_for_titles() {
    let rows = rows("abbreviations.tsv", 3);
    let short: BTreeSet<&str> = rows.iter().map(|row| &*row[0]).collect();
    assert!(short.len() >= 300, "{}", short.len());
    for known in [
        "RN", "LPN", "PSW", "ECE", "CPA", "HVAC", "CNC", "QA", "DBA", "CEO", "RMT", "MRT", "人事",
        "财务", "网管", "运维", "月嫂",
    ] {
        let found = short
            .iter()
            .any(|short| short.split(' ').next() == Some(known));
        assert!(found, "{known}");
    }
    let codes = |short: &str| -> Vec<&str> {
        let rows = rows.iter().filter(|row| row[0] == short);
        rows.map(|row| &*row[2]).collect()
    };
    assert_eq!(codes("RN"), ["31301"]);
    let both: BTreeSet<&str> = codes("PSW").into_iter().collect();
    assert_eq!(both, BTreeSet::from(["33102", "44101"]));
    let noc = Noc::embedded();
    for row in &rows {
        let code = Code::parse(&row[2]).unwrap();
        assert!(noc.class(code).is_some(), "{row:?}");
        // The other unit groups are not written yet; the reference has them all.
        if let Some(group) = noc.get(code) {
            let mut titles = group.titles().filter_map(|title| title.get(Lang::En));
            assert!(titles.any(|title| title == row[1]), "{row:?}");
        }
    }
}

#[cfg(feature = "compile")]
#[test]
fn abbreviations_stand_for_official_titles() {
    let Some(dir) = reference::dir("abbreviations_stand_for_official_titles") else {
        return;
    };
    let official = noc_search::source::statcan::from_dir(dir.join("noc2021")).unwrap();
    let mut titles: BTreeMap<Code, BTreeSet<String>> = BTreeMap::new();
    for group in official.iter() {
        let of_group = group.titles().filter_map(|title| title.get(Lang::En));
        titles.insert(group.code(), of_group.map(str::to_owned).collect());
    }
    for row in rows("abbreviations.tsv", 3) {
        assert!(
            titles[&Code::parse(&row[2]).unwrap()].contains(&row[1]),
            "{row:?}"
        );
    }
}

#[test]
fn spellings_lead_to_one() {
    let rows = rows("spelling.tsv", 2);
    assert!(rows.len() >= 120);
    no_chains("spelling.tsv", &rows);
    let others: BTreeSet<&str> = rows.iter().map(|row| &*row[0]).collect();
    assert_eq!(others.len(), rows.len(), "one spelling has two others");
    for known in ["labor", "center", "jewelry", "tyre", "counselor"] {
        assert!(others.contains(known), "{known}");
    }
}

#[test]
fn regional_words_lead_to_the_mainland() {
    let rows = rows("regional.tsv", 3);
    assert!(rows.len() >= 250, "{}", rows.len());
    no_chains("regional.tsv", &rows);
    let words: BTreeSet<&str> = rows.iter().map(|row| &*row[0]).collect();
    for known in ["软体", "计程车", "水喉匠", "的士", "德士", "程式设计师"] {
        assert!(words.contains(known), "{known}");
    }
    for row in &rows {
        let places: Vec<&str> = row[2].split(',').collect();
        assert!(
            places
                .iter()
                .all(|place| ["TW", "HK", "MO", "SG", "MY"].contains(place)),
            "{row:?}"
        );
        assert!(
            row[..2].iter().all(|text| text.chars().any(is_han)),
            "{row:?}"
        );
    }
}

#[test]
fn synonyms_and_forms_lead_to_one_word() {
    let rows_of = |lang: &str| -> Vec<Vec<String>> {
        rows("synonyms.tsv", 3)
            .into_iter()
            .filter(|row| row[2] == lang)
            .collect()
    };
    for lang in ["en", "zh"] {
        let rows = rows_of(lang);
        assert!(rows.len() >= 120, "{lang}: {}", rows.len());
        no_chains("synonyms.tsv", &rows);
        let is_chinese = |text: &str| text.chars().any(is_han);
        assert!(
            rows.iter().all(|row| is_chinese(&row[1]) == (lang == "zh")),
            "{lang}"
        );
    }
    let forms = rows("gender.tsv", 2);
    assert!(forms.len() >= 100);
    no_chains("gender.tsv", &forms);
}

#[test]
fn ranks_have_their_kind() {
    let rows = rows("ranks.tsv", 3);
    assert!(rows.len() >= 100);
    for row in &rows {
        assert!(["en", "zh"].contains(&&*row[1]), "{row:?}");
        assert!(["rank", "number", "noise"].contains(&&*row[2]), "{row:?}");
    }
    // What changes the job is no rank.
    let words: BTreeSet<&str> = rows.iter().map(|row| &*row[0]).collect();
    for word in [
        "supervisor",
        "apprentice",
        "manager",
        "assistant",
        "helper",
        "主管",
        "学徒",
        "助理",
    ] {
        assert!(!words.contains(word), "{word}");
    }
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// Every English word that the tables lead to occurs in an official title.
#[cfg(feature = "compile")]
#[test]
fn targets_occur_in_official_titles() {
    let Some(dir) = reference::dir("targets_occur_in_official_titles") else {
        return;
    };
    let official = noc_search::source::statcan::from_dir(dir.join("noc2021")).unwrap();
    let words = |text: &str| -> String {
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        format!(" {} ", words.collect::<Vec<_>>().join(" ").to_lowercase())
    };
    let mut titles: Vec<String> = Vec::new();
    for group in official.iter() {
        let of_group = group.titles().filter_map(|title| title.get(Lang::En));
        titles.extend(of_group.map(words));
    }
    let mut targets = Vec::new();
    targets.extend(
        rows("spelling.tsv", 2)
            .into_iter()
            .map(|row| row[1].clone()),
    );
    let synonyms = rows("synonyms.tsv", 3)
        .into_iter()
        .filter(|row| row[2] == "en");
    targets.extend(synonyms.map(|row| row[1].clone()));
    let forms = rows("gender.tsv", 2).into_iter().map(|row| row[1].clone());
    targets.extend(forms.filter(|form| !form.chars().any(is_han)));
    let mut missing: Vec<String> = Vec::new();
    for target in targets {
        let whole = words(&target);
        // "inquiry" stands there as "inquiries".
        let plural = whole.replace("y ", "ies ");
        let occurs = |title: &String| title.contains(whole.trim_end()) || title.contains(&plural);
        if !titles.iter().any(occurs) {
            missing.push(target);
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

/// Every Chinese word that the tables lead to occurs in a title of ours.
#[test]
fn chinese_targets_occur_in_titles() {
    let mut titles = String::new();
    for group in Noc::embedded().iter() {
        for title in group.titles().flat_map(|title| title.chinese(Lang::ZhHans)) {
            titles.push_str(&title.to_lowercase());
            titles.push('\n');
        }
    }
    let mut missing: Vec<String> = Vec::new();
    for (name, columns) in [("regional.tsv", 3), ("synonyms.tsv", 3), ("gender.tsv", 2)] {
        let rows = rows(name, columns);
        let chinese = rows.into_iter().filter(|row| row[0].chars().any(is_han));
        let targets = chinese.map(|row| row[1].to_lowercase());
        missing.extend(targets.filter(|target| !titles.contains(target)));
    }
    assert!(missing.is_empty(), "{missing:?}");
}
