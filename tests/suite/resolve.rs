//! Resolving titles of the embedded data: answers, questions, admissions.

use std::sync::LazyLock;

use noc_search::{
    Candidate, Code, Crossing, Lang, Level, Query, Resolution, Searcher, Step, Verdict,
};
use proptest::prelude::*;

static SEARCHER: LazyLock<Searcher> = LazyLock::new(Searcher::embedded);

fn resolve(query: impl Into<Query>) -> Resolution {
    SEARCHER.resolve(query).unwrap()
}

#[track_caller]
fn certain(query: &str, code: &str, step: Step) {
    let resolution = resolve(query);
    match resolution.verdict() {
        Verdict::Certain(found) => assert_eq!(found.as_str(), code, "{query}"),
        other => panic!("{query}: {other:?}"),
    }
    let best = &resolution.candidates()[0];
    assert_eq!(best.code().as_str(), code, "{query}");
    assert_eq!(best.step(), step, "{query}");
}

/// The codes of the options, an option each.
#[track_caller]
fn options(resolution: &Resolution) -> Vec<Vec<String>> {
    let Verdict::Choose(question) = resolution.verdict() else {
        panic!("{:?}", resolution.verdict())
    };
    let options = question.options().iter();
    options
        .map(|option| option.codes().iter().map(Code::to_string).collect())
        .collect()
}

#[test]
fn each_step_of_the_cascade() {
    certain("63200", "63200", Step::Code);
    certain("software engineer", "21231", Step::Title);
    certain("注册护士", "31301", Step::Title);
    certain("註冊護士", "31301", Step::Title);
    certain("technicians, medical records", "12111", Step::OtherForm);
    certain("RN", "31301", Step::Title);
    certain("HR manager", "10011", Step::Title);
    certain("ADON", "30010", Step::ShortName);
    certain("cab driver", "75200", Step::Title);
    certain("dish washer", "65201", Step::OtherWords);
    certain(
        "senior health records technician",
        "12111",
        Step::WithoutRank,
    );
    certain("急聘高级健康档案技术员", "12111", Step::WithoutRank);
    certain("sofware engineer", "21231", Step::Typo);
    certain("健康档案技述员", "12111", Step::Typo);
    certain("ruanjian gongchengshi", "21231", Step::Pinyin);
}

#[test]
fn two_jobs_with_one_name_are_asked_for() {
    for query in ["personal support worker", "PSW"] {
        let resolution = resolve(query);
        assert_eq!(options(&resolution), [["33102"], ["44101"]], "{query}");
        assert_eq!(resolution.crossing(), Crossing::SkilledLine, "{query}");
        for (option, code) in [(0, "33102"), (1, "44101")] {
            let answered = resolution.answer(option).unwrap();
            match answered.verdict() {
                Verdict::Certain(found) => assert_eq!(found.as_str(), code),
                other => panic!("{other:?}"),
            }
            assert!(answered.candidates()[0].confidence() > 0.9);
        }
        assert!(resolution.answer(2).unwrap_err().is_invalid_argument());
    }
    let sure = resolve("software engineer");
    assert!(sure.answer(0).unwrap_err().is_invalid_argument());
}

/// A title that stands alone comes before those that go on with a qualifier; where these
/// are far rarer, nothing is asked.
#[test]
fn an_official_title_comes_before_longer_ones() {
    let account = resolve("account manager");
    assert_eq!(options(&account)[0], ["11102"]);
    certain("cook", "63200", Step::Title);
}

#[test]
fn a_question_stands_in_three_writings() {
    let resolution = resolve("personal support worker");
    let Verdict::Choose(question) = resolution.verdict() else {
        panic!()
    };
    for lang in [Lang::En, Lang::ZhHans, Lang::ZhHant] {
        assert!(question.text(lang).contains("personal support worker"));
        assert!(
            question
                .options()
                .iter()
                .all(|option| !option.text(lang).is_empty())
        );
    }
    let [hans, hant] = [Lang::ZhHans, Lang::ZhHant].map(|lang| question.options()[0].text(lang));
    assert!(
        hans.contains("护理") && hant.contains("護理"),
        "{hans} {hant}"
    );
}

