//! What of the candidates' texts a query has, made when somebody looks at it: who codes a
//! column of titles looks at codes.

use std::sync::{Arc, OnceLock};

use super::hit::Matched;
use super::shown::{self, Text};
use super::wanted::Wanted;
use crate::index::Index;
use crate::lang::Lang;
use crate::unit_group::UnitGroup;

/// The texts of all candidates of a resolution.
#[derive(Debug)]
pub(super) struct Marks {
    pub(super) index: Arc<Index>,
    pub(super) query: String,
    pub(super) chinese: Lang,
    pub(super) texts: Vec<(UnitGroup, Text)>,
    pub(super) matched: OnceLock<Vec<Matched>>,
}

impl Marks {
    /// The text at a place, with what of it the query has.
    pub(super) fn matched(&self, at: usize) -> &Matched {
        let matched = self.matched.get_or_init(|| {
            let index = &*self.index;
            let analysis = index.analyzer.analyze(&self.query);
            let wanted = Wanted::of(index, &analysis);
            let texts = self.texts.iter();
            let matched = texts
                .map(|(group, text)| shown::matched(index, &wanted, group, *text, self.chinese));
            matched.collect()
        });
        &matched[at]
    }

    /// The text at a place in the language in which it matched.
    pub(super) fn text(&self, at: usize) -> &str {
        let (group, text) = &self.texts[at];
        shown::of_text(&self.index, group, *text, self.chinese).text()
    }
}
