//! The import rule: who may name whom. Read from the `use` lines and paths of the source.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules from the ground up, each with what it may name beside itself.
const RULE: [(&str, &[&str]); 21] = [
    ("text", &[]),
    ("atlas", &[]),
    ("file", &[]),
    ("record", &["text"]),
    ("archive", &["record", "text"]),
    ("page", &["archive", "record", "text"]),
    ("index", &["archive", "record", "text"]),
    ("query", &["archive", "record", "text"]),
    ("search", &["archive", "index", "query", "record", "text"]),
    ("view", &["archive", "index", "query", "record", "search", "text"]),
    ("keys", &["archive", "text"]),
    ("desktop", &[]),
    ("config", &["desktop", "file", "record"]),
    ("app", &["archive", "atlas", "export", "keys", "page", "query", "record", "search", "shelf", "text", "view"]),
    ("ui", &["app", "archive", "atlas", "config", "keys", "page", "query", "record", "search", "text", "view"]),
    ("terminal", &["app", "archive", "desktop", "export", "keys", "query", "search", "shelf", "text", "ui"]),
    (
        "linear",
        &["app", "archive", "desktop", "export", "file", "keys", "page", "query", "record", "search", "shelf", "text", "view"],
    ),
    ("export", &["archive", "file", "page", "record", "search", "text"]),
    ("draft", &["archive", "record", "text"]),
    ("shelf", &["file", "text"]),
    ("cli", &["archive", "config", "draft", "export", "file", "keys", "page", "query", "record", "search", "text", "view"]),
];

/// Crates that only some files may name.
const CRATES: [(&str, &[&str]); 5] = [
    ("ratatui", &["src/ui.rs", "src/ui/", "src/terminal.rs", "src/terminal/"]),
    ("crossterm", &["src/keys.rs", "src/keys/", "src/terminal.rs", "src/terminal/", "src/main.rs"]),
    ("fuzzy_matcher", &["src/search/matcher.rs"]),
    ("directories", &["src/config.rs"]),
    ("edtf_core", &["src/record/date.rs", "src/record/date/"]),
];

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("src can be listed") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join("src"), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(path).expect("source"))
        })
        .collect()
}

/// The lines of code: comments and the tests at the end of a file left out.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text).lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn no_module_names_one_above_it() {
    let known: Vec<&str> = RULE.iter().map(|(name, _)| *name).collect();
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let Some(module) = file.strip_prefix("src/").and_then(|f| f.split(['/', '.']).next()) else { continue };
        let Some((_, allowed)) = RULE.iter().find(|(name, _)| *name == module) else {
            assert!(matches!(module, "main" | "lib"), "{file}: the module {module} has no place in the rule");
            continue;
        };
        for line in code(&text) {
            for part in line.split("crate::").skip(1) {
                let named: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if known.contains(&named.as_str()) && named != module && !allowed.contains(&named.as_str()) {
                    faults.push(format!("{file}: {module} names {named}: {}", line.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn crates_are_named_where_they_belong() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        for (name, places) in CRATES {
            let allowed = places.iter().any(|place| file == *place || place.ends_with('/') && file.starts_with(place));
            if !allowed && code(&text).any(|line| line.contains(&format!("{name}::"))) {
                faults.push(format!("{file} names {name}"));
            }
        }
        if file.starts_with("src/ui/")
            && file != "src/ui/theme.rs"
            && !file.starts_with("src/ui/theme/")
            && code(&text).any(|line| line.contains("Color"))
        {
            faults.push(format!("{file} names a colour"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_opens_with_what_it_is_for_and_stays_readable() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        if !text.starts_with("//! ") {
            faults.push(format!("{file} does not say what it is for"));
        }
        let lines = text.lines().count();
        if lines > 400 {
            faults.push(format!("{file} has {lines} lines; split it by noun"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
