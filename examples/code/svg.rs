//! Pictures: bars, one divided bar and a curve. Colours are those of the page's style.

use std::fmt::Write;

use crate::tally::percent;

const WIDTH: usize = 760;
/// Where bars begin and how long the longest is.
const LABELS: usize = 390;
const BAR: usize = 220;
const ROW: usize = 24;

/// Something with its number of rows.
pub struct Bar {
    pub label: String,
    pub rows: u64,
    /// A colour class of the page's style.
    pub class: &'static str,
}

/// A bar for each, with its number and its share of all.
pub fn bars(name: &str, bars: &[Bar], all: u64) -> String {
    let most = bars.iter().map(|bar| bar.rows).max().unwrap_or(0).max(1);
    let mut svg = start(name, bars.len() * ROW + 4);
    for (at, Bar { label, rows, class }) in bars.iter().enumerate() {
        let (top, text) = (at * ROW + 4, at * ROW + 18);
        let length = BAR as f64 * *rows as f64 / most as f64;
        // A String takes everything.
        let _ = write!(
            svg,
            "<g><title>{label}: {rows}</title>\
             <text x=\"{end}\" y=\"{text}\" text-anchor=\"end\">{short}</text>\
             <rect class=\"{class}\" x=\"{LABELS}\" y=\"{top}\" width=\"{length:.1}\" height=\"18\"/>\
             <text class=\"number\" x=\"{after:.1}\" y=\"{text}\">{number} · {share:.1} %</text></g>",
            label = escaped(label),
            short = escaped(&short(label)),
            end = LABELS - 8,
            after = LABELS as f64 + length + 6.0,
            number = grouped(*rows),
            share = percent(*rows, all),
        );
    }
    svg + "</svg>"
}

/// One bar divided among all, with a legend below.
pub fn divided(name: &str, parts: &[Bar], all: u64) -> String {
    let mut svg = start(name, 44 + parts.len() * ROW);
    let mut left = 0.0;
    for (at, Bar { label, rows, class }) in parts.iter().enumerate() {
        let length = WIDTH as f64 * *rows as f64 / all.max(1) as f64;
        let top = 48 + at * ROW;
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{left:.1}\" y=\"0\" width=\"{length:.1}\" height=\"34\"/>\
             <rect class=\"{class}\" x=\"0\" y=\"{top}\" width=\"14\" height=\"14\"/>\
             <text x=\"22\" y=\"{text}\">{label}</text>\
             <text class=\"number\" x=\"{WIDTH}\" y=\"{text}\" text-anchor=\"end\">{number} · {share:.1} %</text>",
            text = top + 12,
            label = escaped(label),
            number = grouped(*rows),
            share = percent(*rows, all),
        );
        left += length;
    }
    svg + "</svg>"
}

const PLOT_HEIGHT: f64 = 220.0;
const PLOT_LEFT: f64 = 48.0;

/// A falling curve: how many rows have at least a confidence. The counts are of rows by
/// their confidence, in equal steps from 0 to 1.
pub fn curve(name: &str, counts: &[u64]) -> String {
    let width = WIDTH as f64 - PLOT_LEFT - 16.0;
    let all: u64 = counts.iter().sum();
    let x = |share: f64| PLOT_LEFT + width * share;
    let y = |share: f64| 10.0 + PLOT_HEIGHT * (1.0 - share);
    let mut svg = start(name, PLOT_HEIGHT as usize + 50);
    for tenth in (0..=10).step_by(2) {
        let share = f64::from(tenth) / 10.0;
        let _ = write!(
            svg,
            "<path class=\"grid\" d=\"M{left:.1} {level:.1}H{right:.1}\"/>\
             <text class=\"number\" x=\"{before:.1}\" y=\"{middle:.1}\" text-anchor=\"end\">{percent} %</text>\
             <text class=\"number\" x=\"{place:.1}\" y=\"{below:.1}\" text-anchor=\"middle\">{share:.1}</text>",
            left = x(0.0),
            right = x(1.0),
            level = y(share),
            before = x(0.0) - 6.0,
            middle = y(share) + 4.0,
            percent = 10 * tenth,
            place = x(share),
            below = y(0.0) + 18.0,
        );
    }
    let last = counts.len().saturating_sub(1).max(1) as f64;
    let mut left = all;
    let mut points = String::new();
    for (step, count) in counts.iter().enumerate() {
        let share = left as f64 / all.max(1) as f64;
        let _ = write!(points, " {:.1},{:.1}", x(step as f64 / last), y(share));
        left -= count;
    }
    let _ = write!(
        svg,
        "<polygon class=\"area\" points=\"{:.1},{:.1}{points} {:.1},{:.1}\"/>\
         <polyline class=\"line\" points=\"{}\"/>\
         <text class=\"number\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">confidence in the first candidate</text>",
        x(0.0),
        y(0.0),
        x(1.0),
        y(0.0),
        points.trim_start(),
        x(1.0),
        y(0.0) + 36.0,
    );
    svg + "</svg>"
}

fn start(name: &str, height: usize) -> String {
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">",
        escaped(name)
    )
}

/// A label that has room before its bar.
fn short(label: &str) -> String {
    const MOST: usize = 48;
    // A Chinese character takes the room of two letters.
    let mut room = MOST;
    let mut text = String::new();
    for c in label.chars() {
        let takes = if c.is_ascii() { 1 } else { 2 };
        if room < takes {
            return text.trim_end().to_owned() + "…";
        }
        room -= takes;
        text.push(c);
    }
    text
}

/// A number with its thousands apart.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// A text as HTML and SVG have it.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_room() {
        assert_eq!(grouped(1), "1");
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(short("cook"), "cook");
        assert_eq!(short(&"厨".repeat(30)), "厨".repeat(24) + "…");
        assert_eq!(escaped("<a & \"b\">\n"), "&lt;a &amp; &quot;b&quot;&gt; ");
    }
}
