//! Matching words and ranking records: tiers from whole word to letters in order, then closeness, field, position, date.

use std::cmp::Reverse;

use fixedbitset::FixedBitSet;

use super::index::{BREAK, Index, mask};
use super::matcher::Matcher;
use super::{Catalogue, Term};
use crate::archive::Id;
use crate::record::{Field, Record, RecordType};
use crate::text;

/// How a word was matched, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// T0: the whole word.
    Exact,
    /// T1: another name, script or romanisation of it, or a link to the record of that name.
    Alias,
    /// T2: the word begins with the term.
    Prefix,
    /// T3: the term is an inflection of the word.
    Inflection,
    /// T4: the term stands inside the word.
    Inside,
    /// T5: one or two letters differ.
    Typo,
    /// T6: the letters stand in order in a title, name or id.
    Loose,
}

impl Tier {
    /// The tier's name in machine-readable output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Alias => "alias",
            Self::Prefix => "prefix",
            Self::Inflection => "inflection",
            Self::Inside => "inside",
            Self::Typo => "typo",
            Self::Loose => "loose",
        }
    }

    /// Whether hits of the tier stand below the divider, as similar spellings only.
    pub const fn is_similar(self) -> bool {
        matches!(self, Self::Typo | Self::Loose)
    }
}

/// A record that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The record.
    pub id: Id,
    /// The worst tier any term needed.
    pub tier: Tier,
    /// The best field of the first term.
    pub field: Field,
}

/// What was found, best first; from `similar` on only by similar spellings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// The hits.
    pub list: Vec<Hit>,
    /// Index of the first hit that rests on a similar spelling.
    pub similar: usize,
}

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
}

/// Matches `term` against every word of the vocabulary.
pub(super) fn expand(index: &Index, term: &Term) -> Expansion {
    let probe = Probe::new(term);
    let words: Vec<_> = (0u32..)
        .zip(&index.vocabulary)
        .filter_map(|(number, word)| probe.tier(word).map(|(tier, typos)| (number, tier, typos)))
        .collect();
    let loose = words.iter().all(|(_, tier, _)| tier.is_similar());
    Expansion { term: term.word.clone(), words, loose }
}

/// A term made ready to meet many words.
struct Probe<'a> {
    term: &'a str,
    chars: usize,
    mask: u64,
    key: Option<String>,
    typos: u8,
    unfinished: bool,
    wide: bool,
}

impl<'a> Probe<'a> {
    fn new(term: &'a Term) -> Self {
        let chars = term.word.chars().count();
        let wide = !term.word.is_ascii() && text::width(&term.word) > chars;
        let digits = term.word.bytes().any(|b| b.is_ascii_digit());
        let typos = match chars {
            _ if digits || wide => 0,
            0..5 => 0,
            5..9 => 1,
            _ => 2,
        };
        let key = text::romanise(&term.word).filter(|key| key.len() >= 3);
        Self { term: &term.word, chars, mask: mask(&term.word), key, typos, unfinished: term.unfinished, wide }
    }

    fn tier(&self, word: &super::index::Word) -> Option<(Tier, u8)> {
        if word.mask & self.mask == self.mask {
            if *word.text == *self.term {
                return Some((Tier::Exact, 0));
            }
            if self.key.is_some() && word.key.as_deref() == self.key.as_deref() {
                return Some((Tier::Alias, 0));
            }
            if (self.chars >= 2 || self.wide) && word.text.starts_with(self.term) {
                return Some((Tier::Prefix, 0));
            }
            if (self.chars >= 4 || self.wide && self.chars >= 2) && word.text.contains(self.term) {
                return Some((Tier::Inside, 0));
            }
        } else if self.key.is_some() && word.key.as_deref() == self.key.as_deref() {
            return Some((Tier::Alias, 0));
        }
        if inflects(self.term, &word.text) {
            return Some((Tier::Inflection, 0));
        }
        self.typos(word).map(|typos| (Tier::Typo, typos))
    }

