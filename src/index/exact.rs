//! Whole titles, by the keys of [`key`](crate::analysis::key).
//!
//! Only the loosest keys of a title are kept, each as 40 bits of its hash: how
//! closely a query keeps to the title is seen from the title itself.

use std::cell::OnceCell;
use std::hash::Hasher;

use crate::analysis::key::{self, Tier};
use crate::analysis::{Analysis, Analyzer};
use crate::bytes::{Bytes, Table, U64};

/// Finds the titles that a query is, as a whole.
#[derive(Debug)]
pub(crate) struct ExactTable {
    /// Sorted: the hash of a key, and in the lowest 24 bits the entry.
    rows: Table<U64>,
}

/// A title that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    /// The lesser of the trust in the title's key and in the query's.
    pub(crate) tier: Tier,
    /// The entry's number.
    pub(crate) entry: u32,
}

const ENTRY_BITS: u32 = 24;

/// The beginning of the rows of a key. FNV-1a, which is the same everywhere.
fn hash(key: &str) -> u64 {
    let mut hasher = fnv::FnvHasher::default();
    hasher.write(key.as_bytes());
    hasher.finish() >> ENTRY_BITS << ENTRY_BITS
}

impl ExactTable {
    pub(crate) fn open(bytes: Bytes) -> ExactTable {
        ExactTable {
            rows: Table::new(bytes),
        }
    }

    /// The entries under a key.
    fn under(&self, key: &str) -> impl Iterator<Item = u32> {
        let hash = hash(key);
        let first = self.rows.partition_point(|row| row.get() < hash);
        let rows = self.rows[first..].iter();
        let same = rows.take_while(move |row| row.get() >> ENTRY_BITS == hash >> ENTRY_BITS);
        same.map(|row| row.get() as u32 & ((1 << ENTRY_BITS) - 1))
    }

    /// Whether some title is called so in short.
    pub(crate) fn has_short(&self, analyzer: &Analyzer, query: &Analysis) -> bool {
        let key = key::of_abbreviation(analyzer, query);
        self.under(&key).next().is_some()
    }

    /// The titles that the query's keys find, the most trusted first, each once.
    /// `text` gives the text of an entry.
    pub(crate) fn find<'a>(
        &self,
        analyzer: &Analyzer,
        query: &Analysis,
        text: impl Fn(u32) -> &'a str,
    ) -> Vec<Found> {
        // All keys are only needed of a query that is a title in another form.
        let all_keys = OnceCell::new();
        let closest = |entry: u32| {
            let title = analyzer.clean(text(entry));
            if title.text == query.cleaned.text {
                return Tier::Verbatim;
            }
            let keys = all_keys.get_or_init(|| key::of_query(analyzer, query));
            let title = key::of_title(analyzer, &analyzer.analyze(text(entry)));
            closest(keys, &title).unwrap_or(Tier::Bag)
        };
        let mut found: Vec<Found> = Vec::new();
        for (tier, key) in key::of_any_title(analyzer, query) {
            found.extend(self.under(&key).map(|entry| Found {
                tier: match tier {
                    Tier::Bag => closest(entry),
                    _ => tier,
                },
                entry,
            }));
        }
        found.sort_unstable_by_key(|found| (found.entry, found.tier));
        found.dedup_by_key(|found| found.entry);
        found.sort_unstable();
        found
    }
}

/// The most trusted way in which a title and a query have a key in common.
fn closest(query: &[(Tier, String)], title: &[(Tier, String)]) -> Option<Tier> {
    let common = query.iter().filter_map(|(tier, key)| {
        let mut same = title.iter().filter(|(_, own)| own == key);
        same.next().map(|(own, _)| *tier.max(own))
    });
    common.min()
}

#[cfg(feature = "compile")]
pub(super) use building::Builder;

#[cfg(feature = "compile")]
mod building {
    use super::{U64, hash};
    use crate::analysis::key::{self, Tier};
    use crate::analysis::{Analysis, Analyzer};
    use crate::bytes::rows;

    #[derive(Default)]
    pub(in super::super) struct Builder(Vec<u64>);

    impl Builder {
        fn push(&mut self, key: &str, entry: u32) {
            self.0.push(hash(key) | u64::from(entry));
        }

        pub(in super::super) fn add(&mut self, analyzer: &Analyzer, title: &Analysis, entry: u32) {
            for (tier, key) in key::of_title(analyzer, title) {
                if matches!(tier, Tier::Bag | Tier::Bare) {
                    self.push(&key, entry);
                }
            }
        }

        /// Adds what a title is called in short.
        pub(in super::super) fn add_short(
            &mut self,
            analyzer: &Analyzer,
            short: &Analysis,
            entry: u32,
        ) {
            self.push(&key::of_abbreviation(analyzer, short), entry);
        }

        pub(in super::super) fn finish(mut self) -> Vec<u8> {
            self.0.sort_unstable();
            self.0.dedup();
            let numbers: Vec<U64> = self.0.into_iter().map(U64::new).collect();
            rows(&numbers).to_vec()
        }
    }
}
