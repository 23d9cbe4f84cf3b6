//! Official titles and their Chinese in the forms that people give them.

use noc_search::{Lang, Searcher, TitleKind};

use crate::cases::{Case, Numbers};

/// Titles with a number of letters from which a typo leaves them recognisable.
const TYPO_FROM: usize = 5;

pub fn cases(searcher: &Searcher, count: usize, seed: u64) -> Vec<Case> {
    let mut titles: Vec<(String, Vec<String>, Vec<String>)> = Vec::new();
    let mut rows = Vec::new();
    for noc in searcher.nocs() {
        for group in noc.iter() {
            for title in group
                .titles()
                .filter(|title| title.kind() != TitleKind::Common)
            {
                let Some(en) = title.get(Lang::En) else {
                    continue;
                };
                let texts = |lang| title.chinese(lang).map(str::to_owned).collect::<Vec<_>>();
                rows.push(titles.len());
                titles.push((en.to_owned(), texts(Lang::ZhHans), texts(Lang::ZhHant)));
            }
        }
    }
    let mut numbers = Numbers(seed);
    let drawn = numbers.draw(rows, count);
    let mut cases = Vec::new();
    for at in drawn {
        let (en, hans, hant) = &titles[at];
        let mut push = |tag: &str, query: String, of: &str| {
            let codes = owners(searcher, of);
            cases.push(Case {
                query,
                codes,
                tag: Some(tag.to_owned()),
                title: None,
            });
        };
        push("en exact", en.clone(), en);
        push("en capitals", en.to_uppercase(), en);
        push("en full width", full_width(en), en);
        push("en senior", format!("Senior {en}"), en);
        let is_plain = !en.contains([',', '(', '/']) && !en.contains(" - ");
        if let Some((rest, head)) = en.rsplit_once(' ').filter(|_| is_plain) {
            push("en inverted", format!("{head}, {rest}"), en);
        }
        if en.ends_with(|c: char| c.is_alphabetic()) && !en.ends_with('s') && is_plain {
            push("en plural", plural(en), en);
        }
        if let Some(typo) = english_typo(en, &mut numbers) {
            push("en typo", typo, en);
        }
        let (Some(zh), Some(traditional)) = (hans.first(), hant.first()) else {
            continue;
        };
        push("zh exact", zh.clone(), zh);
        push("zh traditional", traditional.clone(), zh);
        push("zh 高级", format!("高级{zh}"), zh);
        if let Some(typo) = chinese_typo(zh, &mut numbers) {
            push("zh typo", typo, zh);
        }
    }
    cases
}

/// The unit groups that hold a text as a title.
fn owners(searcher: &Searcher, text: &str) -> Vec<String> {
    let hits = searcher.search(text).unwrap_or_default();
    let best = hits.iter().filter(|hit| hit.score() >= 0.95);
    let mut codes: Vec<String> = best.map(|hit| hit.code().to_string()).collect();
    codes.truncate(10);
    codes
}

fn full_width(text: &str) -> String {
    let wide = text.chars().map(|c| match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        c => c,
    });
    wide.collect()
}

fn plural(text: &str) -> String {
    let vowel_before_y = ["ay", "ey", "oy", "uy"]
        .iter()
        .any(|end| text.ends_with(end));
    if text.ends_with('y') && !vowel_before_y {
        format!("{}ies", &text[..text.len() - 1])
    } else if let Some(stem) = text.strip_suffix("man") {
        format!("{stem}men")
    } else if text.ends_with(['x', 'z']) || text.ends_with("ch") || text.ends_with("sh") {
        format!("{text}es")
    } else {
        format!("{text}s")
    }
}

/// One edit in a word of five letters or more.
fn english_typo(text: &str, numbers: &mut Numbers) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let is_long =
        |word: &&str| word.len() >= TYPO_FROM && word.bytes().all(|b| b.is_ascii_lowercase());
    let long: Vec<usize> = (0..words.len()).filter(|&at| is_long(&words[at])).collect();
    let at = *long.get(numbers.below(long.len()))?;
    let mut letters: Vec<char> = words[at].chars().collect();
    let place = numbers.below(letters.len() - 1);
    let letter = char::from(b'a' + numbers.below(26) as u8);
    match numbers.below(4) {
        0 => {
            letters.remove(place);
        }
        1 => letters.insert(place, letter),
        2 => letters.swap(place, place + 1),
        _ => letters[place] = letter,
    }
    let wrong: String = letters.into_iter().collect();
    let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
    words[at] = wrong;
    Some(words.join(" "))
}

/// One character replaced by another or left out, in titles of five or more.
fn chinese_typo(text: &str, numbers: &mut Numbers) -> Option<String> {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < TYPO_FROM {
        return None;
    }
    let place = numbers.below(letters.len());
    if numbers.below(2) == 0 {
        letters.remove(place);
    } else {
        // Some common character that is not the one that stands there.
        let others: Vec<char> = "的一是在人有大中上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
            .chars()
            .filter(|&c| c != letters[place])
            .collect();
        letters[place] = others[numbers.below(others.len())];
    }
    Some(letters.into_iter().collect())
}
