//! Descriptions of jobs against the duties of unit groups, and unit groups against each
//! other.

use std::sync::LazyLock;

use noc_search::{Code, Crossing, DutyFit, Edition, Lang, Query, Searcher, Support, Teer, Verdict};
use proptest::prelude::*;
use serde_json::Value;

static SEARCHER: LazyLock<Searcher> = LazyLock::new(Searcher::embedded);

fn code(digits: &str) -> Code {
    Code::parse(digits).unwrap()
}

#[track_caller]
fn best(description: &str, expected: &str) -> DutyFit {
    let matches = SEARCHER.match_duties(description).unwrap();
    let best = matches.fits()[0].clone();
    assert_eq!(best.code().as_str(), expected, "{description}");
    best
}

#[test]
fn a_description_finds_its_unit_group() {
    best(
        "- cooked complete meals for patients by the dietitian's instructions\n\
         - scheduled the kitchen helpers and ordered food and supplies",
        "63200",
    );
    best(
        "在医院按营养师的要求为病人做饭，给后厨帮工排班，订购食材。",
        "63200",
    );
    best(
        "在醫院按營養師的要求為病人做飯，給後廚幫工排班，訂購食材。",
        "63200",
    );
    best(
        "I drive a tractor-trailer across the border, 带挂车跑长途，检查车况并记录行车日志",
        "73300",
    );
}

#[test]
fn each_duty_names_the_sentence_that_supports_it() {
    let text = "I come in at six.\nI supervise the kitchen helpers and make their schedules.";
    let comparison = SEARCHER.duty_fit(code("63200"), text).unwrap();
    assert_eq!(comparison.sentences().len(), 2);
    let fit = comparison.fit();
    let group = fit.unit_group();
    let helpers = group
        .main_duties()
        .position(|duty| duty.get(Lang::En).unwrap().contains("helpers"))
        .unwrap();
    let coverage = fit.duties()[helpers];
    assert_ne!(coverage.support, Support::None);
    assert_eq!(coverage.sentence, Some(1));
    assert!(coverage.share > 0.25 && coverage.share <= 1.0);
    // The others are named as what nothing supports.
    let unsupported = fit.unsupported().count();
    let supported = fit
        .duties()
        .iter()
        .filter(|duty| duty.support != Support::None);
    assert_eq!(unsupported + supported.count(), fit.duties().len());
    assert!(unsupported >= 5);
    assert!(fit.coverage() > 0.0 && fit.coverage() < 0.5);
}

#[test]
fn a_mixed_text_is_compared_sentence_by_sentence() {
    let text =
        "负责给患者烹制特殊膳食。\nI also look after the stock of food and keep records of it.";
    let fit = SEARCHER.duty_fit(code("63200"), text).unwrap();
    let sentences: Vec<usize> = fit
        .fit()
        .duties()
        .iter()
        .filter(|duty| duty.support == Support::Full)
        .filter_map(|duty| duty.sentence)
        .collect();
    assert!(
        sentences.contains(&0) && sentences.contains(&1),
        "{sentences:?}"
    );
}

#[test]
fn sentences_of_another_unit_group_and_exclusions_are_shown() {
    let text = "I make whole meals for the restaurant.\n\
                Then I take payment from guests, and seat guests at tables.\n\
                I fill in for the chefs.";
    let comparison = SEARCHER.duty_fit(code("63200"), text).unwrap();
    let fit = comparison.fit();
    let elsewhere: Vec<usize> = fit.elsewhere().iter().map(|found| found.sentence).collect();
    assert!(elsewhere.contains(&1), "{:?}", fit.elsewhere());
    assert!(fit.elsewhere().iter().all(|found| found.code != fit.code()));
    let excluded = &fit.exclusions()[0];
    assert_eq!(excluded.exclusion.code, Some(code("62200")));
    assert_eq!(excluded.sentence, 2);
}

