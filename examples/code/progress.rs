//! A bar on a terminal: how far, how fast, how long still.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

pub struct Progress {
    bar: ProgressBar,
    read: Arc<AtomicU64>,
    start: Instant,
    rows: u64,
}

impl Progress {
    /// Shows how much of an input of a length was read. A pipe has none.
    pub fn new(len: Option<u64>, read: Arc<AtomicU64>) -> Progress {
        let is_watched = std::io::stderr().is_terminal();
        let target = match is_watched {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(len, target);
        let template = match len {
            Some(_) => "{bar:30} {percent:>3} %  {msg}  {eta_precise} left",
            None => "{spinner} {msg}  {elapsed_precise}",
        };
        // The template is ours.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress {
            bar,
            read,
            start: Instant::now(),
            rows: 0,
        }
    }

    /// What an earlier run did is no work of this one.
    pub fn resume(&self) {
        self.bar.set_position(self.read.load(Ordering::Relaxed));
        self.bar.reset_eta();
    }

    pub fn add(&mut self, rows: u64) {
        self.rows += rows;
        if self.bar.is_hidden() {
            return;
        }
        let rate = self.rows as f64 / self.start.elapsed().as_secs_f64().max(0.001);
        self.bar.set_position(self.read.load(Ordering::Relaxed));
        self.bar
            .set_message(format!("{} rows  {rate:.0} rows/s", self.rows));
    }

    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}
