//! The records of one segment, narrowed clause by clause by what its postings say.

mod reading;

use std::collections::HashMap;

use super::annotations::with_notes;
use super::hit::Tier;
use super::letters::{Letters, each_short_text};
use super::matcher::Matcher;
use super::plan::{Closeness, DatePart, NameLinks, PhrasePlan, Plan, TermGroup, TermPlan, is_found_by_links};
use super::scores::{Crowd, PASSED, Scores, numbers, score};
use crate::archive::{Segment, number_in_segment};
use crate::index::{PostingList, PostingLists, Postings, marks};
use crate::record::{Field, Fields, RecordType};

/// Most records of a segment that are read to see whether they hold letters in order.
const MOST_READ: usize = 1 << 10;

/// Whether a clause must read texts, and is better taken last.
fn reads(plan: &Plan) -> bool {
    match plan {
        Plan::Phrase(phrase) | Plan::Date(_, phrase) => phrase.reads(),
        Plan::Pattern(_) => true,
        Plan::Word(word) => word.letters.is_some() || word.aliases.iter().chain(&word.meaning.synonyms).any(PhrasePlan::reads),
        Plan::Not(inner) | Plan::Noted(inner, _) => reads(inner),
        Plan::Any(list) | Plan::All(list) => list.iter().any(reads),
        Plan::Set(_) | Plan::Nothing => false,
    }
}

/// The records of one segment, narrowed clause by clause.
pub(super) struct SegmentScorer<'a> {
    segment: &'a Segment,
    postings: &'a Postings,
    weights: &'a [u8; 256],
    /// None while all are left.
    left: Option<Scores>,
}

impl<'a> SegmentScorer<'a> {
    /// All of them, met by an empty query.
    pub fn new(segment: &'a Segment, postings: &'a Postings, weights: &'a [u8; 256]) -> Self {
        Self { segment, postings, weights, left: None }
    }

    /// Those that meet every plan; none if nobody does. With them, where it is asked for, how well each meets the plan `first`.
    pub fn narrowed(mut self, plans: &[&Plan], first: Option<usize>) -> Option<(Scores, Option<Scores>)> {
        // The rarest first: what it leaves is all that the others are asked for. What reads texts comes last.
        let mut order: Vec<usize> = (0..plans.len()).collect();
        if order.len() > 1 {
            order.sort_by_cached_key(|&at| (reads(plans[at]), self.size(plans[at])));
        }
        if order.first().is_some_and(|&at| self.size(plans[at]) == 0) {
            return None;
        }
        let mut of_first = None;
        for at in order {
            let own = self.meeting(plans[at]);
            let asked = first == Some(at);
            match &mut self.left {
                Some(left) => {
                    left.narrow(&own);
                    of_first = of_first.or(asked.then_some(own));
                }
                None if asked => {
                    self.left = Some(own.clone());
                    of_first = Some(own);
                }
                None => self.left = Some(own),
            }
            if self.left.as_ref().is_some_and(Scores::is_empty) {
                return None;
            }
        }
        Some((self.left.unwrap_or_else(|| Scores::all(self.segment.len(), PASSED)), of_first))
    }

    /// At most how many records can meet the plan; 0 is sure.
    fn size(&self, plan: &Plan) -> usize {
        match plan {
            Plan::Word(word)
                if word.aliases.is_empty()
                    && word.meaning.synonyms.is_empty()
                    && word.dates.is_empty()
                    && word.letters.as_ref().is_none_or(|letters| !self.may_hold(letters)) =>
            {
                let linking = word
                    .links
                    .records
                    .iter()
                    .chain(&word.meaning.topics.records)
                    .map(|(key, _, _)| self.segment.linking_by(*key).len());
                let cities = word.links.cities.iter().map(|(key, _)| self.segment.taking_place(*key).len());
                linking.chain(cities).chain(self.lists(word).map(|(_, lists)| lists.entries())).sum()
            }
            _ => self.segment.len(),
        }
    }

