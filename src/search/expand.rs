//! Matching one word against the dictionary, forgivingly: which words it may mean, and by which tier.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use super::Catalogue;
use super::hit::Tier;
use super::letters::Letters;
use super::matcher::SHORTEST;
use crate::index::{Beginning, TermDictionary, Word, mask};
use crate::query::without_possessive;
use crate::text;

/// Words that match a term, with tier and number of typos, by word number.
pub(super) type Matches = Vec<(u32, Tier, u8)>;

/// How each word of the archive matches one term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expansion {
    pub term: String,
    /// Whether it is still being typed.
    pub unfinished: bool,
    /// Whether it was typed in capitals.
    pub acronym: bool,
    pub words: Matches,
    /// Whether nothing but similar spellings was found.
    pub loose: bool,
    /// Its letters in order, where not even these were found.
    pub letters: Option<Arc<Letters>>,
}

impl Expansion {
    /// The term as it was typed.
    pub(super) fn typed(&self) -> TypedTerm<'_> {
        TypedTerm { word: &self.term, unfinished: self.unfinished, acronym: self.acronym }
    }

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
fn matches(dictionary: &TermDictionary, probe: &Probe<'_>) -> Matches {
    let alike = dictionary.lacking(probe.mask, probe.typos).map(|(number, _)| number);
    // Of the words with the letters of a short term most do not begin with it, and then they are not looked at.
    let alike = alike.filter(|&number| probe.beginning.is_none_or(|own| dictionary.begins(number, own)));
    // These may lack letters of the term.
    let related = probe.related.iter().filter_map(|form| dictionary.find(form));
    let keyed = probe.key.iter().flat_map(|key| dictionary.with_key(key));
    let cases = probe.stem.into_iter().flat_map(|stem| {
        let all = dictionary.holding_beyond_ascii(0).map(|(number, _)| number);
        all.filter(move |&number| dictionary.begins(number, stem))
    });
    // What is misspelt may be an inflection, which lacks other letters.
    let misspelt = probe.misspelt.iter().flat_map(|base| dictionary.lacking(mask(base), 2).map(|(number, _)| number));
    let candidates = alike.chain(related).chain(keyed).chain(cases).chain(misspelt);
    let mut found: Matches = candidates.filter_map(|number| probe.meet(dictionary, number)).collect();
    found.sort_unstable_by_key(|(number, _, _)| *number);
    found.dedup_by_key(|(number, _, _)| *number);
    found
}

/// A word as it was typed, for which others may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TypedTerm<'a> {
    /// Folded.
    pub word: &'a str,
    /// Whether it is still being typed.
    pub unfinished: bool,
    /// Whether it is an acronym, typed in capitals: it begins no other word and stands inside none.
    pub acronym: bool,
}

/// Matches a term against every word of the archive.
pub(super) fn expand(catalogue: &Catalogue, typed: TypedTerm<'_>) -> Arc<Expansion> {
    let index = catalogue.index();
    if let Some(known) = index.remembered(typed) {
        return known;
    }
    let words = matches(&index.dictionary, &Probe::new(typed));
    let loose = words.iter().all(|(_, tier, _)| tier.is_similar());
    let several = typed.word.chars().nth(SHORTEST - 1).is_some();
    let letters = if words.is_empty() && several {
        Letters::new(&index.dictionary, without_possessive(typed.word), false).map(Arc::new)
    } else {
        None
    };
    let TypedTerm { word, unfinished, acronym } = typed;
    let expansion = Arc::new(Expansion { term: word.to_owned(), unfinished, acronym, words, loose, letters });
    index.remember(&expansion);
    expansion
}

/// What stands for a term that is meant literally, as behind `text:`: no similar spelling. Negated, it also excludes no beginnings
/// or parts, but only the word itself, its spelling variants and inflections.
pub(super) fn expand_strictly(catalogue: &Catalogue, typed: TypedTerm<'_>, negated: bool) -> Arc<Expansion> {
    let typed = TypedTerm { unfinished: typed.unfinished && !negated, ..typed };
    let mut found = Expansion::clone(&expand(catalogue, typed));
    keep_literal(&catalogue.index().dictionary, &mut found.words, typed, negated);
    (found.loose, found.letters) = (false, None);
    Arc::new(found)
}

