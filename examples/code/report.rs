//! The page.
use crate::summary::Summary;
pub fn page(summary: &Summary) -> String {
    summary.to_string()
}
