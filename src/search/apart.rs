//! What sets a unit group apart from others: what its texts say and theirs don't.

use std::collections::HashSet;

use crate::index::{Block, Index, Term, Writing};

/// What several unit groups say, each for itself.
pub(super) struct Apart<'a> {
    index: &'a Index,
    groups: Vec<(Block<'a>, HashSet<Term>)>,
}

impl<'a> Apart<'a> {
    /// Compares unit groups, by ordinal, in one language.
    pub(super) fn of(index: &'a Index, ordinals: &[u32], writing: Writing) -> Apart<'a> {
        let groups = ordinals.iter().map(|&ordinal| {
            let block = index.entries.block(ordinal, writing);
            let terms = block.terms().map(|(term, _)| term).collect();
            (block, terms)
        });
        Apart {
            index,
            groups: groups.collect(),
        }
    }

    /// Whether a unit group other than one of them has a term.
    pub(super) fn is_others(&self, at: usize, term: Term) -> bool {
        let others = self.groups.iter().enumerate();
        others
            .filter(|&(other, _)| other != at)
            .any(|(_, (_, terms))| terms.contains(&term))
    }

    /// What the lead statement and then each duty of a unit group says that the others
    /// don't: its weight, and that over the root of all that the text says. A long text
    /// has more of everything.
    pub(super) fn statements(&self, at: usize) -> Vec<Own> {
        let Some((block, _)) = self.groups.get(at) else {
            return Vec::new();
        };
        let mut own = vec![0.0; block.duties().end];
        for (term, holders) in block.terms() {
            if self.is_others(at, term) {
                continue;
            }
            let weight = self.index.vocabulary.weight(term);
            for place in holders.iter() {
                if let Some(own) = own.get_mut(place) {
                    *own += weight;
                }
            }
        }
        let own = own.into_iter().enumerate();
        own.map(|(place, own)| Own::of(own, block.weight(place)))
            .collect()
    }
}

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
