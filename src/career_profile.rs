//! A career profile: what a labour office says of one unit group in one region.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::code::Code;

/// Tells of one unit group what it pays, who works in it, where, and what the
/// work asks for, in one region.
///
/// It is made by [`source::career_profile`](crate::source::career_profile).
/// Texts and lists stand as the page has them, in its order. A list is empty
/// where the page has only its heading.
///
/// # Example: what the work pays
///
/// ```no_run
/// use noc_search::source::career_profile;
///
/// let profile = career_profile::from_path("1252.txt")?;
/// let pay = profile.pay().here().hourly;
/// match pay.median {
///     Some(median) => println!("{}: {median} an hour", profile.title()),
///     None => println!("{}: the page gives no median", profile.title()),
/// }
/// # Ok::<(), noc_search::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CareerProfile {
    pub(crate) code: Code,
    pub(crate) title: String,
    pub(crate) category: String,
    pub(crate) summary: Option<String>,
    pub(crate) outlook: Comparison<Outlook>,
    pub(crate) pay: Comparison<Pay>,
    pub(crate) nature_of_work: Option<String>,
    pub(crate) duties: Vec<ProfileDuty>,
    pub(crate) sample_titles: Vec<String>,
    pub(crate) skills: Vec<String>,
    pub(crate) requirements: Vec<String>,
    pub(crate) other_considerations: Vec<String>,
    pub(crate) quick_look: Comparison<QuickLook>,
    pub(crate) regions: Comparison<Vec<MedianIncome>>,
    pub(crate) industries: Comparison<Vec<String>>,
    pub(crate) age_bands: Comparison<Vec<String>>,
    pub(crate) education_levels: Comparison<Vec<MedianIncome>>,
    pub(crate) programs: Vec<EducationProgram>,
    pub(crate) institutions: Option<Vec<String>>,
    pub(crate) regulations: Vec<Regulation>,
    pub(crate) contacts: Vec<String>,
    pub(crate) additional_resources: Vec<String>,
}

impl CareerProfile {
    /// Returns the code of the unit group: four digits of the NOC of 2016.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Returns the title of the unit group.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the name of the broad category, as in "All Sales and Service".
    /// Most comparisons are with it; those of regions are with all occupations.
    pub fn category(&self) -> &str {
        &self.category
    }

    /// Returns the text under the title. Paragraphs are divided by a line feed.
    pub fn summary(&self) -> Option<&str> {
        self.summary.as_deref()
    }

    /// Returns the job outlook. A page may name the group to compare with and
    /// give no outlook for it.
    pub fn outlook(&self) -> &Comparison<Outlook> {
        &self.outlook
    }

    /// Returns the pay by the hour and by the year.
    pub fn pay(&self) -> &Comparison<Pay> {
        &self.pay
    }

    /// Returns what the work is. It often repeats the summary; paragraphs are
    /// divided by a line feed.
    pub fn nature_of_work(&self) -> Option<&str> {
        self.nature_of_work.as_deref()
    }

    /// Returns the duties.
    pub fn duties(&self) -> &[ProfileDuty] {
        &self.duties
    }

    /// Returns the sample job titles.
    pub fn sample_titles(&self) -> &[String] {
        &self.sample_titles
    }

    /// Returns the skills that the work asks for.
    pub fn skills(&self) -> &[String] {
        &self.skills
    }

    /// Returns what the job requires: schooling, licences.
    pub fn requirements(&self) -> &[String] {
        &self.requirements
    }

    /// Returns what else there is to consider: hours, places, progression.
    pub fn other_considerations(&self) -> &[String] {
        &self.other_considerations
    }

    /// Returns how many people do this work, and how.
    pub fn quick_look(&self) -> &Comparison<QuickLook> {
        &self.quick_look
    }

    /// Returns the regions where the work is found, the first most often, with
    /// their incomes. The group compared with is not the category but all
    /// occupations, as in "All NS Occupations".
    pub fn regions(&self) -> &Comparison<Vec<MedianIncome>> {
        &self.regions
    }

    /// Returns the industries that employ most.
    pub fn industries(&self) -> &Comparison<Vec<String>> {
        &self.industries
    }

    /// Returns the age bands, as in "45-54" and "65+", the largest first.
    pub fn age_bands(&self) -> &Comparison<Vec<String>> {
        &self.age_bands
    }

    /// Returns the levels of education, the commonest first, with their incomes.
    pub fn education_levels(&self) -> &Comparison<Vec<MedianIncome>> {
        &self.education_levels
    }

