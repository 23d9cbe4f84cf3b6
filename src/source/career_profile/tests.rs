//! The reader against a page of our own in the form of the real ones.

use std::fs;

use super::*;

/// An invented unit group: the labels are glued as on a real page, the lists
/// are of other lengths, and words of labels stand in sentences.
const PAGE: &str = "\
Lighthouse Keepers
(NOC 6543)
in All Sales and ServiceLighthouse keepers look after a light and those who live by it.
Job Outlook
Very Limited
Read more
Compared to: All Sales and Service
Hourly Pay
$18.05
Minimum$24.00
MedianN/A
MaximumAnnual Pay
$31,400
MinimumN/A
Median$1,048,576
MaximumCompared to: All Sales and Service
Hourly Pay
N/A
Minimum$17.50
Median$29.95
MaximumAnnual Pay
$4,020
Minimum$22,310
Median$61,007
MaximumAbout the job
Nature of work
Keepers mind the lamp.
They write the log as well.
Job duties
Head keepers:
- Plan the watches: day, dusk and night.
- Order oil and bread.
Assistant keepers:
- Trim the wick.
Sample job titles
- head lighthouse keeper
- wickie
- fog signal attendant
Skills
- Maximum patience is needed, and N/A is never an answer.
Compared to: nobody, a keeper is alone.
Job requirements
- Median strength will do.
- Minimum$ are paid for rowing.
Other considerations
By the numbers
Quick look
130
employed in 201692%
employed full-timeN/A
self employed51.5
median age
Compared to: All Sales and Service
employed in 2016
employed full-time
self employed
median age
Where will I likely work?
Far Islands
N/ANear Shore
$38,250 median annual incomeCompared to: All Coast Occupations
Near Shore
Far Islands
Inland
Top Industries of Employment
Transportation
What is the age of Employment?
45-54
65+
Compared to: All Sales and Service
15-24
Top levels of education
High school
$33,000 median annual incomeCollege Diploma
N/ACompared to: All Sales and Service
College Diploma
$40,125 median annual incomeBachelor
N/AEducation & training
Programming of Lamps
Trades or College ProgramStudents learn how a Program of flashes is made.
Rowing
University Program
Institutions providing this program
Harbour College
Employment requirements & contacts
Regulations
Licence: Keepers hold a licence: the second class will do.
Some islands ask for more. See below: all do.
Contacts
Guild of Keepers
Additional resources
The log of the last keeper.";

fn read(text: &str) -> CareerProfile {
    from_text(text).unwrap()
}

/// The amounts of a range in cents.
fn cents(range: PayRange) -> [Option<u64>; 3] {
    [range.minimum, range.median, range.maximum].map(|amount| amount.map(Money::cents))
}

/// The names of a list, each with its income.
fn incomes(list: &[MedianIncome]) -> Vec<String> {
    let income = |row: &MedianIncome| row.income.map_or("-".to_owned(), |money| money.to_string());
    list.iter()
        .map(|row| format!("{} {}", row.name, income(row)))
        .collect()
}

/// The page with one text replaced by another.
fn with(old: &str, new: &str) -> String {
    assert_eq!(PAGE.matches(old).count(), 1, "{old:?}");
    PAGE.replacen(old, new, 1)
}

#[test]
fn head_and_outlook() {
    let profile = read(PAGE);
    assert_eq!(profile.code(), Code::of(Edition::NOC_2016, "6543").unwrap());
    assert_eq!(profile.title(), "Lighthouse Keepers");
    assert_eq!(profile.category(), "All Sales and Service");
    let summary = "Lighthouse keepers look after a light and those who live by it.";
    assert_eq!(profile.summary(), Some(summary));
    assert_eq!(profile.outlook().here(), &Outlook::VeryLimited);
    assert_eq!(profile.outlook().group(), Some("All Sales and Service"));
    assert_eq!(profile.outlook().compared(), None);
}

