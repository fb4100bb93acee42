//! Ranking: tiers from whole word to letters in order, then typos, closeness, field, position, date. A total order.

use std::cmp::Reverse;

use super::Catalogue;
use super::evaluate::{ClauseMatches, MatchQuality};
use super::phrase::Occurrence;
use crate::archive::{Archive, Id};
use crate::index::Positions;
use crate::record::{Date, Day, Field, Record, RecordType};
use crate::text::effort;

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
    /// Positions of the first hit that rests on a similar spelling.
    pub similar: usize,
    /// How many records were found; of a large archive only the best are listed.
    pub total: usize,
    /// How many of them rest on a similar spelling.
    pub total_similar: usize,
}

impl Hits {
    /// All there are.
    pub fn of(list: Vec<Hit>) -> Self {
        let mut hits = Self { total: list.len(), list, ..Self::default() };
        hits.divide();
        hits.total_similar = hits.list.len() - hits.similar;
        hits
    }

    /// Counts anew where the similar spellings begin.
    pub(crate) fn divide(&mut self) {
        self.similar = self.list.iter().position(|hit| hit.tier.is_similar()).unwrap_or(self.list.len());
    }
}

/// Where a record stands among the hits: best first. Behind the tier and typos: whether a name or office is just the
/// words, whether they stand together, the fields' weights, position, date, optional words found, number.
pub(crate) type Rank = (Tier, u32, Reverse<Whole>, u8, Reverse<u32>, u32, Reverse<Option<Day>>, Reverse<usize>, Id);

/// Whether some text of a record consists of just the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Whole {
    No,
    /// An office of a person: "president of Uzbekistan".
    Office,
    /// A title or name.
    Name,
}

/// Ranks the records `ids` in memory, each of which meets every answer that is not optional; in no order yet.
pub(crate) fn rank(catalogue: &Catalogue, answers: &[ClauseMatches], ids: impl Iterator<Item = Id>) -> Vec<(Rank, Hit)> {
    let textual: Vec<&ClauseMatches> = answers.iter().filter(|answer| answer.textual).collect();
    ids.filter_map(|id| rank_one(catalogue, &textual, id)).collect()
}

fn rank_one(catalogue: &Catalogue, answers: &[&ClauseMatches], id: Id) -> Option<(Rank, Hit)> {
    let required = || answers.iter().filter(|answer| !answer.optional);
    let found: MatchQuality = required().map(|answer| answer.best[id.index()]).reduce(|all, one| Some(all?.and(one?)))??;
    let index = catalogue.index();
    let within = index.places_of(id);
    let stands: Vec<Standing<'_>> = answers
        .iter()
        .map(|answer| {
            let here = Occurrence::within(&answer.stands, &within);
            let best = answer.best[id.index()];
            let worst = best.map_or(Tier::Exact, |found| found.tier);
            Standing { here, worst, optional: answer.optional, found: best.is_some() }
        })
        .collect();
    let day = day(&catalogue.archive, id);
    Some(place(&catalogue.archive, index, found, &stands, day, id))
}

