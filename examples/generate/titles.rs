//! Titles of the data and what people make of them.

use fastrand::Rng;
use noc_search::{Lang, Searcher};

pub struct Titles {
    english: Vec<String>,
    chinese: Vec<String>,
    english_duties: Vec<String>,
    chinese_duties: Vec<String>,
}

impl Titles {
    pub fn of(searcher: &Searcher) -> Titles {
        let mut titles = Titles {
            english: Vec::new(),
            chinese: Vec::new(),
            english_duties: Vec::new(),
            chinese_duties: Vec::new(),
        };
        let groups = searcher.nocs().iter().flat_map(|noc| noc.iter());
        for group in groups {
            for title in group.titles() {
                titles
                    .english
                    .extend(title.get(Lang::En).map(str::to_owned));
                for script in [Lang::ZhHans, Lang::ZhHant] {
                    titles.chinese.extend(title.get(script).map(str::to_owned));
                }
            }
            for duty in group.main_duties() {
                titles
                    .english_duties
                    .extend(duty.get(Lang::En).map(str::to_owned));
                titles
                    .chinese_duties
                    .extend(duty.get(Lang::ZhHans).map(str::to_owned));
            }
        }
        titles
    }

    /// A title: three in four as they stand, the others in a form that people give them.
    pub fn variant(&self, random: &mut Rng) -> String {
        let is_plain = random.u8(..4) > 0;
        let title = match random.bool() {
            true => one(&self.english, random),
            false => one(&self.chinese, random),
        };
        match random.u8(..5) {
            _ if is_plain => title.to_owned(),
            0 => misspelt(title, random),
            form if title.is_ascii() => english_form(title, form),
            form if form % 2 == 0 => format!("高级{title}"),
            _ => format!("急聘{title}"),
        }
    }

    /// A text about work that is no title: words of several titles, a title in a sentence, a
    /// duty.
    pub fn unusual(&self, random: &mut Rng) -> String {
        if random.bool() {
            let (title, other) = (one(&self.chinese, random), one(&self.chinese, random));
            return match random.u8(..3) {
                0 => format!("在多伦多做{title}两年"),
                1 => format!("{title}和{other}"),
                _ => beginning(one(&self.chinese_duties, random), '、'),
            };
        }
        let (title, other) = (one(&self.english, random), one(&self.english, random));
        match random.u8(..3) {
            0 => format!("worked as {title} in Toronto for two years"),
            1 => format!("{title} and {other}"),
            _ => beginning(one(&self.english_duties, random), ','),
        }
    }
}

fn english_form(title: &str, form: u8) -> String {
    match (form, title.rsplit_once(' ')) {
        (1, Some((rest, head))) => format!("{head}, {rest}"),
        (2, _) => format!("senior {title}"),
        (3, _) => title.to_uppercase(),
        _ => format!("{title}s"),
    }
}

fn one<'a>(texts: &'a [String], random: &mut Rng) -> &'a str {
    &texts[random.usize(..texts.len())]
}

/// A letter left out or another one in its place.
fn misspelt(title: &str, random: &mut Rng) -> String {
    let mut letters: Vec<char> = title.chars().collect();
    let place = random.usize(..letters.len());
    match random.bool() {
        true => {
            letters.remove(place);
        }
        false => letters[place] = random.lowercase(),
    }
    letters.into_iter().collect()
}

fn beginning(text: &str, divider: char) -> String {
    let end = text.find(divider).unwrap_or(text.len());
    text[..end].to_owned()
}
