//! The facts that the bundled pack was compiled from, where they are at hand: beside the repository, not in it.

use std::fs;
use std::path::PathBuf;

/// The text of `file` among the facts, or `None` on a machine without them.
pub fn read(file: &str) -> Option<String> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")).join(file);
    fs::read_to_string(path).ok()
}