#[test]
fn one_unit_group_has_three_rivals() {
    let text = "I wash dishes and pots, peel vegetables for the cooks and mop the kitchen floor";
    let comparison = SEARCHER.duty_fit(code("63200"), text).unwrap();
    assert_eq!(comparison.fit().code(), code("63200"));
    assert_eq!(comparison.rivals().len(), 3);
    assert_eq!(comparison.rivals()[0].code(), code("65201"));
    assert!(
        comparison
            .rivals()
            .iter()
            .all(|rival| rival.code() != code("63200"))
    );
    // Even one that has nothing in common with the text.
    let far = SEARCHER.duty_fit(code("00010"), text).unwrap();
    assert_eq!(far.fit().code(), code("00010"));
    assert!(far.fit().confidence() < 0.05);
}

#[test]
fn the_querys_wishes_hold() {
    let text = "I cook meals, order supplies and clean the kitchen";
    let limited = SEARCHER.match_duties(Query::new(text).limit(2)).unwrap();
    assert_eq!(limited.fits().len(), 2);
    let teer = Teer::new(5).unwrap();
    let helpers = SEARCHER
        .match_duties(Query::new(text).teers([teer]))
        .unwrap();
    assert!(
        helpers
            .fits()
            .iter()
            .all(|fit| fit.code().teer() == Some(teer))
    );
    let none = SEARCHER
        .match_duties(Query::new(text).edition(Edition::NOC_2011))
        .unwrap();
    assert!(none.fits().is_empty());
}

#[test]
fn what_is_no_description_is_an_empty_answer_or_an_error() {
    for text in ["", "  \n\n", "!!! ***", "12 34", "qwxz zzkk", "的的的"] {
        let matches = SEARCHER.match_duties(text).unwrap();
        assert!(
            matches.fits().is_empty(),
            "{text:?}: {:?}",
            matches.fits()[0].code()
        );
    }
    let long = "I cook meals. ".repeat(80_000);
    let error = SEARCHER.match_duties(long.as_str()).unwrap_err();
    assert!(error.is_invalid_argument());
    assert_eq!(
        error.to_string(),
        "a description of 1120000 bytes, where 262144 are the most"
    );
    assert!(SEARCHER.resolve(Query::new("cook").duties(long)).is_err());
    // One of the greatest length is answered.
    let most = "I cook what the dietitian orders. ".repeat(7_700);
    assert!(!SEARCHER.match_duties(most).unwrap().fits().is_empty());
    for unknown in ["44199", "1252"] {
        let error = SEARCHER.duty_fit(code(unknown), "I cook").unwrap_err();
        assert!(error.is_invalid_argument());
        assert!(error.to_string().contains(unknown), "{error}");
    }
}

#[test]
fn duties_beside_a_title_decide() {
    let asked = SEARCHER.resolve("personal support worker").unwrap();
    assert!(matches!(asked.verdict(), Verdict::Choose(_)));
    for (duties, expected) in [
        (
            "I help an elderly client in her own home with meals, bathing and company",
            "44101",
        ),
        (
            "On a hospital ward I bathe and turn patients, answer call bells, take vital signs",
            "33102",
        ),
        ("在医院病房给病人擦身、翻身、量体温，听从护士安排", "33102"),
    ] {
        let query = Query::new("personal support worker").duties(duties);
        let resolution = SEARCHER.resolve(query).unwrap();
        assert_eq!(
            resolution.candidates()[0].code().as_str(),
            expected,
            "{duties}"
        );
        let total: f32 = resolution
            .candidates()
            .iter()
            .map(|own| own.confidence())
            .sum();
        assert!((total + resolution.none() - 1.0).abs() < 1e-3);
    }
    // Duties that say nothing change nothing.
    let silent = SEARCHER
        .resolve(Query::new("personal support worker").duties("..."))
        .unwrap();
    assert_eq!(silent.explain(), asked.explain());
}

