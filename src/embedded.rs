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

const CONCORDANCE: &str = include_str!("../data/concordance/2016-2021.tsv");

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
}

impl Concordance {
    /// Returns the correspondence of 2016 and 2021 that is in the binary. It is
    /// read at the first call.
    pub fn embedded() -> Concordance {
        static TABLE: OnceLock<Concordance> = OnceLock::new();
        let read = || Concordance::from_text(Edition::NOC_2016, Edition::NOC_2021, CONCORDANCE);
        TABLE
            .get_or_init(|| read().expect("the embedded concordance is read by a test"))
            .clone()
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
