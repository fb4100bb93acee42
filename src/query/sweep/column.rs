//! How well each record of one segment meets a query, in a number of sixteen bits: so that a hundred thousand are compared in
//! no time.

use super::{Step, Words, is_found_by_links};
use crate::archive::Segment;
use crate::query::grammar::{Fields, Row};
use crate::query::index::each_text;
use crate::query::postings::{Postings, marks};
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

/// The records of one segment that meet a piece of the query, and how well.
pub(super) struct Scores {
    by_record: Vec<u16>,
    /// Those whose score is not 0, each once.
    met: Vec<u16>,
}

impl Scores {
    fn none(records: usize) -> Self {
        Self { by_record: vec![0; records], met: Vec::new() }
    }

    fn offer(&mut self, number: u16, score: u16) {
        let known = &mut self.by_record[usize::from(number)];
        if *known == 0 {
            self.met.push(number);
        }
        *known = score.max(*known);
    }

    fn of(&self, number: u16) -> u16 {
        self.by_record[usize::from(number)]
    }

    /// Leaves those that meet the other piece, too.
    fn narrow(&mut self, other: &Self) {
        let by_record = &mut self.by_record;
        self.met.retain(|&number| {
            let score = &mut by_record[usize::from(number)];
            *score = both(*score, other.of(number));
            *score != 0
        });
    }
}

/// The records of one segment, narrowed piece by piece.
pub(super) struct Column<'a> {
    segment: &'a Segment,
    postings: &'a Postings,
    weights: &'a [u8; 128],
    /// None while all are left.
    left: Option<Scores>,
}

impl<'a> Column<'a> {
    /// All of them, met by an empty query.
    pub fn new(segment: &'a Segment, postings: &'a Postings, weights: &'a [u8; 128]) -> Self {
        Self { segment, postings, weights, left: None }
    }

    /// Those that meet every step, with their scores.
    pub fn narrowed(mut self, steps: &[Step]) -> Vec<(u16, u16)> {
        // The rarest first: what it leaves is all that the others are asked for. What reads texts comes last.
        let mut order: Vec<(bool, usize, &Step)> = steps.iter().map(|step| (reads(step), self.size(step), step)).collect();
        order.sort_by_key(|(reads, size, _)| (*reads, *size));
        for (_, size, step) in order {
            if size == 0 || self.left.as_ref().is_some_and(|left| left.met.is_empty()) {
                return Vec::new();
            }
            let own = self.meeting(step);
            match &mut self.left {
                Some(left) => left.narrow(&own),
                None => self.left = Some(own),
            }
        }
        match self.left {
            Some(left) => left.met.iter().map(|&number| (number, left.of(number))).collect(),
            None => self.all().map(|number| (number, PASSED)).collect(),
        }
    }

    fn all(&self) -> impl Iterator<Item = u16> + use<> {
        (0..self.segment.len()).map(|number| u16::try_from(number).unwrap_or(u16::MAX))
    }

    /// At most how many records can meet the step; 0 is sure.
    fn size(&self, step: &Step) -> usize {
        match step {
            Step::Words(words) if words.links.is_empty() && words.rows.is_empty() => {
                words.matches.iter().map(|&(word, _, _)| self.postings.of(word).records.len()).sum()
            }
            _ => self.segment.len(),
        }
    }

    fn meeting(&self, step: &Step) -> Scores {
        let mut scores = Scores::none(self.segment.len());
        match step {
            Step::Words(words) => {
                self.words(words, &mut scores);
                self.links(words, Tier::Exact, &mut scores);
                for row in &words.rows {
                    if let Step::Row(words, parts, row) = row {
                        self.links(words, Tier::Alias, &mut scores);
                        self.row(row, parts, words.fields, Tier::Alias, &mut scores);
                    }
                }
            }
            Step::Set(set) => {
                let first = self.segment.first() as usize;
                let in_set = |number: &u16| set.contains(first + usize::from(*number));
                self.candidates().filter(in_set).for_each(|number| scores.offer(number, PASSED));
            }
            Step::Row(words, parts, row) => {
                self.links(words, Tier::Exact, &mut scores);
                self.row(row, parts, words.fields, Tier::Exact, &mut scores);
            }
            Step::Pattern { pattern, fields } => {
                let met = |field, text: &str| {
                    (fields.has(field) && pattern.is_in(text)).then(|| score(Tier::Exact, 0, field.weight().into()))
                };
                self.read(self.candidates().collect(), &mut scores, &met);
            }
            Step::Not(inner) => {
                let own = self.meeting(inner);
                self.candidates().filter(|&number| own.of(number) == 0).for_each(|number| scores.offer(number, PASSED));
            }
            Step::Any(list) => {
                for own in list.iter().map(|step| self.meeting(step)) {
                    own.met.iter().for_each(|&number| scores.offer(number, own.of(number)));
                }
            }
            Step::All(list) => {
                let mut lists = list.iter().map(|step| self.meeting(step));
                scores = lists.next().unwrap_or(scores);
                lists.for_each(|own| scores.narrow(&own));
            }
            Step::Nothing => {}
        }
        scores
    }

