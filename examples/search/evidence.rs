//! Duties against a description, and unit groups against each other, as tables.

use std::fmt::Write;

use noc_search::{
    Contrast, Contrasted, Coverage, Crossing, DutyComparison, DutyFit, DutyMatches, Lang, Notice,
    Statement, Support,
};

use crate::show::{Style, bold, dim};

/// How many unit groups are shown with each duty; the others have a line each.
const SHOWN_WHOLE: usize = 1;

/// How many duties and requirements of a unit group a contrast shows.
const SHOWN_APART: usize = 4;

impl Style {
    /// The unit groups that a description may be of, the first with its evidence.
    pub fn duty_matches(self, matches: &DutyMatches) -> String {
        let mut out = self.sentences(matches.sentences());
        for (at, fit) in matches.fits().iter().enumerate() {
            match at < SHOWN_WHOLE {
                true => self.fit(&mut out, fit),
                false => self.fit_line(&mut out, fit),
            }
        }
        if matches.fits().is_empty() {
            out.push_str("no unit group does any of this\n");
        }
        self.notice(&mut out, matches.notice());
        out
    }

    /// How a description fits one unit group, with its rivals.
    pub fn duty_comparison(self, comparison: &DutyComparison) -> String {
        let mut out = self.sentences(comparison.sentences());
        self.fit(&mut out, comparison.fit());
        self.heading(&mut out, "Nearest rivals");
        for rival in comparison.rivals() {
            self.fit_line(&mut out, rival);
        }
        self.notice(&mut out, comparison.notice());
        out
    }

    fn sentences(self, sentences: &[String]) -> String {
        let mut out = String::new();
        for (number, sentence) in (1..).zip(sentences) {
            let number = self.paint(&format!("[{number}]"), dim());
            let _ = writeln!(out, "{number} {sentence}");
        }
        out
    }

    fn fit_line(self, out: &mut String, fit: &DutyFit) {
        let code = fit.code();
        let teer = code.teer().map(|teer| teer.to_string()).unwrap_or_default();
        let group = fit.unit_group();
        let _ = writeln!(
            out,
            "{code}  {teer}  {:>3.0} %  {:>3.0} % of its duties  {}  {}",
            100.0 * fit.confidence(),
            100.0 * fit.coverage(),
            group.title(Lang::En).unwrap_or_default(),
            group.title(self.chinese).unwrap_or_default()
        );
    }

    fn fit(self, out: &mut String, fit: &DutyFit) {
        out.push('\n');
        self.fit_line(out, fit);
        let group = fit.unit_group();
        let lead = [Lang::En, self.chinese].map(|lang| group.lead_statement(lang));
        self.covered(out, "lead", fit.lead(), lead);
        for (duty, coverage) in group.main_duties().zip(fit.duties()) {
            self.covered(out, "duty", coverage, self.texts(duty));
        }
        for elsewhere in fit.elsewhere() {
            let line = format!(
                "  [{}] rather belongs to {}",
                elsewhere.sentence + 1,
                elsewhere.code
            );
            let _ = writeln!(out, "{line}");
        }
        for excluded in fit.exclusions() {
            let exclusion = &excluded.exclusion;
            let names = [exclusion.en.as_deref(), exclusion.zh.as_deref()];
            let names: Vec<&str> = names.into_iter().flatten().collect();
            let target = exclusion.code.map(|code| format!(" → {code}"));
            let _ = writeln!(
                out,
                "  [{}] names what is classified elsewhere: {}{}",
                excluded.sentence + 1,
                names.join("  "),
                target.unwrap_or_default()
            );
        }
        if let Some(url) = fit.official_url() {
            let _ = writeln!(out, "{}\n", self.paint(&url, dim()));
        }
    }

    /// One statement: how well it is covered and by which sentence, then its texts.
    fn covered(self, out: &mut String, kind: &str, coverage: &Coverage, texts: [Option<&str>; 2]) {
        let mark = match coverage.support {
            Support::Full => "full",
            Support::Partly => "part",
            _ => "-",
        };
        let sentence = coverage.sentence.map(|at| format!("[{}]", at + 1));
        let label = format!(
            "  {kind}  {mark:<4} {:>4}  ",
            sentence.as_deref().unwrap_or_default()
        );
        let style = match coverage.support {
            Support::None => dim(),
            _ => anstyle::Style::new(),
        };
        let mut label = &*label;
        for text in texts.into_iter().flatten() {
            let text = text.replace('\n', " ");
            let _ = writeln!(out, "{label}{}", self.paint(&text, style));
            label = "                   ";
        }
    }

    /// What sets unit groups apart, what tells most first.
    pub fn contrast(self, contrast: &Contrast) -> String {
        let mut out = String::new();
        for contrasted in contrast.unit_groups() {
            self.contrasted(&mut out, contrasted);
        }
        let line = match contrast.crossing() {
            Crossing::SkilledLine => {
                "They lie on both sides of TEER 3 and 4, which decides about Express Entry."
            }
            Crossing::Teer => "They have different TEERs.",
            _ => "They have one TEER.",
        };
        let _ = writeln!(out, "{line}");
        self.notice(&mut out, contrast.notice());
        out
    }

    fn contrasted(self, out: &mut String, contrasted: &Contrasted) {
        let code = contrasted.code();
        let teer = code.teer().map(|teer| teer.to_string()).unwrap_or_default();
        let group = contrasted.unit_group();
        let heading = format!(
            "{code}  {teer}  {}  {}",
            group.title(Lang::En).unwrap_or_default(),
            group.title(self.chinese).unwrap_or_default()
        );
        let _ = writeln!(out, "{}", self.paint(&heading, bold()));
        let lead = [Lang::En, self.chinese].map(|lang| group.lead_statement(lang));
        self.apart(out, "lead", contrasted.lead(), lead);
        for (duty, share) in contrasted.duties().take(SHOWN_APART) {
            self.apart(out, "duty", share, self.texts(duty));
        }
        for (requirement, share) in contrasted.requirements().take(SHOWN_APART) {
            self.apart(out, "needs", share, self.texts(requirement));
        }
        for exclusion in contrasted.exclusions() {
            let names = [Lang::En, self.chinese].map(|lang| exclusion.get(lang));
            let names: Vec<&str> = names.into_iter().flatten().collect();
            let target = exclusion.code().map(|code| format!(" → {code}"));
            let _ = writeln!(
                out,
                "  not          {}{}",
                names.join("  "),
                target.unwrap_or_default()
            );
        }
        if let Some(url) = group.official_url() {
            let _ = writeln!(out, "{}\n", self.paint(&url, dim()));
        }
    }

    fn apart(self, out: &mut String, kind: &str, share: f32, texts: [Option<&str>; 2]) {
        let label = format!("  {kind:<6} {:>3.0} %  ", 100.0 * share);
        let mut label = &*label;
        for text in texts.into_iter().flatten() {
            let _ = writeln!(out, "{label}{}", text.replace('\n', " "));
            label = "               ";
        }
    }

    fn texts(self, statement: Statement<'_>) -> [Option<&str>; 2] {
        [Lang::En, self.chinese].map(|lang| statement.get(lang))
    }

    fn notice(self, out: &mut String, notice: Notice) {
        let _ = writeln!(out, "{}", self.paint(notice.text(self.lang), dim()));
    }
}
