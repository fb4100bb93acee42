//! What somebody may have meant: the nearest names, or the whole choice when nothing is near.

use std::collections::HashSet;

use crate::archive::Archive;
use crate::record::RecordType;
use crate::text;

/// How many names a hint offers.
const MOST: usize = 3;

/// The candidates most like `name`, best first, at most three; none when nothing is like it.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = text::fold(name);
    let short = wanted.chars().count() <= 2;
    let mut seen = HashSet::new();
    let mut found: Vec<(f64, &str)> = candidates
        .filter_map(|candidate| {
            let folded = text::fold(candidate);
            // Of “energy” and “Energy” the first is enough.
            if !seen.insert(folded.clone()) {
                return None;
            }
            let likeness = if short {
                // Of two letters, one that is right in its place is all there is to go by.
                let same = folded.chars().count() == 2 && folded.chars().zip(wanted.chars()).any(|(a, b)| a == b);
                if same { 0.9 } else { 0.0 }
            } else {
                strsim::jaro_winkler(&wanted, &folded).max(strsim::normalized_damerau_levenshtein(&wanted, &folded))
            };
            (likeness > 0.8).then_some((likeness, candidate))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let best = found.first().map_or(0.0, |(likeness, _)| *likeness);
    // A near hit needs no distant company.
    found.into_iter().filter(|(likeness, _)| best - likeness < 0.08).take(MOST).map(|(_, candidate)| candidate).collect()
}

/// "did you mean “a” or “b”?", or `None` without candidates.
fn did_you_mean(near: &[&str]) -> Option<String> {
    let quoted: Vec<String> = near.iter().map(|name| format!("“{name}”")).collect();
    let (last, rest) = quoted.split_last()?;
    Some(if rest.is_empty() { format!("did you mean {last}?") } else { format!("did you mean {} or {last}?", rest.join(", ")) })
}

/// The message for a country or topic that is none.
pub fn no_such_name(archive: &Archive, of_type: RecordType, name: &str) -> String {
    let ids = || archive.of_type(of_type).iter().map(|&id| archive.record(id).id());
    let titles = archive.of_type(of_type).iter().map(|&id| archive.record(id).title());
    let near = nearest(name, ids().chain(titles));
    let help =
        did_you_mean(&near).unwrap_or_else(|| format!("the {} are {}", of_type.plural(), ids().collect::<Vec<_>>().join(", ")));
    format!("no {} {}; {help}", of_type.name(), text::quote(name))
}

/// The message for an id that is none, of `names` that were given together: perhaps they are words of one.
pub fn no_such_record(archive: &Archive, name: &str, names: &[String]) -> String {
    let ids: Vec<&str> = archive.all().map(|id| archive.record(id).id()).collect();
    let words: Vec<String> = names.iter().map(|name| text::fold(name)).collect();
    let has_words = |id: &&&str| words.iter().all(|word| id.split('-').any(|part| part == word));
    let mut near: Vec<&str> = ids.iter().filter(has_words).copied().take(MOST).collect();
    if near.is_empty() {
        let typos = |id: &&str| strsim::normalized_damerau_levenshtein(name, id) >= 0.6 || id.starts_with(name);
        near = nearest(name, ids.into_iter()).into_iter().filter(typos).collect();
    }
    let help =
        did_you_mean(&near).unwrap_or_else(|| format!("search for it with “cadialog search {}”", text::clean(&names.join(" "))));
    format!("no record {}; {help}", text::quote(name))
}

/// The message for a type of records that is none.
pub fn no_such_type(name: &str) -> String {
    let near = did_you_mean(&nearest(name, RecordType::ALL.iter().map(|t| t.plural())));
    let near = near.map_or_else(String::new, |near| format!("; {near}"));
    format!("no type {}{near} (types: {})", text::quote(name), RecordType::ALL.map(RecordType::plural).join(", "))
}

/// The command that `word` misspells by a letter or two, if it is near one.
pub fn command(word: &str) -> Option<String> {
    let names = <super::Arguments as clap::CommandFactory>::command();
    let names = names.get_subcommands().filter(|c| !c.is_hide_set()).map(|c| c.get_name().to_owned());
    let most = if word.len() < 5 { 1 } else { 2 };
    names
        .map(|name| (strsim::osa_distance(word, &name), name))
        .filter(|(d, _)| (1..=most).contains(d))
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_come_best_first_and_few() {
        let names = ["KZ", "KG", "UZ", "Kazakhstan", "Kyrgyzstan", "Uzbekistan"];
        assert_eq!(nearest("Kazakstan", names.into_iter()), ["Kazakhstan"]);
        assert_eq!(nearest("kx", names.into_iter()), ["KG", "KZ"]);
        assert!(nearest("Atlantis", names.into_iter()).is_empty());
        assert_eq!(nearest("enrgy", ["energy", "Energy"].into_iter()), ["energy"], "one word once");
    }

    #[test]
    fn commands_are_known_by_a_slip_and_words_are_left_alone() {
        assert_eq!(command("serch").as_deref(), Some("search"));
        assert_eq!(command("lsit").as_deref(), Some("list"));
        assert_eq!(command("water"), None);
        assert_eq!(command("search"), None);
    }
}
