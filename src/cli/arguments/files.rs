//! Files that stand among the words of a call.

use std::path::{Path, PathBuf};

use super::Arguments;

/// Endings of files that are opened where they stand among the words of a call.
const ENDINGS: [&str; 11] = ["json", "jsonl", "ndjson", "csv", "tsv", "xlsx", "xls", "ods", "bib", "ris", "zip"];

impl Arguments {
    /// Takes files among the words to search for as packs. Named so, they are opened by themselves: what is not asked for by
    /// `--data` does not lie beneath.
    pub fn take_files(&mut self) {
        let is_file = |word: &String| {
            let path = Path::new(word);
            let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
            let is_named = ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) && path.is_file();
            is_named || word.contains(['/', '\\']) && path.is_dir()
        };
        if self.command.is_some() || !self.query.iter().any(is_file) {
            return;
        }
        let (files, words) = std::mem::take(&mut self.query).into_iter().partition(is_file);
        self.query = words;
        self.packs.no_bundled |= self.packs.data.is_empty();
        self.packs.data.extend(Vec::<String>::into_iter(files).map(PathBuf::from));
    }
}
