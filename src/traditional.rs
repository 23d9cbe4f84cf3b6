//! Simplified text to Traditional, for showing, and Traditional characters to
//! Simplified ones, for looking up. Only building needs these: an archive holds
//! what they gave.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

/// Returns every character that folds to another one, with that one, sorted. One
/// Traditional character has one Simplified form, so this needs no words around
/// it.
pub(crate) fn folded_characters() -> Vec<(char, char)> {
    let Ok(converter) = OpenCC::from_config(BuiltinConfig::T2s) else {
        return Vec::new();
    };
    let blocks = [
        '\u{3400}'..='\u{4dbf}',
        '\u{4e00}'..='\u{9fff}',
        '\u{f900}'..='\u{faff}',
    ];
    let characters = blocks.into_iter().flatten();
    let folded = characters.filter_map(|c| {
        let simplified = converter.convert(c.encode_utf8(&mut [0; 4]));
        let mut simplified = simplified.chars();
        match (simplified.next(), simplified.next()) {
            (Some(to), None) if to != c => Some((c, to)),
            _ => None,
        }
    });
    folded.collect()
}

/// Returns a Simplified text in Traditional characters.
///
/// One Simplified character may have several Traditional forms (发 is 發 or 髮),
/// so this goes by words.
pub(crate) fn traditional(text: &str) -> String {
    static CONVERTER: LazyLock<Option<OpenCC>> =
        LazyLock::new(|| OpenCC::from_config(BuiltinConfig::S2t).ok());
    match &*CONVERTER {
        Some(converter) => converter.convert(text),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        let folded = folded_characters();
        assert!(folded.is_sorted());
        let fold = |c: char| {
            let at = folded.binary_search_by_key(&c, |&(from, _)| from);
            at.map_or(c, |at| folded[at].1)
        };
        let simplified: String = "註冊護士與髮型師".chars().map(fold).collect();
        assert_eq!(simplified, "注册护士与发型师");
        assert_eq!(traditional("注册护士与发型师"), "註冊護士與髮型師");
        assert_eq!(traditional("软件开发人员"), "軟件開發人員");
    }
}
