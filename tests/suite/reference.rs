//! Where the reference material is, for tests that run over it.

use std::path::PathBuf;

/// The folder that `NOC_REFERENCE_DIR` names; where it is not set, the test says
/// that it is skipped.
pub fn dir(test: &str) -> Option<PathBuf> {
    let dir = std::env::var_os("NOC_REFERENCE_DIR").map(PathBuf::from);
    if dir.is_none() {
        eprintln!("{test}: skipped, NOC_REFERENCE_DIR is not set");
    }
    dir
}
