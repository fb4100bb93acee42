//! How well each record of one segment meets a query, in a number of sixteen bits: so that a hundred thousand are compared in
//! no time.

use super::{NAMING, Step, Words, is_found_by_links};
use crate::archive::{Archive, Segment};
use crate::query::grammar::{Fields, Row};
use crate::query::index::each_text;
use crate::query::postings::{Postings, bit};
use crate::query::rank::Tier;
use crate::record::{Field, Record};
use crate::text;

/// Met without a word: by a condition, or by what is absent.
pub(super) const PASSED: u16 = score(Tier::Exact, 0, 0);

/// Tier, typos and weight in one number, greater for better; never 0, which is no match.
pub(super) const fn score(tier: Tier, typos: u8, weight: u16) -> u16 {
    let typos = if typos > 7 { 7 } else { typos };
    let weight = if weight > 0xff { 0xff } else { weight };
    (7 - tier as u16) << 12 | (8 - typos as u16) << 8 | weight
}

pub(super) const fn tier_of(score: u16) -> Tier {
    match 7 - (score >> 12) {
        0 => Tier::Exact,
        1 => Tier::Alias,
        2 => Tier::Prefix,
        3 => Tier::Inflection,
        4 => Tier::Inside,
        5 => Tier::Typo,
        _ => Tier::Loose,
    }
}

pub(super) const fn typos_of(score: u16) -> u16 {
    8 - (score >> 8 & 0xf)
}

pub(super) const fn weight_of(score: u16) -> u16 {
    score & 0xff
}

/// Both met: the worse tier, all typos, both weights.
fn both(one: u16, other: u16) -> u16 {
    if one == 0 || other == 0 {
        return 0;
    }
    let typos = (typos_of(one) + typos_of(other)).min(7);
    (one & 0xf000).min(other & 0xf000) | (8 - typos) << 8 | (weight_of(one) + weight_of(other)).min(0xff)
}

/// Whether a step must read texts, and is better taken last.
pub(super) fn reads(step: &Step) -> bool {
    match step {
        Step::Row(_, parts, row) => parts.len() > 1 || row.at_start || row.at_end,
        Step::Pattern { .. } => true,
        Step::Words(words) => words.rows.iter().any(reads),
        Step::Not(inner) => reads(inner),
        Step::Any(list) | Step::All(list) => list.iter().any(reads),
        Step::Set(_) | Step::Nothing => false,
    }
}

/// The records of one segment.
pub(super) struct Column<'a> {
    archive: &'a Archive,
    segment: &'a Segment,
    postings: &'a Postings,
    weights: &'a [u8; 128],
    scores: Vec<u16>,
    alive: bool,
}

impl<'a> Column<'a> {
    /// All of them, met by an empty query.
    pub fn new(archive: &'a Archive, segment: &'a Segment, postings: &'a Postings, weights: &'a [u8; 128]) -> Self {
        Self { archive, segment, postings, weights, scores: vec![PASSED; segment.len()], alive: true }
    }

    /// By record; 0 of those that do not meet the query.
    pub fn scores(&self) -> &[u16] {
        &self.scores
    }

    /// Whether any record may meet the query.
    pub fn is_alive(&self) -> bool {
        self.alive
    }

    /// Leaves those that meet one piece more.
    pub fn narrow(&mut self, step: &Step) {
        if !self.alive {
            return;
        }
        if let Step::Words(words) = step
            && words.links.is_empty()
            && words.rows.is_empty()
            && words.matches.iter().all(|&(word, _, _)| self.postings.of(word).records.is_empty())
        {
            self.alive = false;
            return;
        }
        let own = self.meeting(step);
        self.scores.iter_mut().zip(own).for_each(|(score, own)| *score = both(*score, own));
    }

    fn meeting(&self, step: &Step) -> Vec<u16> {
        let mut scores = vec![0; self.scores.len()];
        match step {
            Step::Words(words) => self.words(words, &mut scores),
            Step::Set(set) => {
                let first = self.segment.first() as usize;
                let within = (0..scores.len()).filter(|number| set.contains(first + number));
                within.for_each(|number| scores[number] = PASSED);
            }
            Step::Row(words, parts, row) => {
                self.links(words, Tier::Exact, &mut scores);
                self.row(row, parts, words.fields, Tier::Exact, &mut scores);
            }
            Step::Pattern { pattern, fields } => {
                let met = |field, text: &str| {
                    (fields.has(field) && pattern.is_in(text)).then(|| score(Tier::Exact, 0, field.weight().into()))
                };
                self.read(&self.scores, &mut scores, &met);
            }
            Step::Not(inner) => {
                let own = self.meeting(inner);
                scores.iter_mut().zip(own).for_each(|(score, own)| *score = if own == 0 { PASSED } else { 0 });
            }
            Step::Any(list) => {
                for own in list.iter().map(|step| self.meeting(step)) {
                    scores.iter_mut().zip(own).for_each(|(score, own)| *score = own.max(*score));
                }
            }
            Step::All(list) => {
                let mut lists = list.iter().map(|step| self.meeting(step));
                scores = lists.next().unwrap_or(scores);
                for own in lists {
                    scores.iter_mut().zip(own).for_each(|(score, own)| *score = both(*score, own));
                }
            }
            Step::Nothing => {}
        }
        scores
    }

