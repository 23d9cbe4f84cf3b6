//! Archives from files: whole ones answer, damaged ones are refused.

use std::path::{Path, PathBuf};

use noc_search::{Error, Searcher};

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/noc.archive")
}

fn bytes() -> Vec<u8> {
    std::fs::read(path()).unwrap()
}

#[track_caller]
fn refused(bytes: Vec<u8>, what: &str) -> Error {
    let error = Searcher::from_bytes(bytes).expect_err(what);
    assert!(error.is_archive(), "{what}: {error}");
    error
}

/// A sequence of numbers that is the same in every run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}

#[test]
fn a_file_answers_as_the_binary_does() {
    let opened = Searcher::open(path()).unwrap();
    let embedded = Searcher::embedded();
    assert_eq!(opened.digest(), embedded.digest());
    assert_eq!(opened.digest().len(), 64);
    for query in [
        "registered nurse",
        "註冊護士",
        "plan menus",
        "1253",
        "sofware engineer",
    ] {
        let json = |searcher: &Searcher| {
            let hits = searcher.search(query).unwrap();
            serde_json::to_string(&hits).unwrap()
        };
        assert_eq!(json(&opened), json(&embedded), "{query}");
    }
}

#[test]
fn what_is_no_archive_says_so() {
    let message = |bytes: Vec<u8>| refused(bytes, "foreign").to_string();
    assert_eq!(message(Vec::new()), "it is too short to be an archive");
    assert_eq!(message(vec![0; 4096]), "it is no archive of noc-search");
    let mut newer = bytes();
    newer[8] = 200;
    assert_eq!(
        message(newer),
        "its format has version 200, this program reads version 2"
    );
    let mut longer = bytes();
    longer.push(0);
    assert_eq!(
        message(longer),
        "it goes on for 1 bytes behind its last section"
    );

    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("cut.archive");
    std::fs::write(&file, &bytes()[..10_000]).unwrap();
    let error = Searcher::open(&file).unwrap_err();
    assert!(error.is_archive());
    assert_eq!(error.path(), Some(&*file));
    assert!(
        error.to_string().contains("cut.archive: it is cut"),
        "{error}"
    );
    assert!(Searcher::open(dir.path().join("none")).unwrap_err().is_io());
}

#[test]
fn every_flipped_byte_is_found() {
    let whole = bytes();
    let mut numbers = Numbers(1);
    for round in 0..5_000 {
        // The head and the table are a thousandth of the file; look there, too.
        let at = match round % 5 {
            0 => numbers.below(400),
            _ => numbers.below(whole.len()),
        };
        let flip = 1 + numbers.below(255) as u8;
        let mut flipped = whole.clone();
        flipped[at] ^= flip;
        refused(flipped, &format!("byte {at} flipped by {flip}"));
    }
}

#[test]
fn every_cut_is_found() {
    let whole = bytes();
    let mut numbers = Numbers(2);
    for round in 0..500 {
        let length = match round % 5 {
            0 => numbers.below(400),
            _ => numbers.below(whole.len()),
        };
        refused(whole[..length].to_vec(), &format!("cut to {length} bytes"));
    }
}

/// Opening and dropping again and again takes no more memory than doing it a few
/// times.
#[cfg(target_os = "linux")]
#[test]
fn dropping_gives_memory_back() {
    fn resident_pages() -> usize {
        let status = std::fs::read_to_string("/proc/self/statm").unwrap();
        status.split(' ').nth(1).unwrap().parse().unwrap()
    }
    let round = || {
        let searcher = Searcher::from_bytes(bytes()).unwrap();
        for query in ["registered nurse", "注册护士"] {
            assert!(!searcher.search(query).unwrap().is_empty());
        }
    };
    (0..3).for_each(|_| round());
    let before = resident_pages();
    (0..20).for_each(|_| round());
    let grown = resident_pages().saturating_sub(before) * 4096;
    // Other tests run beside this one. What is not given back would be twenty times
    // the file.
    assert!(grown < 10 * bytes().len(), "{grown} bytes more");
}
