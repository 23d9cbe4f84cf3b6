//! How long it takes to begin: to open the archive, to give a first answer, to run the
//! example `search` from exec to exit, to compile an archive.
//!
//! `cargo bench --bench open`, and with `--features compile` the compiling too. The
//! processes are those that `cargo build --release --example search` built.

use std::hint::black_box;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use noc_search::Searcher;

/// What only happens once a process.
fn first(_: &mut Criterion) {
    let start = Instant::now();
    let searcher = Searcher::embedded();
    let opened = start.elapsed();
    let mut answers = Vec::new();
    for (query, code) in [("registered nurse", "31301"), ("注册护士", "31301")] {
        let start = Instant::now();
        let hits = searcher.search(query).expect("no query fails");
        answers.push(start.elapsed());
        assert_eq!(hits[0].code().to_string(), code);
    }
    println!("the first Searcher::embedded() of the process: {opened:?}");
    println!(
        "its first answer in English: {:?}, in Chinese: {:?}\n",
        answers[0], answers[1]
    );
}

fn archive() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/noc.archive")
}

fn open(c: &mut Criterion) {
    let mut group = c.benchmark_group("open");
    let open = || Searcher::open(archive()).expect("the archive is whole");
    assert_eq!(open().digest(), Searcher::embedded().digest());
    group.bench_function("a file, all checksums", |b| b.iter(open));
    group.bench_function("a file and an answer in English", |b| {
        b.iter(|| {
            open()
                .search(black_box("registered nurse"))
                .map(|hits| hits.len())
        })
    });
    group.bench_function("a file and an answer in Chinese", |b| {
        b.iter(|| open().search(black_box("注册护士")).map(|hits| hits.len()))
    });
}

/// Whole processes, with a warm page cache.
fn process(c: &mut Criterion) {
    let bench = std::env::current_exe().expect("this program has a path");
    let program = bench
        .parent()
        .and_then(|deps| deps.parent())
        .map(|target| target.join("examples/search"))
        .filter(|program| program.exists());
    let Some(program) = program else {
        eprintln!("process: skipped, run `cargo build --release --example search` first");
        return;
    };
    let mut group = c.benchmark_group("process");
    group.sample_size(40);
    for (lang, query, code) in [
        ("english", "health records technician", "12111"),
        ("chinese", "健康档案技术员", "12111"),
    ] {
        let run = || Command::new(&program).arg(query).output().expect("it runs");
        assert!(run().stdout.starts_with(code.as_bytes()), "{query}");
        group.bench_function(lang, |b| b.iter(run));
    }
}

#[cfg(feature = "compile")]
fn compile(c: &mut Criterion) {
    use noc_search::{Compiler, Noc};

    let compiler = Compiler::new([Noc::embedded()]);
    let compile = || compiler.compile().expect("the embedded data is good");
    let searcher = Searcher::from_bytes(compile()).expect("what was just compiled opens");
    assert_eq!(
        searcher.search("cook").expect("no query fails")[0]
            .code()
            .to_string(),
        "63200"
    );
    let mut group = c.benchmark_group("compile");
    group.sample_size(10);
    group.bench_function("the embedded edition", |b| b.iter(compile));
}

#[cfg(not(feature = "compile"))]
fn compile(_: &mut Criterion) {
    eprintln!("compile: skipped, it needs the feature compile");
}

criterion_group!(benches, first, open, process, compile);
criterion_main!(benches);
