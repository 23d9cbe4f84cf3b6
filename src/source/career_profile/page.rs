//! Cuts the text of a career profile into its sections.

use crate::error::Error;
use crate::text::is_invisible;

pub(super) const HOURLY: &str = "Hourly Pay";
pub(super) const ANNUAL: &str = "Annual Pay";
pub(super) const RANGE: [&str; 3] = ["Minimum", "Median", "Maximum"];
pub(super) const EMPLOYED: &str = "employed in ";
pub(super) const SHARES: [&str; 3] = ["employed full-time", "self employed", "median age"];
pub(super) const INCOME: &str = "median annual income";
pub(super) const COMPARED: &str = "Compared to:";
pub(super) const NOT_AVAILABLE: &str = "N/A";

/// The sections in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Head,
    Outlook,
    Pay,
    AboutJob,
    Nature,
    Duties,
    SampleTitles,
    Skills,
    Requirements,
    Considerations,
    Numbers,
    QuickLook,
    Regions,
    Industries,
    Ages,
    EducationLevels,
    Programs,
    Institutions,
    Conditions,
    Regulations,
    Contacts,
    Resources,
}

/// The sections that have a heading: all but the head of the page.
const HEADINGS: [(Section, &str); 21] = [
    (Section::Outlook, "Job Outlook"),
    (Section::Pay, HOURLY),
    (Section::AboutJob, "About the job"),
    (Section::Nature, "Nature of work"),
    (Section::Duties, "Job duties"),
    (Section::SampleTitles, "Sample job titles"),
    (Section::Skills, "Skills"),
    (Section::Requirements, "Job requirements"),
    (Section::Considerations, "Other considerations"),
    (Section::Numbers, "By the numbers"),
    (Section::QuickLook, "Quick look"),
    (Section::Regions, "Where will I likely work?"),
    (Section::Industries, "Top Industries of Employment"),
    (Section::Ages, "What is the age of Employment?"),
    (Section::EducationLevels, "Top levels of education"),
    (Section::Programs, "Education & training"),
    (Section::Institutions, "Institutions providing this program"),
    (Section::Conditions, "Employment requirements & contacts"),
    (Section::Regulations, "Regulations"),
    (Section::Contacts, "Contacts"),
    (Section::Resources, "Additional resources"),
];

impl Section {
    fn heading(self) -> &'static str {
        let row = HEADINGS.iter().find(|(section, _)| *section == self);
        row.map_or("the head of the page", |(_, heading)| heading)
    }

    /// Returns where the form of the section glues the next thing to a text.
    fn glue(self, text: &str) -> Option<usize> {
        let label = |labels: [&str; 3]| {
            let label = labels.into_iter().find(|label| text.starts_with(label));
            label.map(str::len)
        };
        match self {
            Section::Pay => label(RANGE),
            Section::QuickLook => label(SHARES).or_else(|| {
                // A year has four digits; what follows is the next figure.
                let year = text.strip_prefix(EMPLOYED)?.bytes().take(4);
                Some(EMPLOYED.len() + year.take_while(u8::is_ascii_digit).count())
            }),
            Section::Regions | Section::EducationLevels if text.starts_with(NOT_AVAILABLE) => {
                Some(NOT_AVAILABLE.len())
            }
            Section::Regions | Section::EducationLevels => {
                text.find(INCOME).map(|at| at + INCOME.len())
            }
            _ => None,
        }
    }
}

/// A line, or a part of one where the page glues two things together.
pub(super) struct Line {
    /// Counted from 1 in the text as it was given.
    number: usize,
    pub(super) mark: Mark,
    pub(super) text: String,
}

/// Whether a line is an entry of a list, which a heading never is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Bullet,
    Plain,
}

impl Line {
    pub(super) fn error(&self, what: impl Into<String>) -> Error {
        Error::document(self.number, what)
    }

    /// The text for a message: whoever passes a book gets its beginning back.
    pub(super) fn quoted(&self) -> String {
        format!("{:?}", self.text.chars().take(60).collect::<String>())
    }

    /// The group that the line names for a comparison.
    pub(super) fn group(&self) -> Option<&str> {
        self.text.strip_prefix(COMPARED).map(str::trim_start)
    }
}

/// The page cut into sections, in the order of [`Section`].
pub(super) struct Page {
    parts: Vec<Part>,
    last_line: usize,
}

struct Part {
    section: Section,
    /// Where the heading stands.
    line: usize,
    lines: Vec<Line>,
}

impl Page {
    /// Cuts a text.
    ///
    /// # Errors
    ///
    /// When the text is empty, or a heading stands twice or below a later one.
    pub(super) fn split(text: &str) -> Result<Page, Error> {
        let mut page = Page {
            parts: vec![Part::new(Section::Head, 1)],
            last_line: 0,
        };
        for (index, line) in text.lines().enumerate() {
            let line = clean(line);
            let (mut mark, mut rest) = unmark(line.trim());
            while !rest.is_empty() {
                let glue = page.section().glue(rest);
                let (text, glued) = rest.split_at(glue.unwrap_or(rest.len()));
                page.push(Line {
                    number: index + 1,
                    mark,
                    text: text.trim_end().to_owned(),
                })?;
                (mark, rest) = (Mark::Plain, glued.trim_start());
            }
        }
        match page.last_line {
            0 => Err(Error::document(1, "the document is empty")),
            _ => Ok(page),
        }
    }

