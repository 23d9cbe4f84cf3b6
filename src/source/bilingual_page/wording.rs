//! Dividing a line that says one thing in Chinese and then in English.

use crate::text::Text;

/// What a line without its bullet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// A job title: any Latin letters behind the Chinese are its English.
    Title,
    /// A sentence: capitals alone ("CGA") are still part of the Chinese.
    Sentence,
}

/// Divides a line into its Chinese and its English.
///
/// The English is what stands behind the last Chinese character, without the
/// punctuation and the brackets that belong to the Chinese. Either may be
/// missing; a line with both languages in another order is all Chinese.
pub(super) fn divide(line: &str, wording: Wording) -> Text {
    let line = line.trim();
    if let Some((zh, en)) = line.split_once('\t')
        && has_han(zh)
        && !has_han(en)
        && !en.trim().is_empty()
    {
        return pair(zh, en);
    }
    let Some(end) = line.char_indices().rfind(|&(_, c)| is_han(c)) else {
        return match line.split_once(' ') {
            // Where the translator had no word, the English stands twice.
            Some((first, second)) if first == second => pair("", first),
            _ => pair("", line.trim_start_matches("#NAME?")),
        };
    };
    let mut at = end.0 + end.1.len_utf8();
    loop {
        let rest = &line[at..];
        let Some(c) = rest.chars().next() else { break };
        if matches!(
            c,
            '，' | '。'
                | '；'
                | '：'
                | '、'
                | '！'
                | '？'
                | '）'
                | '】'
                | '」'
                | '》'
                | '”'
                | '’'
                | ';'
                | ':'
                | '.'
                | ','
                | ')'
                | ']'
        ) {
            at += c.len_utf8();
        } else if let Some(len) = attached_bracket(rest) {
            at += len;
        } else {
            break;
        }
    }
    let (zh, en) = line.split_at(at);
    let en = en.trim_start().trim_start_matches(['-', '–', '—']);
    let is_english = match wording {
        Wording::Title => en.chars().any(|c| c.is_ascii_alphanumeric()),
        Wording::Sentence => {
            let mut before = ' ';
            let mut lower = 0;
            for c in en.chars() {
                lower += usize::from(c.is_ascii_lowercase() && before.is_ascii_alphabetic());
                before = c;
            }
            lower > 0
        }
    };
    if is_english {
        pair(zh, en)
    } else {
        pair(line, "")
    }
}

/// The length of a bracket that stands right behind the Chinese, if something
/// follows it: "(MP)" in "国会议员(MP) Member of Parliament". A bracket that is
/// all there is holds the English itself.
fn attached_bracket(rest: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let len = at + c.len_utf8();
            let follows = rest[len..].chars().any(char::is_alphanumeric);
            return (at > 0 && follows).then_some(len);
        }
    }
    None
}

fn pair(zh: &str, en: &str) -> Text {
    let mut zh = zh.trim();
    // A semicolon or a full-width stop divides the languages, it ends no title.
    zh = zh.trim_end_matches([';', '；']).trim_end();
    let mut en = en.trim();
    if let Some(inner) = strip_brackets(en) {
        en = inner;
    }
    Text::new(Some(squeeze(en)), Some(squeeze(zh)))
}

/// What brackets around the whole text hold.
fn strip_brackets(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?;
    let mut depth = 0;
    for c in inner.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return None;
        }
    }
    Some(inner.trim())
}

/// Folds runs of white space into one space.
fn squeeze(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut squeezed = words.next().unwrap_or_default().to_owned();
    for word in words {
        squeezed.push(' ');
        squeezed.push_str(word);
    }
    squeezed
}

pub(super) fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇' | '々')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divides_titles() {
        for (line, zh, en) in [
            ("护林员 forest ranger", "护林员", "forest ranger"),
            ("护林员forest ranger", "护林员", "forest ranger"),
            ("护林员\tforest ranger", "护林员", "forest ranger"),
            ("护林员 - forest ranger", "护林员", "forest ranger"),
            (
                "护林员(FR) forest ranger (FR)",
                "护林员(FR)",
                "forest ranger (FR)",
            ),
            (
                "护林员（FR）\tforest ranger",
                "护林员（FR）",
                "forest ranger",
            ),
            ("护林员 (forest ranger)", "护林员", "forest ranger"),
            (
                "FR（护林员） FR (forest ranger)",
                "FR（护林员）",
                "FR (forest ranger)",
            ),
            ("护林员，公园; ranger, park", "护林员，公园", "ranger, park"),
            ("护林员", "护林员", ""),
            ("forester forester", "", "forester"),
            ("forest ranger", "", "forest ranger"),
            ("X光师 RT", "X光师", "RT"),
            ("", "", ""),
        ] {
            let text = divide(line, Wording::Title);
            assert_eq!(text.hans.as_deref().unwrap_or(""), zh, "{line}");
            assert_eq!(text.en.as_deref().unwrap_or(""), en, "{line}");
        }
    }

    #[test]
    fn capitals_in_a_chinese_sentence_are_no_english() {
        let text = divide("须持有执照，例如 CA，CMA，CGA", Wording::Sentence);
        assert_eq!(text.en.as_deref(), None);
        let text = divide("巡视林区。Patrol the woods.", Wording::Sentence);
        assert_eq!(text.hans.as_deref(), Some("巡视林区。"));
        assert_eq!(text.en.as_deref(), Some("Patrol the woods."));
    }
}
