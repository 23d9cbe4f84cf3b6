//! Other ways to say a title: the words that the titles of the data use, and the title
//! without words that say how high a job is or on what terms.

use super::{Analysis, Analyzer, Script};

/// The most tokens that a row of a table has.
const LONGEST_ROW: usize = 8;

impl Analyzer {
    /// Returns a text with the words of the titles in the place of words that say the
    /// same: those of another region, another form for a man or a woman, another name.
    /// `None` if there are none.
    pub(crate) fn in_usual_words(&self, text: &Analysis) -> Option<Analysis> {
        let lexicon = &self.0.lexicon;
        self.rewritten(text, |script, key| match script {
            Script::Word => lexicon.english(key),
            Script::Han => lexicon.chinese(key),
        })
    }

    /// Returns a text without ranks and what advertisements add (senior, II, remote,
    /// 高级, 急聘). `None` if there are none, or if nothing else is left.
    pub(crate) fn without_ranks(&self, text: &Analysis) -> Option<Analysis> {
        let lexicon = &self.0.lexicon;
        let rest = self.rewritten(text, |_, key| lexicon.is_rank(key).then_some(""))?;
        (!rest.tokens.is_empty()).then_some(rest)
    }

    /// Returns a text with what stands in a table replaced, the longest first.
    fn rewritten<'a>(
        &self,
        text: &Analysis,
        instead: impl Fn(Script, &str) -> Option<&'a str>,
    ) -> Option<Analysis> {
        let tokens = &text.tokens;
        let cleaned = &text.cleaned.text;
        let mut rewritten = String::new();
        let (mut done, mut at, mut is_changed) = (0, 0, false);
        while at < tokens.len() {
            let script = tokens[at].script;
            let longest = (1..=LONGEST_ROW.min(tokens.len() - at))
                .rev()
                .find_map(|count| {
                    let run = &tokens[at..at + count];
                    let is_one_run = run.windows(2).all(|pair| {
                        let touch = pair[0].range.end == pair[1].range.start;
                        pair[1].script == script && (script == Script::Word || touch)
                    });
                    if !is_one_run {
                        return None;
                    }
                    let words: Vec<&str> = run.iter().map(|token| &*token.term).collect();
                    let divider = if script == Script::Word { " " } else { "" };
                    Some((count, instead(script, &words.join(divider))?))
                });
            match longest {
                Some((count, word)) => {
                    rewritten.push_str(&cleaned[done..tokens[at].range.start]);
                    rewritten.push_str(word);
                    done = tokens[at + count - 1].range.end;
                    at += count;
                    is_changed = true;
                }
                None => at += 1,
            }
        }
        rewritten.push_str(&cleaned[done..]);
        is_changed.then(|| self.analyze(&rewritten))
    }
}

#[cfg(all(test, feature = "compile"))]
mod tests {
    use super::*;

    #[test]
    fn usual_words_and_no_ranks() {
        let analyzer = Analyzer::whole();
        let usual = |text| {
            let rewritten = analyzer.in_usual_words(&analyzer.analyze(text));
            rewritten.map(|text| text.cleaned.text)
        };
        assert_eq!(usual("Cab drivers").as_deref(), Some("taxi driver"));
        assert_eq!(usual("計程車司機").as_deref(), Some("出租车司机"));
        assert_eq!(usual("welder"), None);
        let plain = |text| {
            let rest = analyzer.without_ranks(&analyzer.analyze(text));
            rest.map(|text| text.cleaned.text)
        };
        assert_eq!(
            plain("Senior welder II (remote)").as_deref(),
            Some("welder ()")
        );
        assert_eq!(plain("急聘高级焊工").as_deref(), Some("焊工"));
        assert_eq!(plain("senior"), None);
        assert_eq!(plain("welder"), None);
    }
}
