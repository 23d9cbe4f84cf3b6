//! One edition of the classification.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::career_profile::CareerProfile;
use crate::code::{Code, Level};
use crate::edition::Edition;
use crate::lang::Lang;
use crate::records::Records;
use crate::unit_group::{InLanguages, Profiles, UnitGroup};

/// One edition of the classification: its unit groups and the classes above.
///
/// A clone is a few reference counts. Unit groups are sorted by code.
///
/// # Example: from a unit group up
///
/// ```
/// use noc_search::{Code, Lang, Noc};
///
/// let noc = Noc::embedded();
/// let code = Code::parse("12111")?;
/// let broad = noc.ancestors(code).next().unwrap();
/// assert_eq!(
///     broad.title(Lang::En),
///     Some("Business, finance and administration occupations"),
/// );
/// # Ok::<(), noc_search::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Noc {
    records: Arc<Records>,
    profiles: Profiles,
}

impl Noc {
    /// The edition that is in records.
    pub(crate) fn of(records: Records) -> Noc {
        Noc {
            records: Arc::new(records),
            profiles: Profiles::default(),
        }
    }

    #[cfg(feature = "compile")]
    pub(crate) fn records(&self) -> &Records {
        &self.records
    }

    /// Returns the edition.
    pub fn edition(&self) -> Edition {
        self.records.edition()
    }

    /// Returns a fingerprint of everything that this edition says, as 64
    /// hexadecimal digits: the SHA-256 of its data. Two editions with the same
    /// digest say the same. Attached profiles are not part of it.
    pub fn digest(&self) -> String {
        hex(self.records.digest())
    }

    fn group(&self, at: usize) -> Option<UnitGroup> {
        UnitGroup::new(self.records.clone(), at, self.profiles.clone())
    }

    fn class_at(&self, at: usize) -> Option<Class> {
        Some(Class {
            code: self.records.class_code(at)?,
            records: self.records.clone(),
            at,
        })
    }

    /// Returns the unit group of a code, if this edition has it in full.
    pub fn get(&self, code: Code) -> Option<UnitGroup> {
        self.group(self.records.group(code)?)
    }

    /// Returns the unit group at a place in the order of [`Noc::iter`].
    pub(crate) fn nth(&self, at: usize) -> Option<UnitGroup> {
        self.group(at)
    }

    /// Returns the code of a unit group by its place.
    pub(crate) fn nth_code(&self, at: usize) -> Option<Code> {
        self.records.code(at)
    }

    /// The class title as a unit group, by place, has it.
    pub(crate) fn title_of_group(&self, group: usize, lang: Lang) -> &str {
        let title = self.records.text(self.records.title(group), lang);
        title.unwrap_or_default()
    }

    /// The English title of a row of a unit group, both by place.
    pub(crate) fn english(&self, group: usize, row: usize) -> &str {
        let at = self.records.titles(group).start + row;
        self.records.english(at).unwrap_or_default()
    }

    /// A Simplified title by its number among those of a unit group.
    pub(crate) fn chinese(&self, group: usize, number: usize) -> &str {
        let titles = self.records.titles(group);
        let first = self.records.chinese_titles(titles.start).start;
        self.records.chinese(first + number, Lang::ZhHans)
    }

    /// Returns the unit groups, by code.
    pub fn iter(&self) -> impl Iterator<Item = UnitGroup> {
        (0..self.len()).filter_map(|at| self.group(at))
    }

    /// Returns the number of unit groups.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Tells whether there is no unit group.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the class of a code, at any level.
    pub fn class(&self, code: Code) -> Option<Class> {
        self.class_at(self.records.class(code)?)
    }

    fn all_classes(&self) -> impl Iterator<Item = Class> {
        (0..self.records.class_count()).filter_map(|at| self.class_at(at))
    }

    /// Returns the classes of a level, by code.
    pub fn classes(&self, level: Level) -> impl Iterator<Item = Class> {
        self.all_classes()
            .filter(move |class| class.code.level() == level)
    }

    /// Returns the classes above a code that this edition names, from the broad
    /// category down.
    pub fn ancestors(&self, code: Code) -> impl Iterator<Item = Class> {
        code.ancestors().filter_map(|above| self.class(above))
    }

