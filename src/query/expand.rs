//! Matching one word against the vocabulary, forgivingly: which words it may mean, and by which tier.

use std::cmp::Reverse;
use std::sync::Arc;

use super::Catalogue;
use super::index::{Vocabulary, Word, mask};
use super::rank::Tier;
use crate::text;

/// Words that match a term, with tier and number of typos, by word number.
pub(super) type Matches = Vec<(u32, Tier, u8)>;

/// How each word of the archive matches one term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expansion {
    pub term: String,
    /// Whether it is still being typed.
    pub unfinished: bool,
    /// Of the records in memory.
    pub words: Matches,
    /// Of the volumes.
    pub in_volumes: Matches,
    /// Whether letters in order are to be tried: nothing stronger was found.
    pub loose: bool,
}

fn find(matches: &Matches, word: u32) -> Option<(Tier, u8)> {
    matches.binary_search_by_key(&word, |&(w, _, _)| w).ok().map(|at| (matches[at].1, matches[at].2))
}

impl Expansion {
    /// How a word of the records in memory matches.
    pub(super) fn of(&self, word: u32) -> Option<(Tier, u8)> {
        find(&self.words, word)
    }

    /// How a word of the volumes matches.
    pub(super) fn of_volumes(&self, word: u32) -> Option<(Tier, u8)> {
        find(&self.in_volumes, word)
    }

    /// The word that a misspelt term most likely means; `None` when nothing or something better was found.
    pub(super) fn correction<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a str> {
        if !self.loose {
            return None;
        }
        let (index, volumes) = (catalogue.index(), &catalogue.volumes);
        let near = self
            .words
            .iter()
            .map(|&(word, _, typos)| (typos, Reverse(index.places(word).len()), &*index.vocabulary.words[word as usize].text));
        let far = self.in_volumes.iter().map(|&(word, _, typos)| {
            let often = volumes.frequency[word as usize] as usize;
            (typos, Reverse(often), &*volumes.vocabulary.words[word as usize].text)
        });
        // Of words that stand equally often the first met is taken, for the same answer every time.
        let first = |best: Option<_>, next: (u8, Reverse<usize>, &'a str)| match best {
            Some((typos, often, _)) if (typos, often) <= (next.0, next.1) => best,
            _ => Some(next),
        };
        near.chain(far).fold(None, first).map(|(_, _, word)| word)
    }
}

/// Matches `term` against every word of `vocabulary`. An `unfinished` term may go on behind a typo.
pub(super) fn matches(vocabulary: &Vocabulary, term: &str, unfinished: bool) -> Matches {
    let probe = Probe::new(term, unfinished);
    let found = vocabulary.iter().filter_map(|(number, word)| probe.tier(word).map(|(tier, typos)| (number, tier, typos)));
    found.collect()
}

/// Matches `term` against every word of the archive.
pub(super) fn expand(catalogue: &Catalogue, term: &str, unfinished: bool) -> Arc<Expansion> {
    if let Some(known) = catalogue.volumes.remembered(term, unfinished) {
        return known;
    }
    let words = matches(&catalogue.index().vocabulary, term, unfinished);
    let in_volumes = matches(&catalogue.volumes.vocabulary, term, unfinished);
    let loose = words.iter().chain(&in_volumes).all(|(_, tier, _)| tier.is_similar());
    let expansion = Arc::new(Expansion { term: term.to_owned(), unfinished, words, in_volumes, loose });
    catalogue.volumes.remember(&expansion);
    expansion
}

/// What a negated `term` excludes: the word itself, its spelling variants and inflections, but no beginnings or parts.
pub(super) fn expand_strictly(catalogue: &Catalogue, term: &str) -> Arc<Expansion> {
    let mut found = Expansion::clone(&expand(catalogue, term, false));
    let strict = |vocabulary: &Vocabulary, (word, tier, _): (u32, Tier, u8)| match tier {
        Tier::Exact | Tier::Alias | Tier::Inflection => true,
        Tier::Prefix => inflects(&vocabulary.words[word as usize].text, term),
        _ => false,
    };
    found.words.retain(|&word| strict(&catalogue.index().vocabulary, word));
    found.in_volumes.retain(|&word| strict(&catalogue.volumes.vocabulary, word));
    found.loose = false;
    Arc::new(found)
}

/// A term made ready to meet many words.
struct Probe<'a> {
    term: &'a str,
    chars: usize,
    mask: u64,
    key: Option<String>,
    typos: u8,
    unfinished: bool,
    ascii: bool,
    /// Fewest characters for a match inside a word.
    inside: usize,
    /// Fewest characters for a match at the start of a word.
    prefix: usize,
}