#[test]
fn pay_here_and_compared() {
    let pay = read(PAGE).pay().clone();
    assert_eq!(cents(pay.here().hourly), [Some(1_805), Some(2_400), None]);
    assert_eq!(
        cents(pay.here().annual),
        [Some(3_140_000), None, Some(104_857_600)]
    );
    assert_eq!(pay.group(), Some("All Sales and Service"));
    let there = pay.compared().unwrap();
    assert_eq!(cents(there.hourly), [None, Some(1_750), Some(2_995)]);
    assert_eq!(
        cents(there.annual),
        [Some(402_000), Some(2_231_000), Some(6_100_700)]
    );
}

#[test]
fn words_of_labels_stay_whole_in_sentences() {
    let profile = read(PAGE);
    assert_eq!(
        profile.skills(),
        [
            "Maximum patience is needed, and N/A is never an answer.",
            "Compared to: nobody, a keeper is alone.",
        ]
    );
    assert_eq!(
        profile.requirements(),
        ["Median strength will do.", "Minimum$ are paid for rowing."]
    );
    assert!(profile.other_considerations().is_empty());
}

#[test]
fn duties_stand_under_their_occupation() {
    let profile = read(PAGE);
    let duties: Vec<_> = profile
        .duties()
        .iter()
        .map(|duty| (duty.occupation.as_deref().unwrap(), duty.text.as_str()))
        .collect();
    assert_eq!(
        duties,
        [
            ("Head keepers", "Plan the watches: day, dusk and night."),
            ("Head keepers", "Order oil and bread."),
            ("Assistant keepers", "Trim the wick."),
        ]
    );
    let without = read(&with("Head keepers:\n", ""));
    assert_eq!(without.duties()[1].occupation, None);
    assert_eq!(
        profile.nature_of_work(),
        Some("Keepers mind the lamp.\nThey write the log as well.")
    );
    assert_eq!(profile.sample_titles().len(), 3);
}

#[test]
fn numbers_here_and_compared() {
    let profile = read(PAGE);
    let look = profile.quick_look().here();
    assert_eq!((look.year, look.employed.as_deref()), (2016, Some("130")));
    assert_eq!(look.full_time.as_deref(), Some("92%"));
    assert_eq!(
        (&look.self_employed, look.median_age.as_deref()),
        (&None, Some("51.5"))
    );
    let there = profile.quick_look().compared().unwrap();
    assert_eq!(
        (there.year, &there.employed, &there.median_age),
        (2016, &None, &None)
    );

    let regions = profile.regions();
    assert_eq!(
        incomes(regions.here()),
        ["Far Islands -", "Near Shore $38,250"]
    );
    assert_eq!(regions.group(), Some("All Coast Occupations"));
    assert_eq!(
        incomes(regions.compared().unwrap()),
        ["Near Shore -", "Far Islands -", "Inland -"]
    );
    assert_eq!(profile.industries().here(), &["Transportation"]);
    assert_eq!(
        (
            profile.industries().group(),
            profile.industries().compared()
        ),
        (None, None)
    );
    assert_eq!(profile.age_bands().here(), &["45-54", "65+"]);
    assert_eq!(profile.age_bands().compared().unwrap(), &["15-24"]);
    let levels = profile.education_levels();
    assert_eq!(
        incomes(levels.here()),
        ["High school $33,000", "College Diploma -"]
    );
    assert_eq!(
        incomes(levels.compared().unwrap()),
        ["College Diploma $40,125", "Bachelor -"]
    );
}

#[test]
fn programs_and_conditions() {
    let profile = read(PAGE);
    let [lamps, rowing] = profile.programs() else {
        panic!("{:?}", profile.programs());
    };
    assert_eq!(lamps.title, "Programming of Lamps");
    assert_eq!(lamps.taught_at, "Trades or College Program");
    let description = "Students learn how a Program of flashes is made.";
    assert_eq!(lamps.description.as_deref(), Some(description));
    assert_eq!(
        (rowing.taught_at.as_str(), &rowing.description),
        ("University Program", &None)
    );
    assert_eq!(profile.institutions().unwrap(), ["Harbour College"]);

    let [licence, more] = profile.regulations() else {
        panic!("{:?}", profile.regulations());
    };
    assert_eq!(licence.kind.as_deref(), Some("Licence"));
    assert_eq!(
        licence.text,
        "Keepers hold a licence: the second class will do."
    );
    assert_eq!(more.kind, None);
    assert_eq!(more.text, "Some islands ask for more. See below: all do.");
    assert_eq!(profile.contacts(), ["Guild of Keepers"]);
    assert_eq!(
        profile.additional_resources(),
        ["The log of the last keeper."]
    );
}

