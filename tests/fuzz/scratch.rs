//! A place for files that a body has read, made once a thread: to make a folder for every input would take longer than to read it.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

thread_local! {
    static FOLDER: TempDir = tempfile::tempdir().expect("a directory");
}

/// A file of this name that holds these bytes and nothing of what it held before.
pub fn file(name: impl AsRef<Path>, bytes: &[u8]) -> PathBuf {
    let path = FOLDER.with(|folder| folder.path().join(name));
    fs::write(&path, bytes).expect("written");
    path
}
