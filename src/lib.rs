//! Maps any job title, English or Chinese, to its unit group in Canada's National
//! Occupational Classification (NOC), and shows why.
//!
//! Behind a title stands a person who fills an immigration form, and a wrong code
//! is a refused application. So the library searches titles and duties in both
//! languages, shows the text that matched and the exclusions that speak against
//! it, and finds nothing where it would have to guess. It needs no network, no
//! server and no model file, and gives the same answer every time.
//!
//! ```
//! use noc_search::{Lang, Query, Searcher};
//!
//! let searcher = Searcher::embedded();
//! let hits = searcher.search("technician, medical records")?;
//! assert_eq!(hits[0].code().to_string(), "12111");
//! assert_eq!(hits[0].matched().en.as_deref(), Some("medical records technician"));
//! assert_eq!(hits[0].matched().zh.as_deref(), Some("病历技术员"));
//!
//! // Traditional characters in and out.
//! let hits = searcher.search(Query::new("註冊護士").lang(Lang::ZhHant))?;
//! assert_eq!(hits[0].code().to_string(), "31301");
//!
//! // No unit group knows enough of this.
//! assert!(searcher.search("asdfgh")?.is_empty());
//! # Ok::<(), noc_search::Error>(())
//! ```
//!
//! # The main types
//!
//! * [`Searcher`] answers a [`Query`] with [`Hit`]s, best first, one a unit group.
//!   [`Searcher::suggest`] offers titles while somebody types.
//!   [`Searcher::resolve`] says which unit group it is and how sure that is.
//!   [`Searcher::match_duties`] compares a description of a job with the duties of unit
//!   groups, [`Searcher::duty_fit`] with those of one; [`Searcher::contrast`] says what
//!   sets look-alikes apart.
//! * [`Noc`] is one edition: its [`UnitGroup`]s with titles, duties, requirements
//!   and exclusions, and the [`Class`]es above them.
//! * [`Code`] names a class in an [`Edition`] and tells its [`Level`], its [`Teer`]
//!   or [`SkillLevel`] and its ancestors.
//! * [`Concordance`] tells what became of a code from one edition to the next.
//! * [`source`] reads documents: bilingual pages, career profiles, Statistics
//!   Canada's CSV files and records like our own.
//! * [`Error`] is the one error type.
//!
//! # What it does not do
//!
//! * It is no immigration advice, and its texts are not the official ones: they
//!   say what the NOC says in other words. [`UnitGroup::official_url`] gives the
//!   page to compare with.
//! * It holds no French, and pay or outlook only of career profiles that you attach.
//!
//! # Features
//!
//! * `embedded`, on by default: our data in the binary, with [`Noc::embedded`],
//!   [`Concordance::embedded`] and [`Searcher::embedded`]. Without it open an archive of
//!   your own with [`Searcher::open`].
//! * `compile`: the readers of documents in [`source`], `Compiler`, which makes an
//!   archive of them, and `Searcher::build`. It takes jieba's whole dictionary and a
//!   minute more to build; who only asks does not need it.
//!
//! # How a query is answered
//!
//! Data flows one way: a [`source`] is read into a [`Noc`], whose texts are
//! analysed into an index, which is compiled into an archive, which a [`Searcher`]
//! asks where it lies: opening one parses nothing. Texts and queries go through
//! the same analysis: one form for widths, cases and Traditional characters;
//! English words with their plurals folded; Chinese divided into words by jieba.
//!
//! A query that is a title as a whole comes first: as it stands, then turned round
//! ("technician, medical records"), in the singular, with its words in any order,
//! by a short name ("PSW") or without a qualifier. After these come the unit groups whose titles and
//! duties are most like the query: BM25 over one document a unit group, mixed with
//! the likeness of its best single text. A unit group that knows less than half of
//! what the query says is no hit. Letters that read as a Chinese title ("ruanjian
//! gongchengshi") find it, as a guess.
//!
//! While somebody types, [`Searcher::suggest`] goes by the beginnings of words
//! instead: a suffix array over all titles that starts where words do.

//! # How sure an answer is
//!
//! [`Searcher::resolve`] gives each candidate a probability. Where the query is a title,
//! it is what such titles have been worth; elsewhere that of a logistic regression on what
//! of a unit group is like the query. Of the first candidates for the half of the judged
//! queries in `data/relevance` that nothing was tuned on (1,058; 824 of them above 0.9), so
//! many are right (there are 10, 7, 25 and 9 below 0.4):
//!
//! | confidence | 0.0 | 0.1 | 0.2 | 0.3 | 0.4 | 0.5 | 0.6 | 0.7 | 0.8 | 0.9 and more |
//! | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
//! | right, in % | 20 | 43 | 64 | 89 | 58 | 72 | 77 | 75 | 90 | 98 |
//!
//! `cargo run --release --example evaluate -- --half test --calibration
//! data/relevance/{english,chinese,mixed}.tsv`
//! prints the same for each file.

// Where things are, in the direction that data flows; no file imports one that
// stands below it here.
//
//     error, edition, code, lang            what everything is said in
//     text, record, traditional             what a source says, on its way
//     bytes, archive                        data read where it lies; the compiled file
//     career_profile, unit_group, noc       one edition as plain data
//     records/                              the form in which an edition is kept
//     concordance                           from one edition to the next
//     source/                               documents to a Noc
//     analysis/                             text to tokens, keys and terms
//     field, step, rank                     how a query comes to an answer; every number that ranking turns on
//     index/                                what searches run on
//     search/                               a query to hits
//     compile                               editions to an archive
//     embedded                              the data in the binary; nothing knows of it

#![forbid(unsafe_code)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links)]
#![warn(missing_debug_implementations)]

mod analysis;
mod archive;
mod bytes;
mod career_profile;
mod code;
#[cfg(feature = "compile")]
mod compile;
mod concordance;
mod edition;
#[cfg(feature = "embedded")]
mod embedded;
mod error;
mod field;
mod index;
mod lang;
mod noc;
mod rank;
#[cfg(feature = "compile")]
mod record;
mod records;
mod search;
pub mod source;
mod step;
mod text;
#[cfg(feature = "compile")]
mod traditional;
mod unit_group;

pub use career_profile::{
    CareerProfile, Comparison, EducationProgram, MedianIncome, Money, Outlook, Pay, PayRange,
    ProfileDuty, QuickLook, Regulation,
};
pub use code::{Code, Level, SkillLevel, Teer};
#[cfg(feature = "compile")]
pub use compile::Compiler;
pub use concordance::{Change, Concordance, Correspondence};
pub use edition::Edition;
pub use error::Error;
pub use lang::Lang;
pub use noc::{Class, Noc};
pub use search::{
    Candidate, Contrast, Contrasted, Coverage, Crossing, DutyComparison, DutyFit, DutyMatches,
    Elsewhere, Evidence, Excluded, Hint, Hit, MatchKind, Matched, Notice, Part, Query, Question,
    QuestionOption, Resolution, Searcher, SpokenAgainst, Suggestion, Support, Verdict, Weight,
};
pub use step::Step;
pub use unit_group::{Duty, Exclusion, Size, Statement, Title, TitleKind, UnitGroup};
