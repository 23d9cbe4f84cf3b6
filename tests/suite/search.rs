//! Searching the embedded data.

use std::sync::LazyLock;

use noc_search::{Edition, Hit, Lang, MatchKind, Query, Searcher, Teer, TitleKind};
use proptest::prelude::*;

static SEARCHER: LazyLock<Searcher> = LazyLock::new(Searcher::embedded);

fn codes(query: impl Into<Query>) -> Vec<String> {
    let hits = SEARCHER.search(query).unwrap();
    hits.iter().map(|hit| hit.code().to_string()).collect()
}

#[track_caller]
fn first(query: &str, code: &str) -> Hit {
    let hits = SEARCHER.search(query).unwrap();
    let first = hits.into_iter().next();
    let first = first.unwrap_or_else(|| panic!("{query}: nothing found"));
    assert_eq!(first.code().to_string(), code, "{query}");
    first
}

fn shown(hit: &Hit) -> String {
    hit.matched().parts.iter().map(|part| &*part.text).collect()
}

#[test]
fn titles_as_people_write_them() {
    for (query, code) in [
        ("Cook", "63200"),
        ("COOKS", "63200"),
        ("  line   cook ", "63200"),
        ("ｓｏｕｓ－ｃｈｅｆ", "62200"),
        ("technician, medical records", "12111"),
        ("sofware engineer", "21231"),
        ("registerd nurse", "31301"),
        ("health info technician", "12111"),
        ("office admin clerk", "14100"),
        ("RN", "31301"),
        ("R.N.", "31301"),
        ("journeywoman cook", "63200"),
        ("ships' cooks", "63200"),
        ("cook, logging camp", "63200"),
        ("java developer", "21232"),
        ("C++ developer", "21232"),
        ("health-records technicians", "12111"),
        ("健康档案技术员", "12111"),
        ("健康檔案技術員", "12111"),
        ("註冊護士", "31301"),
        ("Java开发工程师", "21232"),
        ("java 開發工程師", "21232"),
        ("技术员，健康档案", "12111"),
        ("软件工程師", "21231"),
        ("行政总厨", "62200"),
    ] {
        first(query, code);
    }
}

/// What a short name is meant in several jobs for finds them all, alike.
#[test]
fn abbreviations_find_every_job_they_stand_for() {
    let hits = SEARCHER.search("PSW").unwrap();
    let codes: Vec<String> = hits.iter().map(|hit| hit.code().to_string()).collect();
    assert_eq!(codes, ["33102", "44101"]);
    assert_eq!(hits[0].score(), hits[1].score());
    first("psw", "33102");
    first("R.N.", "31301");
}

/// Rules of thumb that any change of the ranking must keep.
#[test]
fn no_answer_is_better_than_a_guess() {
    for query in [
        "asdfgh",
        "qwerty uiop",
        "xx",
        "，。！",
        "🙂🙂",
        "的",
        "of the and",
        "",
        "阿斯顿发",
        "\u{0}\u{1}\u{2}",
        "!!!???",
        "zzzzzzzzzzzz",
    ] {
        assert_eq!(codes(query), [""; 0], "{query:?}");
    }
}

/// Words that two jobs share make no job of the other.
#[test]
fn a_shared_word_is_no_reason() {
    first("HR manager", "10011");
    assert!(!codes("HR manager").contains(&"62200".to_owned()));
    assert!(!codes("PSW").contains(&"65310".to_owned()));
}

#[test]
fn duties_find_their_unit_group() {
    for (query, code) in [
        (
            "give diagnoses their codes and keep patients' health records in order",
            "12111",
        ),
        (
            "plan and direct the cooking in several restaurants, recruit staff and consult with clients about weddings and banquets",
            "62200",
        ),
        ("为疾病诊断编码，管理健康档案", "12111"),
    ] {
        first(query, code);
    }
    let hit = first("work out statistics on medical and social matters", "12111");
    assert_eq!(hit.matched().kind, MatchKind::Duty);
    assert!(hit.matched().zh.is_some() && hit.matched().en.is_some());
}

