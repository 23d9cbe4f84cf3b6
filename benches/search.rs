//! How long answers take. Each benchmark checks the answer before it times.
//!
//! `cargo bench` measures over the embedded data; with `NOC_REFERENCE_DIR` set,
//! also over an index of Statistics Canada's files, whose size is that of the
//! whole classification.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use noc_search::source::statcan;
use noc_search::{Noc, Searcher};

/// A query of each kind and the unit group that it must find first.
const EMBEDDED: [(&str, &str, &str); 7] = [
    ("exact", "health records technician", "12111"),
    ("inverted", "technician, medical records", "12111"),
    (
        "long",
        "senior registered nurse for the intensive care unit of a hospital",
        "31301",
    ),
    ("typo", "sofware engineer", "21231"),
    ("chinese", "健康档案技术员", "12111"),
    ("mixed", "Java开发工程师", "21232"),
    (
        "duties",
        "work out statistics on medical and social matters",
        "12111",
    ),
];

const WHOLE: [(&str, &str, &str); 4] = [
    ("exact", "registered nurse", "31301"),
    (
        "unknown",
        "forklift and truck driver in a cold warehouse",
        "75101",
    ),
    ("typo", "sofware engineer", "21231"),
    (
        "duties",
        "classify and code diseases in the charts of patients",
        "12111",
    ),
];

fn first(searcher: &Searcher, query: &str) -> String {
    let hits = searcher.search(query).expect("no query fails");
    hits.first()
        .map(|hit| hit.code().to_string())
        .unwrap_or_default()
}

fn ask(c: &mut Criterion, group: &str, searcher: &Searcher, queries: &[(&str, &str, &str)]) {
    let mut group = c.benchmark_group(group);
    for (kind, query, code) in queries {
        assert_eq!(first(searcher, query), *code, "{query}");
        group.bench_function(*kind, |b| b.iter(|| searcher.search(black_box(*query))));
    }
}

/// What is typed, keystroke by keystroke, and the unit group that the last one must
/// offer first.
const TYPED: [(&str, &str, &str); 4] = [
    ("english", "medical records technician", "12111"),
    ("typo", "sofware engineer", "21231"),
    ("chinese", "注册护士", "31301"),
    ("mixed", "Java开发工程师", "21232"),
];

/// Times all keystrokes of a title together.
fn suggest(c: &mut Criterion, group: &str, searcher: &Searcher, typed: &[(&str, &str, &str)]) {
    let mut group = c.benchmark_group(group);
    for (kind, text, code) in typed {
        let offered = searcher.suggest(*text);
        let first = offered.first().map(|first| first.code().to_string());
        assert_eq!(first.as_deref(), Some(*code), "{text}");
        let ends: Vec<usize> = text
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .collect();
        group.throughput(Throughput::Elements(ends.len() as u64));
        group.bench_function(*kind, |b| {
            b.iter(|| {
                for &end in &ends {
                    black_box(searcher.suggest(black_box(&text[..end])));
                }
            })
        });
    }
}

/// How many queries a second one searcher answers for several threads.
fn throughput(c: &mut Criterion, searcher: &Searcher) {
    const ROUNDS: usize = 100;
    let mut group = c.benchmark_group("threads");
    group.sample_size(20);
    for threads in [1, 2, 4, 8] {
        let asked = threads * ROUNDS * EMBEDDED.len();
        group.throughput(Throughput::Elements(asked as u64));
        group.bench_function(threads.to_string(), |b| {
            b.iter(|| {
                std::thread::scope(|scope| {
                    for _ in 0..threads {
                        scope.spawn(|| {
                            for (_, query, _) in [EMBEDDED; ROUNDS].iter().flatten() {
                                black_box(searcher.search(black_box(*query)).is_ok());
                            }
                        });
                    }
                })
            })
        });
    }
}

fn embedded(c: &mut Criterion) {
    let searcher = Searcher::embedded();
    ask(c, "embedded", &searcher, &EMBEDDED);
    suggest(c, "embedded suggest", &searcher, &TYPED);
    throughput(c, &searcher);
    let build = || Searcher::build([Noc::embedded()]).expect("the embedded data is good");
    assert_eq!(first(&build(), "cook"), "63200");
    let mut group = c.benchmark_group("build");
    group.sample_size(10);
    group.bench_function("embedded", |b| b.iter(build));
}

fn whole(c: &mut Criterion) {
    let Some(dir) = std::env::var_os("NOC_REFERENCE_DIR") else {
        eprintln!("whole: skipped, NOC_REFERENCE_DIR is not set");
        return;
    };
    let noc = statcan::from_dir(Path::new(&dir).join("noc2021")).expect("the files are good");
    let searcher = Searcher::build([noc]).expect("the files are good");
    ask(c, "whole", &searcher, &WHOLE);
    let english = [
        ("english", "medical records technician", "12111"),
        ("common", "manager, sales", "60010"),
        ("typo", "sofware engineer", "21231"),
    ];
    suggest(c, "whole suggest", &searcher, &english);
}

criterion_group!(benches, embedded, whole);
criterion_main!(benches);
