//! English words: the possessive and the plural folded away.
//!
//! What comes out is a key, not a word to show: "nurse" and "nurses" both give
//! "nurs". It folds less than a stemmer does, which takes "engineer" and "engine"
//! for one word; the index uses both. Words that are spelled in several ways get
//! the spelling of the official titles.

use super::lexicon::Lexicon;

/// Returns what a cleaned word is looked up as.
pub(super) fn term(word: &str, lexicon: &Lexicon) -> String {
    // "r.n." is looked up as "rn"; "r&d" and ".net" stay.
    if word.contains('.') && !word.starts_with('.') {
        return word.replace('.', "");
    }
    let word = word
        .strip_suffix("'s")
        .unwrap_or(word)
        .trim_end_matches('\'');
    let word = singular(word);
    lexicon.spelling(&word).map_or(word, str::to_owned)
}

/// Words that end like a plural and are none, or whose plural is another word.
const IRREGULAR: [(&str, &str); 26] = [
    ("always", "always"),
    ("atlas", "atlas"),
    ("bias", "bias"),
    ("calves", "calf"),
    ("canvas", "canvas"),
    ("children", "child"),
    ("feet", "foot"),
    ("gas", "gas"),
    ("geese", "goose"),
    ("halves", "half"),
    ("hooves", "hoof"),
    ("knife", "knif"),
    ("knives", "knif"),
    ("leaves", "leaf"),
    ("lens", "lens"),
    ("loaves", "loaf"),
    ("means", "means"),
    ("mice", "mouse"),
    ("news", "news"),
    ("people", "person"),
    ("series", "series"),
    ("shelves", "shelf"),
    ("species", "species"),
    ("specimen", "specimen"),
    ("teeth", "tooth"),
    ("wolves", "wolf"),
];

/// Folds a plural and its singular into one form.
pub(super) fn singular(word: &str) -> String {
    if !word.is_ascii() && !word.ends_with('s') {
        return word.to_owned();
    }
    if let Ok(at) = IRREGULAR.binary_search_by_key(&word, |&(plural, _)| plural) {
        return IRREGULAR[at].1.to_owned();
    }
    let len = word.len();
    if let Some(stem) = word.strip_suffix("people").filter(|stem| !stem.is_empty()) {
        return format!("{stem}person");
    }
    // firemen, women: but not "regimen" or "abdomen", which no job has.
    if let Some(stem) = word.strip_suffix("men").filter(|stem| !stem.is_empty()) {
        return format!("{stem}man");
    }
    if let Some(stem) = word.strip_suffix("wives") {
        return format!("{stem}wif");
    }
    if let Some(stem) = word.strip_suffix("wife") {
        return format!("{stem}wif");
    }
    if let Some(stem) = word.strip_suffix("yses") {
        return format!("{stem}ysis");
    }
    if len > 3 {
        if let Some(stem) = word.strip_suffix("ies").or_else(|| word.strip_suffix("ie")) {
            return format!("{stem}y");
        }
        let sibilant = |stem: &&str| {
            stem.ends_with(['s', 'x', 'z', 'o']) || stem.ends_with("ch") || stem.ends_with("sh")
        };
        let stem = word
            .strip_suffix("es")
            .filter(|_| len > 4)
            .or_else(|| word.strip_suffix('e'));
        if let Some(stem) = stem.filter(sibilant) {
            return stem.to_owned();
        }
    }
    // Three letters are an abbreviation in the plural: RNs, GPs.
    match word.strip_suffix('s').filter(|_| len > 2) {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(all(test, feature = "compile"))]
mod tests {
    use super::*;
    use crate::analysis::lexicon;
    use crate::bytes::Bytes;

    fn term(word: &str) -> String {
        let lexicon = Lexicon::open(Bytes::new(lexicon::compile())).unwrap();
        super::term(word, &lexicon)
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(IRREGULAR.is_sorted());
    }

    #[test]
    fn plurals_fold_with_their_singulars() {
        for (one, many) in [
            ("nurse", "nurses"),
            ("bus", "buses"),
            ("boss", "bosses"),
            ("lens", "lenses"),
            ("box", "boxes"),
            ("coach", "coaches"),
            ("dish", "dishes"),
            ("secretary", "secretaries"),
            ("movie", "movies"),
            ("potato", "potatoes"),
            ("shoe", "shoes"),
            ("house", "houses"),
            ("base", "bases"),
            ("axe", "axes"),
            ("foreman", "foremen"),
            ("craftsperson", "craftspeople"),
            ("midwife", "midwives"),
            ("knife", "knives"),
            ("shelf", "shelves"),
            ("analysis", "analyses"),
            ("child", "children"),
            ("ship's", "ship"),
            ("rn", "rns"),
            ("workers'", "worker"),
            ("chassis", "chassis"),
            ("glass", "glasses"),
            ("employee", "employees"),
            ("labors", "labour"),
            ("center", "centres"),
        ] {
            assert_eq!(term(one), term(many), "{one} and {many}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for (one, other) in [
            ("engineer", "engine"),
            ("car", "care"),
            ("new", "news"),
            ("manager", "management"),
            ("gas", "ga"),
            ("ms", "m"),
        ] {
            assert_ne!(term(one), term(other), "{one} and {other}");
        }
    }
}
