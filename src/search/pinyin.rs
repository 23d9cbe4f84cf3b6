//! Chinese titles typed in pinyin: tried before anything is guessed, and itself a guess.

use super::Searcher;
use crate::analysis::Analysis;
use crate::analysis::pinyin::{LONGEST_SYLLABLE, letters};

/// The Chinese titles that read as a query, each with its unit group and its entry, and
/// of each unit group the first.
pub(super) fn titles(searcher: &Searcher, query: &Analysis) -> Vec<(u32, u32)> {
    let Some(letters) = letters(&query.cleaned.text) else {
        return Vec::new();
    };
    let index = &*searcher.index;
    if !index.pinyin.is_made_of_syllables(&letters) {
        return Vec::new();
    }
    let shortest = letters.len().div_ceil(LONGEST_SYLLABLE).max(2);
    let mut found = Vec::new();
    for group in 0..searcher.groups.len() as u32 {
        let titles = index.chinese_titles(group);
        let first = titles.into_iter().find(|&(_, title)| {
            // All but a few characters of titles have three bytes.
            let fits =
                title.len() >= 3 * shortest.saturating_sub(1) && title.len() <= 3 * letters.len();
            fits && index.pinyin.reads_as(title, &letters)
        });
        found.extend(first.map(|(entry, _)| (group, entry)));
    }
    found
}
