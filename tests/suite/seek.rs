//! Asking many titles and counting which find their unit group.

use noc_search::{Hit, UnitGroup};

/// How many titles were asked, and those that did not find their unit group.
#[derive(Default)]
pub struct Tally {
    asked: usize,
    missed: Vec<String>,
}

impl Tally {
    /// Counts a title that was asked. It is found where its unit group comes
    /// first, or with the same score as the first.
    pub fn add(&mut self, title: &str, group: &UnitGroup, hits: &[Hit]) {
        self.asked += 1;
        let best = hits.first().map_or(0.0, Hit::score);
        let own = hits.iter().find(|hit| hit.code() == group.code());
        if own.is_none_or(|own| own.score() < best) {
            let first = hits
                .first()
                .map(|hit| (hit.code(), hit.matched().en.clone()));
            self.missed
                .push(format!("{title:?} of {}, first {first:?}", group.code()));
        }
    }

    /// Prints what was missed and fails below 99.5 %.
    pub fn check(&self, what: &str) {
        println!("{what}: {} asked, {} missed", self.asked, self.missed.len());
        for missed in &self.missed {
            println!("  {missed}");
        }
        assert!(self.asked > 0, "{what}");
        assert!(
            self.missed.len() * 1000 <= self.asked * 5,
            "{what}: {}",
            self.missed.len()
        );
    }
}
