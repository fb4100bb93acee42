//! The best records, ranked by where their words stand: all that were found in a small archive, the very best of a large one.

use super::expand::{TypedTerm, expand};
use super::growth::on_threads;
use super::hit::{Hit, Tier};
use super::matcher::Matcher;
use super::phrase::Occurrence;
use super::rank::{ClauseOccurrences, MatchQuality, Rank, rank};
use super::scores::{tier_of, typos_of, weight_of};
use super::top_hits::{ScoredRecord, Searcher};
use super::{Catalogue, alias};
use crate::archive::Id;
use crate::index::{Positions, WHOLE_TITLE, mask};
use crate::query::{Node, Phrase, Term};
use crate::record::{Date, Day, Field, Fields, Record};

/// How many of the best of a large archive are ranked by their texts, which have to be read.
const READ: usize = 100;

/// So few are read for one answer, rather than all records for those to come.
const FEW: usize = 256;

/// So many of them at once, so that several threads have something to do.
const READ_AT_ONCE: usize = 25;

impl Searcher<'_> {
    /// The hits in their order: those ranked by where their words stand, then the others as they come, best first.
    pub(super) fn rerank(&self, best: Vec<ScoredRecord>) -> Vec<Hit> {
        let catalogue = self.catalogue;
        let textual = self.parsed.nodes.iter().filter(|node| node.is_textual()).count();
        let ranked = if best.is_empty() {
            Vec::new()
        } else if catalogue.keeps_positions() {
            // Who asks once, of few records, does not wait for all to be read.
            match catalogue.known_positions() {
                None if best.len() <= FEW => self.ranked(&best, &self.read(&best)),
                _ => self.ranked(&best, catalogue.positions()),
            }
        } else if textual > 1 {
            let parts = best.len().min(READ).div_ceil(READ_AT_ONCE);
            let read = on_threads(parts, self.stop, &|part| {
                let from = part * READ_AT_ONCE;
                let own = &best[from..best.len().min(READ).min(from + READ_AT_ONCE)];
                self.ranked(own, &self.read(own))
            });
            read.into_iter().flatten().collect()
        } else {
            // Of a single word the postings tell all: no text says more.
            Vec::new()
        };
        let rest = best[ranked.len()..].iter().map(|candidate| unranked(*candidate));
        let mut ranked = ranked;
        ranked.sort_unstable_by_key(|(rank, _)| *rank);
        let mut hits: Vec<Hit> = ranked.into_iter().map(|(_, hit)| hit).collect();
        hits.extend(rest);
        hits
    }

    /// Where the words of some records stand.
    fn read(&self, records: &[ScoredRecord]) -> Positions {
        let archive = &self.catalogue.archive;
        let mut ids: Vec<Id> = records.iter().map(ScoredRecord::id).collect();
        ids.sort_unstable();
        let read = |&id: &Id| archive.segment_of(id).and_then(|(segment, n)| segment.read(n)).map(|record| (id, record));
        let read: Vec<(Id, Record)> = ids.iter().filter_map(read).collect();
        Positions::of(archive, &self.catalogue.index().dictionary, read.iter().map(|(id, record)| (*id, record)))
    }

    /// The records with their ranks, in no order.
    fn ranked(&self, records: &[ScoredRecord], positions: &Positions) -> Vec<(Rank, Hit)> {
        let archive = &self.catalogue.archive;
        let fields = self.parsed.fields.unwrap_or(Fields::ALL);
        let textual = self.parsed.nodes.iter().filter(|node| node.is_textual());
        let clauses: Vec<(bool, Vec<Occurrence>)> = textual
            .map(|node| {
                let mut found = Vec::new();
                occurrences(self.catalogue, node, fields, positions, &mut found);
                found.sort_unstable();
                (node.is_optional(), found)
            })
            .collect();
        let ranked = records.iter().map(|candidate| {
            let id = candidate.id();
            let within = positions.places_of(id);
            let standing: Vec<ClauseOccurrences<'_>> = clauses
                .iter()
                .map(|(optional, all)| {
                    let here = Occurrence::within(all, &within);
                    let best = here.iter().map(|occurrence| occurrence.tier).min();
                    ClauseOccurrences { here, worst: best.unwrap_or(Tier::Exact), optional: *optional, found: best.is_some() }
                })
                .collect();
            rank(
                archive,
                &self.catalogue.index().dictionary,
                positions,
                quality(*candidate),
                &standing,
                day(self.catalogue, id),
                id,
            )
        });
        ranked.collect()
    }
}