    /// The records that are still to be looked at.
    fn candidates(&self) -> Box<dyn Iterator<Item = u16> + '_> {
        match &self.left {
            Some(left) => Box::new(left.met.iter().copied()),
            None => Box::new(self.all()),
        }
    }

    fn words(&self, words: &Words, scores: &mut Scores) {
        let fields = if words.fields == Fields::ALL { 0x7f } else { marks(words.fields) };
        for &(word, tier, typos) in &*words.matches {
            let list = self.postings.of(word);
            let base = score(tier, typos, 0);
            for (&record, &marks) in list.records.iter().zip(list.marks) {
                let marks = marks & fields;
                if marks != 0 {
                    scores.offer(record, base | u16::from(self.weights[usize::from(marks)]));
                }
            }
        }
    }

    /// Those that name what is called so.
    fn links(&self, words: &Words, least: Tier, scores: &mut Scores) {
        for &(key, field, tier) in &words.links {
            let own = score(tier.max(least), 0, field.weight().into());
            for &number in self.segment.linking_by(key) {
                if is_found_by_links(self.segment.type_of(usize::from(number))) {
                    scores.offer(number, own);
                }
            }
        }
    }

    /// Words in a row: those that hold all of them, and then by their texts.
    fn row(&self, row: &Row, parts: &[Vec<u32>], fields: Fields, least: Tier, scores: &mut Scores) {
        let wanted = marks(fields);
        let tier = least.max(row.loosest());
        let simple = parts.len() == 1 && !row.at_start && !row.at_end;
        let mut held: Option<Scores> = None;
        for part in parts {
            let mut own = Scores::none(self.segment.len());
            for &word in part {
                let list = self.postings.of(word);
                for (&record, &marks) in list.records.iter().zip(list.marks).filter(|(_, marks)| **marks & wanted != 0) {
                    own.offer(record, score(tier, 0, self.weights[usize::from(marks & wanted)].into()));
                }
            }
            match &mut held {
                Some(held) => held.narrow(&own),
                None => held = Some(own),
            }
        }
        let Some(held) = held else { return };
        if simple {
            held.met.iter().for_each(|&number| scores.offer(number, held.of(number)));
            return;
        }
        let left = |number: &u16| self.left.as_ref().is_none_or(|left| left.of(*number) != 0);
        self.read(held.met.into_iter().filter(left).collect(), scores, &|field, source| {
            let stands = fields.has(field) && !row.ranges(source, &text::tokens(source)).is_empty();
            stands.then(|| score(tier, 0, field.weight().into()))
        });
    }

    /// Reads the texts of `candidates` and notes how well `met` says they meet.
    fn read(&self, mut candidates: Vec<u16>, scores: &mut Scores, met: &dyn Fn(Field, &str) -> Option<u16>) {
        candidates.sort_unstable();
        let mut take = |number: usize, record: &Record| {
            each_text(record, &mut |field, _, _, text| {
                if let Some(score) = met(field, text) {
                    scores.offer(u16::try_from(number).unwrap_or(u16::MAX), score);
                }
            });
        };
        // One by one while they are few, else the whole stretch at once.
        if candidates.len() * 20 < self.segment.len() {
            for number in candidates.into_iter().map(usize::from) {
                self.segment.read(number).iter().for_each(|record| take(number, record));
            }
        } else {
            let mut next = candidates.into_iter().map(usize::from).peekable();
            self.segment.scan(&mut |number| next.next_if_eq(&number).is_some(), &mut take);
        }
    }
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