    /// How many letters differ (optimal string alignment), if few enough; the word being typed may go on.
    fn typos(&self, word: &super::index::Word) -> Option<u8> {
        let most = usize::from(self.typos);
        // Each typo adds at most one letter that the word lacks; more missing letters cannot be mended.
        if most == 0 || (self.mask & !word.mask).count_ones() > u32::from(self.typos) {
            return None;
        }
        if word.text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let distance = |text: &str| {
            let typos = strsim::osa_distance(self.term, text);
            (1..=most).contains(&typos).then(|| u8::try_from(typos).unwrap_or(u8::MAX))
        };
        if word.chars.abs_diff(self.chars) <= most {
            return distance(&word.text);
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

/// What one term found in one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found {
    tier: Tier,
    typos: u8,
    field: Field,
}

/// Finds and ranks the records of `among` that hold every term.
pub(super) fn search(catalogue: &Catalogue, expansions: &[Expansion], among: &FixedBitSet) -> Hits {
    let per_term: Vec<Vec<Option<Found>>> = expansions.iter().map(|expansion| find(catalogue, expansion, among)).collect();
    let mut ranked: Vec<(Rank, Hit)> = among
        .ones()
        .filter_map(|number| {
            let found: Option<Vec<Found>> = per_term.iter().map(|records| records[number]).collect();
            let id = Id(u32::try_from(number).unwrap_or(u32::MAX));
            found.filter(|found| !found.is_empty()).map(|found| rank(catalogue, expansions, id, &found))
        })
        .collect();
    ranked.sort_by_key(|a| a.0);
    let list: Vec<Hit> = ranked.into_iter().map(|(_, hit)| hit).collect();
    let similar = list.iter().position(|hit| hit.tier.is_similar()).unwrap_or(list.len());
    Hits { list, similar }
}

fn find(catalogue: &Catalogue, expansion: &Expansion, among: &FixedBitSet) -> Vec<Option<Found>> {
    let index = catalogue.index();
    let archive = &catalogue.archive;
    let mut best: Vec<Option<Found>> = vec![None; archive.len()];
    let mut offer = |id: Id, found: Found| {
        let slot = &mut best[id.index()];
        let key = |f: &Found| (f.tier, f.typos, f.field);
        if slot.as_ref().is_none_or(|known| key(&found) < key(known)) {
            *slot = Some(found);
        }
    };
    for &(word, tier, typos) in &expansion.words {
        for posting in index.postings(word) {
            offer(posting.record, Found { tier, typos, field: posting.field });
            // Who names a country, person, body or topic is found by every name that it has.
            if posting.field == Field::Title && !tier.is_similar() {
                let field = match archive.record(posting.record) {
                    Record::Country(_) | Record::Person(_) | Record::Organisation(_) => Field::Person,
                    Record::Topic(_) => Field::Topic,
                    _ => continue,
                };
                for of_type in [RecordType::Event, RecordType::Quote, RecordType::Project, RecordType::Document] {
                    for &from in &archive.referring(posting.record, of_type) {
                        offer(from, Found { tier: tier.max(Tier::Alias), typos: 0, field });
                    }
                }
            }
        }
    }
    if expansion.loose {
        let matcher = Matcher::new();
        for number in among.ones() {
            let id = Id(u32::try_from(number).unwrap_or(u32::MAX));
            if index.short(id).iter().any(|text| matcher.find(text, &expansion.term).is_some()) {
                offer(id, Found { tier: Tier::Loose, typos: 0, field: Field::Title });
            }
        }
    }
    best
}

/// Where a record stands among the hits: a total order, best first.
type Rank = (Tier, u32, u8, Reverse<u32>, bool, u32, Reverse<Option<crate::record::Day>>, Id);

fn rank(catalogue: &Catalogue, expansions: &[Expansion], id: Id, found: &[Found]) -> (Rank, Hit) {
    let archive = &catalogue.archive;
    let tier = found.iter().map(|f| f.tier).max().unwrap_or(Tier::Exact);
    let typos = found.iter().map(|f| u32::from(f.typos)).sum();
    let weight = found.iter().map(|f| u32::from(f.field.weight())).sum();
    let place = place(catalogue.index().words_of(id), expansions, found);
    let day = archive.date(id).map(crate::record::Date::first);
    let rank = (tier, typos, place.apart, Reverse(weight), !place.whole, place.position, Reverse(day), id);
    (rank, Hit { id, tier, field: found[0].field })
}

/// How the terms stand in a record's texts.
struct Placement {
    /// 0 the terms stand in a row, 1 in one text, 2 apart.
    apart: u8,
    /// Whether a title or name consists of just the terms.
    whole: bool,
    /// Words before the first term in its best field.
    position: u32,
}

fn place(words: &[(u32, Field)], expansions: &[Expansion], found: &[Found]) -> Placement {
    let mut placement = Placement { apart: 2, whole: false, position: u32::MAX };
    for text in words.split(|&(word, _)| word == BREAK) {
        let Some(&(_, field)) = text.first() else { continue };
        let matches = |n: usize, at: usize| expansions[n].of(text[at].0).is_some_and(|(tier, _)| tier <= found[n].tier);
        if field == found[0].field
            && placement.position == u32::MAX
            && let Some(at) = (0..text.len()).find(|&at| matches(0, at))
        {
            placement.position = u32::try_from(at).unwrap_or(u32::MAX);
        }
        let all = || (0..expansions.len()).all(|n| (0..text.len()).any(|at| matches(n, at)));
        let row = |from: usize| from + expansions.len() <= text.len() && (0..expansions.len()).all(|n| matches(n, from + n));
        if expansions.len() == 1 || placement.apart > 0 && (0..text.len()).any(row) {
            placement.apart = 0;
        } else if placement.apart > 1 && all() {
            placement.apart = 1;
        }
        placement.whole |= field == Field::Title && text.len() == expansions.len() && row(0);
    }
    placement
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
