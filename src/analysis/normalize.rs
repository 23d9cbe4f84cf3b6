//! One form for what is written in many: compatibility forms, width, case,
//! Traditional characters, dashes, quotes, white space, what nobody sees.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::folding::Folding;
use crate::text::is_invisible;

/// A cleaned text that remembers which part of the text it was made from each
/// of its own parts comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cleaned {
    pub(crate) text: String,
    /// For each piece, in order: where it begins here and in the given text.
    /// Text where both advance alike is one piece.
    pieces: Vec<Piece>,
    /// Where the part of the given text that was looked at ends.
    given_end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    start: usize,
    given: usize,
    /// Whether each byte here is a byte there; otherwise the piece is one unit.
    is_verbatim: bool,
}

impl Cleaned {
    /// The part of the given text that a part of the cleaned text comes from.
    /// Both ends are character boundaries of the given text.
    pub(crate) fn given(&self, range: Range<usize>) -> Range<usize> {
        self.given_start(range.start)..self.given_stop(range.end)
    }

    fn given_start(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.start <= at);
        match next.checked_sub(1).map(|index| self.pieces[index]) {
            Some(piece) if piece.is_verbatim => piece.given + (at - piece.start),
            Some(piece) => piece.given,
            None => 0,
        }
    }

    /// As `given_start`, but an end inside a unit takes all of it.
    fn given_stop(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.start < at);
        let end = self
            .pieces
            .get(next)
            .map_or(self.given_end, |piece| piece.given);
        match next.checked_sub(1).map(|index| self.pieces[index]) {
            Some(piece) if piece.is_verbatim => (piece.given + (at - piece.start)).min(end),
            Some(_) => end,
            None => 0,
        }
    }

    fn push(&mut self, cleaned: char, given: usize, is_verbatim: bool) {
        let start = self.text.len();
        let continues = self.pieces.last().is_some_and(|piece| {
            is_verbatim && piece.is_verbatim && piece.given + (start - piece.start) == given
        });
        if !continues {
            self.pieces.push(Piece {
                start,
                given,
                is_verbatim,
            });
        }
        self.text.push(cleaned);
    }
}

/// Cleans a text, up to a number of bytes of the result.
///
/// A character and the marks on it are one unit, so the result for a text is
/// the result for its parts. Runs of white space become one space, and there is
/// none at the ends.
pub(crate) fn clean(given: &str, longest: usize, folding: &Folding) -> Cleaned {
    let mut cleaned = Cleaned {
        text: String::with_capacity(given.len().min(longest)),
        ..Cleaned::default()
    };
    let mut space_at = None;
    let mut at = 0;
    let mut buffer = String::new();
    while let Some(first) = given[at..].chars().next() {
        let unit = unit_length(&given[at..], first);
        buffer.clear();
        if is_its_own_form(first) && unit == first.len_utf8() {
            buffer.push(fold(first.to_ascii_lowercase(), folding));
        } else {
            let lower = given[at..at + unit].nfkc().flat_map(char::to_lowercase);
            let seen = lower.nfkc().filter(|&c| !is_invisible(c));
            buffer.extend(seen.map(|c| fold(c, folding)));
        }
        for (offset, c) in buffer.char_indices() {
            if c.is_whitespace() {
                space_at = space_at.or(Some(at));
                continue;
            }
            if cleaned.text.len() + 1 + c.len_utf8() > longest {
                cleaned.given_end = at;
                return cleaned;
            }
            if let Some(space_at) = space_at.take()
                && !cleaned.text.is_empty()
            {
                cleaned.push(' ', space_at, false);
            }
            let is_verbatim = buffer.len() == unit && unit == c.len_utf8();
            if offset == 0 || is_verbatim || cleaned.text.ends_with(' ') {
                cleaned.push(c, at, is_verbatim);
            } else {
                cleaned.text.push(c);
            }
        }
        at += unit;
        cleaned.given_end = at;
    }
    cleaned
}

/// Whether no compatibility form is behind a character, and no other case but ASCII's.
fn is_its_own_form(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// The length of a character and the marks on it.
fn unit_length(text: &str, first: char) -> usize {
    let start = first.len_utf8();
    let rest = &text[start..];
    if rest.as_bytes().first().is_none_or(u8::is_ascii) {
        return start;
    }
    // A text can pile up marks without end; what is past a few hundred bytes is
    // a unit of its own.
    let mut end = start;
    for c in rest.chars() {
        if canonical_combining_class(c) == 0 || end > 256 {
            break;
        }
        end += c.len_utf8();
    }
    end
}

/// One character for its look-alikes.
fn fold(c: char, folding: &Folding) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '`' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{2033}' => '"',
        c if c.is_control() => ' ',
        c if is_han(c) => folding.simplified(c),
        c => c,
    }
}

/// Whether a character is a Chinese one.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' | '〇' | '々')
}

#[cfg(all(test, feature = "compile"))]
mod tests {
    use super::*;
    use crate::bytes::Bytes;

    fn clean(text: &str, longest: usize) -> Cleaned {
        let folding = Folding::open(Bytes::new(Folding::compile()));
        super::clean(text, longest, &folding)
    }

    fn cleaned(text: &str) -> String {
        clean(text, 1000).text
    }

    #[test]
    fn one_form() {
        assert_eq!(
            cleaned("  Ｃｏｏｋ\t\u{3000}（ｃａｍｐ）\u{200b}\n"),
            "cook (camp)"
        );
        assert_eq!(cleaned("Nurse – ward’s"), "nurse - ward's");
        assert_eq!(cleaned("註冊護士，臺灣"), "注册护士,台湾");
        assert_eq!(cleaned("ﬁtter № ㎏"), "fitter no kg");
        assert_eq!(cleaned("\u{feff}\u{200d}"), "");
    }

    #[test]
    fn parts_lead_back_to_the_given_text() {
        let given = "  Ｃｏｏｋ \u{200b}– 護理員 ﬁtter";
        let cleaned = clean(given, 1000);
        let back = |part: &str| {
            let at = cleaned.text.find(part).unwrap();
            &given[cleaned.given(at..at + part.len())]
        };
        assert_eq!(back("cook"), "Ｃｏｏｋ");
        assert_eq!(back("ook"), "ｏｏｋ");
        assert_eq!(back("护理"), "護理");
        assert_eq!(back("fitter"), "ﬁtter");
        assert_eq!(back("i"), "ﬁ");
        assert_eq!(back("tter"), "tter");
    }

    #[test]
    fn a_cut_text_ends_at_a_character() {
        assert_eq!(clean("护士护士", 8).text, "护士");
        assert_eq!(clean("abc def", 5).text, "abc d");
    }
}
