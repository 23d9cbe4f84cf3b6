//! Answering: from a [`Query`] to [`Hit`]s.

mod apart;
mod cascade;
mod contrast;
mod duties;
mod hit;
mod marks;
mod notice;
mod pinyin;
mod query;
mod question;
mod ranking;
mod resolution;
mod resolve;
mod seek;
mod shown;
mod suggest;
mod wanted;

use std::path::Path;
use std::sync::Arc;

pub use contrast::{Contrast, Contrasted};
pub use duties::{Coverage, DutyComparison, DutyFit, DutyMatches, Elsewhere, Excluded, Support};
pub use hit::{Hit, MatchKind, Matched, Part, SpokenAgainst};
pub use notice::Notice;
pub use query::Query;
pub use question::{Question, QuestionOption};
pub use resolution::{Candidate, Crossing, Evidence, Hint, Resolution, Verdict, Weight};
pub use suggest::Suggestion;

use crate::archive::{Archive, Section, missing};
use crate::bytes::{Bytes, Table, U16};
use crate::career_profile::CareerProfile;
use crate::code::Code;
use crate::concordance::Concordance;
use crate::edition::Edition;
use crate::error::Error;
use crate::index::{Groups, Index};
use crate::noc::{Noc, hex};
use crate::records::Records;

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
    groups: Groups,
    concordance: Option<Concordance>,
    digest: [u8; 32],
}

