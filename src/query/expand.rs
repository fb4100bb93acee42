//! Matching one word against the vocabulary, forgivingly: which words it may mean, and by which tier.

use super::index::{Index, Word, mask};
use super::rank::Tier;
use crate::text;

/// How each word of the vocabulary matches one term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expansion {
    pub term: String,
    /// Matching words with tier and number of typos, by word number.
    pub words: Vec<(u32, Tier, u8)>,
    /// Whether letters in order are to be tried: nothing stronger was found.
    pub loose: bool,
}

impl Expansion {
    pub(super) fn of(&self, word: u32) -> Option<(Tier, u8)> {
        self.words.binary_search_by_key(&word, |&(w, _, _)| w).ok().map(|at| (self.words[at].1, self.words[at].2))
    }

    /// The word that a misspelt term most likely means; `None` when nothing or something better was found.
    pub(super) fn correction<'a>(&self, index: &'a Index) -> Option<&'a str> {
        if !self.loose {
            return None;
        }
        let often = |word: u32| index.places(word).len();
        let best = self.words.iter().min_by_key(|&&(word, _, typos)| (typos, std::cmp::Reverse(often(word)), word))?;
        Some(&index.vocabulary[best.0 as usize].text)
    }
}

/// Matches `term` against every word of the vocabulary. An `unfinished` term may go on behind a typo.
pub(super) fn expand(index: &Index, term: &str, unfinished: bool) -> Expansion {
    let probe = Probe::new(term, unfinished);
    let words: Vec<_> = (0u32..)
        .zip(&index.vocabulary)
        .filter_map(|(number, word)| probe.tier(word).map(|(tier, typos)| (number, tier, typos)))
        .collect();
    let loose = words.iter().all(|(_, tier, _)| tier.is_similar());
    Expansion { term: term.to_owned(), words, loose }
}

/// What a negated `term` excludes: the word itself, its spelling variants and inflections, but no beginnings or parts.
pub(super) fn expand_strictly(index: &Index, term: &str) -> Expansion {
    let mut found = expand(index, term, false);
    found.words.retain(|&(word, tier, _)| match tier {
        Tier::Exact | Tier::Alias | Tier::Inflection => true,
        Tier::Prefix => inflects(&index.vocabulary[word as usize].text, term),
        _ => false,
    });
    found.loose = false;
    found
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