    /// Returns the education programs that lead to this work.
    pub fn programs(&self) -> &[EducationProgram] {
        &self.programs
    }

    /// Returns the institutions that teach the programs: `None` where the page
    /// has no such list, and an empty one where it has nothing but its heading.
    pub fn institutions(&self) -> Option<&[String]> {
        self.institutions.as_deref()
    }

    /// Returns how the work is regulated.
    pub fn regulations(&self) -> &[Regulation] {
        &self.regulations
    }

    /// Returns whom to contact.
    pub fn contacts(&self) -> &[String] {
        &self.contacts
    }

    /// Returns the additional resources. Where there are none, a page says so
    /// in a sentence, which is then the only entry.
    pub fn additional_resources(&self) -> &[String] {
        &self.additional_resources
    }
}

/// Sets something said of a unit group beside the same of a larger group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison<T> {
    pub(crate) here: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) compared: Option<T>,
}

impl<T> Comparison<T> {
    /// Returns what is said of the unit group itself.
    pub fn here(&self) -> &T {
        &self.here
    }

    /// Returns the name of the group to compare with, if the page names one.
    pub fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }

    /// Returns what is said of the group to compare with. There is nothing
    /// without a group, and there may be nothing with one.
    pub fn compared(&self) -> Option<&T> {
        self.compared.as_ref()
    }
}

/// How easily work will be found.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outlook {
    /// "Very good".
    VeryGood,
    /// "Good".
    Good,
    /// "Fair".
    Fair,
    /// "Moderate", which replaced "Fair" in later outlooks.
    Moderate,
    /// "Limited".
    Limited,
    /// "Very limited".
    VeryLimited,
    /// "Undetermined": there are too few figures to tell.
    Undetermined,
    /// Another wording, as the page prints it.
    #[serde(untagged)]
    Other(String),
}

impl Outlook {
    /// Reads a wording in any case; an unknown one is kept.
    pub(crate) fn from_wording(wording: &str) -> Outlook {
        [
            Outlook::VeryGood,
            Outlook::Good,
            Outlook::Fair,
            Outlook::Moderate,
            Outlook::Limited,
            Outlook::VeryLimited,
            Outlook::Undetermined,
        ]
        .into_iter()
        .find(|outlook| outlook.as_str().eq_ignore_ascii_case(wording))
        .unwrap_or_else(|| Outlook::Other(wording.to_owned()))
    }

    /// Returns the wording, as in "Very good".
    pub fn as_str(&self) -> &str {
        match self {
            Outlook::VeryGood => "Very good",
            Outlook::Good => "Good",
            Outlook::Fair => "Fair",
            Outlook::Moderate => "Moderate",
            Outlook::Limited => "Limited",
            Outlook::VeryLimited => "Very limited",
            Outlook::Undetermined => "Undetermined",
            Outlook::Other(wording) => wording,
        }
    }
}

impl fmt::Display for Outlook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Pay by the hour and by the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Pay {
    /// Pay by the hour.
    pub hourly: PayRange,
    /// Pay by the year.
    pub annual: PayRange,
}

/// The range of a pay. Each figure is `None` where the page says "N/A".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PayRange {
    /// The lowest pay.
    pub minimum: Option<Money>,
    /// The pay that half of the people are above.
    pub median: Option<Money>,
    /// The highest pay.
    pub maximum: Option<Money>,
}

/// An amount of Canadian dollars, exact to the cent.
///
/// It is written as career profiles print it: an amount below $1,000 with its
/// cents, as pay by the hour is, and a larger one only where it has any. It
/// serializes as a number of dollars.
///
/// # Example: an hour's pay and a year's
///
/// ```
/// use noc_search::Money;
///
/// assert_eq!(Money::from_cents(1_900).to_string(), "$19.00");
/// assert_eq!(Money::from_cents(4_120_500).to_string(), "$41,205");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(u64);

impl Money {
    /// Returns the amount of a number of cents.
    pub const fn from_cents(cents: u64) -> Money {
        Money(cents)
    }

    /// Returns the number of cents.
    pub const fn cents(self) -> u64 {
        self.0
    }

