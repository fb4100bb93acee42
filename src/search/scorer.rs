//! The records of one segment, narrowed piece by piece by what its postings say.

use super::plan::{Plan, TermGroup, Words, is_found_by_links};
use super::rank::Tier;
use super::scores::{Crowd, PASSED, Scores, score};
use crate::archive::Segment;
use crate::index::each_text;
use crate::index::{List, Postings, marks};
use crate::query::Phrase;
use crate::record::Fields;
use crate::record::{Field, Record};
use crate::text;

/// Whether a step must read texts, and is better taken last.
pub(crate) fn reads(step: &Plan) -> bool {
    match step {
        Plan::Phrase(_, parts, row) => parts.len() > 1 || row.at_start || row.at_end,
        Plan::Pattern { .. } => true,
        Plan::Words(words) => words.rows.iter().any(reads),
        Plan::Not(inner) => reads(inner),
        Plan::Any(list) | Plan::All(list) => list.iter().any(reads),
        Plan::Set(_) | Plan::Nothing => false,
    }
}

/// The records of one segment, narrowed piece by piece.
pub(crate) struct SegmentScorer<'a> {
    segment: &'a Segment,
    postings: &'a Postings,
    weights: &'a [u8; 128],
    /// None while all are left.
    left: Option<Scores>,
}

impl<'a> SegmentScorer<'a> {
    /// All of them, met by an empty query.
    pub fn new(segment: &'a Segment, postings: &'a Postings, weights: &'a [u8; 128]) -> Self {
        Self { segment, postings, weights, left: None }
    }

    /// Those that meet every step; none if nobody does.
    pub fn narrowed(mut self, steps: &[Plan]) -> Option<Scores> {
        // The rarest first: what it leaves is all that the others are asked for. What reads texts comes last.
        let mut order: Vec<&Plan> = steps.iter().collect();
        if order.len() > 1 {
            order.sort_by_cached_key(|step| (reads(step), self.size(step)));
            if self.size(order[0]) == 0 {
                return None;
            }
        }
        for step in order {
            let own = self.meeting(step);
            match &mut self.left {
                Some(left) => left.narrow(&own),
                None => self.left = Some(own),
            }
            if self.left.as_ref().is_some_and(Scores::is_empty) {
                return None;
            }
        }
        Some(self.left.unwrap_or_else(|| Scores::all(self.segment.len(), PASSED)))
    }

    /// At most how many records can meet the step; 0 is sure.
    fn size(&self, step: &Plan) -> usize {
        match step {
            Plan::Words(words) if words.rows.is_empty() => {
                let linking = words.links.iter().map(|(key, _, _)| self.segment.linking_by(*key).len());
                linking.chain(self.lists(words).map(|(_, list)| list.records.len())).sum()
            }
            _ => self.segment.len(),
        }
    }

    fn meeting(&self, step: &Plan) -> Scores {
        let mut scores = Scores::none(self.segment.len());
        match step {
            Plan::Words(words) => {
                self.words(words, &mut scores);
                self.links(words, Tier::Exact, &mut scores);
                for row in &words.rows {
                    if let Plan::Phrase(words, parts, row) = row {
                        self.links(words, Tier::Alias, &mut scores);
                        self.row(row, parts, words.fields, Tier::Alias, &mut scores);
                    }
                }
            }
            Plan::Set(set) => {
                let first = self.segment.first() as usize;
                let in_set = |number: &u16| set.contains(first + usize::from(*number));
                self.candidates().filter(in_set).for_each(|number| scores.offer(number, PASSED));
            }
            Plan::Phrase(words, parts, row) => {
                self.links(words, Tier::Exact, &mut scores);
                self.row(row, parts, words.fields, Tier::Exact, &mut scores);
            }
            Plan::Pattern { pattern, fields } => {
                let met = |field, text: &str| {
                    (fields.has(field) && pattern.is_in(text)).then(|| score(Tier::Exact, 0, field.weight().into()))
                };
                self.read(self.candidates().collect(), &mut scores, &met);
            }
            Plan::Not(inner) => {
                return Scores::all(self.segment.len(), PASSED).without(&self.meeting(inner));
            }
            Plan::Any(list) => {
                for own in list.iter().map(|step| self.meeting(step)) {
                    own.iter().for_each(|(number, score)| scores.offer(number, score));
                }
            }
            Plan::All(list) => {
                let mut lists = list.iter().map(|step| self.meeting(step));
                scores = lists.next().unwrap_or(scores);
                lists.for_each(|own| scores.narrow(&own));
            }
            Plan::Nothing => {}
        }
        scores
    }