impl Searcher {
    /// Opens an archive from a file: one that `Compiler` wrote (feature `compile`).
    ///
    /// The file is read into memory and all of it is checked, which takes some
    /// milliseconds.
    ///
    /// # Errors
    ///
    /// When the file can't be read ([`Error::is_io`]); when it is no archive, is of
    /// another format version, is cut, has a byte that was changed, or lacks a part
    /// ([`Error::is_archive`]). Both name the file.
    pub fn open(path: impl AsRef<Path>) -> Result<Searcher, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| Error::read(path, error))?;
        Searcher::from_bytes(bytes).map_err(|error| error.in_file(path))
    }

    /// Opens an archive that stands in memory, and checks all of it.
    ///
    /// # Errors
    ///
    /// As [`Searcher::open`], without a file.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Searcher, Error> {
        Searcher::of_archive(&Archive::checked(Bytes::new(bytes))?)
    }

    /// Opens an archive that is part of the program or was just made.
    #[cfg(any(feature = "compile", feature = "embedded"))]
    pub(crate) fn of_trusted(bytes: Bytes) -> Result<Searcher, Error> {
        Searcher::of_archive(&Archive::trusted(bytes)?)
    }

    fn of_archive(archive: &Archive) -> Result<Searcher, Error> {
        let searched = Table::<U16>::new(archive.section(Section::Searched)?);
        let nocs = searched.iter().map(|year| {
            let edition = Edition::from_year(year.get());
            let section = archive.section_of(Section::Records, edition);
            let records = section.and_then(Records::open);
            records
                .map(Noc::of)
                .ok_or_else(|| missing(Section::Records))
        });
        let nocs: Arc<[Noc]> = nocs.collect::<Result<_, Error>>()?;
        let groups = Groups::new(nocs);
        let concordance = match archive.first_of(Section::Concordance) {
            Some((from, bytes)) => {
                let table = Concordance::from_bytes(from, bytes);
                Some(table.ok_or_else(|| missing(Section::Concordance))?)
            }
            None => None,
        };
        Ok(Searcher {
            index: Arc::new(Index::open(archive, groups.clone())?),
            groups,
            concordance,
            digest: *archive.digest(),
        })
    }

    /// Returns a fingerprint of the data that is searched, as 64 hexadecimal digits:
    /// a SHA-256 of the editions and of what old codes became.
    pub fn digest(&self) -> String {
        hex(&self.digest)
    }

    /// Returns this searcher with a concordance, through which it answers codes
    /// of the older edition and attaches profiles.
    #[must_use]
    pub fn with_concordance(mut self, concordance: Concordance) -> Searcher {
        self.concordance = Some(concordance);
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
        let mut nocs = self.groups.nocs().to_vec();
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
            groups: Groups::new(nocs.into()),
            ..self.clone()
        })
    }

    /// Returns the editions that are searched, in the order given.
    pub fn nocs(&self) -> &[Noc] {
        self.groups.nocs()
    }

    /// Returns the concordance, if there is one.
    pub fn concordance(&self) -> Option<&Concordance> {
        self.concordance.as_ref()
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

    /// The ordinal of a unit group that is searched.
    fn ordinal(&self, code: Code) -> Result<u32, Error> {
        let mut all = 0..self.groups.len() as u32;
        all.find(|&ordinal| self.groups.code(ordinal) == Some(code))
            .ok_or_else(|| self.unknown(code))
    }

    fn unknown(&self, code: Code) -> Error {
        let edition = code.edition();
        Error::argument(format!("there is no unit group {code} of {edition} here"))
    }

    /// Whether a unit group, by its ordinal, is one that a query wants.
    fn passes(&self, query: &Query, group: u32) -> bool {
        let code = || self.groups.code(group);
        query.accepts_all() || code().is_some_and(|code| query.accepts(code))
    }

    /// Returns the unit groups that a query finds, best first, one hit each.
    ///
    /// A query that is a title of the index, in any case, number or order of its
    /// words, puts its unit group first; where several unit groups have it, they
    /// come with the same score. Below these stand unit groups whose titles or
    /// duties are like the query. Where nothing is, the query may be pinyin. One that
    /// no unit group knows enough of finds nothing: better no answer than a guess.
    ///
    /// # Errors
    ///
    /// When the index fails, which no query is known to cause.
    pub fn search(&self, query: impl Into<Query>) -> Result<Vec<Hit>, Error> {
        seek::hits(self, &query.into())
    }

    /// Resolves a query to its unit group, says how sure it is, and asks a question where
    /// the title alone can't decide.
    ///
    /// The query is read in ways that trust it less and less: as a code, as a title, as a
    /// title turned round or in the singular, as a short name, in other words, without
    /// rank, with a typo. Where none of these finds a title, the unit groups whose texts
    /// are like it are weighed. The evidence says which it was.
    ///
    /// # Errors
    ///
    /// When the index fails, which no query is known to cause.
    ///
    /// # Example: an answer, a question, neither
    ///
    /// ```
    /// use noc_search::{Lang, Searcher, Verdict};
    ///
    /// let searcher = Searcher::embedded();
    /// let verdict = |title| searcher.resolve(title).map(|found| found.verdict().clone());
    /// assert!(matches!(verdict("registered nurse")?, Verdict::Certain(_)));
    /// assert!(matches!(verdict("asdfgh")?, Verdict::NotEnough(_)));
    /// let Verdict::Choose(question) = verdict("PSW")? else { panic!() };
    /// assert!(question.text(Lang::ZhHans).contains("PSW"));
    /// # Ok::<(), noc_search::Error>(())
    /// ```
    pub fn resolve(&self, query: impl Into<Query>) -> Result<Resolution, Error> {
        resolve::resolve(self, query.into())
    }

    /// Compares a description of a job, the query's text, with the lead statements and
    /// main duties of unit groups, and returns those that it may be of.
    ///
    /// The text is a sentence or a page, as prose or a list, in English, Chinese or both;
    /// each sentence is compared in its own language. What the person is called need not
    /// be in it. The query's limit, TEERs and edition hold; its industry and duties are
    /// not looked at.
    ///
    /// # Errors
    ///
    /// When the text is longer than 256 KiB ([`Error::is_invalid_argument`]), and when the
    /// index fails, which no text is known to cause.
    ///
    /// # Example: which duties a letter shows
    ///
    /// ```
    /// use noc_search::{Lang, Searcher, Support};
    ///
    /// let searcher = Searcher::embedded();
    /// let letter = "She cooked full meals for patients as the dietitian told her to, \
    ///               ordered food and supplies, and cleaned the kitchen.";
    /// let matches = searcher.match_duties(letter)?;
    /// let best = &matches.fits()[0];
    /// assert_eq!(best.code().to_string(), "63200");
    /// assert!(best.duties().iter().any(|duty| duty.support == Support::Full));
    /// assert!(best.unsupported().count() > 0);
    /// assert!(matches.notice().text(Lang::En).contains("not the official text"));
    /// # Ok::<(), noc_search::Error>(())
    /// ```
    pub fn match_duties(&self, description: impl Into<Query>) -> Result<DutyMatches, Error> {
        duties::matches(self, &description.into())
    }

    /// Compares a description of a job with one unit group, and with the three others that
    /// it is most probably of.
    ///
    /// # Errors
    ///
    /// When there is no such unit group, or the text is longer than 256 KiB
    /// ([`Error::is_invalid_argument`]), and when the index fails, which no text is known
    /// to cause.
    ///
    /// # Example: a rival that fits better
    ///
    /// ```
    /// use noc_search::{Code, Searcher};
    ///
    /// let searcher = Searcher::embedded();
    /// let text = "I wash dishes and pots, peel vegetables and mop the kitchen floor";
    /// let comparison = searcher.duty_fit(Code::parse("63200")?, text)?;
    /// let rival = &comparison.rivals()[0];
    /// assert_eq!(rival.code().to_string(), "65201");
    /// assert!(rival.confidence() > comparison.fit().confidence());
    /// # Ok::<(), noc_search::Error>(())
    /// ```
    pub fn duty_fit(
        &self,
        code: Code,
        description: impl Into<Query>,
    ) -> Result<DutyComparison, Error> {
        duties::fit(self, code, &description.into())
    }

    /// Says what sets two to five unit groups apart: duties, lead statements, requirements,
    /// exclusions that point from one to the other, TEERs. A code that comes twice counts
    /// once.
    ///
    /// # Errors
    ///
    /// When a unit group is unknown, or when they are fewer than two or more than five
    /// ([`Error::is_invalid_argument`]).
    ///
    /// # Example: cooks and chefs
    ///
    /// ```
    /// use noc_search::{Code, Crossing, Searcher};
    ///
    /// let searcher = Searcher::embedded();
    /// let contrast = searcher.contrast(&[Code::parse("63200")?, Code::parse("62200")?])?;
    /// assert_eq!(contrast.crossing(), Crossing::Teer);
    /// let cooks = &contrast.unit_groups()[0];
    /// assert_eq!(cooks.exclusions().next().unwrap().code(), Some(Code::parse("62200")?));
    /// # Ok::<(), noc_search::Error>(())
    /// ```
    pub fn contrast(&self, codes: &[Code]) -> Result<Contrast, Error> {
        contrast::contrast(self, codes)
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
