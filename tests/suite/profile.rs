//! The reader of career profiles against the real page, which is no part of
//! the project: `NOC_REFERENCE_DIR` says where it stands.

use std::path::PathBuf;

use noc_search::source::career_profile;
use noc_search::{Code, Edition, MedianIncome, Money, Outlook, PayRange};

use crate::reference;

const SEED: &str = "seeds/000_f7728635574c3be4.txt";
const CATEGORY: &str = "All Business, Finance, and Administration";

fn seed() -> Option<PathBuf> {
    Some(reference::dir("the career profile")?.join(SEED))
}

/// The figures of a range, as the page prints them.
fn figures(range: PayRange) -> [String; 3] {
    [range.minimum, range.median, range.maximum].map(figure)
}

fn figure(amount: Option<Money>) -> String {
    amount.map_or("N/A".to_owned(), |money| money.to_string())
}

/// The rows of a list of incomes, as (name, figure).
fn rows(list: &[MedianIncome]) -> Vec<(&str, String)> {
    list.iter()
        .map(|row| (row.name.as_str(), figure(row.income)))
        .collect()
}

fn row<'a>(name: &'a str, income: &str) -> (&'a str, String) {
    (name, income.to_owned())
}

/// The real page by line, counted from 1: its sentences are compared with what
/// stands there, because none of them may be copied here.
struct Page(Vec<String>);

impl Page {
    /// The rest of a line behind what it must begin with.
    fn after(&self, line: usize, begins: &str) -> &str {
        self.0[line - 1].strip_prefix(begins).unwrap()
    }

    fn bullets(&self, lines: std::ops::RangeInclusive<usize>) -> Vec<&str> {
        lines.map(|line| self.after(line, "- ")).collect()
    }
}

