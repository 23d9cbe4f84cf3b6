//! The texts of a unit group that are searched, in the order of its entries.

use crate::lang::Lang;
use crate::unit_group::UnitGroup;

/// The texts of a unit group in a language, English or Simplified Chinese; empty where
/// it has none.
pub(crate) fn texts(group: &UnitGroup, lang: Lang) -> Vec<&str> {
    let mut texts = vec![group.lead_statement(lang).unwrap_or_default()];
    let duties = group.main_duties();
    texts.extend(duties.map(|duty| duty.get(lang).unwrap_or_default()));
    let exclusions = group.exclusions();
    texts.extend(exclusions.map(|exclusion| exclusion.get(lang).unwrap_or_default()));
    let class = group.title(lang).unwrap_or_default();
    match lang {
        Lang::En => {
            let titles = group.titles();
            texts.extend(titles.map(|title| title.get(lang).unwrap_or_default()));
            texts.push(class);
        }
        _ => {
            texts.push(class);
            texts.extend(group.titles().flat_map(|title| title.chinese(lang)));
        }
    }
    texts
}
