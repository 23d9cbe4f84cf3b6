//! A career profile as text.

use std::fmt::Write;

use noc_search::{CareerProfile, Comparison, MedianIncome, Money, PayRange};

/// The pay in one line, for a hit; nothing if the profile has no figure.
pub fn pay_line(profile: &CareerProfile) -> Option<String> {
    let pay = profile.pay().here();
    let parts: Vec<String> = [(pay.hourly, "an hour"), (pay.annual, "a year")]
        .into_iter()
        .filter(|(range, _)| has_figures(*range))
        .map(|(range, unit)| format!("{} {unit}", figures(range)))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Everything the profile says.
pub fn show(profile: &CareerProfile) -> String {
    let mut out = String::new();
    let edition = profile.code().edition();
    line(
        &mut out,
        &format!("{} ({} of {edition})", profile.title(), profile.code()),
        [profile.category()],
    );
    line(&mut out, "Outlook", [profile.outlook().here().as_str()]);
    pay(
        &mut out,
        "Pay here",
        [profile.pay().here().hourly, profile.pay().here().annual],
    );
    if let Some(compared) = profile.pay().compared() {
        let label = format!("Pay in {}", profile.pay().group().unwrap_or_default());
        pay(&mut out, &label, [compared.hourly, compared.annual]);
    }
    line(&mut out, "Summary", profile.summary());
    line(&mut out, "Nature of work", profile.nature_of_work());
    let duties = profile.duties().iter().map(|duty| match &duty.occupation {
        Some(occupation) => format!("{occupation}: {}", duty.text),
        None => duty.text.clone(),
    });
    line(&mut out, "Duties", duties);
    line(&mut out, "Sample titles", profile.sample_titles());
    line(&mut out, "Skills", profile.skills());
    line(&mut out, "Requirements", profile.requirements());
    line(
        &mut out,
        "Other considerations",
        profile.other_considerations(),
    );
    let quick = profile.quick_look().here();
    let figures = [
        (format!("employed in {}", quick.year), &quick.employed),
        ("employed full-time".to_owned(), &quick.full_time),
        ("self-employed".to_owned(), &quick.self_employed),
        ("median age".to_owned(), &quick.median_age),
    ];
    let known = figures
        .into_iter()
        .filter_map(|(label, value)| Some(format!("{label}: {}", value.as_ref()?)));
    line(&mut out, "Quick look", known);
    incomes(&mut out, "Regions, median annual income", profile.regions());
    names(&mut out, "Industries", profile.industries());
    names(&mut out, "Ages, most first", profile.age_bands());
    incomes(
        &mut out,
        "Education, median annual income",
        profile.education_levels(),
    );
    let programs = profile.programs().iter().map(|program| {
        let description = program.description.as_deref().unwrap_or_default();
        format!("{} ({}) {description}", program.title, program.taught_at)
    });
    line(&mut out, "Programs", programs);
    line(
        &mut out,
        "Institutions",
        profile.institutions().unwrap_or_default(),
    );
    let regulations = profile
        .regulations()
        .iter()
        .map(|regulation| match &regulation.kind {
            Some(kind) => format!("{kind}: {}", regulation.text),
            None => regulation.text.clone(),
        });
    line(&mut out, "Regulation", regulations);
    line(&mut out, "Contacts", profile.contacts());
    line(&mut out, "More", profile.additional_resources());
    out
}

/// A label with its one value behind it or its several values below.
fn line(out: &mut String, label: &str, values: impl IntoIterator<Item = impl AsRef<str>>) {
    let values: Vec<_> = values.into_iter().collect();
    let _ = match &values[..] {
        [] => return,
        [only] => writeln!(out, "  {label}: {}", only.as_ref()),
        _ => writeln!(out, "  {label}:"),
    };
    if values.len() > 1 {
        for value in &values {
            let _ = writeln!(out, "    - {}", value.as_ref());
        }
    }
}

fn pay(out: &mut String, label: &str, [hourly, annual]: [PayRange; 2]) {
    for (range, unit) in [(hourly, "an hour"), (annual, "a year")] {
        line(out, &format!("{label}, {unit}"), [figures(range)]);
    }
}

fn incomes(out: &mut String, label: &str, rows: &Comparison<Vec<MedianIncome>>) {
    let shown = |rows: &[MedianIncome]| -> Vec<String> {
        let rows = rows.iter();
        rows.map(|row| format!("{} {}", row.name, figure(row.income)))
            .collect()
    };
    line(out, label, [shown(rows.here()).join(", ")]);
    compared(out, rows.group(), rows.compared().map(|rows| shown(rows)));
}

fn names(out: &mut String, label: &str, rows: &Comparison<Vec<String>>) {
    line(out, label, [rows.here().join(", ")]);
    compared(out, rows.group(), rows.compared().cloned());
}

fn compared(out: &mut String, group: Option<&str>, rows: Option<Vec<String>>) {
    if let (Some(group), Some(rows)) = (group, rows) {
        let _ = writeln!(out, "    in {group}: {}", rows.join(", "));
    }
}

fn has_figures(range: PayRange) -> bool {
    range.minimum.or(range.median).or(range.maximum).is_some()
}

/// Minimum, median and maximum.
fn figures(range: PayRange) -> String {
    let PayRange {
        minimum,
        median,
        maximum,
        ..
    } = range;
    [minimum, median, maximum].map(figure).join(" / ")
}

fn figure(amount: Option<Money>) -> String {
    amount.map_or_else(|| "N/A".to_owned(), |amount| amount.to_string())
}
