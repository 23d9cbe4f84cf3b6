//! Entries of "classified elsewhere": a job, and where it belongs.

use super::wording::{Wording, divide};
use crate::code::Code;
use crate::edition::Edition;
use crate::record::ExclusionRecord;
use crate::text::Text;

/// Reads a job that is classified elsewhere: its name, and in brackets or behind
/// it the code and the title of the class it belongs to. A job that belongs to
/// several classes is an exclusion for each.
pub(super) fn read(line: &str, edition: Edition) -> Vec<ExclusionRecord> {
    let (line, codes) = take_codes(line, edition);
    let mut text = divide(&line, Wording::Title);
    let mut target = Text::default();
    if let Some(en) = &mut text.en {
        target.en = take_target(en);
    }
    if let Some(zh) = &mut text.hans
        && target.en.is_some()
    {
        target.hans = take_target(zh);
    }
    let exclusion = |code| ExclusionRecord {
        text: Text::new(text.en.clone(), text.hans.clone()),
        code,
        target: target.clone(),
    };
    match &codes[..] {
        [] => vec![exclusion(None)],
        codes => codes.iter().map(|&code| exclusion(Some(code))).collect(),
    }
}

/// Takes the codes out of an exclusion: `[1122](1122)`, `(1212)`, `（见1212）` or
/// the digits behind "in". The same code in both languages is one.
fn take_codes(line: &str, edition: Edition) -> (String, Vec<Code>) {
    let mut kept = String::with_capacity(line.len());
    let mut codes = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, digits) = rest.split_at(at);
        let len = digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len());
        let (digits, after) = digits.split_at(len);
        let lead = before.trim_end();
        let opened = lead.ends_with(['[', ']', '(', '（', '见']) || lead.ends_with("(in");
        match Code::of(edition, digits) {
            Ok(code) if opened && len >= 2 => {
                if !codes.contains(&code) {
                    codes.push(code);
                }
                kept.push_str(lead.trim_end_matches(['[', ']', '见']));
                rest = after_link(after, digits);
            }
            _ => {
                kept.push_str(before);
                kept.push_str(digits);
                rest = after;
            }
        }
    }
    kept.push_str(rest);
    for empty in ["(in )", "()", "（）", "( )", "(in , , , )"] {
        kept = kept.replace(empty, " ");
    }
    (kept, codes)
}

/// What stands behind a link whose text was just read: `](1122)`, also in
/// full-width brackets or with the brackets the wrong way round.
fn after_link<'a>(after: &'a str, digits: &str) -> &'a str {
    let link = after.strip_prefix([']', '[']).map(str::trim_start);
    let link = link.and_then(|link| link.strip_prefix(['(', '（']));
    let link = link
        .and_then(|link| link.strip_prefix(digits))
        .map(str::trim_start);
    link.and_then(|link| link.strip_prefix([')', '）']))
        .unwrap_or(after)
}

/// Takes the bracket at a text's end off it and returns what it holds, if that
/// is the title of a class: "(in Civil engineers)", "(Chefs)", "（厨师）". A bracket
/// that begins in lower case belongs to the name: "(except broadcasting)".
fn take_target(text: &mut String) -> Option<String> {
    if !text.trim_end().ends_with([')', '）']) {
        return None;
    }
    let mut depth = 0;
    let at = text.char_indices().rev().find_map(|(at, c)| {
        match c {
            ')' | '）' => depth += 1,
            '(' | '（' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    });
    let at = at.filter(|&at| at > 0)?;
    let inner = text[at..].trim_matches(['(', '（', ')', '）', ' ']);
    let inner = inner.strip_prefix("in ").unwrap_or(inner).trim();
    if inner.is_empty() || inner.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    // The title may end with a bracket of its own, whose end was trimmed.
    let closes = inner.matches(['(', '（']).count() > inner.matches([')', '）']).count();
    let target = format!("{inner}{}", if closes { ")" } else { "" });
    text.truncate(at);
    text.truncate(text.trim_end().len());
    Some(target)
}