#[test]
fn every_own_title_comes_first_in_every_form() {
    let noc = SEARCHER.nocs()[0].clone();
    // All of them where that takes seconds, one in some thirty elsewhere.
    let step = if cfg!(debug_assertions) { 31 } else { 1 };
    let mut count = 0;
    for group in noc.iter() {
        for title in group.titles() {
            count += 1;
            if count % step != 0 {
                continue;
            }
            let en = title.get(Lang::En).unwrap();
            let mut forms = vec![en.to_owned(), en.to_uppercase(), format!("{en}s")];
            for lang in [Lang::ZhHans, Lang::ZhHant] {
                forms.extend(title.chinese(lang).map(str::to_owned));
            }
            if let Some((rest, head)) = en.rsplit_once(' ')
                && title.kind() != TitleKind::Common
                && !en.contains(['-', '('])
            {
                forms.push(format!("{head}, {rest}"));
            }
            // A plural of what ends in no letter is nothing that people write.
            let is_plural = |form: &str| {
                let mut letters = form.chars().rev();
                letters.next() == Some('s') && letters.nth(1).is_some_and(|c| !c.is_alphabetic())
            };
            forms.retain(|form| !form.ends_with(")s") && !form.ends_with("ss") && !is_plural(form));
            for form in forms {
                let hits = SEARCHER.search(&form).unwrap();
                let best = hits.first().map_or(0.0, Hit::score);
                let own = hits.iter().find(|hit| hit.code() == group.code());
                assert!(
                    own.is_some_and(|own| own.score() == best),
                    "{form:?} of {}: {:?}",
                    group.code(),
                    codes(&form)
                );
            }
        }
    }
}

#[test]
fn a_hit_shows_what_matched() {
    let hit = first("medical records technicians", "12111");
    assert_eq!(hit.matched().kind, MatchKind::Title);
    assert_eq!(hit.matched().lang, Lang::En);
    assert_eq!(
        hit.matched().en.as_deref(),
        Some("medical records technician")
    );
    assert_eq!(hit.matched().zh.as_deref(), Some("病历技术员"));
    let marked: Vec<(&str, bool)> = hit
        .matched()
        .parts
        .iter()
        .map(|part| (&*part.text, part.matched))
        .collect();
    let space = (" ", false);
    let expected = [
        ("medical", true),
        space,
        ("records", true),
        space,
        ("technician", true),
    ];
    assert_eq!(marked, expected);

    let hits = SEARCHER
        .search(Query::new("註冊護士").lang(Lang::ZhHant))
        .unwrap();
    assert_eq!(hits[0].matched().lang, Lang::ZhHant);
    assert_eq!(hits[0].matched().zh.as_deref(), Some("註冊護士"));
    assert_eq!(shown(&hits[0]), "註冊護士");
    assert!(hits[0].matched().parts.iter().all(|part| part.matched));
}

#[test]
fn an_exclusion_speaks_against_a_hit() {
    let hits = SEARCHER.search("health records clerk").unwrap();
    assert_eq!(hits[0].code().to_string(), "14100");
    let other = hits
        .iter()
        .find(|hit| hit.code().to_string() == "12111")
        .unwrap();
    let [exclusion] = other.exclusions() else {
        panic!("{:?}", other.exclusions())
    };
    assert_eq!(exclusion.code.unwrap().to_string(), "14100");
    assert_eq!(exclusion.en.as_deref(), Some("health records clerks"));
}

#[test]
fn codes_of_both_editions() {
    assert_eq!(codes("12111"), ["12111"]);
    assert_eq!(codes("NOC 63200"), ["63200"]);
    assert_eq!(codes("1253"), ["12111", "12112"]);
    assert_eq!(codes("99999"), [""; 0]);
    assert_eq!(first("1252", "12111").matched().kind, MatchKind::Code);
}

