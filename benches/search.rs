//! How long answers take, kind by kind. Each benchmark checks the answer before it
//! times.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use noc_search::{Query, Searcher};

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

/// A title that the data holds, where one answer is enough: no guess is made.
fn exact(c: &mut Criterion, searcher: &Searcher) {
    let mut group = c.benchmark_group("one answer");
    for (kind, title, code) in [
        ("english", "health records technician", "12111"),
        ("inverted", "technician, medical records", "12111"),
        ("chinese", "健康档案技术员", "12111"),
    ] {
        let query = Query::new(title).limit(1);
        let hits = searcher.search(query.clone()).expect("no query fails");
        assert_eq!(hits[0].code().to_string(), code);
        group.bench_function(kind, |b| {
            b.iter(|| searcher.search(black_box(query.clone())))
        });
    }
}

/// Descriptions of jobs: a sentence, and pages of so many words, made of judged ones.
fn describe(c: &mut Criterion, searcher: &Searcher) {
    const JUDGED: &str = include_str!("../data/relevance/duties.tsv");
    let texts = JUDGED.lines().filter(|line| !line.starts_with('#'));
    let texts = texts.filter_map(|line| line.split('\t').next());
    let words: Vec<String> = texts
        .map(|text| text.replace("\\n", "\n"))
        .filter(|text| text.is_ascii())
        .flat_map(|text| {
            let words = text.split(' ').map(str::to_owned);
            words.collect::<Vec<_>>()
        })
        .collect();
    let mut group = c.benchmark_group("description");
    let sentence = "I cook meals for patients and order food and supplies";
    for (kind, text) in [
        ("sentence", sentence.to_owned()),
        ("300 words", words[..300].join(" ")),
        ("3000 words", words[..3000].join(" ")),
    ] {
        let matches = searcher.match_duties(&text).expect("no text fails");
        assert!(!matches.fits().is_empty(), "{kind}");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(kind, |b| {
            b.iter(|| searcher.match_duties(black_box(text.as_str())))
        });
    }
    let best = searcher.match_duties(sentence).expect("no text fails");
    assert_eq!(best.fits()[0].code().to_string(), "63200");
}

fn embedded(c: &mut Criterion) {
    let searcher = Searcher::embedded();
    exact(c, &searcher);
    ask(c, "search", &searcher, &EMBEDDED);
    suggest(c, "suggest", &searcher, &TYPED);
    describe(c, &searcher);
    throughput(c, &searcher);
}

criterion_group!(benches, embedded);
criterion_main!(benches);
