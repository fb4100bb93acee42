//! Matching one word against the dictionary, forgivingly: which words it may mean, and by which tier.

use std::cmp::Reverse;
use std::sync::Arc;

use super::Catalogue;
use super::hit::Tier;
use super::letters::Letters;
use crate::index::{Beginning, TermDictionary, Word, mask};
use crate::text;

/// Words that match a term, with tier and number of typos, by word number.
pub(super) type Matches = Vec<(u32, Tier, u8)>;

/// How each word of the archive matches one term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expansion {
    pub term: String,
    /// Whether it is still being typed.
    pub unfinished: bool,
    pub words: Matches,
    /// Whether nothing but similar spellings was found.
    pub loose: bool,
    /// Its letters in order, where not even these were found.
    pub letters: Option<Arc<Letters>>,
}

impl Expansion {
    /// How a word matches.
    pub(crate) fn of(&self, word: u32) -> Option<(Tier, u8)> {
        self.words.binary_search_by_key(&word, |&(w, _, _)| w).ok().map(|at| (self.words[at].1, self.words[at].2))
    }

    /// The word that a misspelt term most likely means; `None` when nothing or something better was found.
    pub(crate) fn correction<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a str> {
        if !self.loose {
            return None;
        }
        let index = catalogue.index();
        // Of words that stand equally often the first met is taken, for the same answer every time.
        let likely = self.words.iter().min_by_key(|&&(word, _, typos)| (typos, Reverse(index.frequency[word as usize])));
        likely.map(|&(word, _, _)| &*index.dictionary.words[word as usize].text)
    }
}

/// Matches `term` against every word of `dictionary`. An `unfinished` term may go on behind a typo.
fn matches(dictionary: &TermDictionary, term: &str, unfinished: bool) -> Matches {
    let probe = Probe::new(term, unfinished);
    let alike = dictionary.lacking(probe.mask, probe.typos).map(|(number, _)| number);
    // Of the words with the letters of a short term most do not begin with it, and then they are not looked at.
    let alike = alike.filter(|&number| probe.beginning.is_none_or(|own| dictionary.begins(number, own)));
    // These may lack letters of the term.
    let bases = probe.bases.iter().filter_map(|base| dictionary.find(base));
    let keyed = probe.key.iter().flat_map(|key| dictionary.with_key(key));
    let mut found: Matches = alike.chain(bases).chain(keyed).filter_map(|number| probe.meet(dictionary, number)).collect();
    found.sort_unstable_by_key(|(number, _, _)| *number);
    found.dedup_by_key(|(number, _, _)| *number);
    found
}

/// Matches `term` against every word of the archive.
pub(super) fn expand(catalogue: &Catalogue, term: &str, unfinished: bool) -> Arc<Expansion> {
    let index = catalogue.index();
    if let Some(known) = index.remembered(term, unfinished) {
        return known;
    }
    let words = matches(&index.dictionary, term, unfinished);
    let loose = words.iter().all(|(_, tier, _)| tier.is_similar());
    let letters = if words.is_empty() { Letters::new(&index.dictionary, term, false).map(Arc::new) } else { None };
    let expansion = Arc::new(Expansion { term: term.to_owned(), unfinished, words, loose, letters });
    index.remember(&expansion);
    expansion
}