    /// The section that is being filled.
    fn section(&self) -> Section {
        self.parts.last().map_or(Section::Head, |part| part.section)
    }

    fn push(&mut self, line: Line) -> Result<(), Error> {
        self.last_line = line.number;
        let current = self.section();
        let heading = HEADINGS
            .iter()
            .find(|(_, heading)| line.mark == Mark::Plain && line.text == *heading);
        match heading {
            Some(&(section, _)) if section > current => {
                self.parts.push(Part::new(section, line.number));
                return Ok(());
            }
            // The pay of the group to compare with has this label too.
            Some((Section::Pay, _)) if current == Section::Pay => {}
            Some((_, heading)) => {
                let current = current.heading();
                let what = format!("the heading {heading:?} stands below {current:?}");
                return Err(line.error(what));
            }
            None => {}
        }
        if let Some(part) = self.parts.last_mut() {
            part.lines.push(line);
        }
        Ok(())
    }

    /// Returns the lines of a section, if it is there.
    pub(super) fn find(&self, section: Section) -> Option<Lines<'_>> {
        let part = self.parts.iter().find(|part| part.section == section)?;
        Some(Lines {
            at: part.line,
            rest: &part.lines,
        })
    }

    /// Returns the lines of a section that has to be there.
    pub(super) fn lines(&self, section: Section) -> Result<Lines<'_>, Error> {
        self.find(section).ok_or_else(|| {
            let what = format!("the section {:?} is missing", section.heading());
            Error::document(self.last_line, what)
        })
    }

    /// Checks that the sections are there, and that those which only stand over
    /// others have no lines of their own.
    pub(super) fn check_sections(&self) -> Result<(), Error> {
        for (section, _) in HEADINGS {
            // A page without programs has nothing to list there.
            if section != Section::Institutions {
                self.lines(section)?;
            }
        }
        [Section::AboutJob, Section::Numbers, Section::Conditions]
            .into_iter()
            .try_for_each(|section| self.lines(section)?.end())
    }

    /// Returns the groups that the page compares with.
    pub(super) fn groups(&self) -> impl Iterator<Item = &str> {
        let lines = self.parts.iter().flat_map(|part| &part.lines);
        lines.filter_map(Line::group)
    }
}

impl Part {
    fn new(section: Section, line: usize) -> Part {
        Part {
            section,
            line,
            lines: Vec::new(),
        }
    }
}

/// The lines of a section, or of one side of its comparison.
pub(super) struct Lines<'a> {
    /// The line taken last, or that of the heading.
    at: usize,
    rest: &'a [Line],
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a Line;

    fn next(&mut self) -> Option<&'a Line> {
        self.next_if(|_| true)
    }
}

impl<'a> Lines<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn next_if(&mut self, fits: impl Fn(&Line) -> bool) -> Option<&'a Line> {
        let (line, rest) = self.rest.split_first().filter(|(line, _)| fits(line))?;
        (self.at, self.rest) = (line.number, rest);
        Some(line)
    }

    pub(super) fn expect(
        &mut self,
        what: &str,
        fits: impl Fn(&Line) -> bool,
    ) -> Result<&'a Line, Error> {
        self.next_if(fits).ok_or_else(|| match self.rest.first() {
            Some(line) => line.error(format!("expected {what}, found {}", line.quoted())),
            None => Error::document(self.at, format!("expected {what} after this line")),
        })
    }

    /// Takes a label, and the figure before it if there is one.
    pub(super) fn labelled(&mut self, label: &str) -> Result<(Option<&'a Line>, &'a Line), Error> {
        let is_label = |line: &Line| line.text.starts_with(label);
        let figure = self.next_if(|line| !is_label(line));
        Ok((figure, self.expect(&format!("{label:?}"), is_label)?))
    }

    /// Checks that no line is left.
    pub(super) fn end(&self) -> Result<(), Error> {
        self.rest.first().map_or(Ok(()), |line| {
            Err(line.error(format!("no section takes the line {}", line.quoted())))
        })
    }

    /// Divides the lines at the one that names a group to compare with.
    pub(super) fn divide(self) -> (Lines<'a>, Option<(&'a Line, Lines<'a>)>) {
        let named = self.rest.iter().position(|line| line.group().is_some());
        let (here, rest) = self.rest.split_at(named.unwrap_or(self.rest.len()));
        let there = rest.split_first().map(|(line, rest)| {
            let at = line.number;
            (line, Lines { at, rest })
        });
        (
            Lines {
                at: self.at,
                rest: here,
            },
            there,
        )
    }
}

/// Takes away what is invisible and makes every space a plain one.
fn clean(line: &str) -> String {
    line.chars()
        .filter(|&c| !is_invisible(c))
        .map(|c| if c == '\u{a0}' { ' ' } else { c })
        .collect()
}

/// Takes a bullet away.
fn unmark(line: &str) -> (Mark, &str) {
    let is_entry = |text: &&str| text.is_empty() || text.starts_with(' ');
    let text = line
        .strip_prefix('•')
        .or_else(|| line.strip_prefix(['-', '*']).filter(is_entry));
    text.map_or((Mark::Plain, line), |text| {
        (Mark::Bullet, text.trim_start())
    })
}