    /// Those that meet a plan, and how well.
    pub fn meeting(&self, plan: &Plan) -> Scores {
        let mut scores = Scores::none(self.segment.len());
        match plan {
            Plan::Word(word) => self.word(word, &mut scores),
            Plan::Phrase(phrase) => self.phrase(phrase, &mut scores),
            Plan::Pattern(plan) => self.pattern(plan, &mut scores),
            Plan::Set(set) => {
                let first = self.segment.first() as usize;
                let in_set = |number: &u16| set.contains(first + usize::from(*number));
                self.candidates().filter(in_set).for_each(|number| scores.offer(number, PASSED));
            }
            Plan::Noted(inner, notes) => return with_notes(self.meeting(inner), notes, self.segment),
            Plan::Date(set, phrase) => {
                let first = self.segment.first() as usize;
                let of_day = score(Tier::Exact, 0, Field::Title.weight().into());
                let in_set = |number: &u16| set.contains(first + usize::from(*number));
                self.candidates().filter(in_set).for_each(|number| scores.offer(number, of_day));
                self.phrase(phrase, &mut scores);
            }
            Plan::Not(inner) => {
                return Scores::all(self.segment.len(), PASSED).without(&self.meeting(inner));
            }
            Plan::Any(list) => {
                for own in list.iter().map(|plan| self.meeting(plan)) {
                    own.iter().for_each(|(number, score)| scores.offer(number, score));
                }
            }
            Plan::All(list) => {
                let mut lists = list.iter().map(|plan| self.meeting(plan));
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
            None => Box::new((0..self.segment.len()).map(number_in_segment)),
        }
    }

    /// Likewise as bits.
    fn left(&self) -> Vec<u64> {
        self.left.as_ref().map_or_else(|| Scores::all(self.segment.len(), PASSED).into_bits(), |left| left.parts().0.to_vec())
    }

    /// No record, as bits.
    fn none(&self) -> Vec<u64> {
        vec![0; self.segment.len().div_ceil(64)]
    }

    /// Whether a record is still to be looked at.
    #[inline]
    fn is_left(&self, number: u16) -> bool {
        self.left.as_ref().is_none_or(|left| left.has(number))
    }

    fn word(&self, word: &TermPlan, scores: &mut Scores) {
        let fields = if word.fields == Fields::ALL { u8::MAX } else { marks(word.fields) };
        for (group, lists) in self.lists(word) {
            if group.is_run && lists.entries() * 4 > self.segment.len() {
                scores.offer_crowd(&Crowd::new(lists), group.score, fields, self.weights);
            } else {
                lists.for_each(|list| self.list(list, fields, group.score, scores));
            }
        }
        self.links(&word.links, scores);
        self.phrases(&word.aliases, scores);
        self.meaning(&word.meaning, scores);
        if !word.dates.is_empty() {
            self.dates(&word.dates, scores);
        }
        if let Some(letters) = word.letters.as_ref().filter(|letters| self.may_hold(letters)) {
            self.letters(letters, word.fields, scores);
        }
    }

    /// What the segment has of each word, or of a run of words at once.
    fn lists<'w>(&self, word: &'w TermPlan) -> impl Iterator<Item = (&'w TermGroup, PostingLists<'a>)> {
        let postings = self.postings;
        word.groups.iter().flat_map(move |group| {
            let run = group.is_run.then(|| postings.of_run(&group.words));
            let single = if group.is_run { &[][..] } else { &group.words };
            run.into_iter().chain(single.iter().map(move |&word| postings.of(word))).map(move |lists| (group, lists))
        })
    }

    /// Takes those of a list in which the word stands in any of `fields`, by their marks, and that are still left.
    fn list(&self, list: PostingList<'_>, fields: u8, base: u16, scores: &mut Scores) {
        for (&record, &marks) in list.records.iter().zip(list.marks) {
            let marks = marks & fields;
            if marks != 0 && self.is_left(record) {
                scores.offer(record, base | u16::from(self.weights[usize::from(marks)]));
            }
        }
    }

    /// As [`Self::list`], of a word by its number.
    fn each_list(&self, word: u32, fields: u8, base: u16, scores: &mut Scores) {
        self.postings.of(word).for_each(|list| self.list(list, fields, base, scores));
    }

    /// Whether any record can: each run of the letters stands in some word of the segment.
    fn may_hold(&self, letters: &Letters) -> bool {
        letters.can_be_placed(&|words| words.iter().any(|&word| self.postings.of(word).entries() > 0))
    }

