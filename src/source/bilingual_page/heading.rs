//! The lines that divide a page: headings of sections and of occupations.

use super::wording::{Wording, divide, has_han};
use crate::code::Code;

/// Where in the page a line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Section {
    /// Nothing read yet.
    #[default]
    Start,
    Lead,
    Examples,
    Duties,
    Requirements,
    Additional,
    Elsewhere,
    Titles,
    /// What the site says about itself.
    Notice,
}

/// The names that sections go by, as their heading's English or Chinese ends.
const SECTIONS: [(Section, &[&str]); 7] = [
    (Section::Examples, &["example titles", "头衔范例"]),
    (Section::Duties, &["main duties", "主要职责"]),
    (
        Section::Requirements,
        &["employment requirements", "任职要求"],
    ),
    (Section::Additional, &["additional information", "附加信息"]),
    (Section::Elsewhere, &["classified elsewhere", "其他分类"]),
    (
        Section::Titles,
        &["all titles", "all title", "titles", "所有头衔", "职称头衔"],
    ),
    (Section::Lead, &["职责概述", "主管概述"]),
];

/// With these words the site speaks of its own services.
pub(super) const NOTICES: [&str; 4] = [
    "如果您的职业不在",
    "属于加拿大联邦技术移民",
    "新政后紧缺职业",
    "加拿大联邦技术移民",
];

/// The phrase that introduces duties, in both languages; what stands before it
/// is the occupation that the duties belong to.
pub(super) const INTRODUCTIONS: [&str; 9] = [
    "perform some or all",
    "performs some or all",
    "执行部分或全部",
    "执行下列部分或全部",
    "执行以下部分或全部",
    "主要履行",
    "履行下列",
    "履行以下",
    "应履行",
];

/// The section that a line is the heading of.
pub(super) fn section_of(body: &str, code: Code) -> Option<Section> {
    let body = without_signature(body);
    let body = body.strip_prefix(code.as_str()).unwrap_or(body).trim();
    let text = divide(body, Wording::Title);
    let en = text.en.unwrap_or_default().to_lowercase();
    let zh = text.hans.unwrap_or_default();
    SECTIONS.iter().find_map(|&(section, names)| {
        let named = names
            .iter()
            .any(|&name| match (en.is_empty(), has_han(name)) {
                // "Titles" behind a longer English name is that name's last word.
                (false, false) => en == name,
                (true, true) => zh.ends_with(name),
                _ => false,
            });
        named.then_some(section)
    })
}

/// A heading without the site's name and what stands behind it.
pub(super) fn without_signature(body: &str) -> &str {
    let end = body
        .find("FLYabroad")
        .or_else(|| body.find("LEVEL"))
        .unwrap_or(body.len());
    body[..end].trim_end_matches([' ', '-', '–', '—', '#'])
}

/// A heading without the letter that numbers it: "A " or "B ".
pub(super) fn strip_enumeration(body: &str) -> &str {
    match body.split_once(' ') {
        Some((letter, rest)) if letter.len() == 1 && has_han(rest) => rest.trim(),
        _ => body,
    }
}

pub(super) fn is_introduction(line: &str) -> bool {
    let ends = line.trim_end_matches([':', '：', '.']);
    INTRODUCTIONS.iter().any(|phrase| line.contains(phrase))
        && (ends.ends_with("duties") || ends.ends_with("职责"))
}
