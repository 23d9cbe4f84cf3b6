//! Type-ahead over the embedded data, and over Statistics Canada's titles.

use std::sync::LazyLock;

use noc_search::{Lang, Query, Searcher, Suggestion, Teer};
use proptest::prelude::*;

#[cfg(feature = "compile")]
use crate::reference;

static SEARCHER: LazyLock<Searcher> = LazyLock::new(Searcher::embedded);

fn english(suggestions: &[Suggestion]) -> Vec<&str> {
    let titles = suggestions.iter();
    titles
        .map(|suggestion| suggestion.matched().en.as_deref().unwrap_or_default())
        .collect()
}

#[track_caller]
fn offers(typed: &str, title: &str) {
    let suggestions = SEARCHER.suggest(typed);
    let titles = english(&suggestions);
    assert!(titles.contains(&title), "{typed}: {titles:?}");
}

#[test]
fn any_word_of_a_title_begins_it() {
    offers("medical rec", "medical records technician");
    offers("records superv", "medical records supervisor");
    offers("tech medical rec", "medical records technician");
    offers("MEDICAL  Records, t", "medical records technician");
    offers("病案编", "medical coder");
    offers("編碼員", "medical coder");
    offers("java开", "Java developer");
    offers("Java 開發工", "Java developer");
    offers("護", "orderly");
}

#[test]
fn every_keystroke_of_a_title_offers_something() {
    for title in [
        "registered nurse",
        "注册护士",
        "line cook",
        "Java开发工程师",
    ] {
        for (at, c) in title.char_indices() {
            let typed = &title[..at + c.len_utf8()];
            assert!(!SEARCHER.suggest(typed).is_empty(), "{typed}");
        }
    }
}

#[test]
fn typos_plurals_and_short_names() {
    offers("sofware engin", "software engineer");
    offers("registred nur", "registered nurse (R.N.)");
    offers("medical recrods", "medical records technician");
    offers("line cooks", "line cook");
    offers("注册互士", "registered nurse (R.N.)");
    let titles = SEARCHER.suggest("RN");
    assert_eq!(titles[0].code().to_string(), "31301");
}

#[test]
fn nothing_goes_on_like_that() {
    for typed in [
        "",
        " ",
        "?!",
        "zzzz",
        "asdfgh",
        "囍囍囍",
        &"cook ".repeat(500),
    ] {
        assert!(SEARCHER.suggest(typed).is_empty(), "{typed}");
    }
}

#[test]
fn a_space_ends_a_word() {
    let titles = SEARCHER.suggest("nurse ");
    for title in english(&titles) {
        let mut words = title.split(|c: char| !c.is_alphanumeric());
        assert!(
            words.any(|word| word.eq_ignore_ascii_case("nurse")),
            "{title}"
        );
    }
}

#[test]
fn marks_what_was_typed() {
    let suggestions = SEARCHER.suggest("medical rec");
    let parts = &suggestions[0].matched().parts;
    let marked: Vec<&str> = parts
        .iter()
        .filter(|p| p.matched)
        .map(|p| &*p.text)
        .collect();
    assert_eq!(marked, ["medical", "rec"]);
}

/// "secretary-receptionist" is two words, as it was found.
#[test]
fn marks_a_word_after_a_hyphen() {
    let suggestions = SEARCHER.suggest(Query::new("medical office secretary rec").limit(50));
    let title = "medical office secretary-receptionist";
    let found = suggestions
        .iter()
        .find(|suggestion| suggestion.matched().en.as_deref() == Some(title));
    let marked: Vec<&str> = found
        .unwrap()
        .matched()
        .parts
        .iter()
        .filter(|part| part.matched)
        .map(|part| &*part.text)
        .collect();
    assert_eq!(marked, ["medical", "office", "secretary", "rec"]);
}

#[test]
fn no_unit_group_crowds_out_the_others() {
    let suggestions = SEARCHER.suggest(Query::new("software").limit(6));
    let of = |code: &str| {
        suggestions
            .iter()
            .filter(|s| s.code().as_str() == code)
            .count()
    };
    let counts = [of("21231"), of("21232")];
    assert!(
        counts.iter().all(|count| (1..=3).contains(count)),
        "{counts:?}"
    );
}

#[test]
fn digits_offer_codes_and_limits_hold() {
    let codes: Vec<String> = SEARCHER
        .suggest("2123")
        .iter()
        .map(|suggestion| suggestion.code().to_string())
        .collect();
    assert_eq!(codes, ["21230", "21231", "21232", "21233", "21234"]);
    assert!(SEARCHER.suggest(Query::new("c").limit(0)).is_empty());
    assert_eq!(SEARCHER.suggest(Query::new("c").limit(2)).len(), 2);
    assert!(SEARCHER.suggest(Query::new("c").limit(usize::MAX)).len() > 10);
    let teer = Teer::new(3).unwrap();
    let cooks = SEARCHER.suggest(Query::new("c").teers([teer]));
    assert!(!cooks.is_empty() && cooks.iter().all(|s| s.code().teer() == Some(teer)));
}

#[test]
fn serializes_with_both_titles() {
    let suggestions = SEARCHER.suggest(Query::new("病案编").lang(Lang::ZhHant));
    let json = serde_json::to_value(&suggestions[0]).unwrap();
    assert_eq!(json["code"], "12111");
    assert_eq!(json["teer"], 2);
    assert_eq!(json["matched"]["lang"], "zh-hant");
    assert!(json["matched"]["zh"].as_str().unwrap().contains("編"));
    assert!(json["title"]["en"].is_string());
}

/// Each official title is offered first, or beside others that begin so, when it
/// is typed as a whole, and a middle word finds it too.
#[cfg(feature = "compile")]
#[test]
fn every_official_title_is_offered() {
    let Some(dir) = reference::dir("every_official_title_is_offered") else {
        return;
    };
    let noc = noc_search::source::statcan::from_dir(dir.join("noc2021")).unwrap();
    let searcher = Searcher::build([noc.clone()]).unwrap();
    let mut asked = 0;
    for group in noc.iter() {
        for title in group.titles() {
            let en = title.get(Lang::En).unwrap();
            let suggestions = searcher.suggest(Query::new(en).limit(40));
            let found = suggestions.iter().any(|suggestion| {
                suggestion.code() == group.code() && suggestion.matched().en.as_deref() == Some(en)
            });
            assert!(found, "{en}: {:?}", english(&suggestions));
            asked += 1;
        }
    }
    assert_eq!(asked, 27_938);
    let middle = searcher.suggest("medical rec");
    assert!(
        english(&middle)
            .iter()
            .any(|title| title.contains("medical rec"))
    );
}

proptest! {
    #[test]
    fn any_text_is_answered(typed in "\\PC{0,40}|[a-z ]{0,20}|[a-z\u{4e00}-\u{4fff}注册护士é ]{0,12}") {
        for suggestion in SEARCHER.suggest(typed.as_str()) {
            let matched = suggestion.matched();
            let joined: String = matched.parts.iter().map(|part| &*part.text).collect();
            let text = if matched.lang == Lang::En { &matched.en } else { &matched.zh };
            prop_assert_eq!(Some(joined), text.clone());
        }
    }
}
