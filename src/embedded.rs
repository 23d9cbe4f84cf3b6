//! The archive's bytes in the binary, and the constructors that open them.
//!
//! Nothing else knows of the embedded data.

use std::sync::OnceLock;

use crate::archive::{Archive, Section};
use crate::bytes::Bytes;
use crate::concordance::Concordance;
use crate::edition::Edition;
use crate::error::Error;
use crate::noc::Noc;
use crate::records::Records;
use crate::search::Searcher;

/// Written by `cargo run --release --features compile --example compile_data`.
static ARCHIVE: &[u8] = include_bytes!("../data/noc.archive");

/// What a test and every run of the tests open.
const WHOLE: &str = "the archive in the binary is whole";

fn archive() -> Result<Archive, Error> {
    Archive::trusted(Bytes::new(ARCHIVE))
}

impl Noc {
    /// Returns the edition of 2021 that is in the binary. Opening it reads nothing
    /// but where its parts begin.
    pub fn embedded() -> Noc {
        Noc::embedded_edition(Edition::NOC_2021).expect(WHOLE)
    }

    /// Returns an edition that is in the binary: 2021, or the classes of 2016 or
    /// 2011, their codes and titles without any unit group in full. There is none of
    /// another edition.
    pub fn embedded_edition(edition: Edition) -> Option<Noc> {
        static OPENED: OnceLock<[Option<Noc>; 3]> = OnceLock::new();
        let editions = [Edition::NOC_2021, Edition::NOC_2016, Edition::NOC_2011];
        let at = editions.iter().position(|known| *known == edition)?;
        let opened = OPENED.get_or_init(|| {
            let archive = archive().expect(WHOLE);
            editions.map(|edition| {
                let section = archive.section_of(Section::Records, edition)?;
                Records::open(section).map(Noc::of)
            })
        });
        opened[at].clone()
    }
}

impl Concordance {
    /// Returns the correspondence of 2016 and 2021 that is in the binary.
    pub fn embedded() -> Concordance {
        Concordance::embedded_from(Edition::NOC_2016).expect(WHOLE)
    }

    /// Returns the correspondence of an older edition and 2021: of 2016, or of
    /// 2011 across both steps. There is none of another edition.
    pub fn embedded_from(edition: Edition) -> Option<Concordance> {
        let section = archive().ok()?.section_of(Section::Concordance, edition)?;
        Concordance::from_bytes(edition, section)
    }
}

impl Searcher {
    /// Returns a searcher over the data in the binary, with the concordance of
    /// 2016 and 2021. The first call opens it, which takes under a millisecond;
    /// later ones cost a few reference counts.
    pub fn embedded() -> Searcher {
        static SEARCHER: OnceLock<Searcher> = OnceLock::new();
        let open = || Searcher::of_trusted(Bytes::new(ARCHIVE));
        SEARCHER.get_or_init(|| open().expect(WHOLE)).clone()
    }
}
