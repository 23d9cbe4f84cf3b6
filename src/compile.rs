//! From editions to an archive: everything that is heavy, done once.

use crate::analysis::{Analyzer, lexicon};
use crate::archive::{Section, Writer};
use crate::bytes::{Bytes, U16, rows};
use crate::concordance::Concordance;
use crate::edition::Edition;
use crate::error::Error;
use crate::index::{self, Groups};
use crate::lang::Lang;
use crate::noc::Noc;
use crate::search::Searcher;
use crate::unit_group::UnitGroup;

/// Compiles editions into an archive, which [`Searcher::open`] opens in a
/// millisecond: your own pages, Statistics Canada's files, an edition that this
/// crate has never heard of.
///
/// The same editions give the same bytes on any machine.
///
/// # Example: an archive of a folder of records
///
/// ```no_run
/// use noc_search::{Compiler, Searcher, source::toml_dir};
///
/// let noc = toml_dir::from_dir("data/noc2021")?;
/// let archive = Compiler::new([noc]).compile()?;
/// std::fs::write("noc.archive", archive).expect("the disk has room");
///
/// let searcher = Searcher::open("noc.archive")?;
/// assert_eq!(searcher.search("cook")?[0].code().to_string(), "63200");
/// # Ok::<(), noc_search::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Compiler {
    searched: Vec<Noc>,
    known: Vec<Noc>,
    concordances: Vec<Concordance>,
}

impl Compiler {
    /// Takes the editions that are searched. The first one is the one that answers
    /// are meant to be in.
    pub fn new(searched: impl IntoIterator<Item = Noc>) -> Compiler {
        Compiler {
            searched: searched.into_iter().collect(),
            known: Vec::new(),
            concordances: Vec::new(),
        }
    }

    /// Adds an edition that is not searched, whose class titles say what an old code
    /// was.
    #[must_use]
    pub fn knowing(mut self, noc: Noc) -> Compiler {
        self.known.push(noc);
        self
    }

    /// Adds what became of the codes of an older edition. The first one is the one
    /// that a searcher answers old codes through.
    #[must_use]
    pub fn concordance(mut self, table: Concordance) -> Compiler {
        self.concordances.push(table);
        self
    }

    /// Compiles the archive.
    ///
    /// This loads the whole Chinese dictionary and indexes every text: some seconds
    /// for a whole edition.
    ///
    /// # Errors
    ///
    /// When no edition is searched, when one is given twice
    /// ([`Error::is_invalid_argument`]), and when the index can't be built, which no
    /// input is known to cause.
    pub fn compile(&self) -> Result<Vec<u8>, Error> {
        let Some(first) = self.searched.first() else {
            return Err(Error::argument("no edition to search".to_owned()));
        };
        let all = || self.searched.iter().chain(&self.known);
        let mut years: Vec<Edition> = all().map(Noc::edition).collect();
        years.sort();
        if let Some(pair) = years.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(Error::argument(format!("{} was given twice", pair[0])));
        }
        let mut archive = Writer::default();
        for noc in all() {
            archive.compiled_from(noc.records().digest());
            archive.add_of(
                Section::Records,
                noc.edition(),
                noc.records().bytes().to_vec(),
            );
        }
        for table in &self.concordances {
            let bytes = table.to_bytes();
            archive.compiled_from(&bytes);
            archive.add_of(Section::Concordance, table.from(), bytes);
        }
        let searched = self
            .searched
            .iter()
            .map(|noc| U16::new(noc.edition().year()));
        let searched: Vec<U16> = searched.collect();
        archive.add(Section::Searched, rows(&searched).to_vec());
        let groups = Groups::new(self.searched.clone().into());
        let analyzer = Analyzer::whole();
        index::compile(&mut archive, &analyzer, &groups)?;
        let groups: Vec<UnitGroup> = groups.iter().collect();
        let mut texts: Vec<String> = groups
            .iter()
            .flat_map(|group| index::texts(group, Lang::ZhHans))
            .map(|text| analyzer.clean(text).text)
            .collect();
        texts.extend(lexicon::words_of_duties().map(str::to_owned));
        Analyzer::compile(&mut archive, texts.iter().map(String::as_str));
        Ok(archive.finish(first.edition()))
    }
}

impl Searcher {
    /// Builds a searcher over one or several editions, in memory.
    ///
    /// This compiles them as [`Compiler`] does. Build one and clone it.
    ///
    /// # Errors
    ///
    /// As [`Compiler::compile`].
    pub fn build(nocs: impl IntoIterator<Item = Noc>) -> Result<Searcher, Error> {
        let archive = Compiler::new(nocs).compile()?;
        Searcher::of_trusted(Bytes::new(archive))
    }
}