    fn words(&self, words: &Words, scores: &mut [u16]) {
        let fields = if words.fields == Fields::ALL { 0x7f } else { marks(words.fields) };
        for &(word, tier, typos) in &*words.matches {
            let list = self.postings.of(word);
            let base = score(tier, typos, 0);
            for (&record, &marks) in list.records.iter().zip(list.marks) {
                let marks = marks & fields;
                if marks != 0 {
                    let own = base | u16::from(self.weights[usize::from(marks)]);
                    let known = &mut scores[usize::from(record)];
                    *known = own.max(*known);
                }
            }
        }
        self.links(words, Tier::Exact, scores);
        for row in &words.rows {
            if let Step::Row(words, parts, row) = row {
                self.links(words, Tier::Alias, scores);
                self.row(row, parts, words.fields, Tier::Alias, scores);
            }
        }
    }

    /// Those that name what is called so.
    fn links(&self, words: &Words, least: Tier, scores: &mut [u16]) {
        for &(named, tier) in &words.links {
            let tier = tier.max(least);
            for relation in NAMING {
                let field = if relation == crate::archive::Relation::Topic { Field::Topic } else { Field::Person };
                let own = score(tier, 0, field.weight().into());
                for &number in self.archive.linking_in(self.segment, named, relation) {
                    if is_found_by_links(self.segment.type_of(usize::from(number))) {
                        let known = &mut scores[usize::from(number)];
                        *known = own.max(*known);
                    }
                }
            }
        }
    }

    /// Words in a row: those that hold all of them, and then by their texts.
    fn row(&self, row: &Row, parts: &[Vec<u32>], fields: Fields, least: Tier, scores: &mut [u16]) {
        let wanted = marks(fields) & 0x3f;
        let mut held = vec![0u8; scores.len()];
        let mut weight = vec![0u8; scores.len()];
        for (n, part) in (0u8..).zip(parts) {
            for &word in part {
                let list = self.postings.of(word);
                for (&record, &marks) in list.records.iter().zip(list.marks) {
                    let record = usize::from(record);
                    if marks & wanted != 0 && held[record] >= n {
                        held[record] = n + 1;
                        weight[record] = weight[record].max(self.weights[usize::from(marks & wanted)]);
                    }
                }
            }
        }
        let count = u8::try_from(parts.len()).unwrap_or(u8::MAX);
        let simple = parts.len() == 1 && !row.at_start && !row.at_end;
        if simple {
            for (number, known) in scores.iter_mut().enumerate().filter(|(number, _)| held[*number] == count) {
                *known = (*known).max(score(least.max(row.loosest()), 0, weight[number].into()));
            }
            return;
        }
        let candidates: Vec<u16> =
            held.iter().zip(&self.scores).map(|(&held, &score)| if held == count { score } else { 0 }).collect();
        let mut own = vec![0; scores.len()];
        self.read(&candidates, &mut own, &|field, source| {
            let stands = fields.has(field) && !row.ranges(source, &text::tokens(source)).is_empty();
            stands.then(|| score(least.max(row.loosest()), 0, field.weight().into()))
        });
        scores.iter_mut().zip(own).for_each(|(score, own)| *score = own.max(*score));
    }

    /// Reads the texts of `candidates` and notes how well `met` says they meet.
    fn read(&self, candidates: &[u16], scores: &mut [u16], met: &dyn Fn(Field, &str) -> Option<u16>) {
        let mut take = |number: usize, record: &Record| {
            each_text(record, &mut |field, _, _, text| {
                scores[number] = scores[number].max(met(field, text).unwrap_or(0));
            });
        };
        let count = candidates.iter().filter(|score| **score != 0).count();
        // One by one while they are few, else the whole stretch at once.
        if count * 20 < candidates.len() {
            for (number, _) in candidates.iter().enumerate().filter(|(_, score)| **score != 0) {
                self.segment.read(number).iter().for_each(|record| take(number, record));
            }
        } else if count > 0 {
            self.segment.scan(&mut |number| candidates[number] != 0, &mut take);
        }
    }
}

fn marks(fields: Fields) -> u8 {
    let all = [Field::Title, Field::Person, Field::Topic, Field::Text, Field::Summary, Field::Note];
    all.into_iter().filter(|field| fields.has(*field)).fold(0, |marks, field| marks | bit(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_order_as_ranking_does_and_read_back() {
        let tiers = [Tier::Exact, Tier::Alias, Tier::Prefix, Tier::Inflection, Tier::Inside, Tier::Typo, Tier::Loose];
        for pair in tiers.windows(2) {
            assert!(score(pair[0], 7, 0) > score(pair[1], 0, 255), "{pair:?}");
        }
        for tier in tiers {
            let made = score(tier, 2, 72);
            assert_eq!((tier_of(made), typos_of(made), weight_of(made)), (tier, 2, 72));
            assert_ne!(made, 0);
        }
        let sum = both(score(Tier::Exact, 0, 8), score(Tier::Typo, 1, 4));
        assert_eq!((tier_of(sum), typos_of(sum), weight_of(sum)), (Tier::Typo, 1, 12));
        assert_eq!(both(sum, PASSED), sum);
        assert_eq!(both(sum, 0), 0);
    }
}