impl<'a> Probe<'a> {
    fn new(term: &'a str, unfinished: bool) -> Self {
        let chars = term.chars().count();
        let wide = !term.is_ascii() && text::width(term) > chars;
        let digits = term.bytes().any(|b| b.is_ascii_digit());
        let typos = match chars {
            _ if digits || wide => 0,
            0..5 => 0,
            5..9 => 1,
            _ => 2,
        };
        let kanji = wide && text::romanise(term).is_none();
        let key = text::romanise(term).filter(|key| key.len() >= 3);
        let (prefix, inside) = match (wide, kanji) {
            (_, true) => (1, 1),
            (true, _) => (1, 2),
            _ => (2, 4),
        };
        Self { term, chars, mask: mask(term), key, typos, unfinished, ascii: term.is_ascii(), inside, prefix }
    }

    fn tier(&self, word: &Word) -> Option<(Tier, u8)> {
        let contains = word.mask & self.mask == self.mask;
        if contains && *word.text == *self.term {
            return Some((Tier::Exact, 0));
        }
        if self.key.is_some() && word.key.as_deref() == self.key.as_deref() {
            return Some((Tier::Alias, 0));
        }
        if contains && self.chars >= self.prefix && word.text.starts_with(self.term) {
            return Some((Tier::Prefix, 0));
        }
        if self.ascii && word.ascii && inflects(self.term, &word.text) {
            return Some((Tier::Inflection, 0));
        }
        if contains && self.chars >= self.inside && word.text.contains(self.term) {
            return Some((Tier::Inside, 0));
        }
        self.typos(word).map(|typos| (Tier::Typo, typos))
    }

    /// How many letters differ (optimal string alignment), if few enough; the word being typed may go on.
    fn typos(&self, word: &Word) -> Option<u8> {
        let most = usize::from(self.typos);
        // Each typo adds at most one letter that the word lacks; more missing letters cannot be mended.
        if most == 0 || word.digits || (self.mask & !word.mask).count_ones() > u32::from(self.typos) {
            return None;
        }
        let distance = |text: &str| {
            let typos = strsim::osa_distance(self.term, text);
            (1..=most).contains(&typos).then(|| u8::try_from(typos).unwrap_or(u8::MAX))
        };
        if word.chars.abs_diff(self.chars) <= most {
            // Likewise the other way round.
            return if (word.mask & !self.mask).count_ones() > u32::from(self.typos) { None } else { distance(&word.text) };
        }
        if self.unfinished && word.chars > self.chars {
            let cut = word.text.char_indices().nth(self.chars).map_or(word.text.len(), |(at, _)| at);
            return distance(&word.text[..cut]);
        }
        None
    }
}

/// Whether `term` is, or begins, a regular inflection of `word`: plural, possessive, -ing, -ed. Beginnings count, so that
/// nothing found by "countrie" appears only with "countries".
fn inflects(term: &str, word: &str) -> bool {
    // Nearly all differ here already.
    if term.as_bytes().first_chunk::<3>() != word.as_bytes().first_chunk::<3>() {
        return false;
    }
    let shared = term.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
    if shared < 3 || shared + 1 < word.len() || !term.is_ascii() || !word.is_ascii() {
        return false;
    }
    let begins = |endings: &[&str], rest: &str| !rest.is_empty() && endings.iter().any(|ending| ending.starts_with(rest));
    if let Some(rest) = term.strip_prefix(word) {
        let sibilant = word.ends_with(['s', 'x', 'z', 'o']) || word.ends_with("ch") || word.ends_with("sh");
        return begins(if sibilant { &["es", "ing", "ed"] } else { &["s", "ing", "ed"] }, rest);
    }
    let stem = &word[..word.len() - 1];
    match (word.as_bytes().last(), term.strip_prefix(stem)) {
        (Some(b'y'), Some(rest)) => begins(&["ies", "ied"], rest),
        (Some(b'e'), Some(rest)) => begins(&["ing"], rest),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_are_regular_and_may_be_begun() {
        for (term, word) in [
            ("countries", "country"),
            ("countrie", "country"),
            ("meetings", "meeting"),
            ("sharing", "share"),
            ("visited", "visit"),
        ] {
            assert!(inflects(term, word), "{term} of {word}");
        }
        for (term, word) in
            [("country", "countries"), ("water", "wat"), ("as", "a"), ("japanese", "japan"), ("энергия", "энерги")]
        {
            assert!(!inflects(term, word), "{term} of {word}");
        }
    }
}