    /// Reads a dollar sign, digits with commas at the thousands or without any,
    /// and two digits of cents or none. Anything else is `None`: a figure that
    /// was cut short must not pass for a smaller one.
    pub(crate) fn parse(text: &str) -> Option<Money> {
        let amount = text.strip_prefix('$')?;
        let (dollars, cents) = match amount.split_once('.') {
            Some((dollars, cents)) if cents.len() == 2 => (dollars, cents),
            Some(_) => return None,
            None => (amount, "00"),
        };
        let grouped = dollars.split_once(',').is_none_or(|(first, rest)| {
            (1..=3).contains(&first.len()) && rest.split(',').all(|group| group.len() == 3)
        });
        if !grouped {
            return None;
        }
        let number = |digits: &str| -> Option<u64> {
            // `parse` alone would take a plus sign.
            let all = digits.bytes().all(|b| b.is_ascii_digit());
            digits.parse().ok().filter(|_| all)
        };
        let dollars = number(&dollars.replace(',', ""))?;
        Some(Money(
            dollars.checked_mul(100)?.checked_add(number(cents)?)?,
        ))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (dollars, cents) = (self.0 / 100, self.0 % 100);
        let digits = dollars.to_string();
        let mut text = String::from("$");
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        if cents > 0 || dollars < 1_000 {
            text.push_str(&format!(".{cents:02}"));
        }
        f.pad(&text)
    }
}

impl Serialize for Money {
    /// Writes the number of dollars: an integer where there are no cents.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 % 100 {
            0 => serializer.serialize_u64(self.0 / 100),
            _ => serializer.serialize_f64(self.0 as f64 / 100.0),
        }
    }
}

/// A duty in a career profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ProfileDuty {
    /// The occupation that the duty stands under, without its colon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupation: Option<String>,
    /// What is done.
    pub text: String,
}

/// How many people do a work, and how.
///
/// The figures are text as the page prints it, sign and all, because counts,
/// shares and ages stand here. Each is `None` where the page says "N/A" or has
/// the label alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct QuickLook {
    /// The year that `employed` counts.
    pub year: u16,
    /// How many people were employed in that year.
    pub employed: Option<String>,
    /// How many of them work full-time.
    pub full_time: Option<String>,
    /// How many of them are self-employed.
    pub self_employed: Option<String>,
    /// The age that half of them are above.
    pub median_age: Option<String>,
}

/// The median annual income of those in a region or with a level of education.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MedianIncome {
    /// The name of the region or of the level of education.
    pub name: String,
    /// The median annual income: `None` where the page says "N/A" or gives the
    /// name alone.
    pub income: Option<Money>,
}

/// An education program that leads to a work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EducationProgram {
    /// The title.
    pub title: String,
    /// Where it is taught, as in "College or University Program".
    pub taught_at: String,
    /// What it teaches.
    pub description: Option<String>,
}

/// A statement on how a work is regulated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Regulation {
    /// The words before the first colon, which say what kind of statement it
    /// is, as in "Professional Designation".
    pub kind: Option<String>,
    /// The text, without the kind.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_whole_or_not_at_all() {
        for (text, cents) in [
            ("$21.26", 2_126),
            ("$15.00", 1_500),
            ("$0.05", 5),
            ("$6,754", 675_400),
            ("$6754", 675_400),
            ("$1,234,567.89", 123_456_789),
        ] {
            assert_eq!(Money::parse(text), Some(Money(cents)), "{text}");
        }
        // The last two overflow.
        let refused = "|$|21.26|$21.2|$21.|$.50|$,500|$50,05|$5005,000|$1,,000|$+5|$5.+1|$ 5|$5 |\
            $-5|$５|$1e3|$99999999999999999999|$184467440737095517";
        for text in refused.split('|') {
            assert_eq!(Money::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn amounts_are_written_as_they_were_read() {
        let amounts = "$0.05 $15.00 $999.99 $1,000 $50,053 $50,053.10 $1,234,567";
        for text in amounts.split(' ') {
            assert_eq!(Money::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(format!("{:>8}", Money(1_900)), "  $19.00");
        assert_eq!(
            serde_json::to_string(&[Money(2_126), Money(1_500)]).unwrap(),
            "[21.26,15]"
        );
    }

    #[test]
    fn unknown_outlooks_keep_their_wording() {
        assert_eq!(Outlook::from_wording("Very Good"), Outlook::VeryGood);
        let sunny = Outlook::from_wording("Sunny");
        assert_eq!(sunny, Outlook::Other("Sunny".to_owned()));
        let json = serde_json::to_string(&[sunny, Outlook::VeryLimited]).unwrap();
        assert_eq!(json, r#"["Sunny","very_limited"]"#);
    }
}