#[test]
fn every_figure_and_list_of_the_real_page() {
    let Some(path) = seed() else { return };
    let profile = career_profile::from_path(&path).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let page = Page(text.lines().map(str::to_owned).collect());
    assert_eq!(page.0.len(), 111);

    assert_eq!(profile.code(), Code::of(Edition::NOC_2016, "1252").unwrap());
    assert_eq!(profile.title(), "Health Information Management Workers");
    assert_eq!(profile.category(), CATEGORY);
    assert_eq!(profile.summary(), Some(page.after(27, "")));
    assert_eq!(
        profile.summary(),
        Some(page.after(3, &format!("in {CATEGORY}")))
    );
    assert_eq!(profile.nature_of_work(), profile.summary());

    assert_eq!(profile.outlook().here(), &Outlook::Undetermined);
    assert_eq!(profile.outlook().group(), Some(CATEGORY));
    assert_eq!(profile.outlook().compared(), None);

    let pay = profile.pay();
    assert_eq!(figures(pay.here().hourly), ["$21.26", "$26.49", "$34.54"]);
    assert_eq!(figures(pay.here().annual), ["N/A", "$50,053", "N/A"]);
    assert_eq!(pay.group(), Some(CATEGORY));
    let there = pay.compared().unwrap();
    assert_eq!(figures(there.hourly), ["$15.00", "$23.00", "$38.50"]);
    assert_eq!(figures(there.annual), ["$6,754", "$36,515", "$70,271"]);
    assert_eq!(there.hourly.minimum, Some(Money::from_cents(1_500)));
    assert_eq!(there.annual.maximum, Some(Money::from_cents(7_027_100)));

    let duties: Vec<&str> = profile
        .duties()
        .iter()
        .map(|duty| duty.text.as_str())
        .collect();
    assert_eq!(duties, page.bullets(30..=35));
    for duty in profile.duties() {
        let occupation = duty.occupation.as_deref();
        assert_eq!(
            occupation,
            Some("Health information management technicians")
        );
    }
    // Job titles are facts, and the same in every publication of the class.
    assert_eq!(
        profile.sample_titles(),
        [
            "health information management coder",
            "health information management practitioner",
            "health information management professional",
            "health information management technician",
            "health records classifier",
            "health records management supervisor",
            "medical records technician",
            "medical records unit supervisor",
        ]
    );
    assert_eq!(profile.sample_titles(), page.bullets(37..=44));
    assert_eq!(profile.skills(), page.bullets(46..=46));
    assert_eq!(profile.requirements(), page.bullets(48..=49));
    assert_eq!(profile.other_considerations(), page.bullets(51..=51));

    let look = profile.quick_look();
    assert_eq!(look.group(), Some(CATEGORY));
    for look in [look.here(), look.compared().unwrap()] {
        assert_eq!(look.year, 2016);
        assert_eq!((&look.employed, &look.full_time), (&None, &None));
        assert_eq!((&look.self_employed, &look.median_age), (&None, &None));
    }

    let regions = profile.regions();
    assert_eq!(
        rows(regions.here()),
        [
            row("Halifax", "$50,168"),
            row("North Shore", "N/A"),
            row("Southern", "N/A"),
            row("Cape Breton", "N/A"),
        ]
    );
    assert_eq!(regions.group(), Some("All NS Occupations"));
    assert_eq!(
        rows(regions.compared().unwrap()),
        [
            "Halifax",
            "North Shore",
            "Annapolis Valley",
            "Cape Breton",
            "Southern"
        ]
        .map(|name| row(name, "N/A"))
    );

    let industries = profile.industries();
    assert_eq!(
        industries.here(),
        &["Health care and social assistance", "Public administration"]
    );
    assert_eq!((industries.group(), industries.compared()), (None, None));

    let ages = profile.age_bands();
    assert_eq!(ages.here(), &["55-64", "45-54", "25-34", "35-44"]);
    assert_eq!(ages.group(), Some(CATEGORY));
    assert_eq!(
        ages.compared().unwrap(),
        &["45-54", "55-64", "35-44", "25-34", "65+"]
    );

    let levels = profile.education_levels();
    assert_eq!(
        rows(levels.here()),
        [
            row("College Diploma", "$50,078"),
            row("Bachelor", "$49,983"),
            row("Master", "N/A"),
            row("Diploma Below Bachelor", "N/A"),
            row("Diploma Above Bachelor", "N/A"),
        ]
    );
    assert_eq!(levels.group(), Some(CATEGORY));
    assert_eq!(
        rows(levels.compared().unwrap()),
        [
            row("College Diploma", "$36,304"),
            row("High school", "$32,903"),
            row("Bachelor", "$41,755"),
            row("Trade Certification", "$34,807"),
            row("Less than high school", "$23,174"),
        ]
    );

    let [records, informatics] = profile.programs() else {
        panic!()
    };
    assert_eq!(
        records.title,
        "Health Information/Medical Records Administration"
    );
    assert_eq!(records.taught_at, "College or University Program");
    let description = page.after(102, "College or University Program");
    assert_eq!(records.description.as_deref(), Some(description));
    assert_eq!(informatics.title, "Medical Informatics");
    assert_eq!(
        informatics.taught_at,
        "College, Trades, or University Program"
    );
    let description = page.after(104, "College, Trades, or University Program");
    assert_eq!(informatics.description.as_deref(), Some(description));
    assert_eq!(profile.institutions(), Some(&[] as &[String]));

    let [regulation] = profile.regulations() else {
        panic!()
    };
    assert_eq!(regulation.kind.as_deref(), Some("Professional Designation"));
    assert_eq!(
        regulation.text,
        page.after(108, "Professional Designation: ")
    );
    assert!(profile.contacts().is_empty());
    assert_eq!(profile.additional_resources(), [page.after(111, "")]);
}

#[test]
fn the_real_page_cut_anywhere_is_an_error_or_a_profile() {
    let Some(path) = seed() else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let heading = "Additional resources";
    let last = text.rfind(heading).unwrap() + heading.len();
    for end in (0..=text.len()).filter(|&end| text.is_char_boundary(end)) {
        let read = career_profile::from_text(&text[..end]);
        assert_eq!(read.is_ok(), end >= last, "{end}");
    }
}

#[test]
fn the_real_page_without_some_lines_is_an_error_or_a_profile() {
    let Some(path) = seed() else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    // A linear congruential generator: the same deletions on every run.
    let mut state = 1_u64;
    for _ in 0..20_000 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let rate = 2 + (state >> 33) % 60;
        let mut draw = state;
        let kept: Vec<&str> = lines
            .iter()
            .copied()
            .filter(|_| {
                draw = draw
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                !(draw >> 33).is_multiple_of(rate)
            })
            .collect();
        if let Err(error) = career_profile::from_text(&kept.join("\n")) {
            assert!(
                (1..=kept.len().max(1)).contains(&error.line().unwrap()),
                "{error}"
            );
        }
    }
}
