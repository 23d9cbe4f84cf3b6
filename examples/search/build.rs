//! Searchers over the user's own documents.

use std::path::Path;

use noc_search::source::{bilingual_page, statcan};
use noc_search::{Concordance, Searcher};

use crate::Failure;

pub fn of_pages(dir: &Path) -> Result<Searcher, Failure> {
    let pages = bilingual_page::from_dir(dir)?;
    for (file, line) in pages.unplaced() {
        eprintln!(
            "{file}:{}: not placed, {}: {}",
            line.line, line.reason, line.text
        );
    }
    let searcher = Searcher::build(pages.nocs().iter().cloned())?;
    Ok(searcher.with_concordance(Concordance::embedded()))
}

pub fn of_statcan(dir: &Path) -> Result<Searcher, Failure> {
    let searcher = Searcher::build([statcan::from_dir(dir)?])?;
    Ok(searcher.with_concordance(Concordance::embedded()))
}
