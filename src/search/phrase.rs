//! Words in a phrase: phrases, parts, beginnings, anchored words and Japanese without blanks, in the index and in a text.

use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::hit::Tier;
use crate::archive::number;
use crate::index::{Beginning, Positions, TermDictionary, Word, mask};
use crate::query::{Phrase, PhraseSyntax};
use crate::text::{self, Token, effort};

/// The words that meet one part of a phrase.
type PhrasePart = HashMap<u32, Tier>;

/// Where a word or phrase of a query stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Occurrence {
    pub place: u32,
    pub length: u32,
    pub tier: Tier,
}

impl Occurrence {
    /// Of `all`, which are in order, those within some places.
    pub(crate) fn within<'a>(all: &'a [Self], places: &Range<u32>) -> &'a [Self] {
        let rest = &all[all.partition_point(|stand| stand.place < places.start)..];
        &rest[..rest.partition_point(|stand| stand.place < places.end)]
    }
}

impl Phrase {
    /// A plain phrase of `words`.
    pub(crate) fn plain(words: Vec<String>) -> Self {
        Self::new(words, PhraseSyntax::Phrase)
    }

    fn is_open(&self, part: usize) -> (bool, bool) {
        (self.open_left && part == 0, self.open_right && part + 1 == self.words.len())
    }

    /// How a word of a text meets a part of the phrase.
    fn meets(&self, part: usize, word: &str) -> Option<Tier> {
        let wanted = self.words[part].as_str();
        let open = self.is_open(part);
        // Whatever else may differ, all but the end of a longer word begins alike.
        if !open.0 && word.as_bytes().first() != wanted.as_bytes().first() {
            return None;
        }
        match open {
            _ if word == wanted => Some(Tier::Exact),
            (_, true) if word.starts_with(wanted) => Some(Tier::Prefix),
            (true, false) if word.ends_with(wanted) => Some(Tier::Inside),
            (true, true) if word.contains(wanted) => Some(Tier::Inside),
            _ if self.mark == PhraseSyntax::Name && is_form(word, wanted) => Some(Tier::Inflection),
            _ => None,
        }
    }

    /// Whether a word of a text may be its first.
    pub(crate) fn begins_with(&self, word: &str) -> bool {
        self.meets(0, word).is_some()
    }

    /// Whether the same words may be the first of both.
    pub(crate) fn begins_as(&self, other: &Self) -> bool {
        let same = |phrase: &Self| (phrase.is_open(0), phrase.mark);
        self.words[0] == other.words[0] && same(self) == same(other)
    }

    /// The words of `dictionary` that meet a part of the phrase.
    pub(crate) fn part_in(&self, part: usize, dictionary: &TermDictionary) -> Vec<(u32, Tier)> {
        let wanted = &self.words[part];
        if self.mark == PhraseSyntax::Name && self.is_open(part) == (false, false) {
            return forms_in(wanted, dictionary);
        }
        if self.is_open(part) == (false, false) {
            return dictionary.find(wanted).map(|word| (word, Tier::Exact)).into_iter().collect();
        }
        let meets = |(number, word): (u32, &Word)| self.meets(part, &word.text).map(|tier| (number, tier));
        let letters = mask(wanted);
        if wanted.is_ascii() {
            dictionary.holding(letters).filter_map(meets).collect()
        } else {
            dictionary.holding_beyond_ascii(letters).filter_map(meets).collect()
        }
    }

    /// The tier of what meets the phrase at its loosest.
    pub(crate) fn loosest(&self) -> Tier {
        match (self.open_left, self.open_right) {
            (false, false) => Tier::Exact,
            (false, true) => Tier::Prefix,
            (true, _) => Tier::Inside,
        }
    }

    /// Likewise of each part; none if nothing meets one of them.
    pub(crate) fn parts_in(&self, dictionary: &TermDictionary) -> Option<Vec<Vec<(u32, Tier)>>> {
        let part = |part| Some(self.part_in(part, dictionary)).filter(|words| !words.is_empty());
        (0..self.words.len()).map(part).collect()
    }

    /// Every place where the phrase stands, in order, by the words that meet each part of it.
    pub(crate) fn occurrences(&self, parts: &[Vec<(u32, Tier)>], positions: &Positions) -> Vec<Occurrence> {
        let parts: Vec<PhrasePart> = parts.iter().map(|part| part.iter().copied().collect()).collect();
        let mut found = Vec::new();
        for (&word, &tier) in &parts[0] {
            for &place in positions.places(word) {
                let text = positions.text_at(place);
                if self.slop > 0 {
                    found.extend(self.near(&parts, positions, place, text.start..text.end));
                    continue;
                }
                let length = number(parts.len());
                if place + length > text.end || self.at_start && place != text.start || self.at_end && place + length != text.end
                {
                    continue;
                }
                let mut rest = (1u32..).zip(&parts[1..]).map(|(n, part)| part.get(&positions.word_at(place + n)).copied());
                if let Some(tier) = rest.try_fold(tier, |worst, tier| Some(worst.max(tier?))) {
                    found.push(Occurrence { place, length, tier });
                }
            }
        }
        found.sort_unstable();
        found.dedup_by_key(|stand| stand.place);
        found
    }