/// The words of the archive that are `term`, a spelling variant or an inflection of it, as they are folded; no others that it begins,
/// none that are spelled alike.
pub(crate) fn forms_of(catalogue: &Catalogue, term: &str) -> HashSet<String> {
    let found = expand_strictly(catalogue, TypedTerm { word: term, unfinished: false, acronym: false }, true);
    let words = &catalogue.index().dictionary.words;
    found.words.iter().map(|&(word, _, _)| words[word as usize].text.to_string()).collect()
}

/// As [`expand_strictly`], of the words of another dictionary than that of the archive.
pub(super) fn expand_in(dictionary: &TermDictionary, typed: TypedTerm<'_>, negated: bool) -> Matches {
    let typed = TypedTerm { unfinished: typed.unfinished && !negated, ..typed };
    let mut words = matches(dictionary, &Probe::new(typed));
    keep_literal(dictionary, &mut words, typed, negated);
    words
}

fn keep_literal(dictionary: &TermDictionary, words: &mut Matches, typed: TypedTerm<'_>, negated: bool) {
    words.retain(|&(word, tier, _)| match tier {
        Tier::Exact | Tier::Alias | Tier::Inflection => true,
        Tier::Prefix if negated => text::is_inflection(&dictionary.words[word as usize].text, typed.word),
        tier => !negated && tier.is_literal(),
    });
}

/// A term made ready to meet many words.
struct Probe<'a> {
    term: &'a str,
    /// "japans" of "japan's", as texts may have it, too.
    possessive: Option<String>,
    chars: usize,
    mask: u64,
    key: Option<String>,
    typos: u8,
    unfinished: bool,
    /// Words of which it may be an inflection, and regular inflections of it that do not begin with it.
    related: Vec<String>,
    /// Those of which it is an inflection and which may be misspelt in it.
    misspelt: Vec<String>,
    /// How a word begins that may differ from it in its ending only; of Cyrillic words.
    stem: Option<Beginning>,
    /// Fewest characters for a match inside a word.
    inside: usize,
    /// Fewest characters for a match at the start of a word.
    prefix: usize,
    /// How a word with the letters of the term must begin, if it matches in no other way.
    beginning: Option<Beginning>,
}

/// How many letters of a word of so many may differ.
const fn most_typos(chars: usize) -> u8 {
    match chars {
        0..5 => 0,
        5..9 => 1,
        _ => 2,
    }
}

/// Fewest letters of a Cyrillic word whose endings are known.
const SHORTEST_INFLECTED: usize = 3;

impl<'a> Probe<'a> {
    fn new(TypedTerm { word, unfinished, acronym }: TypedTerm<'a>) -> Self {
        let term = without_possessive(word);
        let possessive = (term != word).then(|| format!("{term}s"));
        let chars = term.chars().count();
        let wide = !term.is_ascii() && text::width(term) > chars;
        let digits = term.bytes().any(|b| b.is_ascii_digit());
        let typos = if digits || wide || acronym { 0 } else { most_typos(chars) };
        let kanji = wide && text::romanise(term).is_none();
        let key = text::romanise(term).filter(|key| key.len() >= 3);
        let (prefix, inside) = match (wide, kanji) {
            // An acronym may still be begun.
            _ if acronym => (if unfinished { 2 } else { usize::MAX }, usize::MAX),
            (_, true) => (1, 1),
            (true, _) => (1, 2),
            _ => (2, 5),
        };
        let bases = text::bases(term, unfinished);
        let misspelt: Vec<String> =
            bases.iter().filter(|base| typos > 0 && !unfinished && most_typos(base.chars().count()) > 0).cloned().collect();
        let related = bases.into_iter().chain(text::forms(term)).chain(possessive.clone()).collect();
        let stem = (chars >= SHORTEST_INFLECTED && text::is_cyrillic(term)).then(|| {
            let end = term.char_indices().nth(text::shared_stem(chars)).map_or(term.len(), |(at, _)| at);
            // What a beginning can hold.
            Beginning::new(&term[..term[..end].floor_char_boundary(14)])
        });
        let beginning = Beginning::new(term).filter(|_| chars < inside && typos == 0);
        Self {
            term,
            possessive,
            chars,
            mask: mask(term),
            key,
            typos,
            unfinished,
            related,
            misspelt,
            stem: stem.flatten(),
            inside,
            prefix,
            beginning,
        }
    }

