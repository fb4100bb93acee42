//! What of a clause the postings alone do not tell: words in a row and expressions, for which texts are read.

use super::super::hit::Tier;
use super::super::line_filter::LineFilter;
use super::super::plan::{Meaning, PatternPlan, PhrasePlan};
use super::super::scores::{Scores, numbers, score, tier_of};
use super::SegmentScorer;
use crate::archive::{FilterLines, number_in_segment};
use crate::index::each_text;
use crate::record::Record;
use crate::text;

impl SegmentScorer<'_> {
    pub(super) fn meaning(&self, meaning: &Meaning, scores: &mut Scores) {
        self.phrases(&meaning.synonyms, scores);
        self.links(&meaning.topics, scores);
    }

    pub(super) fn phrase(&self, plan: &PhrasePlan, scores: &mut Scores) {
        self.phrases(std::slice::from_ref(plan), scores);
        self.meaning(&plan.meaning, scores);
    }

    /// Words in a row: those that hold all of them, and then by their texts, which are read once for all phrases.
    pub(super) fn phrases(&self, plans: &[PhrasePlan], scores: &mut Scores) {
        let mut reading: Vec<(&PhrasePlan, Scores)> = Vec::new();
        for plan in plans {
            self.links(&plan.links, scores);
            match &plan.parts[..] {
                [part] if !plan.reads() => {
                    let (wanted, score_of) = plan.wanted();
                    part.iter().for_each(|&(word, tier)| self.each_list(word, wanted, score_of(tier), scores));
                }
                _ => reading.extend(self.holding(plan).map(|held| (plan, held))),
            }
        }
        if reading.is_empty() {
            return;
        }
        let mut held = self.none();
        for (_, own) in &reading {
            held.iter_mut().zip(own.parts().0).for_each(|(all, own)| *all |= own);
        }
        // Several phrases are read for together; of one it may be known what its line holds.
        let filter = match &reading[..] {
            [(plan, _)] => plan.lines.as_ref().filter(|_| LineFilter::fits(self.segment, &|label| plan.is_in(label))),
            _ => None,
        };
        self.each_record(numbers(&held).collect(), filter, &mut |number, record| {
            each_text(record, &mut |text| {
                let own = reading.iter().filter(|(plan, held)| held.has(number) && plan.fields.has(text.field));
                let mut tokens = None;
                for (plan, held) in own {
                    let tokens = tokens.get_or_insert_with(|| text::tokens(text.text));
                    if !plan.phrase.ranges(text.text, tokens).is_empty() {
                        let tier = tier_of(held.of(usize::from(number)));
                        scores.offer(number, score(tier, 0, text.weight().into()));
                    }
                }
            });
        });
    }

    /// Those that hold every word of a phrase in one field, if any do.
    fn holding(&self, plan: &PhrasePlan) -> Option<Scores> {
        let (wanted, score_of) = plan.wanted();
        let mut held: Option<(Scores, Vec<u8>)> = None;
        for part in &plan.parts {
            let (mut own, mut own_marks) = (Scores::none(self.segment.len()), vec![0; self.segment.len()]);
            for &(word, tier) in part {
                for list in self.postings.of(word) {
                    self.list(list, wanted, score_of(tier), &mut own);
                    list.records
                        .iter()
                        .zip(list.marks)
                        .for_each(|(&record, marks)| own_marks[usize::from(record)] |= marks & wanted);
                }
            }
            let held = match &mut held {
                Some((held, marks)) => {
                    held.narrow(&own);
                    marks.iter_mut().zip(&own_marks).for_each(|(marks, own)| *marks &= own);
                    held.keep(|number| marks[usize::from(number)] != 0);
                    held
                }
                None => &mut held.insert((own, own_marks)).0,
            };
            if held.is_empty() {
                return None;
            }
        }
        held.map(|(held, _)| held)
    }

    pub(super) fn pattern(&self, plan: &PatternPlan, scores: &mut Scores) {
        let filter = plan.lines.as_ref().filter(|_| LineFilter::fits(self.segment, &|label| plan.pattern.is_in(label)));
        self.each_record(self.candidates().collect(), filter, &mut |number, record| {
            record.texts(&mut |field, text| {
                if plan.fields.has(field) && plan.pattern.is_in(text) {
                    scores.offer(number, score(Tier::Exact, 0, field.weight().into()));
                }
            });
        });
    }

    /// Calls `take` with some records, by their numbers, which come in order; but for those whose lines in a file a filter passes
    /// over.
    pub(super) fn each_record(&self, numbers: Vec<u16>, filter: Option<&LineFilter>, take: &mut dyn FnMut(u16, &Record)) {
        let filter = filter.map(|filter| filter as &dyn FilterLines);
        // One by one while they are few, else the whole stretch at once.
        if numbers.len() * 20 < self.segment.len() {
            for number in numbers {
                self.segment.read_line(usize::from(number), filter).iter().for_each(|record| take(number, record));
            }
        } else {
            let mut next = numbers.into_iter().peekable();
            let mut wanted = |number| next.next_if(|&wanted| usize::from(wanted) == number).is_some();
            let mut take = |number, record: &Record| take(number_in_segment(number), record);
            self.segment.scan_lines(&mut wanted, filter, &mut take);
        }
    }
}
