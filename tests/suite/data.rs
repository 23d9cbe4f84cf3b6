//! The records of our own: what `data/README.md` says of them holds.

use std::collections::{BTreeMap, BTreeSet};
#[cfg(feature = "compile")]
use std::path::Path;

use noc_search::{Change, Code, Concordance, Edition, Lang, Level, Noc, TitleKind, UnitGroup};

#[cfg(feature = "compile")]
use crate::reference;

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

#[cfg(feature = "compile")]
fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// Every text of a unit group, in both languages.
fn pairs(group: &UnitGroup) -> Vec<(Option<&str>, Option<&str>)> {
    let both = [Lang::En, Lang::ZhHans];
    let mut texts = vec![
        both.map(|lang| group.title(lang)),
        both.map(|lang| group.lead_statement(lang)),
    ];
    let statements = group
        .main_duties()
        .chain(group.employment_requirements())
        .chain(group.additional_information());
    for statement in statements {
        texts.push(both.map(|lang| statement.get(lang)));
        if statement.occupation(Lang::En).is_some() || statement.occupation(Lang::ZhHans).is_some()
        {
            texts.push(both.map(|lang| statement.occupation(lang)));
        }
    }
    texts.extend(
        group
            .exclusions()
            .map(|exclusion| both.map(|lang| exclusion.get(lang))),
    );
    for title in group.titles() {
        texts.extend(
            title
                .chinese(Lang::ZhHans)
                .map(|zh| [title.get(Lang::En), Some(zh)]),
        );
    }
    texts.into_iter().map(|[en, zh]| (en, zh)).collect()
}

#[cfg(feature = "compile")]
#[test]
fn the_embedded_edition_is_the_folder() {
    let embedded = Noc::embedded();
    let read = noc_search::source::toml_dir::from_dir(folder().join("noc2021")).unwrap();
    assert_eq!(embedded.edition(), Edition::NOC_2021);
    assert_eq!(embedded.len(), read.len());
    for (embedded, read) in embedded.iter().zip(read.iter()) {
        let json = |group: &UnitGroup| serde_json::to_string(group).unwrap();
        let code = read.code();
        assert!(
            json(&embedded) == json(&read),
            "the archive is older than {code}.toml"
        );
    }
    assert_eq!(embedded.digest(), read.digest());
}

#[test]
fn every_class_has_its_place() {
    let noc = Noc::embedded();
    for (level, count) in Level::ALL.into_iter().zip([10, 45, 89, 162, 516]) {
        assert_eq!(noc.classes(level).count(), count, "{level:?}");
        for class in noc.classes(level) {
            let above = noc.ancestors(class.code()).count();
            assert_eq!(above, class.code().ancestors().count(), "{}", class.code());
            let [en, zh] = [Lang::En, Lang::ZhHans].map(|lang| class.title(lang).unwrap());
            assert!(!has_han(en) && has_han(zh), "{}: {en} {zh}", class.code());
        }
    }
    let twins = noc
        .children(Code::of(Edition::NOC_2021, "6320").unwrap())
        .count();
    let cooks = Code::parse("63200").unwrap();
    assert_eq!(noc.siblings(cooks).count(), twins - 1);
}

/// One English class title has one Chinese, at any level and in any edition.
#[test]
fn equal_class_titles_are_translated_alike() {
    let editions = [Edition::NOC_2011, Edition::NOC_2016, Edition::NOC_2021];
    let nocs = editions.map(|edition| Noc::embedded_edition(edition).unwrap());
    let mut chinese: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for level in Level::ALL {
        for class in nocs.iter().flat_map(|noc| noc.classes(level)) {
            let en = class.title(Lang::En).unwrap().to_lowercase();
            chinese
                .entry(en)
                .or_default()
                .insert(class.title(Lang::ZhHans).unwrap().to_owned());
        }
    }
    chinese.retain(|_, titles| titles.len() > 1);
    assert!(chinese.is_empty(), "{chinese:#?}");
}

#[test]
fn texts_are_in_their_languages() {
    for group in Noc::embedded().iter() {
        let code = group.code();
        for (en, zh) in pairs(&group) {
            let (Some(en), Some(zh)) = (en, zh) else {
                panic!("{code}: {en:?} {zh:?}")
            };
            assert!(!has_han(en), "{code}: {en}");
            assert!(has_han(zh), "{code}: {zh}");
            for text in [en, zh] {
                assert!(
                    text.trim() == text && !text.contains("  "),
                    "{code}: {text:?}"
                );
            }
        }
        assert!(
            group.main_duties().len() > 0 && group.employment_requirements().len() > 0,
            "{code}"
        );
        assert!(group.size().is_some(), "{code}");
    }
}

