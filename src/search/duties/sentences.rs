//! Dividing a description into sentences, however it is set: prose, lists, letters.

use unicode_segmentation::UnicodeSegmentation;

use crate::analysis::is_han;

/// The most letters of a sentence, a Chinese character counting for three: three lines.
/// What is longer lists several things, and is divided where it pauses.
const LONGEST: usize = 240;

/// Divides a text into sentences, without bullets, numbers and space around them. Each has
/// a letter, and stands in the text as it is.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    for line in text.lines() {
        for sentence in line.split_sentence_bounds() {
            for part in sentence.split_inclusive([';', '；']) {
                pieces(part, &mut sentences);
            }
        }
    }
    sentences
}

/// Takes off what numbers or marks a line of a list.
fn bare(sentence: &str) -> &str {
    let is_mark = |c: char| !c.is_alphanumeric() && !matches!(c, '(' | '（' | '"' | '“' | '「');
    let mut bare = sentence.trim_start_matches(is_mark);
    // "3." and "3)", but neither "3.5 tonnes" nor "24-hour".
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() < bare.len()
        && let Some(rest) = digits.strip_prefix(['.', ')', '、', '．', '）'])
        && !rest.starts_with(|c: char| c.is_ascii_digit())
    {
        bare = rest.trim_start_matches(is_mark);
    }
    bare.trim_end()
}

/// Adds a sentence, in pieces where it is too long.
fn pieces<'a>(sentence: &'a str, sentences: &mut Vec<&'a str>) {
    let mut rest = bare(sentence);
    while let Some(cut) = cut(rest) {
        add(&rest[..cut], sentences);
        rest = &rest[cut..];
    }
    add(rest, sentences);
}

fn add<'a>(piece: &'a str, sentences: &mut Vec<&'a str>) {
    let piece = piece.trim();
    if piece.contains(char::is_alphabetic) {
        sentences.push(piece);
    }
}

/// Where a sentence is divided that is too long: after the last pause that keeps the piece
/// short, otherwise after a space, otherwise anywhere.
fn cut(sentence: &str) -> Option<usize> {
    let mut length = 0;
    let (mut pause, mut space) = (None, None);
    for (at, c) in sentence.char_indices() {
        length += if is_han(c) { 3 } else { 1 };
        let end = at + c.len_utf8();
        if length > LONGEST {
            return pause.or(space).or(Some(at)).filter(|&cut| cut > 0);
        }
        match c {
            ',' | '，' | '、' | ':' | '：' => pause = Some(end),
            c if c.is_whitespace() => space = Some(end),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::sentences;

    #[test]
    fn prose_and_lists() {
        let text =
            "I cook, e.g. soups. Also:\n- 3.5 tonnes of rice\n2) wash up; sweep\n• 24-hour shifts!";
        assert_eq!(
            sentences(text),
            [
                "I cook, e.g. soups.",
                "Also:",
                "3.5 tonnes of rice",
                "wash up;",
                "sweep",
                "24-hour shifts!"
            ]
        );
        assert_eq!(
            sentences("1、为客人点餐；上菜。收银\n（二）打扫"),
            ["为客人点餐；", "上菜。", "收银", "（二）打扫"]
        );
        assert!(sentences("\n ** 12. --- 。\n").is_empty());
    }

    #[test]
    fn long_sentences_are_divided_at_pauses() {
        let text = "carry boxes and crates, ".repeat(40);
        let pieces = sentences(&text);
        assert!(pieces.len() >= 4);
        assert!(pieces.iter().all(|piece| piece.ends_with("crates,")));
        assert!(sentences(&"x".repeat(10_000)).len() > 40);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "\\PC{0,80}|[a-z0-9 .,;:\n-]{0,400}|[\u{4e00}-\u{4e20}，。；]{0,200}") {
            let kept = |text: &str| -> String { text.chars().filter(|c| c.is_alphabetic()).collect() };
            let joined: String = sentences(&text).concat();
            prop_assert_eq!(kept(&joined), kept(&text));
        }
    }
}
