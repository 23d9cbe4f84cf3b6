//! Answering: from a [`Query`] to [`Hit`]s.

mod hit;
mod query;
mod seek;
mod suggest;
mod wanted;

use std::sync::Arc;

pub use hit::{Hit, MatchKind, Matched, Part, SpokenAgainst};
pub use query::Query;
pub use suggest::Suggestion;

use crate::career_profile::CareerProfile;
use crate::code::Code;
use crate::concordance::Concordance;
use crate::edition::Edition;
use crate::error::Error;
use crate::index::Index;
use crate::noc::Noc;
use crate::unit_group::UnitGroup;

/// Finds unit groups by title, duty or code, in English and Chinese.
///
/// It never changes once it is built, a clone is a few reference counts, and any
/// number of threads may ask it at once. The same query always gets the same
/// answer.
///
/// # Example: from a title to a code
///
/// ```
/// use noc_search::Searcher;
///
/// let searcher = Searcher::embedded();
/// let hits = searcher.search("technician, health records")?;
/// assert_eq!(hits[0].code().to_string(), "12111");
/// assert_eq!(hits[0].matched().zh.as_deref(), Some("健康档案技术员"));
/// # Ok::<(), noc_search::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Searcher {
    index: Arc<Index>,
    /// By ordinal: the editions in the order given, each by code.
    groups: Arc<[UnitGroup]>,
    nocs: Arc<[Noc]>,
    concordance: Option<Arc<Concordance>>,
}

impl Searcher {
    /// Builds a searcher over one or several editions.
    ///
    /// This loads the Chinese dictionary and indexes every text: some 0.2 s and
    /// what the texts take. Build one and clone it.
    ///
    /// # Errors
    ///
    /// When the index can't be built, which no input is known to cause.
    pub fn build(nocs: impl IntoIterator<Item = Noc>) -> Result<Searcher, Error> {
        let nocs: Arc<[Noc]> = nocs.into_iter().collect();
        let groups: Arc<[UnitGroup]> = nocs.iter().flat_map(Noc::iter).cloned().collect();
        Ok(Searcher {
            index: Arc::new(Index::build(&groups)?),
            groups,
            nocs,
            concordance: None,
        })
    }

    /// Returns this searcher with a concordance, through which it answers codes
    /// of the older edition and attaches profiles.
    #[must_use]
    pub fn with_concordance(mut self, concordance: Concordance) -> Searcher {
        self.concordance = Some(Arc::new(concordance));
        self
    }

    /// Returns this searcher with a career profile attached to its unit group,
    /// in each edition that has it: by its code, and through the concordance by
    /// the codes that it became.
    ///
    /// # Errors
    ///
    /// When no unit group takes the profile ([`Error::is_invalid_argument`]).
    pub fn with_profile(&self, profile: CareerProfile) -> Result<Searcher, Error> {
        let mut nocs = self.nocs.to_vec();
        let mut is_attached = false;
        for code in self.successors(profile.code()) {
            for noc in &mut nocs {
                if let Some(with_profile) = noc.with_profile(code, profile.clone()) {
                    *noc = with_profile;
                    is_attached = true;
                }
            }
        }
        if !is_attached {
            return Err(Error::argument(format!(
                "no unit group takes the profile of {} of {}",
                profile.code(),
                profile.code().edition()
            )));
        }
        Ok(Searcher {
            groups: nocs.iter().flat_map(Noc::iter).cloned().collect(),
            nocs: nocs.into(),
            ..self.clone()
        })
    }

    /// Returns the editions that are searched, in the order given.
    pub fn nocs(&self) -> &[Noc] {
        &self.nocs
    }

    /// Returns the concordance, if there is one.
    pub fn concordance(&self) -> Option<&Concordance> {
        self.concordance.as_deref()
    }

    /// Returns a code and what it became, where the concordance knows it. The 500
    /// codes of 2016 are those of 2011, so such a code stands for both.
    fn successors(&self, code: Code) -> Vec<Code> {
        let mut codes = vec![code];
        if code.edition() == Edition::NOC_2016 {
            codes.extend(Code::of(Edition::NOC_2011, code.as_str()));
        }
        if let Some(table) = &self.concordance {
            codes.extend(table.forward(code).map(|row| row.new));
        }
        codes
    }

    /// Returns the unit groups that a query finds, best first, one hit each.
    ///
    /// A query that is a title of the index, in any case, number or order of its
    /// words, puts its unit group first; where several unit groups have it, they
    /// come with the same score. Below these stand unit groups whose titles or
    /// duties are like the query. A query that no unit group knows enough of
    /// finds nothing: better no answer than a guess.
    ///
    /// # Errors
    ///
    /// When the index fails, which no query is known to cause.
    pub fn search(&self, query: impl Into<Query>) -> Result<Vec<Hit>, Error> {
        seek::hits(self, &query.into())
    }

    /// Returns titles that go on as somebody types, best first: type-ahead, to be
    /// asked after every keystroke.
    ///
    /// What was typed is the beginning of a title or of any of its words, in
    /// English, Chinese or both; the last word may be unfinished, unless a space
    /// follows it. Titles that begin with it and jobs that many people do come
    /// first. Where nothing goes on like that, words in the singular and then
    /// one typo are tried. A short name finds what it stands for, digits the unit
    /// groups whose code they begin. Of one unit group at most three titles come
    /// as long as there are others.
    ///
    /// Nothing comes for a text without letters, or for one with more words than
    /// titles have.
    ///
    /// # Example: in the middle of a title
    ///
    /// ```
    /// use noc_search::Searcher;
    ///
    /// let searcher = Searcher::embedded();
    /// let suggestions = searcher.suggest("records tech");
    /// assert_eq!(
    ///     suggestions[0].matched().en.as_deref(),
    ///     Some("records technician"),
    /// );
    /// assert!(suggestions.iter().any(|suggestion| {
    ///     suggestion.matched().en.as_deref() == Some("health records technician")
    /// }));
    /// ```
    pub fn suggest(&self, typed: impl Into<Query>) -> Vec<Suggestion> {
        suggest::suggestions(self, &typed.into())
    }
}