#[test]
fn titles_have_their_form() {
    for group in Noc::embedded().iter() {
        let code = group.code();
        let mut seen = BTreeSet::new();
        for title in group.titles() {
            let en = title.get(Lang::En).unwrap();
            assert!(seen.insert(en.to_lowercase()), "{code}: {en} stands twice");
            let mut chinese = BTreeSet::new();
            for zh in title.chinese(Lang::ZhHans) {
                assert!(chinese.insert(zh), "{code}: {zh} stands twice for {en}");
                assert!(
                    !zh.contains(['/', '／', '(', '（', ' ', '。', '.']),
                    "{code}: {zh}"
                );
                let longest = if en.len() > 50 { 24 } else { 14 };
                let length = zh.chars().filter(|&c| is_han(c)).count();
                assert!((2..=longest).contains(&length), "{code}: {zh}");
            }
            assert!(
                title.chinese(Lang::ZhHant).len() == chinese.len(),
                "{code}: {en}"
            );
        }
        // Some classes have fewer than five official titles.
        for (least, kinds) in [
            (1, &[TitleKind::Illustrative, TitleKind::Listed][..]),
            (5, &[TitleKind::Common]),
        ] {
            let of_kind = group.titles().filter(|title| kinds.contains(&title.kind()));
            let titles: Vec<String> = of_kind
                .map(|title| title.get(Lang::En).unwrap().to_lowercase())
                .collect();
            assert!(titles.is_sorted(), "{code}: titles are not sorted");
            assert!(titles.len() >= least, "{code}: {kinds:?}");
        }
    }
}

/// An English title belongs to one unit group.
#[test]
fn no_title_stands_in_two_unit_groups() {
    let noc = Noc::embedded();
    let mut owners: BTreeMap<String, BTreeSet<Code>> = BTreeMap::new();
    for group in noc.iter() {
        for title in group.titles() {
            let en = title.get(Lang::En).unwrap().to_lowercase();
            owners.entry(en).or_default().insert(group.code());
        }
    }
    owners.retain(|_, codes| codes.len() > 1);
    assert!(owners.is_empty(), "{owners:#?}");
}

/// A Chinese title that stands in several unit groups is listed, with the reason.
#[test]
fn shared_chinese_titles_have_a_reason() {
    let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for group in Noc::embedded().iter() {
        for title in group.titles().flat_map(|title| title.chinese(Lang::ZhHans)) {
            let codes = owners.entry(title.to_owned()).or_default();
            codes.insert(group.code().to_string());
        }
    }
    owners.retain(|_, codes| codes.len() > 1);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/review/shared_titles.tsv");
    let list = std::fs::read_to_string(path).unwrap();
    let mut listed = BTreeMap::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[title, codes, reason] = &fields[..] else {
            panic!("{line:?}")
        };
        assert!(reason.len() > 10, "{line:?}");
        let codes: BTreeSet<String> = codes.split('|').map(str::to_owned).collect();
        listed.insert(title.to_owned(), codes);
    }
    let missing: Vec<_> = owners
        .iter()
        .filter(|(title, codes)| listed.get(*title) != Some(codes))
        .collect();
    let gone: Vec<_> = listed
        .keys()
        .filter(|title| !owners.contains_key(*title))
        .collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "not listed: {missing:?}, listed in vain: {gone:?}"
    );
}

/// What the glossary calls a level of work is called that in every official title.
#[test]
fn one_level_of_work_has_one_word() {
    // Lunch supervisors watch children, a script supervisor is 场记, and a laboratory
    // supervisor of a university is a teaching assistant.
    let others = ["45100", "52119", "41201"];
    for group in Noc::embedded().iter() {
        let titles = group
            .titles()
            .filter(|title| title.kind() != TitleKind::Common);
        for title in titles.filter(|_| !others.contains(&group.code().as_str())) {
            let en = title.get(Lang::En).unwrap();
            let base = en
                .split(" - ")
                .next()
                .and_then(|base| base.split(" (").next());
            let base = base.unwrap_or(en);
            let zh = title.get(Lang::ZhHans).unwrap();
            for (level, word) in [
                // A general supervisor of a site is its 总管.
                ("supervisor", ["主管", "总管"]),
                ("foreman/woman", ["领班", "领班"]),
                // A general labourer is 杂工.
                ("labourer", ["普工", "杂工"]),
                ("apprentice", ["学徒", "学徒"]),
                ("technologist", ["技师", "技师"]),
                ("analyst", ["分析", "分析"]),
                ("coordinator", ["协调", "协调"]),
            ] {
                let is_said = word.iter().any(|word| zh.contains(word));
                assert!(!base.ends_with(level) || is_said, "{en}: {zh}");
            }
        }
    }
}

