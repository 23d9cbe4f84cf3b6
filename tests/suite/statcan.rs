//! Statistics Canada's files of NOC 2021.

use std::collections::HashSet;

use noc_search::source::statcan;
use noc_search::{Code, Edition, Lang, Level, Noc, Query, Searcher};

use crate::{reference, seek};

fn read(test: &str) -> Option<Noc> {
    let dir = reference::dir(test)?;
    Some(statcan::from_dir(dir.join("noc2021")).unwrap())
}

#[test]
fn the_edition_is_complete() {
    let Some(noc) = read("the_edition_is_complete") else {
        return;
    };
    assert_eq!(noc.edition(), Edition::NOC_2021);
    for (level, count) in Level::ALL.into_iter().zip([10, 45, 89, 162, 516]) {
        assert_eq!(noc.classes(level).count(), count, "{level:?}");
    }
    assert_eq!(noc.len(), 516);
    let titles: usize = noc.iter().map(|group| group.titles().len()).sum();
    assert_eq!(titles, 27_938);
    let exclusions: usize = noc.iter().map(|group| group.exclusions().len()).sum();
    assert_eq!(exclusions, 2_190);
    for group in noc.iter() {
        let code = group.code();
        assert!(group.lead_statement(Lang::En).is_some(), "{code}");
        assert!(group.main_duties().len() > 0, "{code}");
        assert!(
            group
                .exclusions()
                .all(|exclusion| exclusion.code().is_some()),
            "{code}"
        );
        assert_eq!(noc.ancestors(code).count(), 4, "{code}");
    }
}

#[test]
fn headings_among_the_duties_are_occupations() {
    let Some(noc) = read("headings_among_the_duties_are_occupations") else {
        return;
    };
    let chefs = noc.get(Code::parse("62200").unwrap()).unwrap();
    let occupations: HashSet<_> = chefs
        .main_duties()
        .map(|duty| duty.occupation(Lang::En))
        .collect();
    assert_eq!(occupations.len(), 3);
    assert!(occupations.contains(&Some("Sous-chefs")));
    assert_eq!(chefs.main_duties().len(), 18);
    let cooks = noc.get(Code::parse("63200").unwrap()).unwrap();
    assert!(
        cooks
            .main_duties()
            .all(|duty| duty.occupation(Lang::En).is_none())
    );
    assert_eq!(cooks.main_duties().len(), 9);
    // An occupation is a name, never a sentence.
    for group in noc.iter() {
        for duty in group.main_duties() {
            let occupation = duty.occupation(Lang::En).unwrap_or_default();
            let is_sentence = ["Develop ", "May ", "Operate ", "Load, ", "Review "]
                .iter()
                .any(|verb| occupation.starts_with(verb));
            assert!(!is_sentence && !occupation.ends_with('.'), "{occupation}");
        }
    }
}

#[test]
fn short_names_and_other_spellings() {
    let Some(noc) = read("short_names_and_other_spellings") else {
        return;
    };
    let searcher = Searcher::build([noc]).unwrap();
    for (query, code) in [
        ("RN", "31301"),
        ("CPA", "11100"),
        ("HR manager", "10011"),
        ("网管", "22220"),
        ("labor relations officer", "11200"),
        ("jewelry designer", "53123"),
        ("center manager, fitness", "50012"),
    ] {
        let hits = searcher.search(query).unwrap();
        let first = hits.first().map(|hit| hit.code().to_string());
        assert_eq!(first.as_deref(), Some(code), "{query}");
    }
}

/// Moves the last word before a qualifier or a bracket to the front: "kitchen
/// helper - hotel" is "helper, kitchen - hotel".
fn invert(title: &str) -> String {
    let ends = [" - ", " ("]
        .into_iter()
        .filter_map(|mark| title.find(mark));
    let (base, rest) = title.split_at(ends.min().unwrap_or(title.len()));
    match base.rsplit_once(' ') {
        Some((qualifier, head)) => format!("{head}, {qualifier}{rest}"),
        None => title.to_owned(),
    }
}

#[test]
fn every_title_finds_its_unit_group_verbatim_and_inverted() {
    let Some(noc) = read("every_title_finds_its_unit_group") else {
        return;
    };
    let searcher = Searcher::build([noc.clone()]).unwrap();
    type Form = fn(&str) -> String;
    let forms: [(&str, Form); 2] = [("verbatim", str::to_owned), ("inverted", invert)];
    for (what, form) in forms {
        let mut asked = seek::Tally::default();
        for group in noc.iter() {
            for title in group.titles() {
                let text = form(title.get(Lang::En).unwrap());
                let hits = searcher.search(Query::new(&text).limit(20)).unwrap();
                asked.add(&text, &group, &hits);
            }
        }
        asked.check(&format!("official titles, {what}"));
    }
}