    /// Returns the classes one level below a code, by code.
    pub fn children(&self, code: Code) -> impl Iterator<Item = Class> {
        self.all_classes()
            .filter(move |class| class.code.ancestors().last() == Some(code))
    }

    /// Returns the other classes under the same parent, by code.
    pub fn siblings(&self, code: Code) -> impl Iterator<Item = Class> {
        let parent = code.ancestors().last();
        self.all_classes().filter(move |class| {
            class.code != code
                && class.code.level() == code.level()
                && class.code.ancestors().last() == parent
        })
    }

    /// Returns this edition with a career profile attached to a unit group,
    /// `None` if the unit group is not there.
    ///
    /// The profile is of NOC 2016; a [`Concordance`](crate::Concordance) tells
    /// which codes it belongs to in another edition.
    #[must_use]
    pub fn with_profile(&self, code: Code, profile: CareerProfile) -> Option<Noc> {
        self.records.group(code)?;
        let mut with_profile = self.clone();
        let profiles = Arc::make_mut(&mut with_profile.profiles);
        profiles.entry(code).or_default().push(Arc::new(profile));
        Some(with_profile)
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A class at any level: its code and title.
///
/// It serializes as an object with `code` and `title` (`en`, `zh`, `zh_hant`).
#[derive(Clone, Debug)]
pub struct Class {
    code: Code,
    records: Arc<Records>,
    at: usize,
}

impl Class {
    /// Returns the code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Returns the title.
    pub fn title(&self, lang: Lang) -> Option<&str> {
        self.records.class_title(self.at, lang)
    }
}

impl Serialize for Class {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shape<'a> {
            code: Code,
            title: InLanguages<'a>,
        }
        Shape {
            code: self.code,
            title: InLanguages::of(|lang| self.title(lang)),
        }
        .serialize(serializer)
    }
}

#[cfg(feature = "compile")]
mod making {
    use super::{Noc, Records, UnitGroup};
    use crate::bytes::Bytes;
    use crate::code::Code;
    use crate::edition::Edition;
    use crate::error::Error;
    use crate::record::Draft;
    use crate::records::write::write;
    use crate::text::Text;

    impl Noc {
        /// Puts an edition together. Unit groups and classes may come in any order;
        /// a unit group is a class too, whether or not `classes` names it.
        ///
        /// # Errors
        ///
        /// When two unit groups have one code, with no line: the caller knows better
        /// where they came from.
        pub(crate) fn new(
            edition: Edition,
            mut groups: Vec<Draft>,
            mut classes: Vec<(Code, Text)>,
        ) -> Result<Noc, Error> {
            groups.sort_by_key(|group| group.code);
            let twice = |what: &str, code: Code| {
                Err(Error::document(
                    None,
                    format!("two {what} have the code {code}"),
                ))
            };
            if let Some(pair) = groups.windows(2).find(|pair| pair[0].code == pair[1].code) {
                return twice("unit groups", pair[0].code);
            }
            classes.sort_by_key(|&(code, _)| code);
            if let Some(pair) = classes.windows(2).find(|pair| pair[0].0 == pair[1].0) {
                return twice("classes", pair[0].0);
            }
            let is_named = |code: Code| {
                classes
                    .binary_search_by_key(&code, |&(code, _)| code)
                    .is_ok()
            };
            let unnamed: Vec<(Code, Text)> = groups
                .iter()
                .filter(|group| !is_named(group.code))
                .map(|group| (group.code, group.record.title.clone()))
                .collect();
            classes.extend(unnamed);
            classes.sort_by_key(|&(code, _)| code);
            let bytes = write(edition, &groups, &classes);
            let records = Records::open(Bytes::new(bytes));
            Ok(Noc::of(records.expect("what was just written opens")))
        }
    }

    impl UnitGroup {
        /// A unit group that belongs to no edition yet.
        pub(crate) fn alone(draft: &Draft) -> UnitGroup {
            let edition = draft.code.edition();
            let noc = Noc::new(edition, vec![draft.clone()], Vec::new());
            let group = noc.ok().and_then(|noc| noc.nth(0));
            group.expect("one unit group has no other with its code")
        }
    }
}
