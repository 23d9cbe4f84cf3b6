//! Output that a person likes to read.

use std::fmt::Write;
use std::io::{self, IsTerminal};

use anstyle::{AnsiColor, Style as Ansi};
use noc_search::{
    Candidate, Code, Correspondence, Crossing, Edition, Hit, Lang, MatchKind, Noc, Part,
    Resolution, Searcher, Statement, Suggestion, TitleKind, UnitGroup, Verdict,
};
use unicode_width::UnicodeWidthStr;

/// The widest English column; a longer text puts its Chinese on the next line.
const WIDEST: usize = 60;

/// How wide the code and the TEER stand before a hit's texts.
const MARGIN: usize = 15;

/// How to show things: in which Chinese, and whether in colour.
#[derive(Clone, Copy)]
pub struct Style {
    /// The language of what is asked.
    pub(super) lang: Lang,
    pub(super) chinese: Lang,
    /// Whose words the texts are.
    wording: &'static str,
    is_coloured: bool,
}

impl Style {
    /// Colours for a terminal only, and none where `NO_COLOR` is set.
    pub fn of_terminal(lang: Lang, wording: &'static str) -> Style {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Style {
            wording,
            lang,
            chinese: match lang {
                Lang::ZhHant => Lang::ZhHant,
                _ => Lang::ZhHans,
            },
            is_coloured: io::stdout().is_terminal() && !refused,
        }
    }

    pub fn prompt(self) -> String {
        self.paint("title> ", dim())
    }

    pub fn nothing(self, query: &str) -> String {
        let shown: String = query.chars().filter(|c| !c.is_control()).take(60).collect();
        format!("no unit group found for {shown:?}")
    }

    pub fn no_such_code(self, code: Code) -> String {
        format!("no unit group {code} here")
    }

    /// The hits, a line for the class and one for what matched, in columns.
    pub fn hits(self, hits: &[Hit]) -> String {
        let rows: Vec<[String; 2]> = hits
            .iter()
            .flat_map(|hit| {
                let group = hit.unit_group();
                let class = [Lang::En, self.chinese].map(|lang| text(group.title(lang)));
                let matched = hit.matched();
                [
                    class,
                    [text(matched.en.as_deref()), text(matched.zh.as_deref())],
                ]
            })
            .collect();
        let widths = rows.iter().map(|[en, _]| en.width());
        let width = widths.filter(|&width| width <= WIDEST).max().unwrap_or(0);
        let mut out = String::new();
        for (hit, rows) in hits.iter().zip(rows.chunks(2)) {
            self.hit(&mut out, hit, rows, width);
        }
        out.push_str(&self.source(hits));
        out
    }

    /// The suggestions, a line each: the code, the title in both languages.
    pub fn suggestions(self, suggestions: &[Suggestion]) -> String {
        let titles = suggestions.iter().map(|suggestion| {
            let matched = suggestion.matched();
            [text(matched.en.as_deref()), text(matched.zh.as_deref())]
        });
        let titles: Vec<[String; 2]> = titles.collect();
        let widths = titles.iter().map(|[en, _]| en.width());
        let width = widths.filter(|&width| width <= WIDEST).max().unwrap_or(0);
        let mut out = String::new();
        for (suggestion, [en, zh]) in suggestions.iter().zip(&titles) {
            let mut shown = [en.clone(), zh.clone()];
            let matched = suggestion.matched();
            shown[usize::from(matched.lang != Lang::En)] = self.parts(&matched.parts);
            let code = self.paint(&format!("{:<5}", suggestion.code()), bold());
            let label = match suggestion.code().teer() {
                Some(teer) => format!("{code}  {teer}"),
                None => code,
            };
            let widths = [en.width(), zh.width()];
            self.row(&mut out, &label, [&shown[0], &shown[1]], widths, width);
        }
        out
    }

    fn hit(self, out: &mut String, hit: &Hit, rows: &[[String; 2]], width: usize) {
        let code = hit.code();
        let level = match (code.teer(), code.skill_level()) {
            (Some(teer), _) => teer.to_string(),
            (None, Some(level)) => format!("level {level:?}"),
            (None, None) => String::new(),
        };
        let label = format!("{}  {level:<6}", self.paint(&format!("{code:<5}"), bold()));
        let [class, matched] = rows else { return };
        let [en, zh] = class;
        self.row(
            out,
            &label,
            [&self.paint(en, bold()), zh],
            [en.width(), zh.width()],
            width,
        );
        let kind = match hit.matched().kind {
            MatchKind::Code => "",
            MatchKind::ClassTitle => "class",
            MatchKind::LeadStatement => "lead",
            MatchKind::Duty => "duty",
            _ => "title",
        };
        let [en, zh] = matched;
        let mut shown = [en.clone(), zh.clone()];
        shown[usize::from(hit.matched().lang != Lang::En)] = self.parts(&hit.matched().parts);
        if !matches!(hit.matched().kind, MatchKind::Code | MatchKind::ClassTitle) {
            let label = format!("{:7}{kind:<6}", "");
            self.row(
                out,
                &label,
                [&shown[0], &shown[1]],
                [en.width(), zh.width()],
                width,
            );
        }
        for profile in hit.unit_group().profiles() {
            if let Some(pay) = super::profile::pay_line(profile) {
                let _ = writeln!(out, "{:7}{:<6}  {pay} ({})", "", "pay", profile.title());
            }
        }
        for exclusion in hit.exclusions() {
            let names = [exclusion.en.as_deref(), exclusion.zh.as_deref()];
            let names: Vec<&str> = names.into_iter().flatten().collect();
            let target = exclusion
                .code
                .map(|code| format!(" → {code}"))
                .unwrap_or_default();
            let line = format!("{:7}{:<6}  {}{target}", "", "not", names.join(" "));
            let _ = writeln!(out, "{}", self.paint(&line, dim()));
        }
    }

    /// A label, the English and the Chinese, whose widths on the screen are
    /// given apart since colours take none.
    fn row(
        self,
        out: &mut String,
        label: &str,
        shown: [&str; 2],
        widths: [usize; 2],
        width: usize,
    ) {
        let [en, zh] = shown;
        let gap = width.saturating_sub(widths[0]) + 2;
        let _ = match (widths[0], widths[1]) {
            (0, _) => writeln!(out, "{label}  {zh}"),
            (_, 0) => writeln!(out, "{label}  {en}"),
            (en_width, _) if en_width > width => {
                writeln!(out, "{label}  {en}\n{:MARGIN$}{zh}", "")
            }
            _ => writeln!(out, "{label}  {en}{:gap$}{zh}", ""),
        };
    }

    fn parts(self, parts: &[Part]) -> String {
        let painted = parts.iter().map(|part| match part.matched {
            true => self.paint(&part.text, bright()),
            false => part.text.clone(),
        });
        painted.collect()
    }

    /// Says once what this is and is not, and where to compare.
    fn source(self, hits: &[Hit]) -> String {
        let mut editions: Vec<Edition> = hits.iter().map(|hit| hit.code().edition()).collect();
        editions.sort();
        editions.dedup();
        let editions: Vec<String> = editions.iter().map(Edition::to_string).collect();
        let mut line = format!(
            "\n{}. {}, no immigration advice.",
            editions.join(", "),
            self.wording
        );
        if let Some(url) = hits.first().and_then(|hit| hit.unit_group().official_url()) {
            let _ = write!(line, " Compare with\n{url}");
        }
        format!("{}\n", self.paint(&line, dim()))
    }

    /// A verdict: the answer, the question with its options, or what would help.
    pub fn resolution(self, resolution: &Resolution) -> String {
        let mut out = String::new();
        let became: Vec<String> = resolution
            .became()
            .iter()
            .map(|row| format!("{} of {}", row.old, row.old.edition()))
            .take(1)
            .collect();
        if let Some(old) = became.first() {
            let _ = writeln!(out, "{old} became:");
        }
        match resolution.verdict() {
            Verdict::Certain(_) => {
                if let Some(best) = resolution.candidates().first() {
                    let _ = writeln!(out, "{}", self.candidate(best, bold()));
                }
                let others = resolution.candidates().iter().skip(1);
                for other in others.take(3).filter(|other| other.confidence() >= 0.01) {
                    let _ = writeln!(out, "{}", self.candidate(other, dim()));
                }
            }
            Verdict::Choose(question) => {
                let _ = writeln!(out, "{}", self.paint(question.text(self.lang), bold()));
                for (number, option) in (1..).zip(question.options()) {
                    let codes: Vec<String> = option
                        .codes()
                        .iter()
                        .map(|code| match code.teer() {
                            Some(teer) => format!("{code} {teer}"),
                            None => code.to_string(),
                        })
                        .collect();
                    let shown = match &codes[..] {
                        [only] => format!("  ({only})"),
                        several if self.lang == Lang::ZhHans => {
                            format!("  （{} 个单元组）", several.len())
                        }
                        several if self.lang == Lang::ZhHant => {
                            format!("  （{} 個單元組）", several.len())
                        }
                        several => format!("  ({} unit groups)", several.len()),
                    };
                    let codes = self.paint(&shown, dim());
                    let _ = writeln!(out, "  {number}  {}{codes}", option.text(self.lang));
                }
                if resolution.crossing() == Crossing::SkilledLine {
                    let line = match self.lang {
                        Lang::ZhHans => {
                            "选项跨越 TEER 3 与 4 的界线，这决定能否申请快速通道（Express Entry）。"
                        }
                        Lang::ZhHant => {
                            "選項跨越 TEER 3 與 4 的界線，這決定能否申請快速通道（Express Entry）。"
                        }
                        _ => {
                            "The options lie on both sides of TEER 3 and 4, which decides about Express Entry."
                        }
                    };
                    let _ = writeln!(out, "{}", self.paint(line, dim()));
                }
            }
            Verdict::NotEnough(hint) => {
                let hint = match self.lang {
                    Lang::ZhHans => &hint.zh,
                    Lang::ZhHant => &hint.zh_hant,
                    _ => &hint.en,
                };
                let _ = writeln!(out, "{hint}");
            }
            _ => {}
        }
        out
    }

    fn candidate(self, candidate: &Candidate, style: Ansi) -> String {
        let code = candidate.code();
        let teer = code.teer().map(|teer| teer.to_string()).unwrap_or_default();
        let group = candidate.unit_group();
        let line = format!(
            "{code}  {teer}  {:>3.0} %  {}  {}",
            100.0 * candidate.confidence(),
            text(group.title(Lang::En)),
            text(group.title(self.chinese))
        );
        self.paint(&line, style)
    }

    /// Asks for one of so many options.
    pub fn choice(self, options: usize) -> String {
        self.paint(&format!("1-{options}> "), dim())
    }

    /// What an old unit group became.
    pub fn became(self, searcher: &Searcher, rows: &[Correspondence]) -> String {
        let mut out = String::new();
        let old = rows.first().and_then(|row| {
            let noc = Noc::embedded_edition(row.old.edition())?;
            noc.class(row.old)
        });
        if let Some(class) = old {
            let (en, zh) = (text(class.title(Lang::En)), text(class.title(self.chinese)));
            let level = class.code().skill_level().map(|level| level.to_string());
            let heading = format!(
                "{}  {}  {en}  {zh}",
                class.code(),
                level.unwrap_or_default()
            );
            let _ = writeln!(out, "{}", self.paint(&heading, bold()));
        }
        for row in rows {
            let class = searcher.nocs().iter().find_map(|noc| noc.class(row.new));
            let title = |lang| text(class.as_ref().and_then(|class| class.title(lang)));
            let change = match row.change {
                noc_search::Change::Same => "is now",
                noc_search::Change::Split => "was split, a part is now",
                noc_search::Change::Merged => "was merged into",
            };
            let _ = writeln!(
                out,
                "{} of {} {change} {}  {}  {}",
                row.old,
                row.old.edition(),
                self.paint(row.new.as_str(), bold()),
                title(Lang::En),
                title(self.chinese),
            );
        }
        out
    }

    /// A whole unit group.
    pub fn unit_group(self, searcher: &Searcher, group: &UnitGroup) -> String {
        let mut out = String::new();
        let code = group.code();
        let level = match (code.teer(), code.skill_level()) {
            (Some(teer), _) => teer.to_string(),
            (None, level) => level.map(|level| level.to_string()).unwrap_or_default(),
        };
        let heading = format!(
            "{code}  {level}  {}  {}",
            text(group.title(Lang::En)),
            text(group.title(self.chinese))
        );
        let _ = writeln!(out, "{}", self.paint(&heading, bold()));
        let nocs = searcher.nocs().iter();
        for noc in nocs.filter(|noc| noc.edition() == code.edition()) {
            for class in noc.ancestors(code) {
                let (en, zh) = (text(class.title(Lang::En)), text(class.title(self.chinese)));
                let _ = writeln!(out, "  {:<5} {en}  {zh}", class.code());
            }
        }
        self.heading(&mut out, "Lead statement");
        for lang in [Lang::En, self.chinese] {
            if let Some(lead) = group.lead_statement(lang) {
                let _ = writeln!(out, "  {}", lead.replace('\n', "\n  "));
            }
        }
        self.statements(&mut out, "Main duties", group.main_duties());
        self.statements(
            &mut out,
            "Employment requirements",
            group.employment_requirements(),
        );
        self.statements(
            &mut out,
            "Additional information",
            group.additional_information(),
        );
        if group.exclusions().len() > 0 {
            self.heading(&mut out, "Classified elsewhere");
        }
        for exclusion in group.exclusions() {
            let target = exclusion
                .code()
                .map(|code| format!(" → {code}"))
                .unwrap_or_default();
            let (en, zh) = (
                text(exclusion.get(Lang::En)),
                text(exclusion.get(self.chinese)),
            );
            let _ = writeln!(out, "  {}{target}", join(&en, &zh));
        }
        self.titles(&mut out, group);
        for profile in group.profiles() {
            self.heading(&mut out, "Career profile");
            out.push_str(&super::profile::show(profile));
        }
        if let Some(url) = group.official_url() {
            let line = format!(
                "\n{}. {}, compare with\n{url}",
                code.edition(),
                self.wording
            );
            let _ = writeln!(out, "{}", self.paint(&line, dim()));
        }
        out
    }

    fn statements<'a>(
        self,
        out: &mut String,
        heading: &str,
        statements: impl ExactSizeIterator<Item = Statement<'a>>,
    ) {
        if statements.len() > 0 {
            self.heading(out, heading);
        }
        let mut occupation = (None, None);
        for statement in statements {
            let of = [Lang::En, self.chinese].map(|lang| statement.occupation(lang));
            if (of[0], of[1]) != occupation {
                occupation = (of[0], of[1]);
                let _ = writeln!(out, "  {}", join(&text(of[0]), &text(of[1])));
            }
            let (en, zh) = (
                text(statement.get(Lang::En)),
                text(statement.get(self.chinese)),
            );
            let mut lines = [en, zh].into_iter().filter(|line| !line.is_empty());
            let _ = writeln!(out, "  - {}", lines.next().unwrap_or_default());
            for line in lines {
                let _ = writeln!(out, "    {line}");
            }
        }
    }

    fn titles(self, out: &mut String, group: &UnitGroup) {
        let widths = group
            .titles()
            .map(|title| text(title.get(Lang::En)).width());
        let width = widths.max().unwrap_or(0).min(WIDEST);
        for (kinds, heading) in [
            (
                &[TitleKind::Illustrative, TitleKind::Listed][..],
                "Titles (* illustrative)",
            ),
            (&[TitleKind::Common][..], "In everyday use"),
        ] {
            let titles: Vec<_> = group
                .titles()
                .filter(|t| kinds.contains(&t.kind()))
                .collect();
            if !titles.is_empty() {
                self.heading(out, heading);
            }
            for title in titles {
                let mark = if title.kind() == TitleKind::Illustrative {
                    '*'
                } else {
                    ' '
                };
                let zh: Vec<&str> = title.chinese(self.chinese).collect();
                let en = text(title.get(Lang::En));
                let gap = if zh.is_empty() {
                    0
                } else {
                    width.saturating_sub(en.width()) + 2
                };
                let _ = writeln!(out, "  {mark} {en}{:gap$}{}", "", zh.join("、"));
            }
        }
    }

    pub(super) fn heading(self, out: &mut String, heading: &str) {
        let _ = writeln!(out, "\n{}", self.paint(heading, bold()));
    }

    pub(super) fn paint(self, text: &str, ansi: Ansi) -> String {
        match self.is_coloured {
            true => format!("{ansi}{text}{ansi:#}"),
            false => text.to_owned(),
        }
    }
}

pub(super) fn bold() -> Ansi {
    Ansi::new().bold()
}

pub(super) fn dim() -> Ansi {
    Ansi::new().dimmed()
}

fn bright() -> Ansi {
    AnsiColor::Green.on_default().bold()
}

fn text(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

fn join(en: &str, zh: &str) -> String {
    match (en.is_empty(), zh.is_empty()) {
        (false, false) => format!("{en}  {zh}"),
        _ => format!("{en}{zh}"),
    }
}