    /// The closest stretch around `place` that holds every part, with at most `slop` other words in it.
    fn near(&self, parts: &[PhrasePart], positions: &Positions, place: u32, bounds: Range<u32>) -> Option<Occurrence> {
        let length = number(parts.len()).saturating_add(u32::from(self.slop));
        let first = place.saturating_sub(length - 1).max(bounds.start);
        // Most places have no part near them that would make every stretch around them worth a look.
        let near = first..(place + length).min(bounds.end);
        if !parts.iter().all(|part| near.clone().any(|at| part.contains_key(&positions.word_at(at)))) {
            return None;
        }
        (first..=place).rev().find_map(|start| {
            let window = start..(start + length).min(bounds.end);
            let mut last = place;
            for part in parts {
                last = last.max(window.clone().find(|&at| part.contains_key(&positions.word_at(at)))?);
            }
            let anchored = (!self.at_start || start == bounds.start) && (!self.at_end || last + 1 == bounds.end);
            anchored.then_some(Occurrence { place: start, length: last + 1 - start, tier: Tier::Exact })
        })
    }

    /// The most words of a text among which it stands.
    pub(crate) fn span(&self) -> usize {
        self.words.len() + usize::from(self.slop)
    }

    /// The bytes of each word of `text` that the phrase covers.
    pub(crate) fn ranges(&self, source: &str, tokens: &[Token]) -> Vec<Range<usize>> {
        let count = self.words.len();
        let mut found = Vec::new();
        if self.slop > 0 {
            let hits: Vec<(usize, usize)> = (0..tokens.len())
                .flat_map(|at| (0..count).filter(move |&part| self.words[part] == tokens[at].word).map(move |part| (at, part)))
                .collect();
            // How often each part stands in the window, which slides over the hits, and how many of them are covered.
            let (mut held, mut last, mut covered) = (vec![0_usize; count], 0, 0);
            for (first, &(at, part)) in hits.iter().enumerate() {
                while let Some(&(_, part)) = hits.get(last).filter(|(other, _)| *other < at + self.span()) {
                    effort::spend(1);
                    held[part] += 1;
                    last += 1;
                }
                if held.iter().all(|&times| times > 0) {
                    found.extend(hits[first.max(covered)..last].iter().map(|(at, _)| tokens[*at].range.clone()));
                    covered = last;
                }
                held[part] -= 1;
            }
            return found;
        }
        (0..tokens.len()).for_each(|at| self.cover(source, tokens, at, &mut found));
        found
    }

    /// Adds the bytes of each word that the phrase covers if it begins at the word `at`; of one whose parts stand in a row.
    pub(crate) fn cover(&self, source: &str, tokens: &[Token], at: usize, found: &mut Vec<Range<usize>>) {
        let count = self.words.len();
        let Some(own) = tokens.get(at..at + count) else { return };
        let anchored = (!self.at_start || at == 0) && (!self.at_end || at + count == tokens.len());
        if !anchored || !own.iter().enumerate().all(|(part, token)| self.meets(part, &token.word).is_some()) {
            return;
        }
        for (part, token) in own.iter().enumerate() {
            let wanted = &self.words[part];
            let skip = match self.meets(part, &token.word) {
                Some(Tier::Inside) if self.is_open(part).1 => token.word.find(wanted.as_str()).unwrap_or(0),
                Some(Tier::Inside) => token.word.len() - wanted.len(),
                _ => 0,
            };
            let skip = token.word[..skip].chars().count();
            found.push(part_of(source, token, skip, wanted.chars().count()));
        }
    }
}

/// Whether a word of a text is an inflection of a word of a name.
fn is_form(word: &str, wanted: &str) -> bool {
    // Most words differ in their first letters, and then their forms need not be made.
    let alike = || word.chars().take(2).eq(wanted.chars().take(2));
    word == wanted || alike() && text::is_inflection(word, wanted)
}

/// A word and its inflections, as far as they stand in the dictionary.
fn forms_in(wanted: &str, dictionary: &TermDictionary) -> Vec<(u32, Tier)> {
    let tier = |word: &str| if word == wanted { Tier::Exact } else { Tier::Inflection };
    if wanted.is_ascii() {
        let longer = ["", "s", "es", "ed", "ing"].map(|ending| format!("{wanted}{ending}"));
        let mut all: Vec<String> = longer.into_iter().chain(text::bases(wanted, false)).chain(text::forms(wanted)).collect();
        all.sort_unstable();
        all.dedup();
        // Few of them stand anywhere, and only those need be looked at.
        let known = all.iter().filter_map(|form| Some((dictionary.find(form)?, form)));
        return known.filter(|(_, form)| is_form(form, wanted)).map(|(word, form)| (word, tier(form))).collect();
    }
    let begin = wanted.char_indices().nth(SAME_BEGINNING).map_or(wanted.len(), |(at, _)| at);
    let Some(beginning) = Beginning::new(&wanted[..begin]) else { return Vec::new() };
    let all = dictionary.holding_beyond_ascii(mask(&wanted[..begin])).filter(|(number, _)| dictionary.begins(*number, beginning));
    all.filter(|(_, word)| is_form(&word.text, wanted)).map(|(number, word)| (number, tier(&word.text))).collect()
}

/// Letters with which the inflections of a Cyrillic word begin alike.
const SAME_BEGINNING: usize = 3;

/// `length` letters of a token behind the first `skip`; the whole of it where folding changed the number of letters.
pub(crate) fn part_of(source: &str, token: &Token, skip: usize, length: usize) -> Range<usize> {
    let own = &source[token.range.clone()];
    let graphemes: Vec<(usize, &str)> = own.grapheme_indices(true).collect();
    if graphemes.len() != token.word.chars().count() {
        return token.range.clone();
    }
    let start = graphemes.get(skip).map_or(0, |(at, _)| *at);
    let end = graphemes.get(skip.saturating_add(length)).map_or(own.len(), |(at, _)| *at);
    token.range.start + start..token.range.start + end
}