/// Where a record stands that was found so well, whose words stand so.
pub(crate) fn place(
    archive: &Archive,
    index: &Positions,
    found: MatchQuality,
    stands: &[Standing<'_>],
    day: Option<Day>,
    id: Id,
) -> (Rank, Hit) {
    let optional = stands.iter().filter(|standing| standing.optional && standing.found).count();
    let field = found.field.unwrap_or(Field::Note);
    let first = stands.iter().find(|standing| !standing.optional);
    let position = first.and_then(|standing| {
        let mut best = standing.good().map(|stand| (stand, index.text_at(stand.place))).filter(|(_, text)| text.field == field);
        best.next().map(|(stand, text)| stand.place - text.start)
    });
    let rank = (
        found.tier,
        found.typos,
        Reverse(whole(archive, index, stands)),
        apart(index, stands),
        Reverse(found.weight),
        position.unwrap_or(u32::MAX),
        Reverse(day),
        Reverse(optional),
        id,
    );
    (rank, Hit { id, tier: found.tier, field })
}

/// The day by which a record is newer than another: its first, and of a person that of the last office known.
fn day(archive: &Archive, id: Id) -> Option<Day> {
    if let Record::Person(person) = archive.record(id) {
        return person
            .offices
            .iter()
            .filter_map(|office| office.from.as_ref().or(office.attested.as_ref()))
            .map(Date::first)
            .max();
    }
    archive.date(id).map(Date::first)
}

/// Where one answer's words stand in one record.
pub(crate) struct Standing<'a> {
    pub here: &'a [Occurrence],
    /// The tier by which the record was found; worse stands do not count.
    pub worst: Tier,
    pub optional: bool,
    /// Whether the record meets the answer at all.
    pub found: bool,
}

impl Standing<'_> {
    fn good(&self) -> impl Iterator<Item = &Occurrence> {
        self.here.iter().filter(|stand| stand.tier <= self.worst)
    }

    fn begins_at(&self, place: u32) -> Option<&Occurrence> {
        let from = self.here.partition_point(|stand| stand.place < place);
        self.here[from..].iter().take_while(|stand| stand.place == place).find(|stand| stand.tier <= self.worst)
    }
}

/// 0 when the terms stand in a row, but for optional words, or in names, places, series and dates; 1 in one text; 2 apart.
fn apart(index: &Positions, stands: &[Standing<'_>]) -> u8 {
    let required: Vec<&Standing<'_>> = stands.iter().filter(|standing| !standing.optional).collect();
    let [first, rest @ ..] = &required[..] else { return 0 };
    if rest.is_empty() {
        return 0;
    }
    let gap = u32::try_from(stands.len() - required.len()).unwrap_or(0);
    // "fmm 2014" and "kawaguchi tashkent" name a record by several of its facts, none of them prose.
    let fact = |stand: &Occurrence| {
        let text = index.text_at(stand.place);
        matches!(text.field, Field::Title | Field::Person | Field::Topic) && text.weight > 1
    };
    if required.iter().all(|standing| standing.good().any(fact)) {
        return 0;
    }
    let (mut best, mut looked) = (2, None);
    for stand in first.good() {
        effort::spend(1);
        let text = index.text_at(stand.place);
        let row = rest.iter().try_fold(stand.place + stand.length, |next, standing| {
            (next..=next + gap).find_map(|at| standing.begins_at(at)).filter(|s| s.place < text.end).map(|s| s.place + s.length)
        });
        let here = |standing: &&Standing<'_>| {
            let within = Occurrence::within(standing.here, &(text.start..text.end));
            effort::spend(within.len());
            within.iter().any(|other| other.tier <= standing.worst)
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

/// Whether a title, name or office consists of just the terms; optional words may be left out before them.
fn whole(archive: &Archive, index: &Positions, stands: &[Standing<'_>]) -> Whole {
    let leading = stands.iter().take_while(|standing| standing.optional).count();
    let starts = [0, leading];
    let of = |stands: &[Standing<'_>]| {
        let Some(first) = stands.first() else { return Whole::No };
        let texts = first.good().filter_map(|stand| {
            let text = index.text_at(stand.place);
            let next = |next: u32, standing: &Standing<'_>| standing.begins_at(next).map(|stand| stand.place + stand.length);
            let all =
                text.start == stand.place && stands[1..].iter().try_fold(stand.place + stand.length, next) == Some(text.end);
            match text.field {
                _ if !all => None,
                Field::Title => Some(Whole::Name),
                Field::Person if archive.record_type(text.record) == RecordType::Person => Some(Whole::Office),
                _ => None,
            }
        });
        texts.max().unwrap_or(Whole::No)
    };
    starts.into_iter().map(|from| of(&stands[from..])).max().unwrap_or(Whole::No)
}

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
