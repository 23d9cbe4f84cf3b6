//! Reads the career profile of a unit group of 2016, a web page kept as text.
//!
//! Such a text glues a label to what follows it: `Minimum` to the next figure,
//! `N/A` to the next region, the last label of a section to the next heading.
//! The reader first cuts these apart, each only in the section whose form has
//! it, so that the same words in a sentence stay whole, and then reads section
//! by section.
//!
//! Nothing is dropped in silence but the link label "Read more". What stands
//! unasked for in a section of free text or of a plain list is kept there as
//! one more paragraph or entry; where the form is fixed (the head, the outlook,
//! figures, programs, a heading that stands over other headings) it is an error.

mod page;
#[cfg(test)]
mod tests;

use std::path::Path;

use self::page::{
    ANNUAL, EMPLOYED, HOURLY, INCOME, Line, Lines, Mark, NOT_AVAILABLE, Page, RANGE, SHARES,
    Section,
};
use crate::career_profile::{
    CareerProfile, Comparison, EducationProgram, MedianIncome, Money, Outlook, Pay, PayRange,
    ProfileDuty, QuickLook, Regulation,
};
use crate::code::{Code, Level};
use crate::edition::Edition;
use crate::error::Error;
use crate::text::read_text;

/// Reads a career profile from a file.
///
/// # Errors
///
/// As [`from_text`], and when the file can't be read ([`Error::is_io`]) or is
/// not UTF-8; all name the file.
pub fn from_path(path: impl AsRef<Path>) -> Result<CareerProfile, Error> {
    let path = path.as_ref();
    from_text(&read_text(path)?).map_err(|error| error.in_file(path))
}

/// Reads a career profile from its text.
///
/// A byte order mark, characters that no reader sees, spaces at the ends of lines, blank
/// lines, either kind of line end, and which of the bullets `-`, `*` and `•`
/// stands before an entry make no difference.
///
/// # Errors
///
/// [`Error::is_document`], with the line, when the text
///
/// - is empty or holds a zero byte;
/// - has no line `(NOC dddd)` below the title, or no unit group's code in it;
/// - does not go on with `in ` and the category, as a comparison names it;
/// - lacks a section or has one twice or out of order. The form prints the
///   heading of an empty section too, so such a page was cut; only the list of
///   institutions may be missing;
/// - lacks the label of a figure, or has a figure that is none;
/// - has a line that a section of fixed form does not take.
pub fn from_text(text: &str) -> Result<CareerProfile, Error> {
    if let Some(index) = text.lines().position(|line| line.contains('\0')) {
        return Err(Error::document(index + 1, "the text holds a zero byte"));
    }
    let page = Page::split(text)?;
    let is_code = |line: &Line| line.text.starts_with("(NOC");
    let mut head = page.lines(Section::Head)?;
    let title = head.expect("a title", |line| !is_code(line))?;
    let code = read_code(head.expect("\"(NOC dddd)\"", is_code)?)?;
    // Asked before the rest is read: of a cut page, this is the thing to say.
    page.check_sections()?;
    let (category, summary) = read_category(&mut head, &page)?;

    let entries = |section| page.lines(section).map(read_entries);
    let list = |lines: Lines<'_>| Ok(read_entries(lines));
    Ok(CareerProfile {
        code,
        title: title.text.clone(),
        category,
        summary,
        outlook: compare(page.lines(Section::Outlook)?, read_outlook)?,
        pay: compare(page.lines(Section::Pay)?, read_pay)?,
        nature_of_work: paragraphs(entries(Section::Nature)?),
        duties: read_duties(page.lines(Section::Duties)?)?,
        sample_titles: entries(Section::SampleTitles)?,
        skills: entries(Section::Skills)?,
        requirements: entries(Section::Requirements)?,
        other_considerations: entries(Section::Considerations)?,
        quick_look: compare(page.lines(Section::QuickLook)?, read_quick_look)?,
        regions: compare(page.lines(Section::Regions)?, read_incomes)?,
        industries: compare(page.lines(Section::Industries)?, list)?,
        age_bands: compare(page.lines(Section::Ages)?, list)?,
        education_levels: compare(page.lines(Section::EducationLevels)?, read_incomes)?,
        programs: read_programs(page.lines(Section::Programs)?)?,
        institutions: page.find(Section::Institutions).map(read_entries),
        regulations: page
            .lines(Section::Regulations)?
            .map(read_regulation)
            .collect(),
        contacts: entries(Section::Contacts)?,
        additional_resources: entries(Section::Resources)?,
    })
}