#[test]
fn a_query_limits_its_answer() {
    assert_eq!(codes(Query::new("cook").limit(1)), ["63200"]);
    assert_eq!(codes(Query::new("cook").limit(0)), [""; 0]);
    let chefs = Query::new("cook").teers(Teer::new(2));
    let codes_of_chefs = codes(chefs);
    assert_eq!(codes_of_chefs[0], "62200");
    assert!(codes_of_chefs.iter().all(|code| code.as_bytes()[1] == b'2'));
    assert_eq!(
        codes(Query::new("cook").edition(Edition::NOC_2016)),
        [""; 0]
    );
}

#[test]
fn results_serialize() {
    let hits = SEARCHER.search("cook").unwrap();
    let json = serde_json::to_value(&hits).unwrap();
    let hit = &json[0];
    assert_eq!(hit["code"], "63200");
    assert_eq!(hit["edition"], 2021);
    assert_eq!(hit["teer"], 3);
    assert_eq!(hit["title"]["en"], "Cooks");
    assert_eq!(hit["title"]["zh"], "厨师");
    assert_eq!(hit["score"], 1.0);
    assert_eq!(hit["matched"]["kind"], "title");
    assert_eq!(hit["matched"]["lang"], "en");
    assert_eq!(hit["matched"]["parts"][0]["text"], "cook");
    assert_eq!(hit["matched"]["parts"][0]["matched"], true);
    let hits = SEARCHER.search("health records clerk").unwrap();
    let other = hits.iter().find(|hit| hit.code().to_string() == "12111");
    let json = serde_json::to_value(other).unwrap();
    assert_eq!(json["exclusions"][0]["code"], "14100");
}

#[test]
fn many_threads_get_the_same_answers() {
    let queries = ["cook", "软件工程师", "registerd nurse", "plan menus"];
    let expected: Vec<Vec<String>> = queries.map(codes).into();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let searcher = SEARCHER.clone();
                for (query, expected) in queries.iter().zip(&expected) {
                    let hits = searcher.search(*query).unwrap();
                    let codes: Vec<String> =
                        hits.iter().map(|hit| hit.code().to_string()).collect();
                    assert_eq!(&codes, expected);
                }
            });
        }
    });
}

#[test]
fn public_types_cross_threads() {
    fn check<T: Send + Sync + Clone + std::fmt::Debug>() {}
    check::<Searcher>();
    check::<noc_search::Noc>();
    check::<noc_search::UnitGroup>();
    check::<noc_search::Concordance>();
    check::<Hit>();
    check::<Query>();
    fn is_error<T: Send + Sync + std::error::Error>() {}
    is_error::<noc_search::Error>();
}

/// Any string, and strings made of what queries are made of.
fn any_query() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "[\\x00-\\x7f]{0,30}",
        "[a-zA-Z ,'/&#+().-]{0,40}",
        "[\u{4e00}-\u{9fff}a-z，。（）]{0,20}",
        proptest::sample::select(vec![
            "cook",
            "NURSE",
            "software",
            "厨师",
            "護士",
            "，",
            " - ",
            "(",
            "/",
            "technician,",
            "records",
            "开发",
            "c++",
            "R.N.",
            "\u{200b}",
            "é",
            "ﬁ",
            "İ",
        ])
        .prop_map(str::to_owned)
        .prop_flat_map(|word| proptest::collection::vec(Just(word), 1..4))
        .prop_map(|words| words.concat()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_a_query(text in any_query()) {
        let hits = SEARCHER.search(&text).unwrap();
        prop_assert!(hits.len() <= 10);
        prop_assert!(hits.is_sorted_by(|a, b| a.score() >= b.score()));
        for hit in &hits {
            prop_assert!((0.0..=1.0).contains(&hit.score()));
            // Matched parts joined equal the shown text.
            let matched = hit.matched();
            let text = match matched.lang { Lang::En => &matched.en, _ => &matched.zh };
            prop_assert_eq!(Some(shown(hit)), text.clone());
            prop_assert!(matched.parts.iter().all(|part| !part.text.is_empty()));
        }
        let again = SEARCHER.search(&text).unwrap();
        prop_assert_eq!(
            serde_json::to_string(&hits).unwrap(),
            serde_json::to_string(&again).unwrap()
        );
    }
}