#[test]
fn exclusions_lead_to_classes() {
    let noc = Noc::embedded();
    for group in noc.iter() {
        for exclusion in group.exclusions() {
            let target = exclusion.code().unwrap();
            assert!(noc.class(target).is_some(), "{}: {target}", group.code());
            assert_ne!(target, group.code());
        }
    }
}

#[test]
fn older_editions_have_their_classes() {
    for edition in [Edition::NOC_2011, Edition::NOC_2016] {
        let noc = Noc::embedded_edition(edition).unwrap();
        let counts = [
            (Level::BroadCategory, 10),
            // 01-05 and 07-09 are one major group each, under all their codes.
            (Level::MajorGroup, 46),
            (Level::MinorGroup, 140),
            (Level::UnitGroup, 500),
        ];
        for (level, count) in counts {
            assert_eq!(noc.classes(level).count(), count, "{edition} {level:?}");
            for class in noc.classes(level) {
                let code = class.code();
                assert_eq!(
                    noc.ancestors(code).count(),
                    code.ancestors().count(),
                    "{code}"
                );
                let [en, zh] = [Lang::En, Lang::ZhHans].map(|lang| class.title(lang).unwrap());
                assert!(
                    !has_han(en) && has_han(zh) && !zh.contains(' '),
                    "{code}: {en} {zh}"
                );
                if level == Level::UnitGroup {
                    assert!(code.skill_level().is_some(), "{code}");
                }
            }
        }
    }
    assert!(Noc::embedded_edition(Edition::NOC_2006).is_none());
}

#[test]
fn the_concordance_reaches_from_2011_to_2021() {
    let table = Concordance::embedded_from(Edition::NOC_2011).unwrap();
    let old = Noc::embedded_edition(Edition::NOC_2011).unwrap();
    for class in old.classes(Level::UnitGroup) {
        assert!(table.forward(class.code()).count() > 0, "{}", class.code());
    }
    for class in Noc::embedded().classes(Level::UnitGroup) {
        assert!(table.backward(class.code()).count() > 0, "{}", class.code());
    }
    let records = Code::of(Edition::NOC_2011, "1253").unwrap();
    let now: Vec<String> = table
        .forward(records)
        .map(|row| row.new.to_string())
        .collect();
    assert_eq!(now, ["12111", "12112"]);
    assert!(Concordance::embedded_from(Edition::NOC_2006).is_none());
}

#[test]
fn the_concordance_is_complete() {
    let table = Concordance::embedded();
    assert_eq!(
        (table.from(), table.to()),
        (Edition::NOC_2016, Edition::NOC_2021)
    );
    assert_eq!(table.iter().len(), 585);
    let old: BTreeSet<Code> = table.iter().map(|row| row.old).collect();
    let new: BTreeSet<Code> = table.iter().map(|row| row.new).collect();
    assert_eq!((old.len(), new.len()), (500, 516));
    let noc = Noc::embedded();
    assert!(new.iter().all(|&code| noc.class(code).is_some()));
    for row in table.iter() {
        let (targets, sources) = (
            table.forward(row.old).count(),
            table.backward(row.new).count(),
        );
        let change = match (targets, sources) {
            (1, 1) => Change::Same,
            (1, _) => Change::Merged,
            _ => Change::Split,
        };
        assert_eq!(row.change, change, "{row:?}");
    }
}