    /// How the word of this number matches, if it does.
    fn meet(&self, dictionary: &TermDictionary, number: u32) -> Option<(u32, Tier, u8)> {
        let (tier, typos) = self.tier(dictionary.mask_of(number), &dictionary.words[number as usize])?;
        Some((number, tier, typos))
    }

    fn tier(&self, mask: u64, word: &Word) -> Option<(Tier, u8)> {
        let contains = mask & self.mask == self.mask;
        if contains && *word.text == *self.term || self.possessive.as_deref() == Some(&*word.text) {
            return Some((Tier::Exact, 0));
        }
        if self.key.is_some() && word.key.as_deref() == self.key.as_deref() {
            return Some((Tier::Alias, 0));
        }
        if contains && self.chars >= self.prefix && word.text.starts_with(self.term) {
            return Some((Tier::Prefix, 0));
        }
        if self.related.iter().any(|form| *word.text == **form)
            || self.stem.is_some() && text::is_cyrillic(&word.text) && text::is_inflection(self.term, &word.text)
        {
            return Some((Tier::Inflection, 0));
        }
        if contains && self.chars >= self.inside && word.text.contains(self.term) {
            return Some((Tier::Inside, 0));
        }
        self.typos(mask, word).map(|typos| (Tier::Typo, typos))
    }

    /// How many letters differ (optimal string alignment), if few enough; the word being typed may go on.
    fn typos(&self, mask: u64, word: &Word) -> Option<u8> {
        if self.typos == 0 || word.digits {
            return None;
        }
        let of_bases = self.misspelt.iter().filter_map(|base| {
            let chars = base.chars().count();
            differing(base, chars, crate::index::mask(base), most_typos(chars), mask, word)
        });
        let own = differing(self.term, self.chars, self.mask, self.typos, mask, word);
        own.into_iter().chain(of_bases).min().or_else(|| {
            // Each typo adds at most one letter that the word lacks; more missing letters cannot be mended.
            let longer = self.unfinished && word.chars > self.chars + usize::from(self.typos);
            if !longer || (self.mask & !mask).count_ones() > u32::from(self.typos) {
                return None;
            }
            let cut = word.text.char_indices().nth(self.chars).map_or(word.text.len(), |(at, _)| at);
            distance(self.term, &word.text[..cut], self.typos)
        })
    }
}

/// How many letters of a term with these characters and this mask differ from a word, if at most so many.
fn differing(term: &str, chars: usize, own: u64, most: u8, mask: u64, word: &Word) -> Option<u8> {
    let lacking = |one: u64, other: u64| (one & !other).count_ones() > u32::from(most);
    if word.chars.abs_diff(chars) > usize::from(most) || lacking(own, mask) || lacking(mask, own) {
        return None;
    }
    distance(term, &word.text, most)
}

fn distance(term: &str, text: &str, most: u8) -> Option<u8> {
    let typos = strsim::osa_distance(term, text);
    (1..=usize::from(most)).contains(&typos).then(|| u8::try_from(typos).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::number;

    /// Looking at few words must find what looking at every word finds.
    #[test]
    fn no_word_that_matches_is_passed_over() {
        let archive = crate::archive::Archive::bundled().expect("the bundled archive");
        let catalogue = Catalogue::new(archive);
        let dictionary = &catalogue.index().dictionary;
        let terms = ["e", "en", "ener", "energy", "enrgy", "countries", "countrie", "sharing", "policies", "tashkent", "токаев"];
        let more = [
            "toqaev",
            "中央アジア",
            "中",
            "2025",
            "infrastructure",
            "infrastrcture",
            "tokyos",
            "internationalizations",
            "tourizms",
            "женщины",
            "энергии",
        ];
        for term in terms.into_iter().chain(more) {
            for unfinished in [false, true] {
                let probe = Probe::new(TypedTerm { word: term, unfinished, acronym: false });
                let all = 0..number(dictionary.words.len());
                let wanted: Matches = all.filter_map(|number| probe.meet(dictionary, number)).collect();
                assert_eq!(matches(dictionary, &probe), wanted, "{term}");
            }
        }
    }
}
