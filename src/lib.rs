//! Maps any job title, English or Chinese, to its unit group in Canada's National
//! Occupational Classification (NOC).
#![forbid(unsafe_code)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links)]
#![warn(missing_debug_implementations)]

mod analysis;
mod career_profile;
mod code;
mod concordance;
mod edition;
mod embedded;
mod error;
mod index;
mod lang;
mod noc;
mod search;
pub mod source;
mod text;
mod traditional;
mod unit_group;

pub use career_profile::*;
pub use code::{Code, Level, SkillLevel, Teer};
pub use concordance::{Change, Concordance, Correspondence};
pub use edition::Edition;
pub use error::Error;
pub use lang::Lang;
pub use noc::{Class, Noc};
pub use search::{Hit, MatchKind, Matched, Part, Query, Searcher, SpokenAgainst};
pub use unit_group::{Duty, Exclusion, Size, Statement, Title, TitleKind, UnitGroup};