#[test]
fn a_page_may_have_no_list_of_institutions() {
    let heading = "Institutions providing this program\n";
    let without = with(&format!("{heading}Harbour College\n"), "");
    assert_eq!(read(&without).institutions(), None);
    let empty = with("Harbour College\n", "");
    assert_eq!(read(&empty).institutions(), Some(&[] as &[String]));
}

#[test]
fn form_of_lines_makes_no_difference() {
    let profile = read(PAGE);
    let spaced = PAGE.replace('\n', " \u{200b}\t\r\n\r\n");
    for text in [
        format!("\u{feff}{PAGE}\n"),
        spaced,
        PAGE.replace("\n- ", "\n* "),
        PAGE.replace("\n- ", "\n•"),
        PAGE.replace("\n- ", "\n  \u{2060}•\u{a0}"),
        PAGE.replace("Job duties", "J\u{200b}ob\u{a0}duties"),
        // What is glued on a real page may as well stand on its own line.
        PAGE.replace("MaximumA", "Maximum\nA")
            .replace("MinimumN/A\n", "Minimum\nN/A\n")
            .replace("N/ANear", "N/A\nNear")
            .replace("incomeC", "income\nC")
            .replace("ServiceL", "Service\nL"),
    ] {
        assert_eq!(read(&text), profile, "{text}");
    }
}

/// Asserts what the reader says against a text.
fn assert_refused(text: &str, message: &str) {
    let error = from_text(text).unwrap_err();
    assert!(error.is_document() && error.line().is_some(), "{message}");
    assert_eq!(error.to_string(), message);
}

