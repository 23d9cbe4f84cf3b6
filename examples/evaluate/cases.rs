//! Judged queries.

use std::hash::Hasher;
use std::path::Path;
use std::str::FromStr;

use noc_search::{MatchKind, Query, Searcher};

/// A query and the codes that a careful officer would accept.
pub struct Case {
    pub query: String,
    /// None where nothing should be answered.
    pub codes: Vec<String>,
    pub tag: Option<String>,
    /// What the person is called, where the query is a description.
    pub title: Option<String>,
}

/// Which of the queries are asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Half {
    All,
    /// What numbers may be chosen by.
    Tune,
    /// What nobody looks at but as a figure.
    Test,
}

impl FromStr for Half {
    type Err = String;

    fn from_str(text: &str) -> Result<Half, String> {
        match text {
            "all" => Ok(Half::All),
            "tune" => Ok(Half::Tune),
            "test" => Ok(Half::Test),
            _ => Err(format!("unknown half {text:?}, expected all, tune or test")),
        }
    }
}

impl Half {
    /// Whether a query belongs to the half: by a hash of its text (FNV-1a), which was
    /// fixed before anything was tuned.
    fn has(self, query: &str) -> bool {
        let mut hasher = fnv::FnvHasher::default();
        hasher.write(query.as_bytes());
        // The lowest bit of FNV is only the bytes' parity; a higher one mixes.
        let is_test = (hasher.finish() >> 32) & 1 == 1;
        match self {
            Half::All => true,
            Half::Tune => !is_test,
            Half::Test => is_test,
        }
    }
}

/// Reads a file of judged queries.
pub fn read(path: &Path, half: Half) -> Result<Vec<Case>, String> {
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let mut cases = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let mut fields = line.split('\t');
        let (Some(query), Some(codes)) = (fields.next(), fields.next()) else {
            return Err(format!(
                "{}:{number}: expected a query and its codes",
                path.display()
            ));
        };
        let query = query.replace("\\n", "\n").replace("\\t", "\t");
        if !half.has(&query) {
            continue;
        }
        let codes = codes.split('|').filter(|&code| code != "-");
        cases.push(Case {
            query,
            codes: codes.map(str::to_owned).collect(),
            tag: field(fields.next()),
            title: field(fields.next()),
        });
    }
    Ok(cases)
}

/// A field that may be left out or empty.
fn field(text: Option<&str>) -> Option<String> {
    text.filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Whether the data holds a query as a title, in whatever form.
pub fn is_title(searcher: &Searcher, query: &str) -> bool {
    let hits = searcher
        .search(Query::new(query).limit(1))
        .unwrap_or_default();
    hits.first()
        .is_some_and(|hit| hit.score() > 0.9 && hit.matched().kind == MatchKind::Title)
}

/// A sequence of numbers that is the same in every run (SplitMix64).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }

    /// Some of many, each once, in the order in which they were drawn.
    pub fn draw<T>(&mut self, mut all: Vec<T>, count: usize) -> Vec<T> {
        let count = count.min(all.len());
        for at in 0..count {
            let other = at + self.below(all.len() - at);
            all.swap(at, other);
        }
        all.truncate(count);
        all
    }
}