/// What a negated `term` excludes: the word itself, its spelling variants and inflections, but no beginnings or parts.
pub(super) fn expand_strictly(catalogue: &Catalogue, term: &str) -> Arc<Expansion> {
    let mut found = Expansion::clone(&expand(catalogue, term, false));
    let dictionary = &catalogue.index().dictionary;
    found.words.retain(|&(word, tier, _)| match tier {
        Tier::Exact | Tier::Alias | Tier::Inflection => true,
        Tier::Prefix => inflects(&dictionary.words[word as usize].text, term),
        _ => false,
    });
    (found.loose, found.letters) = (false, None);
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
    /// The words of which it may be an inflection.
    bases: Vec<String>,
    /// Fewest characters for a match inside a word.
    inside: usize,
    /// Fewest characters for a match at the start of a word.
    prefix: usize,
    /// How a word with the letters of the term must begin, if it matches in no other way.
    beginning: Option<Beginning>,
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
        let beginning = Beginning::new(term).filter(|_| chars < inside && typos == 0);
        Self { term, chars, mask: mask(term), key, typos, unfinished, bases: bases(term), inside, prefix, beginning }
    }

    /// How the word of this number matches, if it does.
    fn meet(&self, dictionary: &TermDictionary, number: u32) -> Option<(u32, Tier, u8)> {
        let (tier, typos) = self.tier(dictionary.mask_of(number), &dictionary.words[number as usize])?;
        Some((number, tier, typos))
    }

    fn tier(&self, mask: u64, word: &Word) -> Option<(Tier, u8)> {
        let contains = mask & self.mask == self.mask;
        if contains && *word.text == *self.term {
            return Some((Tier::Exact, 0));
        }
        if self.key.is_some() && word.key.as_deref() == self.key.as_deref() {
            return Some((Tier::Alias, 0));
        }
        if contains && self.chars >= self.prefix && word.text.starts_with(self.term) {
            return Some((Tier::Prefix, 0));
        }
        if self.bases.iter().any(|base| *word.text == **base) {
            return Some((Tier::Inflection, 0));
        }
        if contains && self.chars >= self.inside && word.text.contains(self.term) {
            return Some((Tier::Inside, 0));
        }
        self.typos(mask, word).map(|typos| (Tier::Typo, typos))
    }

    /// How many letters differ (optimal string alignment), if few enough; the word being typed may go on.
    fn typos(&self, mask: u64, word: &Word) -> Option<u8> {
        let most = usize::from(self.typos);
        // Each typo adds at most one letter that the word lacks; more missing letters cannot be mended.
        if most == 0 || word.digits || (self.mask & !mask).count_ones() > u32::from(self.typos) {
            return None;
        }
        let distance = |text: &str| {
            let typos = strsim::osa_distance(self.term, text);
            (1..=most).contains(&typos).then(|| u8::try_from(typos).unwrap_or(u8::MAX))
        };
        if word.chars.abs_diff(self.chars) <= most {
            // Likewise the other way round.
            return if (mask & !self.mask).count_ones() > u32::from(self.typos) { None } else { distance(&word.text) };
        }
        if self.unfinished && word.chars > self.chars {
            let cut = word.text.char_indices().nth(self.chars).map_or(word.text.len(), |(at, _)| at);
            return distance(&word.text[..cut]);
        }
        None
    }
}

/// The words of which `term` is, or begins, a regular inflection: plural, possessive, -ing, -ed. Beginnings count, so that
/// nothing found by "countrie" appears only with "countries".
fn bases(term: &str) -> Vec<String> {
    let mut found = Vec::new();
    for cut in 1..=3 {
        let Some((stem, ending)) = term.split_at_checked(term.len().saturating_sub(cut)).filter(|_| term.is_ascii()) else {
            break;
        };
        let sibilant = stem.ends_with(['s', 'x', 'z', 'o']) || stem.ends_with("ch") || stem.ends_with("sh");
        let own: &[&str] = if sibilant { &["es", "ing", "ed"] } else { &["s", "ing", "ed"] };
        let kinds: [(&str, &[&str]); 3] = [("", own), ("y", &["ies", "ied"]), ("e", &["ing"])];
        for (last, endings) in kinds {
            if stem.len() >= 3 && endings.iter().any(|known| known.starts_with(ending)) {
                found.push(format!("{stem}{last}"));
            }
        }
    }
    found
}

/// Whether `term` is an inflection of `word`, or begins one.
fn inflects(term: &str, word: &str) -> bool {
    bases(term).iter().any(|base| base == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looking at few words must find what looking at every word finds.
    #[test]
    fn no_word_that_matches_is_passed_over() {
        let archive = crate::archive::Archive::bundled().expect("the bundled archive");
        let catalogue = Catalogue::new(archive);
        let dictionary = &catalogue.index().dictionary;
        let terms = ["e", "en", "ener", "energy", "enrgy", "countries", "countrie", "sharing", "policies", "tashkent", "токаев"];
        let more = ["toqaev", "中央アジア", "中", "2025", "infrastructure", "infrastrcture", "tokyos", "internationalizations"];
        for term in terms.into_iter().chain(more) {
            for unfinished in [false, true] {
                let probe = Probe::new(term, unfinished);
                let all = 0..u32::try_from(dictionary.words.len()).expect("few words");
                let wanted: Matches = all.filter_map(|number| probe.meet(dictionary, number)).collect();
                assert_eq!(matches(dictionary, term, unfinished), wanted, "{term}");
            }
        }
    }

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
