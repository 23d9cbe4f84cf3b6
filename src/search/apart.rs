//! What sets a unit group apart from others: what its texts say and theirs don't.

use std::collections::HashSet;

use crate::index::{Block, EntryKind, Index, Term, Writing};
use crate::rank;

/// What several unit groups say, each for itself.
pub(super) struct Apart<'a> {
    index: &'a Index,
    groups: Vec<Said<'a>>,
}

/// What one of them says.
struct Said<'a> {
    block: Block<'a>,
    terms: HashSet<Term>,
    /// The terms of its class title.
    name: HashSet<Term>,
}

impl<'a> Apart<'a> {
    /// Compares unit groups, by ordinal, in one language.
    pub(super) fn of(index: &'a Index, ordinals: &[u32], writing: Writing) -> Apart<'a> {
        let groups = ordinals.iter().map(|&ordinal| {
            let block = index.entries.block(ordinal, writing);
            let mut terms = HashSet::new();
            let mut name = HashSet::new();
            let class = block
                .titles()
                .find(|&place| block.kind(place) == EntryKind::Class);
            for (term, holders) in block.terms() {
                terms.insert(term);
                if class.is_some_and(|class| holders.iter().any(|place| place == class)) {
                    name.insert(term);
                }
            }
            Said { block, terms, name }
        });
        Apart {
            index,
            groups: groups.collect(),
        }
    }

    /// Whether a unit group other than one of them has a term. Its name does not count:
    /// who directs engineers is none.
    pub(super) fn is_others(&self, at: usize, term: Term) -> bool {
        let others = self.groups.iter().enumerate();
        others
            .filter(|&(other, _)| other != at)
            .any(|(_, said)| said.terms.contains(&term) && !said.name.contains(&term))
    }

    /// What the lead statement and then each duty of a unit group says that the others
    /// don't. `text` gives the texts, from the lead statement on.
    pub(super) fn statements(&self, at: usize, text: impl Fn(usize) -> &'a str) -> Vec<Own> {
        let Some(Said { block, .. }) = self.groups.get(at) else {
            return Vec::new();
        };
        let count = block.duties().end;
        let mut own = vec![0.0; count];
        let mut of_lead = vec![0.0; count];
        for (term, holders) in block.terms() {
            let weight = self.index.vocabulary.weight(term);
            let is_own = !self.is_others(at, term);
            let is_of_lead = holders.iter().next() == Some(0);
            for place in holders.iter().filter(|&place| place < count) {
                own[place] += if is_own { weight } else { 0.0 };
                of_lead[place] += if is_of_lead { weight } else { 0.0 };
            }
        }
        let last = count.saturating_sub(1).max(1) as f32;
        let statements = own.into_iter().zip(of_lead).enumerate();
        statements
            .map(|(place, (own, of_lead))| {
                let all = block.weight(place);
                let of = Own::of(own, all);
                let core = of_lead / all.max(1.0);
                let order = 1.0 - rank::LAST_DUTY_LOSES * place as f32 / last;
                let may = match text(place).starts_with(MAY) {
                    true => rank::OPTIONAL_DUTY_SHARE,
                    false => 1.0,
                };
                Own {
                    rank: (of.share + core) * all.sqrt() * order * may,
                    ..of
                }
            })
            .collect()
    }
}

/// What a duty begins with that not everybody has.
const MAY: &str = "May ";

/// What a text says that others don't.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Own {
    /// Its part of all that the text says, from 0 to 1.
    pub(super) share: f32,
    /// What texts are ordered by.
    pub(super) rank: f32,
}

impl Own {
    pub(super) fn of(own: f32, all: f32) -> Own {
        Own {
            share: (own / all.max(f32::MIN_POSITIVE)).min(1.0),
            rank: own / all.max(1.0).sqrt(),
        }
    }
}
