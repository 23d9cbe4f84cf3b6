//! The bilingual page that this project starts from.

use noc_search::source::bilingual_page;
use noc_search::{Code, Lang, Searcher, TitleKind};

use crate::reference;

const SEED: &str = "seeds/004_cf489acd30f463c5.txt";

#[test]
fn everything_the_page_says() {
    let Some(dir) = reference::dir("everything_the_page_says") else {
        return;
    };
    let page = bilingual_page::from_path(dir.join(SEED)).unwrap();
    let group = page.unit_group();
    assert_eq!(
        group.code(),
        Code::parse("1252")
            .ok()
            .and_then(|code| { Code::of(noc_search::Edition::NOC_2011, code.as_str()).ok() })
            .unwrap()
    );
    assert_eq!(
        group.title(Lang::En),
        Some("Health information management occupations")
    );
    assert!(page.unplaced().is_empty() && page.notices().len() == 0);

    // The list of all titles has 17; the four examples stand in it too.
    assert_eq!(group.titles().len(), 17);
    assert_eq!(page.count().titles, 21);
    assert_eq!(page.count().bilingual_titles, 21);
    let examples = group
        .titles()
        .filter(|title| title.kind() == TitleKind::Illustrative);
    assert_eq!(examples.count(), 4);
    let inverted = group
        .titles()
        .find(|title| title.get(Lang::En) == Some("classifier, health records"));
    assert!(inverted.unwrap().get(Lang::ZhHans).unwrap().contains('，'));

    assert_eq!(group.main_duties().len(), 6);
    assert_eq!(group.employment_requirements().len(), 2);
    assert_eq!(group.additional_information().len(), 2);
    for statement in group.main_duties().chain(group.employment_requirements()) {
        assert!(statement.get(Lang::En).is_some() && statement.get(Lang::ZhHans).is_some());
    }
    let codes: Vec<String> = group
        .exclusions()
        .map(|exclusion| exclusion.code().unwrap().to_string())
        .collect();
    assert_eq!(codes, ["1122", "0114", "1411", "1253"]);
    let clerks = group.exclusions().nth(2).unwrap();
    assert_eq!(clerks.get(Lang::En), Some("Health records clerks"));
    assert_eq!(
        clerks.target_title(Lang::En),
        Some("General office support workers")
    );
    assert!(clerks.target_title(Lang::ZhHans).is_some());
    assert!(group.source_url().unwrap().ends_with("val1=1252"));
}

#[test]
fn a_page_cut_anywhere_is_an_error_or_whole() {
    let Some(dir) = reference::dir("a_page_cut_anywhere_is_an_error_or_whole") else {
        return;
    };
    let text = std::fs::read_to_string(dir.join(SEED)).unwrap();
    let whole = text.lines().count();
    for (at, _) in text.char_indices() {
        let cut = &text[..at];
        match bilingual_page::from_text(cut) {
            Err(error) => {
                assert!(error.is_document(), "{at}: {error}");
                assert!(
                    error.line().is_some_and(|line| line <= whole),
                    "{at}: {error}"
                );
            }
            // Only between lines nothing shows that something is missing.
            Ok(_) => assert!(cut.ends_with('\n') || at == text.len(), "cut at {at}"),
        }
    }
    assert!(bilingual_page::from_text(&text).is_ok());
}

/// "主管，病历部门" and "supervisor, medical records" as the page has them find it in
/// natural order too.
#[test]
fn natural_order_finds_what_the_page_inverts() {
    let Some(dir) = reference::dir("natural_order_finds_what_the_page_inverts") else {
        return;
    };
    let pages = bilingual_page::from_dir(dir.join("flyabroad/pages")).unwrap();
    let searcher = Searcher::build(pages.nocs().iter().cloned()).unwrap();
    for query in [
        "health records classifier",
        "technician, medical records",
        "medical records technician",
        "病历部门主管",
        "主管，病历部门",
    ] {
        let hits = searcher.search(query).unwrap();
        assert_eq!(hits[0].code().to_string(), "1252", "{query}");
    }
}