#[cfg(feature = "compile")]
#[test]
fn facts_agree_with_the_reference() {
    let Some(dir) = reference::dir("facts_agree_with_the_reference") else {
        return;
    };
    let official = noc_search::source::statcan::from_dir(dir.join("noc2021")).unwrap();
    let noc = Noc::embedded();
    for level in Level::ALL {
        for class in official.classes(level) {
            let ours = noc.class(class.code()).unwrap();
            assert_eq!(ours.title(Lang::En), class.title(Lang::En));
        }
    }
    for group in noc.iter() {
        let code = group.code();
        let theirs = official.get(code).unwrap();
        let titles = |group: &UnitGroup| -> BTreeSet<String> {
            let titles = group
                .titles()
                .filter(|title| title.kind() != TitleKind::Common);
            // Two official titles have a no-break space where all others have a plain one.
            titles
                .map(|title| title.get(Lang::En).unwrap().to_lowercase())
                .map(|title| title.replace('\u{a0}', " "))
                .collect()
        };
        assert_eq!(titles(&group), titles(&theirs), "{code}");
        // Where the classification names a minor group, our records name its unit groups.
        let targets = |group: &UnitGroup| -> BTreeSet<String> {
            let codes = group.exclusions().map(|e| e.code().unwrap());
            let below = |code: Code| match code.level() {
                Level::UnitGroup => vec![code],
                _ => noc.children(code).map(|class| class.code()).collect(),
            };
            codes
                .flat_map(below)
                .filter(|&code| code != group.code())
                .map(|code| code.to_string())
                .collect()
        };
        assert_eq!(targets(&group), targets(&theirs), "{code}");
        assert!(
            group.main_duties().len() * 10 >= theirs.main_duties().len() * 9,
            "{code}"
        );
    }
    for (edition, columns) in [(Edition::NOC_2011, [0, 1]), (Edition::NOC_2016, [2, 3])] {
        let ours = Noc::embedded_edition(edition).unwrap();
        let name = format!("concordance/noc{}_structure.tsv", edition.year());
        let table = std::fs::read_to_string(dir.join(name)).unwrap();
        let mut compared = 0;
        for line in table.lines().skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [code, title] = columns.map(|column| fields[column]);
            // Ranges of major groups (01-05) stand under each of their codes.
            let code = Code::of(edition, &code[..code.find('-').unwrap_or(code.len())]).unwrap();
            let class = ours.class(code).unwrap();
            assert_eq!(class.title(Lang::En), Some(title), "{edition} {code}");
            compared += 1;
        }
        assert_eq!(compared, 690);
    }
    let table = std::fs::read_to_string(dir.join("concordance/noc2016_to_noc2021.tsv")).unwrap();
    let theirs: BTreeSet<(String, String)> = table
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .map(|fields| (fields[0].to_owned(), fields[3].to_owned()))
        .collect();
    let ours: BTreeSet<(String, String)> = Concordance::embedded()
        .iter()
        .map(|row| (row.old.to_string(), row.new.to_string()))
        .collect();
    assert_eq!(ours, theirs);
}

/// Our sentences are ours: no sentence of the reference of eight English words
/// or more, or twelve Chinese characters or more, stands in the data.
#[cfg(feature = "compile")]
#[test]
fn no_sentence_is_copied() {
    let Some(dir) = reference::dir("no_sentence_is_copied") else {
        return;
    };
    let normalize = |text: &str| -> String {
        let kept = text.chars().filter(|c| c.is_alphanumeric() || *c == ' ');
        let kept: String = kept.flat_map(char::to_lowercase).collect();
        kept.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let is_long = |text: &str| {
        text.split(' ').count() >= 8 || text.chars().filter(|&c| is_han(c)).count() >= 12
    };
    let sentences = |text: &str| -> Vec<String> {
        let parts = text.split(['.', '。', '；', ';', '\n']).map(&normalize);
        parts.filter(|part| is_long(part)).collect()
    };
    let statements = |group: UnitGroup| -> Vec<String> {
        let mut texts = Vec::new();
        for lang in [Lang::En, Lang::ZhHans] {
            texts.extend(group.lead_statement(lang).map(&sentences));
            let all = group
                .main_duties()
                .chain(group.employment_requirements())
                .chain(group.additional_information());
            texts.extend(
                all.filter_map(|statement| statement.get(lang))
                    .map(&sentences),
            );
        }
        texts.concat()
    };
    let official = noc_search::source::statcan::from_dir(dir.join("noc2021")).unwrap();
    let pages = noc_search::source::bilingual_page::from_dir(dir.join("flyabroad/pages")).unwrap();
    let mut theirs: BTreeSet<String> = BTreeSet::new();
    theirs.extend(official.iter().flat_map(statements));
    theirs.extend(
        pages
            .nocs()
            .iter()
            .flat_map(|noc| noc.iter())
            .flat_map(statements),
    );
    let mut copied = Vec::new();
    for group in Noc::embedded().iter() {
        let code = group.code();
        let ours = statements(group).into_iter();
        copied.extend(
            ours.filter(|sentence| theirs.contains(sentence))
                .map(|s| (code, s)),
        );
    }
    assert!(copied.is_empty(), "{copied:#?}");
}
