//! Countries named in a text: by any of their names, in any language, and by what their people and languages are called.

use std::collections::BTreeSet;

use super::words::ComparedWord;
use crate::archive::{Archive, Id};
use crate::record::RecordType;
use crate::text;

/// A country by the beginnings of its names: "kazakh" for Kazakhstan and Kazakhs.
#[derive(Debug)]
struct CountryNames {
    id: Id,
    roots: Vec<String>,
    /// Names in languages without blanks, folded.
    wide: Vec<String>,
}

/// The countries of an archive.
#[derive(Debug)]
pub(super) struct CountryFinder(Vec<CountryNames>);

/// Most countries that are looked for; there are two hundred in the world.
const MOST: usize = 400;

impl CountryFinder {
    pub fn new(archive: &Archive) -> Self {
        let countries = archive.of_type(RecordType::Country).iter().take(MOST).filter_map(|&id| {
            let country = archive.country(id)?;
            let names = country.names.values().chain(&country.other_names).chain(&country.demonyms).chain([&country.name]);
            let (mut roots, mut wide): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
            for name in names {
                let folded = text::fold(name);
                let words = text::tokens(name);
                match &words[..] {
                    _ if folded.chars().any(|c| ('\u{3041}'..='\u{9fff}').contains(&c)) => wide.push(folded),
                    [word] => roots.push(root(&word.word).to_owned()),
                    _ => {}
                }
            }
            roots.sort();
            roots.dedup();
            Some(CountryNames { id, roots, wide })
        });
        Self(countries.collect())
    }

    /// The countries that `words` name, which are those of `text`, each with the number of the word where it first stands.
    pub fn named(&self, words: &[ComparedWord], text: &str) -> BTreeSet<(Id, usize)> {
        let wide = words.iter().any(ComparedWord::is_wide).then(|| text::fold(text));
        let at = |country: &CountryNames| {
            let word = words.iter().position(|word| country.roots.iter().any(|root| belongs(&word.key, root)));
            let named = || wide.as_ref().filter(|text| country.wide.iter().any(|name| text.contains(name.as_str()))).map(|_| 0);
            word.or_else(named).map(|word| (country.id, word))
        };
        self.0.iter().filter_map(at).collect()
    }
}

/// What the names of a country, its people and its language have in common.
fn root(name: &str) -> &str {
    if let Some(root) = ["istan", "stan", "истан", "стан"].iter().find_map(|ending| name.strip_suffix(ending)) {
        return if root.chars().count() >= 4 { root } else { name };
    }
    let last =
        |count: usize| name.char_indices().nth(name.chars().count().saturating_sub(count)).map_or(name.len(), |(at, _)| at);
    let cut = if name.is_ascii() || name.chars().count() < 5 { 0 } else { 2 };
    if cut == 0 { name } else { &name[..last(cut)] }
}

/// Whether a word is made of a root: "kazakhs", "kazakhstani", "японская".
fn belongs(word: &str, root: &str) -> bool {
    let longest = if root.is_ascii() { 7 } else { 9 };
    word.strip_prefix(root).is_some_and(|rest| rest.chars().count() <= longest) && root.chars().count() >= 4
}