/// How well a record meets the query, as far as postings tell.
fn quality(candidate: ScoredRecord) -> MatchQuality {
    let ScoredRecord { score, first, .. } = candidate;
    let whole = u32::from(WHOLE_TITLE);
    // A title that is the word alone counts more, as long as there is one word only.
    let plain = |score: u16| {
        let weight = u32::from(weight_of(score));
        if first == 0 && weight >= whole { weight - whole } else { weight }
    };
    let of_first = plain(if first == 0 { score } else { first });
    let field = Field::ALL.into_iter().find(|field| of_first >= u32::from(field.weight())).unwrap_or(Field::Note);
    MatchQuality { tier: tier_of(score), typos: u32::from(typos_of(score)), weight: plain(score), field }
}

fn unranked(candidate: ScoredRecord) -> Hit {
    let MatchQuality { tier, field, .. } = quality(candidate);
    Hit::new(candidate.id(), tier, field)
}

/// The day by which a record is newer than another: its first, and of a person that of the last office known.
fn day(catalogue: &Catalogue, id: Id) -> Option<Day> {
    if catalogue.archive.record_type(id) == crate::record::RecordType::Person
        && let Record::Person(person) = catalogue.archive.record(id)
    {
        let known = person.offices.iter().filter_map(|office| office.from.as_ref().or(office.attested.as_ref()));
        return known.map(Date::first).max();
    }
    catalogue.archive.days(id).map(|(first, _)| first)
}

/// Adds where the words of a clause stand.
fn occurrences(catalogue: &Catalogue, node: &Node, fields: Fields, positions: &Positions, found: &mut Vec<Occurrence>) {
    let dictionary = &catalogue.index().dictionary;
    let has = |place: u32| fields.has(positions.text_at(place).field);
    let mut add = |word: u32, tier| {
        let places = positions.places(word).iter().copied().filter(|&place| has(place));
        found.extend(places.map(|place| Occurrence { place, length: 1, tier }));
    };
    let phrase = |phrase: &Phrase, best, found: &mut Vec<Occurrence>| {
        let all = phrase.parts_in(dictionary).map(|parts| phrase.occurrences(&parts, positions)).unwrap_or_default();
        let all = all.into_iter().filter(|occurrence| has(occurrence.place));
        found.extend(all.map(|occurrence| Occurrence { tier: occurrence.tier.max(best), ..occurrence }));
    };
    match node {
        Node::Term(Term::Word { word, optional: true, .. }) => {
            dictionary.find(word).into_iter().for_each(|word| add(word, Tier::Exact));
        }
        Node::Term(Term::Word { word, unfinished, acronym, .. }) => {
            let typed = TypedTerm { word, unfinished: *unfinished, acronym: *acronym };
            expand(catalogue, typed).words.iter().for_each(|&(word, tier, _)| add(word, tier));
            for words in alias::of(word) {
                phrase(&Phrase::plain(words.into_iter().map(str::to_owned).collect()), Tier::Alias, found);
            }
        }
        Node::Term(Term::Phrase(words)) => phrase(words, Tier::Exact, found),
        Node::Term(Term::Date { words, .. }) => phrase(&Phrase::plain(words.clone()), Tier::Exact, found),
        Node::Term(Term::Loose(letters)) => {
            let matcher = Matcher::new();
            let words = dictionary.holding(mask(letters)).filter(|(_, word)| matcher.find(&word.text, letters).is_some());
            words.for_each(|(word, _)| add(word, Tier::Loose));
            expand(catalogue, TypedTerm { word: letters, unfinished: false, acronym: false })
                .words
                .iter()
                .for_each(|&(word, tier, _)| add(word, tier));
        }
        Node::Within(own, inner) => occurrences(catalogue, inner, fields.and(*own), positions, found),
        Node::Any(list) | Node::All(list) => {
            list.iter().for_each(|node| occurrences(catalogue, node, fields, positions, found));
        }
        Node::Term(Term::Pattern(_)) | Node::Filter(_) | Node::Not(_) => {}
    }
}
