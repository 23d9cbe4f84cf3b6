//! The data in the binary, and the constructors that open it.
//!
//! Nothing else knows of the embedded data.

use std::path::Path;
use std::sync::OnceLock;

use crate::concordance::Concordance;
use crate::edition::Edition;
use crate::noc::Noc;
use crate::search::Searcher;
use crate::source::toml_dir;

const HIERARCHY: &str = include_str!("../data/noc2021/hierarchy.toml");

macro_rules! record {
    ($code:literal) => {
        (
            concat!($code, ".toml"),
            include_str!(concat!("../data/noc2021/unit_groups/", $code, ".toml")),
        )
    };
}
/// The unit groups that are written so far, each with the name of its file.
const UNIT_GROUPS: [(&str, &str); 10] = [
    record!("12111"),
    record!("12112"),
    record!("14100"),
    record!("21231"),
    record!("21232"),
    record!("31301"),
    record!("33102"),
    record!("44101"),
    record!("62200"),
    record!("63200"),
];

const OLDER: [(Edition, &str); 2] = [
    (
        Edition::NOC_2011,
        include_str!("../data/noc2011/hierarchy.toml"),
    ),
    (
        Edition::NOC_2016,
        include_str!("../data/noc2016/hierarchy.toml"),
    ),
];

const FROM_2011: &str = include_str!("../data/concordance/2011-2016.tsv");
const FROM_2016: &str = include_str!("../data/concordance/2016-2021.tsv");

impl Noc {
    /// Returns the edition of 2021 that is in the binary. It is read at the first
    /// call; later ones cost a reference count.
    pub fn embedded() -> Noc {
        static NOC: OnceLock<Noc> = OnceLock::new();
        let read = || {
            let files = UNIT_GROUPS
                .iter()
                .map(|&(name, text)| (Path::new(name), text));
            toml_dir::from_files((Path::new("hierarchy.toml"), HIERARCHY), files)
        };
        NOC.get_or_init(|| read().expect("the embedded records are read by a test"))
            .clone()
    }

    /// Returns the classes of an older edition, 2011 or 2016, that are in the
    /// binary: their codes and titles, without any unit group in full.
    /// There is none of another edition but 2021, which is [`Noc::embedded`].
    pub fn embedded_edition(edition: Edition) -> Option<Noc> {
        if edition == Edition::NOC_2021 {
            return Some(Noc::embedded());
        }
        let (_, text) = OLDER.iter().find(|(older, _)| *older == edition)?;
        let none = std::iter::empty();
        toml_dir::from_files((Path::new("hierarchy.toml"), text), none).ok()
    }
}

impl Concordance {
    /// Returns the correspondence of 2016 and 2021 that is in the binary. It is
    /// read at the first call.
    pub fn embedded() -> Concordance {
        static TABLE: OnceLock<Concordance> = OnceLock::new();
        let read = || Concordance::from_text(Edition::NOC_2016, Edition::NOC_2021, FROM_2016);
        TABLE
            .get_or_init(|| read().expect("the embedded concordance is read by a test"))
            .clone()
    }

    /// Returns the correspondence of an older edition and 2021: of 2016, or of
    /// 2011 across both steps. There is none of another edition.
    pub fn embedded_from(edition: Edition) -> Option<Concordance> {
        match edition {
            Edition::NOC_2016 => Some(Concordance::embedded()),
            Edition::NOC_2011 => {
                let first = Concordance::from_text(Edition::NOC_2011, Edition::NOC_2016, FROM_2011);
                first
                    .and_then(|first| first.then(&Concordance::embedded()))
                    .ok()
            }
            _ => None,
        }
    }
}

impl Searcher {
    /// Returns a searcher over the data in the binary, with the concordance of
    /// 2016 and 2021. It is built at the first call; later ones cost a few
    /// reference counts.
    pub fn embedded() -> Searcher {
        static SEARCHER: OnceLock<Searcher> = OnceLock::new();
        let build = || Searcher::build([Noc::embedded()]);
        SEARCHER
            .get_or_init(|| {
                let searcher = build().expect("the embedded records are indexed by a test");
                searcher.with_concordance(Concordance::embedded())
            })
            .clone()
    }
}
