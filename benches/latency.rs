//! How long single answers take at worst: means and percentiles over 10,000 mixed queries and over
//! the keystrokes of as many titles, which a benchmark's mean does not show.
//!
//! `cargo bench --bench latency`; with `NOC_REFERENCE_DIR` set and `--features compile` also
//! over an archive of the bilingual pages.

use std::hint::black_box;
use std::time::{Duration, Instant};

use noc_search::{Lang, Query, Searcher};

const QUERIES: usize = 10_000;

/// Titles of the data in both languages, every so many of them.
fn titles(searcher: &Searcher) -> Vec<String> {
    let mut titles = Vec::new();
    for noc in searcher.nocs() {
        for group in noc.iter() {
            for title in group.titles() {
                titles.extend(title.get(Lang::En).map(str::to_owned));
                titles.extend(title.chinese(Lang::ZhHans).map(str::to_owned));
                titles.extend(title.chinese(Lang::ZhHant).next().map(str::to_owned));
            }
        }
    }
    let step = (titles.len() / QUERIES).max(1);
    titles.into_iter().step_by(step).take(QUERIES).collect()
}

/// What people make of titles: as they stand, inverted, with a rank, with a letter
/// missing, with the next one's words, as part of a sentence.
fn mixed(titles: &[String]) -> Vec<String> {
    let next = titles.iter().cycle().skip(1);
    let mixed = titles
        .iter()
        .zip(next)
        .enumerate()
        .map(|(at, (title, other))| match at % 6 {
            1 => match title.rsplit_once(' ') {
                Some((rest, head)) => format!("{head}, {rest}"),
                None => format!("高级{title}"),
            },
            2 => format!("senior {title}"),
            3 => {
                let middle = title.chars().count() / 2;
                let kept = title.chars().enumerate().filter(|&(at, _)| at != middle);
                kept.map(|(_, c)| c).collect()
            }
            4 => format!("{title} {other}"),
            5 => format!("worked as {title} in Toronto for two years"),
            _ => title.clone(),
        });
    mixed.collect()
}

fn percentiles(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "{what:<34} {:>6} asked  mean {:>9.1?}  p50 {:>9.1?}  p99 {:>9.1?}  most {:>9.1?}",
        times.len(),
        times.iter().sum::<Duration>() / times.len().max(1) as u32,
        at(0.5),
        at(0.99),
        at(1.0)
    );
}

fn timed<T>(ask: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(ask());
    start.elapsed()
}

fn measure(name: &str, searcher: &Searcher) {
    println!("{name}");
    let titles = titles(searcher);
    let queries = mixed(&titles);
    assert!(queries.len() > QUERIES / 2);
    let found = queries.iter().filter(|query| {
        let hits = searcher.search(query.as_str()).expect("no query fails");
        !hits.is_empty()
    });
    println!(
        "  {} of {} queries find something",
        found.count(),
        queries.len()
    );
    let search = |query: &String| timed(|| searcher.search(query.as_str()));
    percentiles("  search, mixed", queries.iter().map(search).collect());
    let one = |title: &String| timed(|| searcher.search(Query::new(title.as_str()).limit(1)));
    percentiles(
        "  search, a title, one answer",
        titles.iter().map(one).collect(),
    );
    // A caller's usual work: four in five are titles as they stand.
    let resolved = titles.iter().zip(&queries).enumerate().map(|(at, pair)| {
        let query = if at % 5 == 4 { pair.1 } else { pair.0 };
        timed(|| searcher.resolve(query.as_str()))
    });
    percentiles("  resolve, four in five are titles", resolved.collect());
    let mut keystrokes = Vec::new();
    for (at, title) in titles.iter().step_by(20).enumerate() {
        let mut typed = String::new();
        for (letter, c) in title.chars().enumerate() {
            // Half of them are typed with a letter missing.
            if at % 2 == 0 || letter != 3 {
                typed.push(c);
            }
            keystrokes.push(timed(|| searcher.suggest(typed.as_str())));
        }
    }
    percentiles("  suggest, a keystroke", keystrokes);
}

#[cfg(feature = "compile")]
fn pages() {
    use noc_search::{Compiler, source::bilingual_page};

    let Some(dir) = std::env::var_os("NOC_REFERENCE_DIR") else {
        println!("pages: skipped, NOC_REFERENCE_DIR is not set");
        return;
    };
    let dir = std::path::Path::new(&dir).join("flyabroad/pages");
    let pages = bilingual_page::from_dir(dir).expect("the pages are good");
    let archive = Compiler::new(pages.nocs().iter().cloned())
        .compile()
        .expect("the pages compile");
    println!("the archive of the pages has {} bytes", archive.len());
    let searcher = Searcher::from_bytes(archive).expect("what was just compiled opens");
    measure("the bilingual pages", &searcher);
}

#[cfg(not(feature = "compile"))]
fn pages() {
    println!("pages: skipped, they need the feature compile");
}

fn main() {
    // `cargo test --benches` runs this to see that it still works.
    measure("the embedded data", &Searcher::embedded());
    pages();
}