fn read_code(line: &Line) -> Result<Code, Error> {
    let digits = line
        .text
        .strip_prefix("(NOC")
        .and_then(|rest| rest.strip_suffix(')'));
    let digits = digits.ok_or_else(|| line.error(format!("malformed code {}", line.quoted())))?;
    let code =
        Code::of(Edition::NOC_2016, digits).map_err(|error| line.error(error.to_string()))?;
    match code.level() {
        Level::UnitGroup => Ok(code),
        _ => Err(line.error(format!("the code \"{code}\" is of no unit group"))),
    }
}

/// Reads the category and the summary, the first paragraph of which is glued to
/// it: nothing but the comparisons tells where the category ends.
fn read_category(head: &mut Lines<'_>, page: &Page) -> Result<(String, Option<String>), Error> {
    let line = head.expect("\"in \" and the category", |line| {
        line.text.starts_with("in ")
    })?;
    let text = line.text["in ".len()..].trim_start();
    // "All Sales" is not the category of "All Sales and Service".
    let ends = |rest: &str| {
        rest.is_empty() || rest.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
    };
    let category = page
        .groups()
        .filter(|group| !group.is_empty() && text.strip_prefix(*group).is_some_and(ends))
        .max_by_key(|group| group.len())
        .ok_or_else(|| {
            line.error(format!(
                "no comparison names the category of {}",
                line.quoted()
            ))
        })?;
    let mut summary = read_entries(head);
    if text.len() > category.len() {
        summary.insert(0, text[category.len()..].to_owned());
    }
    Ok((category.to_owned(), paragraphs(summary)))
}

/// Reads what a section says here, and of another group where it names one.
fn compare<'a, T>(
    lines: Lines<'a>,
    read: impl Fn(Lines<'a>) -> Result<T, Error>,
) -> Result<Comparison<T>, Error> {
    let (here, there) = lines.divide();
    let here = read(here)?;
    let Some((line, there)) = there else {
        return Ok(Comparison {
            here,
            group: None,
            compared: None,
        });
    };
    let group = line.group().filter(|group| !group.is_empty());
    let group = group.ok_or_else(|| line.error("no group to compare with is named"))?;
    let (there, second) = there.divide();
    if let Some((line, _)) = second {
        return Err(line.error("a second group to compare with"));
    }
    Ok(Comparison {
        here,
        group: Some(group.to_owned()),
        compared: (!there.is_empty()).then(|| read(there)).transpose()?,
    })
}

fn read_entries<'a>(lines: impl Iterator<Item = &'a Line>) -> Vec<String> {
    lines.map(|line| line.text.clone()).collect()
}