    /// The records that are still to be looked at, in order.
    fn candidates(&self) -> Box<dyn Iterator<Item = u16> + '_> {
        match &self.left {
            Some(left) => Box::new(left.iter().map(|(number, _)| number)),
            None => Box::new((0..self.segment.len()).map(|number| u16::try_from(number).unwrap_or(u16::MAX))),
        }
    }

    /// Whether a record is still to be looked at.
    #[inline]
    fn is_left(&self, number: u16) -> bool {
        self.left.as_ref().is_none_or(|left| left.has(number))
    }

    fn words(&self, words: &Words, scores: &mut Scores) {
        let fields = if words.fields == Fields::ALL { 0x7f } else { marks(words.fields) };
        for (level, list) in self.lists(words) {
            if level.is_run && list.records.len() * 4 > self.segment.len() {
                scores.offer_crowd(&Crowd::new(list), level.score, fields, self.weights);
            } else {
                self.list(list, fields, level.score, scores);
            }
        }
    }

    /// What the segment has of each word, or of a run of words at once.
    fn lists<'w>(&self, words: &'w Words) -> impl Iterator<Item = (&'w TermGroup, List<'a>)> {
        let postings = self.postings;
        words.levels.iter().flat_map(move |level| {
            let run = level.is_run.then(|| postings.of_run(&level.words));
            let single = if level.is_run { &[][..] } else { &level.words };
            run.into_iter().chain(single.iter().map(move |&word| postings.of(word))).map(move |list| (level, list))
        })
    }

    /// Takes those of a list in which the word stands in any of `fields`, by their marks, and that are still left.
    fn list(&self, list: List<'_>, fields: u8, base: u16, scores: &mut Scores) {
        for (&record, &marks) in list.records.iter().zip(list.marks) {
            let marks = marks & fields;
            if marks != 0 && self.is_left(record) {
                scores.offer(record, base | u16::from(self.weights[usize::from(marks)]));
            }
        }
    }

    /// Those that name what is called so.
    fn links(&self, words: &Words, least: Tier, scores: &mut Scores) {
        let all = self.segment.types().all(is_found_by_links);
        for &(key, field, tier) in &words.links {
            let own = score(tier.max(least), 0, field.weight().into());
            for &number in self.segment.linking_by(key) {
                let is_found = || all || self.segment.type_of(usize::from(number)).is_some_and(is_found_by_links);
                if self.is_left(number) && is_found() {
                    scores.offer(number, own);
                }
            }
        }
    }

    /// Words in a row: those that hold all of them, and then by their texts.
    fn row(&self, row: &Phrase, parts: &[Vec<u32>], fields: Fields, least: Tier, scores: &mut Scores) {
        let wanted = marks(fields);
        let tier = least.max(row.loosest());
        let simple = parts.len() == 1 && !row.at_start && !row.at_end;
        let mut held: Option<Scores> = None;
        for part in parts {
            let mut own = Scores::none(self.segment.len());
            part.iter().for_each(|&word| self.list(self.postings.of(word), wanted, score(tier, 0, 0), &mut own));
            match &mut held {
                Some(held) => held.narrow(&own),
                None => held = Some(own),
            }
        }
        let Some(held) = held else { return };
        if simple {
            held.iter().for_each(|(number, score)| scores.offer(number, score));
            return;
        }
        self.read(held.iter().map(|(number, _)| number).collect(), scores, &|field, source| {
            let stands = fields.has(field) && !row.ranges(source, &text::tokens(source)).is_empty();
            stands.then(|| score(tier, 0, field.weight().into()))
        });
    }

    /// Reads the texts of `candidates` and notes how well `met` says they meet.
    fn read(&self, candidates: Vec<u16>, scores: &mut Scores, met: &dyn Fn(Field, &str) -> Option<u16>) {
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
