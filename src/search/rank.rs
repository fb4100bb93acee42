//! Ranking: tiers from whole word to letters in order, then typos, closeness, field, position, date. A total order.

use std::cmp::Reverse;

use super::hit::{Hit, Tier};
use super::phrase::Occurrence;
use crate::archive::{Archive, Id};
use crate::index::{Positions, TermDictionary};
use crate::query::is_function_word;
use crate::record::{Day, Field, RecordType};
use crate::text::effort;

/// Where a record stands among the hits: best first. Behind the tier and typos: whether a name or office is just the
/// words, whether they stand together, the fields' weights, position, date, optional words found, number.
pub(super) type Rank = (Tier, u32, Reverse<ExactMatch>, u8, Reverse<u32>, u32, Reverse<Option<Day>>, Reverse<usize>, Id);

/// Whether some text of a record consists of just the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ExactMatch {
    No,
    /// An office of a person: "president of Uzbekistan".
    Office,
    /// A title or name.
    Name,
}

/// How well a record meets a query, as far as postings tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MatchQuality {
    /// The worst tier any word needed.
    pub tier: Tier,
    /// Letters that differ, of all words.
    pub typos: u32,
    /// The weights of the fields in which the words stand, of all words.
    pub weight: u32,
    /// The best field of the first word.
    pub field: Field,
}

/// Where a record stands that was found so well, and whose words stand so.
pub(super) fn rank(
    archive: &Archive,
    dictionary: &TermDictionary,
    positions: &Positions,
    quality: MatchQuality,
    clauses: &[ClauseOccurrences<'_>],
    day: Option<Day>,
    id: Id,
) -> (Rank, Hit) {
    let optional = clauses.iter().filter(|clause| clause.optional && clause.found).count();
    let first = clauses.iter().find(|clause| !clause.optional);
    let best = |field: Option<Field>| {
        let good = first.into_iter().flat_map(ClauseOccurrences::good);
        let mut good = good.map(|occurrence| (occurrence, positions.text_at(occurrence.place)));
        good.find(|(_, text)| field.is_none_or(|field| text.field == field))
    };
    // A hit in an id is worth as little as one in a note.
    let found = best(Some(quality.field)).or_else(|| best(None).filter(|(_, text)| text.weight == quality.field.weight()));
    let field = found.map_or(quality.field, |(_, text)| text.field);
    let rank = (
        quality.tier,
        quality.typos,
        Reverse(exact_match(archive, dictionary, positions, clauses)),
        apart(positions, clauses),
        Reverse(quality.weight),
        found.map_or(u32::MAX, |(occurrence, text)| occurrence.place - text.start),
        Reverse(day),
        Reverse(optional),
        id,
    );
    (rank, Hit::new(id, quality.tier, field))
}

/// Where the words of one clause stand in one record.
pub(super) struct ClauseOccurrences<'a> {
    pub here: &'a [Occurrence],
    /// The tier of the best of them; worse ones do not count.
    pub worst: Tier,
    pub optional: bool,
    /// Whether the record holds any.
    pub found: bool,
}

impl ClauseOccurrences<'_> {
    fn good(&self) -> impl Iterator<Item = &Occurrence> {
        self.here.iter().filter(|stand| stand.tier <= self.worst)
    }

    fn begins_at(&self, place: u32) -> Option<&Occurrence> {
        let from = self.here.partition_point(|stand| stand.place < place);
        self.here[from..].iter().take_while(|stand| stand.place == place).find(|stand| stand.tier <= self.worst)
    }
}

/// 0 when the terms stand in a row, but for optional words, or in names, places, series and dates; 1 in one text; 2 apart.
fn apart(positions: &Positions, clauses: &[ClauseOccurrences<'_>]) -> u8 {
    let required: Vec<&ClauseOccurrences<'_>> = clauses.iter().filter(|clause| !clause.optional).collect();
    let [first, rest @ ..] = &required[..] else { return 0 };
    if rest.is_empty() {
        return 0;
    }
    let gap = u32::try_from(clauses.len() - required.len()).unwrap_or(0);
    // "fmm 2014" and "kawaguchi tashkent" name a record by several of its facts, none of them prose.
    let fact = |stand: &Occurrence| {
        let text = positions.text_at(stand.place);
        matches!(text.field, Field::Title | Field::Person | Field::Topic) && text.weight > 1
    };
    if required.iter().all(|clause| clause.good().any(fact)) {
        return 0;
    }
    let (mut best, mut looked) = (2, None);
    for stand in first.good() {
        effort::spend(1);
        let text = positions.text_at(stand.place);
        let row = rest.iter().try_fold(stand.place + stand.length, |next, clause| {
            (next..=next + gap).find_map(|at| clause.begins_at(at)).filter(|s| s.place < text.end).map(|s| s.place + s.length)
        });
        let here = |clause: &&ClauseOccurrences<'_>| {
            let within = Occurrence::within(clause.here, &(text.start..text.end));
            effort::spend(within.len());
            within.iter().any(|other| other.tier <= clause.worst)
        };
        if row.is_some() {
            return 0;
        }
        // Once a text: it may hold the first term a hundred thousand times.
        if looked.replace(text.start) != Some(text.start) && rest.iter().all(here) {
            best = 1;
        }
    }
    best
}

/// Whether a title, name or office consists of just the terms, in any order, and of function words beside them.
fn exact_match(
    archive: &Archive,
    dictionary: &TermDictionary,
    positions: &Positions,
    clauses: &[ClauseOccurrences<'_>],
) -> ExactMatch {
    let required: Vec<&ClauseOccurrences<'_>> = clauses.iter().filter(|clause| !clause.optional).collect();
    let Some(first) = required.first() else { return ExactMatch::No };
    let is_function = |place: u32| {
        let word = dictionary.words.get(positions.word_at(place) as usize);
        word.is_some_and(|word| is_function_word(&word.text))
    };
    let mut best = ExactMatch::No;
    let mut looked = None;
    for stand in first.good() {
        let text = positions.text_at(stand.place);
        let found = match text.field {
            _ if looked.replace(text.start) == Some(text.start) || text.end - text.start > LONGEST_NAME => continue,
            Field::Title => ExactMatch::Name,
            Field::Person if archive.record_type(text.record) == RecordType::Person => ExactMatch::Office,
            _ => continue,
        };
        let here = |clause: &ClauseOccurrences<'_>, place: u32| {
            let mut own = Occurrence::within(clause.here, &(text.start..text.end)).iter();
            own.any(|stand| stand.tier <= clause.worst && (stand.place..stand.place + stand.length).contains(&place))
        };
        let all_there = required.iter().all(|clause| (text.start..text.end).any(|place| here(clause, place)));
        let nothing_else =
            (text.start..text.end).all(|place| clauses.iter().any(|clause| here(clause, place)) || is_function(place));
        if all_there && nothing_else {
            best = best.max(found);
        }
    }
    best
}

/// Most words of a title that may be just what was asked for.
const LONGEST_NAME: u32 = 16;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;
    use crate::search::catalogue_of_event;
    use crate::view::View;

    #[test]
    fn words_that_stand_often_in_different_texts_are_not_held_against_each_other() {
        effort::is_in_proportion(4000, |size| {
            let catalogue = catalogue_of_event(&"water ".repeat(size), "A meeting.", &["energy ".repeat(size)]);
            let mut query = Query::default();
            query.set_text("water energy", &catalogue.archive);
            assert_eq!(View::new(&catalogue, &query).hits.map(|hits| hits.list.len()), Some(1));
        });
    }
}