#[test]
fn whole_documents_at_fault() {
    for (text, message) in [
        ("", "line 1: the document is empty"),
        ("\u{feff}\r\n- \n", "line 1: the document is empty"),
        ("A book", r#"line 1: expected "(NOC dddd)" after this line"#),
        (
            "A book\n\nby me",
            r#"line 3: expected "(NOC dddd)", found "by me""#,
        ),
        (
            "(NOC 6543)",
            r#"line 1: expected a title, found "(NOC 6543)""#,
        ),
        (
            "\n\nA book\n(NOC 6543)\n\n",
            r#"line 4: the section "Job Outlook" is missing"#,
        ),
    ] {
        assert_refused(text, message);
    }
    for (end, message) in [
        (
            "$29.95",
            r#"line 20: the section "About the job" is missing"#,
        ),
        ("Skills", r#"line 38: the section "Skills" is missing"#),
        (
            "Additional resources",
            r#"line 90: the section "Additional resources" is missing"#,
        ),
    ] {
        assert_refused(&PAGE[..PAGE.find(end).unwrap()], message);
    }
}

/// What stands on the page, what to put in its place, and the answer to that;
/// `¶` is the end of a line.
const FAULTS: &str = r#"
NOC 6543) | NOC 6543 | line 2: malformed code "(NOC 6543"
6543 | 654x | line 2: invalid code " 654x": it has something other than digits
6543 | 654 | line 2: the code "654" is of no unit group
in All Sales and ServiceL | l | line 3: expected "in " and the category, found "lighthouse keepers look after a light and those who live by "
ServiceL | l | line 3: no comparison names the category of "in All Sales and lighthouse keepers look after a light and t"
ServiceL | Servicel | line 3: no comparison names the category of "in All Sales and Servicelighthouse keepers look after a ligh"
Very Limited¶ | | line 5: expected a job outlook, found "Read more"
Read more | Read less | line 6: no section takes the line "Read less"
$18.05 | $18.5 | line 9: "$18.5" is no amount
$24.00 | | line 11: no amount stands before "Median"
$31,400 | $31,40 | line 13: "$31,40" is no amount
¶Median$1,048,576 | | line 15: expected "Median", found "Maximum"
Skills | Job duties | line 39: the heading "Job duties" stands below "Sample job titles"
- wickie | Contacts | line 39: the heading "Skills" stands below "Contacts"
Quick look¶ | | line 91: the section "Quick look" is missing
By the numbers | By the numbers¶many | line 47: no section takes the line "many"
Assistant keepers: | Assistants:¶Others: | line 33: no duty stands under "Assistants:"
- Trim the wick.¶ | | line 33: no duty stands under "Assistant keepers:"
201692% | 201 | line 49: no year in "employed in 201"
201692% | 2016most | line 49: "most" is no figure
self employed51.5 | 51.5 | line 51: expected "self employed", found "51.5"
Far Islands¶N/A | N/A | line 59: expected a name, found "N/A"
$38,250 median annual income | $38,250¶ | line 61: "$38,250" is no amount
$38,250 median | 38,250 median | line 61: "38,250 median annual income" is no amount
 All Coast Occupations | | line 61: no group to compare with is named
Inland | Compared to: Inland | line 64: a second group to compare with
University Program¶ | | line 81: expected where the program is taught after this line
University Program | Anywhere | line 82: expected where the program is taught, found "Anywhere"
"#;

#[test]
fn lines_at_fault_are_named() {
    for fault in FAULTS.trim_matches('\n').lines() {
        let fault = fault.replace('¶', "\n");
        let [old, new, message] = fault.split('|').collect::<Vec<_>>()[..] else {
            panic!("{fault}");
        };
        // One space on either side belongs to the bar.
        let old = old.strip_suffix(' ').unwrap();
        assert_refused(&with(old, new.trim_matches(' ')), message.trim_start());
    }
    assert_refused(
        &with("Inland", "In\0land"),
        "line 64: the text holds a zero byte",
    );
}

#[test]
fn errors_of_files_name_the_file() {
    let folder = std::env::temp_dir();
    let path = folder.join(format!("noc-search-profile-{}.txt", std::process::id()));
    fs::write(&path, b"Keepers\n(NOC 6543)\nin \xff\n").unwrap();
    let error = from_path(&path).unwrap_err();
    fs::write(&path, PAGE).unwrap();
    let profile = from_path(&path);
    fs::remove_file(&path).unwrap();
    assert_eq!(
        (error.line(), error.path()),
        (Some(3), Some(path.as_path()))
    );
    assert_eq!(
        error.to_string(),
        format!("{}:3: this is not UTF-8", path.display())
    );
    assert_eq!(profile.unwrap(), read(PAGE));
    let error = from_path(&path).unwrap_err();
    assert!(error.is_io());
    assert_eq!(error.path(), Some(path.as_path()));
}

#[test]
fn a_cut_page_is_an_error_up_to_its_last_section() {
    let last = PAGE.find("Additional resources").unwrap() + "Additional resources".len();
    for end in 0..=PAGE.len() {
        let read = from_text(&PAGE[..end]);
        assert_eq!(read.is_ok(), end >= last, "{:?}", &PAGE[..end]);
    }
}

#[test]
fn no_mutilation_panics() {
    let lines: Vec<&str> = PAGE.lines().collect();
    for from in 0..lines.len() {
        for to in from..=lines.len() {
            let kept = [&lines[..from], &lines[to..]].concat();
            if let Err(error) = from_text(&kept.join("\n")) {
                assert!(
                    (1..=kept.len().max(1)).contains(&error.line().unwrap()),
                    "{error}"
                );
            }
        }
    }
    for at in 0..PAGE.len() {
        let _ = from_text(&format!("{}é\u{200b}{}", &PAGE[..at], &PAGE[at + 1..]));
    }
}
