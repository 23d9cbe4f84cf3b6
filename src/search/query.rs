//! What is asked.

use crate::code::{Code, Teer};
use crate::edition::Edition;
use crate::lang::Lang;

/// A question to a [`Searcher`](crate::Searcher): a text and what the answer
/// should be like.
///
/// Any text is valid; one of which nothing is left without punctuation finds
/// nothing. Only the first 8 KiB of a text are looked at.
///
/// # Example: three answers, in Traditional characters
///
/// ```
/// use noc_search::{Lang, Query, Searcher};
///
/// let searcher = Searcher::embedded();
/// let hits = searcher.search(Query::new("註冊護士").limit(3).lang(Lang::ZhHant))?;
/// assert_eq!(hits[0].code().to_string(), "31301");
/// assert!(hits.len() <= 3);
/// # Ok::<(), noc_search::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(crate) text: String,
    pub(crate) limit: usize,
    pub(crate) lang: Lang,
    pub(crate) teers: Vec<Teer>,
    pub(crate) edition: Option<Edition>,
    pub(crate) industry: Option<String>,
    pub(crate) duties: Option<String>,
}

impl Query {
    /// Asks for a text: a job title, a duty, a code. Ten hits, Chinese in
    /// Simplified characters.
    pub fn new(text: impl Into<String>) -> Query {
        Query {
            text: text.into(),
            limit: 10,
            lang: Lang::default(),
            teers: Vec::new(),
            edition: None,
            industry: None,
            duties: None,
        }
    }

    /// Sets how many hits come at most. None come with 0.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Query {
        self.limit = limit;
        self
    }

    /// Sets the language of the person who reads the answer. The language of the
    /// text is seen from the text; this chooses the characters of the Chinese.
    #[must_use]
    pub fn lang(mut self, lang: Lang) -> Query {
        self.lang = lang;
        self
    }

    /// Keeps unit groups of these TEERs only. With none, all are kept; unit
    /// groups before 2021 have no TEER and are left out.
    #[must_use]
    pub fn teers(mut self, teers: impl IntoIterator<Item = Teer>) -> Query {
        self.teers = teers.into_iter().collect();
        self
    }

    /// Keeps unit groups of one edition only, where the searcher has several.
    #[must_use]
    pub fn edition(mut self, edition: Edition) -> Query {
        self.edition = Some(edition);
        self
    }

    /// Says where the work is done ("food processing", "hospital", 冷库), which decides
    /// between jobs of one name. Only [`Searcher::resolve`](crate::Searcher::resolve)
    /// looks at it.
    #[must_use]
    pub fn industry(mut self, industry: impl Into<String>) -> Query {
        self.industry = Some(industry.into());
        self
    }

    /// Says what the person does, in a sentence or a page: it decides between jobs of one
    /// name, and speaks for others where the title misleads. Only
    /// [`Searcher::resolve`](crate::Searcher::resolve) looks at it.
    ///
    /// # Example: a title that two unit groups have
    ///
    /// ```
    /// use noc_search::{Query, Searcher, Verdict};
    ///
    /// let searcher = Searcher::embedded();
    /// let query = Query::new("personal support worker")
    ///     .duties("I help an elderly client in her own home: meals, bathing, company");
    /// let resolution = searcher.resolve(query)?;
    /// let Verdict::Certain(code) = resolution.verdict() else { panic!() };
    /// assert_eq!(code.to_string(), "44101");
    /// # Ok::<(), noc_search::Error>(())
    /// ```
    #[must_use]
    pub fn duties(mut self, duties: impl Into<String>) -> Query {
        self.duties = Some(duties.into());
        self
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Tells whether no unit group is left out.
    pub(crate) fn accepts_all(&self) -> bool {
        self.edition.is_none() && self.teers.is_empty()
    }

    /// Tells whether a unit group is one that was asked for.
    pub(crate) fn accepts(&self, code: Code) -> bool {
        self.edition.is_none_or(|edition| code.edition() == edition)
            && (self.teers.is_empty() || code.teer().is_some_and(|t| self.teers.contains(&t)))
    }

    /// The script in which Chinese is shown.
    pub(crate) fn chinese(&self) -> Lang {
        match self.lang {
            Lang::ZhHant => Lang::ZhHant,
            _ => Lang::ZhHans,
        }
    }
}

impl From<&str> for Query {
    fn from(text: &str) -> Query {
        Query::new(text)
    }
}

impl From<String> for Query {
    fn from(text: String) -> Query {
        Query::new(text)
    }
}

impl From<&String> for Query {
    fn from(text: &String) -> Query {
        Query::new(text.as_str())
    }
}