#[test]
fn a_contrast_names_what_sets_apart() {
    let contrast = SEARCHER.contrast(&[code("63200"), code("62200")]).unwrap();
    assert_eq!(contrast.crossing(), Crossing::Teer);
    let [cooks, chefs] = contrast.unit_groups() else {
        panic!("{:?}", contrast.unit_groups())
    };
    assert_eq!(cooks.code(), code("63200"));
    assert_eq!(cooks.duties().len(), cooks.unit_group().main_duties().len());
    assert_eq!(
        cooks.exclusions().next().unwrap().code(),
        Some(code("62200"))
    );
    assert_eq!(
        chefs.exclusions().next().unwrap().code(),
        Some(code("63200"))
    );
    // What sets chefs apart: they plan and direct.
    let first: Vec<&str> = chefs
        .duties()
        .take(3)
        .filter_map(|(duty, _)| duty.get(Lang::En))
        .collect();
    assert!(
        first.iter().any(|duty| duty.contains("Plan and oversee")),
        "{first:?}"
    );
    for group in contrast.unit_groups() {
        assert!((0.0..=1.0).contains(&group.lead()));
        for (statement, share) in group.duties().chain(group.requirements()) {
            assert!((0.0..=1.0).contains(&share));
            assert!(statement.get(Lang::En).is_some() && statement.get(Lang::ZhHant).is_some());
        }
    }
    // The line that decides about Express Entry.
    let care = SEARCHER.contrast(&[code("33102"), code("44101")]).unwrap();
    assert_eq!(care.crossing(), Crossing::SkilledLine);
}

#[test]
fn a_contrast_takes_two_to_five_known_unit_groups() {
    let all = ["63200", "62200", "65201", "62020", "64100", "65200"].map(code);
    assert!(SEARCHER.contrast(&all[..5]).is_ok());
    for codes in [&all[..0], &all[..1], &all[..6], &[all[0], all[0]][..]] {
        assert!(SEARCHER.contrast(codes).unwrap_err().is_invalid_argument());
    }
    assert!(SEARCHER.contrast(&[all[0], code("44199")]).is_err());
}

#[test]
fn everything_that_shows_duties_says_whose_words_they_are() {
    let text = "I cook meals for patients";
    let shown = [
        serde_json::to_value(SEARCHER.match_duties(text).unwrap()).unwrap(),
        serde_json::to_value(SEARCHER.duty_fit(code("63200"), text).unwrap()).unwrap(),
        serde_json::to_value(SEARCHER.contrast(&[code("63200"), code("62200")]).unwrap()).unwrap(),
    ];
    for value in &shown {
        for lang in ["en", "zh", "zh_hant"] {
            assert!(!value["notice"][lang].as_str().unwrap().is_empty());
        }
        let is_official = |fit: &Value| {
            fit["official_url"]
                .as_str()
                .unwrap()
                .contains("statcan.gc.ca")
        };
        for list in ["fits", "rivals", "unit_groups"] {
            let fits = value[list].as_array().into_iter().flatten();
            assert!(fits.clone().all(is_official), "{list}");
        }
    }
    assert!(shown[0]["fits"][0]["duties"][0]["zh"].is_string());
    assert!(shown[0]["fits"][0]["duties"][0]["share"].is_number());
}

proptest! {
    #[test]
    fn any_text_is_a_description(text in "\\PC{0,120}|([a-z]{2,9}[ ,.;\n]){0,60}|[\u{4e00}-\u{9fff}，。；\n]{0,90}") {
        let matches = SEARCHER.match_duties(text.as_str()).unwrap();
        let again = SEARCHER.match_duties(text.as_str()).unwrap();
        prop_assert_eq!(
            serde_json::to_string(&matches).unwrap(),
            serde_json::to_string(&again).unwrap()
        );
        let sentences = matches.sentences().len();
        prop_assert!(matches.sentences().iter().all(|sentence| text.contains(sentence.as_str())));
        let total: f32 = matches.fits().iter().map(|fit| fit.confidence()).sum();
        prop_assert!(total <= 1.001);
        for fit in matches.fits() {
            prop_assert_eq!(fit.duties().len(), fit.unit_group().main_duties().len());
            let covered = fit.duties().iter().chain([fit.lead()]);
            for coverage in covered {
                prop_assert!((0.0..=1.001).contains(&coverage.share));
                prop_assert_eq!(coverage.sentence.is_some(), coverage.support != Support::None);
                prop_assert!(coverage.sentence.is_none_or(|at| at < sentences));
            }
            prop_assert!(fit.elsewhere().iter().all(|found| found.sentence < sentences));
        }
    }
}
