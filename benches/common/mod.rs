//! What the measurements share: figures beside their targets, programs in a pseudo-terminal, a made-up collection.
#![allow(dead_code)] // each measurement uses its own part

pub mod collection;
pub mod figures;
pub mod peers;
pub mod running;

use std::fs::File;
use std::path::PathBuf;

/// The program that is measured.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_cadialog");

/// What stands behind `--`; nothing at all when cargo only asks which measurements there are.
pub fn arguments() -> Option<Vec<String>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    (!arguments.iter().any(|a| a == "--list")).then_some(arguments)
}

/// A made-up collection of so many records, in a directory that goes with the first value.
pub fn written(records: usize) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("made-up.jsonl");
    collection::generate(records, File::create(&path).expect("a file")).expect("written");
    (folder, path)
}
