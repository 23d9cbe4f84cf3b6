//! One edition of the classification.

use std::sync::Arc;

use serde::Serialize;

use crate::career_profile::CareerProfile;
use crate::code::{Code, Level};
use crate::edition::Edition;
use crate::error::Error;
use crate::lang::Lang;
use crate::text::Text;
use crate::unit_group::UnitGroup;

/// One edition of the classification: its unit groups and the classes above.
///
/// A clone is a reference count. Unit groups are sorted by code.
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
pub struct Noc(Arc<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    edition: Edition,
    groups: Vec<UnitGroup>,
    classes: Vec<Class>,
}

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
        mut groups: Vec<UnitGroup>,
        mut classes: Vec<Class>,
    ) -> Result<Noc, Error> {
        groups.sort_by_key(UnitGroup::code);
        if let Some(pair) = groups
            .windows(2)
            .find(|pair| pair[0].code() == pair[1].code())
        {
            return Err(Error::document(
                None,
                format!("two unit groups have the code {}", pair[0].code()),
            ));
        }
        classes.sort_by_key(Class::code);
        if let Some(pair) = classes.windows(2).find(|pair| pair[0].code == pair[1].code) {
            return Err(Error::document(
                None,
                format!("two classes have the code {}", pair[0].code),
            ));
        }
        let unnamed: Vec<Class> = groups
            .iter()
            .filter(|group| find(&classes, group.code()).is_none())
            .map(|group| {
                let title = |lang| group.title(lang).map(str::to_owned);
                Class {
                    code: group.code(),
                    title: Text {
                        en: title(Lang::En),
                        hans: title(Lang::ZhHans),
                        hant: title(Lang::ZhHant),
                    },
                }
            })
            .collect();
        classes.extend(unnamed);
        classes.sort_by_key(Class::code);
        Ok(Noc(Arc::new(Inner {
            edition,
            groups,
            classes,
        })))
    }

    /// Returns the edition.
    pub fn edition(&self) -> Edition {
        self.0.edition
    }

    /// Returns the unit group of a code, if this edition has it in full.
    pub fn get(&self, code: Code) -> Option<&UnitGroup> {
        let at = self.0.groups.binary_search_by_key(&code, UnitGroup::code);
        at.ok().map(|at| &self.0.groups[at])
    }

    /// Returns the unit groups, by code.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &UnitGroup> {
        self.0.groups.iter()
    }

    /// Returns the number of unit groups.
    pub fn len(&self) -> usize {
        self.0.groups.len()
    }

    /// Tells whether there is no unit group.
    pub fn is_empty(&self) -> bool {
        self.0.groups.is_empty()
    }

    /// Returns the class of a code, at any level.
    pub fn class(&self, code: Code) -> Option<&Class> {
        find(&self.0.classes, code)
    }

    /// Returns the classes of a level, by code.
    pub fn classes(&self, level: Level) -> impl Iterator<Item = &Class> {
        let classes = self.0.classes.iter();
        classes.filter(move |class| class.code.level() == level)
    }

    /// Returns the classes above a code that this edition names, from the broad
    /// category down.
    pub fn ancestors(&self, code: Code) -> impl Iterator<Item = &Class> {
        code.ancestors().filter_map(|above| self.class(above))
    }

    /// Returns the classes one level below a code, by code.
    pub fn children(&self, code: Code) -> impl Iterator<Item = &Class> {
        let classes = self.0.classes.iter();
        classes.filter(move |class| class.code.ancestors().last() == Some(code))
    }

    /// Returns the other classes under the same parent, by code.
    pub fn siblings(&self, code: Code) -> impl Iterator<Item = &Class> {
        let parent = code.ancestors().last();
        let classes = self.0.classes.iter();
        classes.filter(move |class| {
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
        let at = self
            .0
            .groups
            .binary_search_by_key(&code, UnitGroup::code)
            .ok()?;
        let mut inner = Inner::clone(&self.0);
        inner.groups[at].attach(Arc::new(profile));
        Some(Noc(Arc::new(inner)))
    }
}

fn find(classes: &[Class], code: Code) -> Option<&Class> {
    let at = classes.binary_search_by_key(&code, Class::code);
    at.ok().map(|at| &classes[at])
}

/// A class at any level: its code and title.
#[derive(Clone, Debug, Serialize)]
pub struct Class {
    code: Code,
    title: Text,
}

impl Class {
    pub(crate) fn new(code: Code, mut title: Text) -> Class {
        title.add_traditional();
        Class { code, title }
    }

    /// Returns the code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Returns the title.
    pub fn title(&self, lang: Lang) -> Option<&str> {
        self.title.get(lang)
    }
}
