//! Whole titles, by the keys of [`key`](crate::analysis::key).

use std::collections::HashMap;

use crate::analysis::Analysis;
use crate::analysis::key::{self, Tier};

/// Finds the titles that a query is, as a whole.
#[derive(Debug, Default)]
pub(crate) struct ExactTable {
    entries: HashMap<String, Vec<Found>>,
}

/// A title under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The lesser of the trust in the title's key and in the query's.
    pub(crate) tier: Tier,
    /// The entry's ordinal.
    pub(crate) entry: u32,
}

impl ExactTable {
    pub(super) fn add(&mut self, title: &Analysis, entry: u32) {
        for (tier, key) in key::of_title(title) {
            self.entries
                .entry(key)
                .or_default()
                .push(Found { tier, entry });
        }
    }

    /// Adds what a title is called in short.
    pub(super) fn add_short(&mut self, short: &Analysis, entry: u32) {
        let found = Found {
            tier: Tier::Short,
            entry,
        };
        let entries = self.entries.entry(key::of_abbreviation(short));
        entries.or_default().push(found);
    }

    /// The titles that the query's keys find, the most trusted first. A title
    /// may come several times.
    pub(crate) fn find(&self, query: &Analysis) -> Vec<Found> {
        let mut found = Vec::new();
        for (tier, key) in key::of_query(query) {
            let entries = self.entries.get(&key).into_iter().flatten();
            found.extend(entries.map(|stored| Found {
                tier: tier.max(stored.tier),
                entry: stored.entry,
            }));
        }
        found.sort_by_key(|found| (found.tier, found.entry));
        found
    }
}
