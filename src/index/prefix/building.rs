//! Sorting the titles by the beginnings of their words.

use super::{
    LEAST_MERIT, MERIT_STEPS, OWN, PLACE_BITS, Start, U16, U32, begins_word, is_han, joined,
    pieces, plain, width,
};
use crate::analysis::Analysis;
use crate::bytes::{StringsWriter, pack, rows};

/// The letters at the beginning, up to a space or a Chinese character.
fn first_word(text: &str) -> &str {
    let length = text.find(|c| c == ' ' || is_han(c)).unwrap_or(text.len());
    &text[..length]
}

#[derive(Default)]
pub(in super::super) struct Builder {
    merits: Vec<U16>,
    own_entries: Vec<U32>,
    own: StringsWriter,
    titles: Vec<(u32, String)>,
}

impl Builder {
    /// Adds a title; entries come in ascending order.
    pub(in super::super) fn add(&mut self, title: &Analysis, given: &str, entry: u32, merit: f32) {
        let text = joined(&pieces(title));
        let steps = ((merit - LEAST_MERIT) * MERIT_STEPS).round();
        let mut stored = (steps as u16).min(OWN - 1);
        if text != given {
            stored |= OWN;
            if text != plain(given) {
                self.own_entries.push(U32::new(entry));
                self.own.push(&text);
            }
        }
        self.merits.resize(entry as usize, U16::new(0));
        self.merits.push(U16::new(stored));
        self.titles.push((entry, text));
    }

    /// Sorts what was added.
    pub(in super::super) fn finish(self) -> Vec<u8> {
        let mut starts: Vec<(&str, Start)> = Vec::new();
        for (entry, text) in &self.titles {
            let mut before = None;
            for (at, c) in text
                .char_indices()
                .take_while(|(at, _)| at >> PLACE_BITS == 0)
            {
                if begins_word(before, c) {
                    let start = entry << PLACE_BITS | at as u32;
                    starts.push((&text[at..], Start(start)));
                }
                before = Some(c);
            }
        }
        starts.sort_unstable();
        let mut words = StringsWriter::default();
        let mut counts: Vec<U32> = Vec::new();
        let mut last = "";
        for &(text, _) in starts.iter().filter(|(text, _)| !text.starts_with(is_han)) {
            let word = first_word(text);
            match counts.last_mut() {
                Some(count) if last == word => *count += 1,
                _ => {
                    words.push(word);
                    counts.push(U32::new(1));
                    last = word;
                }
            }
        }
        let width = width(self.merits.len());
        let places = starts.iter().map(|(_, start)| start.0.to_le_bytes());
        let places: Vec<u8> = places
            .flat_map(|bytes| bytes.into_iter().take(width))
            .collect();
        pack(&[
            rows(&self.merits),
            rows(&self.own_entries),
            &self.own.finish(),
            &places,
            &words.finish(),
            rows(&counts),
        ])
    }
}