/// Many unit groups are asked for by field, none is lost, and the answers lead to one.
#[test]
fn many_unit_groups_are_divided_by_field() {
    let resolution = resolve("machine operator");
    let asked: Vec<String> = options(&resolution).concat();
    assert!(asked.len() > 5, "{asked:?}");
    let candidates: Vec<String> = resolution
        .candidates()
        .iter()
        .filter(|candidate| candidate.step() != Step::Ranking)
        .map(|candidate| candidate.code().to_string())
        .collect();
    let sorted = |mut codes: Vec<String>| {
        codes.sort();
        codes
    };
    assert_eq!(sorted(asked.clone()), sorted(candidates));
    let mut ends = Vec::new();
    let mut open = vec![resolution];
    while let Some(resolution) = open.pop() {
        match resolution.verdict() {
            Verdict::Certain(code) => ends.push(code.to_string()),
            Verdict::Choose(question) => {
                let count = question.options().len();
                open.extend((0..count).map(|option| resolution.answer(option).unwrap()));
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(sorted(ends), sorted(asked));
}

#[test]
fn an_industry_decides() {
    let first = |query: Query| resolve(query).candidates()[0].code().to_string();
    let worker = Query::new("personal support worker");
    assert_eq!(first(worker.clone().industry("hospital")), "33102");
    assert_eq!(first(worker.industry("home care for seniors")), "44101");
}

#[test]
fn old_codes_say_what_they_became() {
    let split = resolve("1253");
    assert_eq!(options(&split), [["12111"], ["12112"]]);
    assert_eq!(split.became().len(), 2);
    let moved = resolve("0011");
    assert!(matches!(moved.verdict(), Verdict::Certain(code) if code.as_str() == "00010"));
}

#[test]
fn what_says_nothing_is_not_enough() {
    for query in [
        "",
        "asdfgh",
        "qwerty uiop",
        "的",
        "of the",
        "🙂",
        "zzzzz",
        "您好",
    ] {
        let resolution = resolve(query);
        let Verdict::NotEnough(hint) = resolution.verdict() else {
            panic!("{query}: {:?}", resolution.verdict())
        };
        assert!(!hint.en.is_empty() && !hint.zh.is_empty() && !hint.zh_hant.is_empty());
    }
    assert!(resolve("asdfgh").ancestor().is_none());
}

#[test]
fn the_ancestor_is_as_deep_as_is_known() {
    let sure = resolve("registered nurse").ancestor().unwrap();
    assert_eq!(sure.level(), Level::UnitGroup);
    let open = resolve("personal support worker").ancestor();
    assert!(open.is_none_or(|code| code.level() < Level::UnitGroup));
}

#[test]
fn resolutions_serialize_and_explain() {
    let json = serde_json::to_value(resolve("personal support worker")).unwrap();
    assert_eq!(json["verdict"], "choose");
    assert_eq!(json["crossing"], "skilled_line");
    assert_eq!(json["question"]["options"][0]["codes"][0], "33102");
    assert_eq!(json["evidence"][0]["step"], "without_qualifier");
    assert_eq!(json["digest"].as_str().unwrap().len(), 64);
    let json = serde_json::to_value(resolve("registered nurse")).unwrap();
    assert_eq!(
        (&json["verdict"], &json["code"]),
        (&"certain".into(), &"31301".into())
    );
    let text = resolve("forklift trainer for a cold warehouse").explain();
    assert!(
        text.contains("Ranking") && text.contains("weighs"),
        "{text}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_resolves(text in "\\PC{0,40}|[a-z ,'-]{0,30}|[\u{4e00}-\u{9fff}a-z]{0,14}|(senior )?(cook|nurse|manager|工程师|助理)( [a-z]{1,6})?") {
        let resolution = resolve(text.as_str());
        let sum: f32 = resolution.candidates().iter().map(Candidate::confidence).sum();
        prop_assert!((sum + resolution.none() - 1.0).abs() < 1e-3, "{} {}", sum, resolution.none());
        let confidences = resolution.candidates().iter().map(Candidate::confidence);
        prop_assert!(confidences.is_sorted_by(|a, b| a >= b));
        if let Verdict::Choose(question) = resolution.verdict() {
            prop_assert!(question.options().len() > 1);
            for option in 0..question.options().len() {
                let answered = resolution.answer(option).unwrap();
                prop_assert!(!answered.candidates().is_empty());
            }
        }
        let again = resolve(text.as_str());
        prop_assert_eq!(
            serde_json::to_string(&resolution).unwrap(),
            serde_json::to_string(&again).unwrap()
        );
    }
}
