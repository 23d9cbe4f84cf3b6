//! Says how to get what this program was built without.

use std::path::Path;

use noc_search::Searcher;

use crate::Failure;

pub fn of_pages(_: &Path) -> Result<Searcher, Failure> {
    Err(missing("--pages"))
}

pub fn of_statcan(_: &Path) -> Result<Searcher, Failure> {
    Err(missing("--statcan"))
}

fn missing(option: &str) -> Failure {
    Failure::Features(format!(
        "{option} compiles your documents, which this program was built without; run \
         cargo run --release --features compile --example search -- {option} DIR QUERY"
    ))
}