fn paragraphs(lines: Vec<String>) -> Option<String> {
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn read_outlook(mut lines: Lines<'_>) -> Result<Outlook, Error> {
    let is_link = |line: &Line| line.text == "Read more";
    let wording = lines.expect("a job outlook", |line| !is_link(line))?;
    lines.next_if(is_link);
    lines.end()?;
    Ok(Outlook::from_wording(&wording.text))
}

fn read_pay(mut lines: Lines<'_>) -> Result<Pay, Error> {
    // Here it is the heading of the section; there it stands among the lines.
    lines.next_if(|line| line.text == HOURLY);
    let hourly = read_range(&mut lines)?;
    lines.expect(&format!("{ANNUAL:?}"), |line| line.text == ANNUAL)?;
    let annual = read_range(&mut lines)?;
    lines.end()?;
    Ok(Pay { hourly, annual })
}

fn read_range(lines: &mut Lines<'_>) -> Result<PayRange, Error> {
    let mut amount = |label| match lines.labelled(label)? {
        (Some(figure), _) => read_amount(figure, &figure.text),
        (None, label) => Err(label.error(format!("no amount stands before {}", label.quoted()))),
    };
    let [minimum, median, maximum] = RANGE;
    Ok(PayRange {
        minimum: amount(minimum)?,
        median: amount(median)?,
        maximum: amount(maximum)?,
    })
}

fn read_amount(line: &Line, text: &str) -> Result<Option<Money>, Error> {
    match Money::parse(text) {
        None if line.text == NOT_AVAILABLE => Ok(None),
        None => Err(line.error(format!("{} is no amount", line.quoted()))),
        amount => Ok(amount),
    }
}

fn read_quick_look(mut lines: Lines<'_>) -> Result<QuickLook, Error> {
    let (employed, label) = lines.labelled(EMPLOYED.trim_end())?;
    let year = label
        .text
        .strip_prefix(EMPLOYED)
        .filter(|year| year.len() == 4);
    let year = year.and_then(|year| year.parse().ok());
    let mut share = |label| {
        lines
            .labelled(label)
            .and_then(|(figure, _)| read_figure(figure))
    };
    let [full_time, self_employed, median_age] = SHARES;
    let look = QuickLook {
        year: year.ok_or_else(|| label.error(format!("no year in {}", label.quoted())))?,
        employed: read_figure(employed)?,
        full_time: share(full_time)?,
        self_employed: share(self_employed)?,
        median_age: share(median_age)?,
    };
    lines.end()?;
    Ok(look)
}

/// Reads a figure whose form is not known; whatever it is, it has a digit.
fn read_figure(line: Option<&Line>) -> Result<Option<String>, Error> {
    match line {
        Some(line) if line.text == NOT_AVAILABLE => Ok(None),
        Some(line) if !line.text.contains(|c: char| c.is_ascii_digit()) => {
            Err(line.error(format!("{} is no figure", line.quoted())))
        }
        line => Ok(line.map(|line| line.text.clone())),
    }
}

fn read_incomes(mut lines: Lines<'_>) -> Result<Vec<MedianIncome>, Error> {
    let is_income = |line: &Line| {
        line.text == NOT_AVAILABLE || line.text.starts_with('$') || line.text.ends_with(INCOME)
    };
    let mut incomes = Vec::new();
    while !lines.is_empty() {
        let name = lines
            .expect("a name", |line| !is_income(line))?
            .text
            .clone();
        let income = match lines.next_if(is_income) {
            // Without its label a figure was cut, and may have lost digits.
            Some(line) => read_amount(
                line,
                line.text.strip_suffix(INCOME).unwrap_or("").trim_end(),
            )?,
            None => None,
        };
        incomes.push(MedianIncome { name, income });
    }
    Ok(incomes)
}

fn read_duties(lines: Lines<'_>) -> Result<Vec<ProfileDuty>, Error> {
    let mut duties: Vec<ProfileDuty> = Vec::new();
    let mut occupation = None;
    // The line of an occupation until a duty stands under it.
    let mut bare: Option<&Line> = None;
    for line in lines {
        match (line.mark, line.text.strip_suffix(':')) {
            (Mark::Plain, Some(_)) if bare.is_some() => break,
            (Mark::Plain, Some(name)) => {
                (occupation, bare) = (Some(name.to_owned()), Some(line));
            }
            _ => {
                bare = None;
                duties.push(ProfileDuty {
                    occupation: occupation.clone(),
                    text: line.text.clone(),
                });
            }
        }
    }
    match bare {
        Some(line) => Err(line.error(format!("no duty stands under {}", line.quoted()))),
        None => Ok(duties),
    }
}

fn read_programs(mut lines: Lines<'_>) -> Result<Vec<EducationProgram>, Error> {
    let mut programs = Vec::new();
    while let Some(title) = lines.next() {
        let what = "where the program is taught";
        let line = lines.expect(what, |line| end_of_place(line).is_some())?;
        let (place, description) = line.text.split_at(end_of_place(line).unwrap_or_default());
        programs.push(EducationProgram {
            title: title.text.clone(),
            taught_at: place.to_owned(),
            description: (!description.is_empty()).then(|| description.to_owned()),
        });
    }
    Ok(programs)
}

/// Returns where the place that teaches a program ends, as in "College Program",
/// and the description glued to it begins.
fn end_of_place(line: &Line) -> Option<usize> {
    let mut ends = line
        .text
        .match_indices("Program")
        .map(|(at, word)| at + word.len());
    ends.find(|&end| {
        let rest = &line.text[end..];
        rest.is_empty() || rest.starts_with(char::is_uppercase)
    })
}

fn read_regulation(line: &Line) -> Regulation {
    let (kind, text) = match line.text.split_once(": ") {
        // A colon within a sentence after the first divides no kind off.
        Some((kind, text)) if !kind.contains('.') => (Some(kind.to_owned()), text),
        _ => (None, line.text.as_str()),
    };
    Regulation {
        kind,
        text: text.to_owned(),
    }
}