    /// Those whose titles, names or ids hold the letters in order.
    fn letters(&self, letters: &Letters, fields: Fields, scores: &mut Scores) {
        if !fields.has(Field::Title) {
            return;
        }
        // By how many letters have been placed, the records that hold a run for each of them.
        let mut placed = vec![self.none(); letters.count + 1];
        placed[0] = self.left();
        for first in 0..letters.count {
            for (length, words) in (1..).zip(&letters.runs[first]) {
                if placed[first].iter().any(|&bits| bits != 0) && !words.is_empty() {
                    let mut holding = self.none();
                    self.short_texts_holding(words, letters.anywhere, &mut holding);
                    let (before, after) = placed.split_at_mut(first + length);
                    let own = before[first].iter().zip(&holding).map(|(placed, holding)| placed & holding);
                    after[0].iter_mut().zip(own).for_each(|(known, own)| *known |= own);
                }
            }
        }
        let wanted = numbers(&placed[letters.count]).filter(|&number| !scores.has(number)).take(MOST_READ);
        let matcher = Matcher::new();
        let found = score(Tier::Loose, 0, Field::Title.weight().into());
        self.each_record(wanted.collect(), None, &mut |number, record| {
            let mut holds = false;
            each_short_text(record, letters.anywhere, &mut |text| holds = holds || matcher.find(text, &letters.term).is_some());
            if holds {
                scores.offer(number, found);
            }
        });
    }

    /// Sets the bits of the records in whose titles, names, kinds or ids any of `words` stands; `anywhere` in which text it does.
    fn short_texts_holding(&self, words: &[u32], anywhere: bool, bits: &mut [u64]) {
        const SHORT: u8 = marks(Fields::of(&[Field::Title, Field::Person, Field::Topic]));
        let wanted = if anywhere { u8::MAX } else { SHORT };
        for list in words.iter().flat_map(|&word| self.postings.of(word)) {
            let there = list.records.iter().zip(list.marks).filter(|(_, marks)| **marks & wanted != 0);
            there.for_each(|(&record, _)| bits[usize::from(record / 64)] |= 1 << (record % 64));
        }
    }

    /// Those that name what is called so.
    fn links(&self, links: &NameLinks, scores: &mut Scores) {
        let all = self.segment.types().all(is_found_by_links);
        for &(key, field, (tier, typos)) in &links.records {
            let own = score(tier, typos, field.weight().into());
            for &number in self.segment.linking_by(key) {
                let is_found = || all || self.segment.type_of(usize::from(number)).is_some_and(is_found_by_links);
                if self.is_left(number) && is_found() {
                    scores.offer(number, own);
                }
            }
        }
        for &(key, (tier, typos)) in &links.cities {
            let own = score(tier, typos, Field::Person.weight().into());
            self.segment.taking_place(key).iter().filter(|number| self.is_left(**number)).for_each(|&n| scores.offer(n, own));
        }
    }

    /// Quotes and outcomes on whose date the word stands: their texts do not say the date of their event.
    fn dates(&self, parts: &[(DatePart, Closeness)], scores: &mut Scores) {
        let (mut years, mut months, mut days) = (HashMap::new(), [0; 16], [0; 32]);
        for &(part, (tier, typos)) in parts {
            let slot: &mut u16 = match part {
                DatePart::Year(year) => years.entry(year).or_default(),
                DatePart::Month(month) => &mut months[usize::from(month) % 16],
                DatePart::Day(day) => &mut days[usize::from(day) % 32],
            };
            *slot = score(tier, typos, Field::Summary.weight().into()).max(*slot);
        }
        for record in self.candidates() {
            let at = usize::from(record);
            let takes_date = self.segment.type_of(at).is_some_and(RecordType::takes_date_of_event);
            if !takes_date || self.segment.event(at).is_none() {
                continue;
            }
            let Some((first, last)) = self.segment.days(at) else { continue };
            let year = |year| years.get(&year).copied().unwrap_or(0);
            let mut met = year(first.year).max(year(last.year));
            if (first.year, first.month) == (last.year, last.month) {
                met = met.max(months[usize::from(first.month) % 16]);
            }
            if first == last {
                met = met.max(days[usize::from(first.day) % 32]);
            }
            if met > 0 {
                scores.offer(record, met);
            }
        }
    }
}
