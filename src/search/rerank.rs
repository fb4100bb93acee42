//! The best records of volumes, ranked by what stands in their texts.

use super::evaluate::{Evaluator, MatchQuality};
use super::expand;
use super::growth::on_threads;
use super::phrase::Occurrence;
use super::rank::{Hit, Rank, Standing, Tier, place};
use super::scores::{tier_of, typos_of, weight_of};
use super::top_hits::TopHits;
use crate::archive::{Archive, Id};
use crate::index::Positions;
use crate::query::{Node, Parsed, Term};
use crate::record::Fields;
use crate::record::{Day, Field, Record};

/// How many of the best are ranked by what stands in their texts.
const READ: usize = 100;

/// So many of them at once, so that several threads have something to do.
const READ_AT_ONCE: usize = 25;

/// The rank of a record whose text has not been read.
pub(crate) fn first_pass_rank(archive: &Archive, blank: &Positions, id: Id, score: u16) -> (Rank, Hit) {
    place(archive, blank, found(score), &[], day(archive, id), id)
}

fn found(score: u16) -> MatchQuality {
    let weight = u32::from(weight_of(score));
    let field = Field::ALL.into_iter().find(|field| weight >= u32::from(field.weight())).unwrap_or(Field::Note);
    MatchQuality { tier: tier_of(score), typos: u32::from(typos_of(score)), weight, field: Some(field) }
}

fn day(archive: &Archive, id: Id) -> Option<Day> {
    archive.days(id).map(|(first, _)| first)
}

/// Ranks the best anew by their texts.
pub(crate) fn rerank(evaluator: &Evaluator<'_>, parsed: &Parsed, swept: &mut TopHits) {
    let best = &mut swept.best;
    let parts = best.len().min(READ).div_ceil(READ_AT_ONCE);
    let read = on_threads(parts, evaluator.stop, &|part| {
        let own = &best[part * READ_AT_ONCE..best.len().min(READ).min((part + 1) * READ_AT_ONCE)];
        ranked_by_text(evaluator, parsed, own)
    });
    best.iter_mut().zip(read.into_iter().flatten()).for_each(|(slot, ranked)| *slot = ranked);
}

/// The same records, in the same order, with the ranks that their texts give them.
fn ranked_by_text(evaluator: &Evaluator<'_>, parsed: &Parsed, records: &[(Rank, Hit)]) -> Vec<(Rank, Hit)> {
    let archive = &evaluator.catalogue.archive;
    let mut ids: Vec<Id> = records.iter().map(|(_, hit)| hit.id).collect();
    ids.sort_unstable();
    let read = |&id: &Id| archive.segment_of(id).and_then(|(segment, n)| segment.read(n)).map(|record| (id, record));
    let read: Vec<(Id, Record)> = ids.iter().filter_map(read).collect();
    let index = Positions::of(archive, read.iter().map(|(id, record)| (*id, record)));
    let fields = parsed.fields.unwrap_or(Fields::ALL);
    let stands: Vec<(bool, Vec<Occurrence>)> = parsed
        .nodes
        .iter()
        .filter(|node| node.is_textual())
        .map(|node| {
            let mut stands = Vec::new();
            where_stands(node, fields, &index, &mut stands);
            stands.sort_unstable();
            (node.is_optional(), stands)
        })
        .collect();
    let ranked = records.iter().map(|(rank, hit)| {
        let within = index.places_of(hit.id);
        let standing: Vec<Standing<'_>> = stands
            .iter()
            .map(|(optional, stands)| {
                let here = Occurrence::within(stands, &within);
                let best = here.iter().map(|stand| stand.tier).min();
                Standing { here, worst: best.unwrap_or(Tier::Exact), optional: *optional, found: best.is_some() }
            })
            .collect();
        let found = MatchQuality { tier: rank.0, typos: rank.1, weight: rank.4.0, field: Some(hit.field) };
        place(archive, &index, found, &standing, day(archive, hit.id), hit.id)
    });
    ranked.collect()
}

/// Where the words of a piece stand in the texts of `index`.
fn where_stands(node: &Node, fields: Fields, index: &Positions, found: &mut Vec<Occurrence>) {
    let has = |stand: &Occurrence| fields.has(index.text_at(stand.place).field);
    match node {
        Node::Term(Term::Word { word, unfinished, .. }) => {
            for (number, tier, _) in expand::matches(&index.dictionary, word, *unfinished) {
                let stands = index.places(number).iter().map(|&place| Occurrence { place, length: 1, tier });
                found.extend(stands.filter(has));
            }
        }
        Node::Term(Term::Phrase(row)) => found.extend(row.stands(index).into_iter().filter(has)),
        Node::Within(own, inner) => where_stands(inner, fields.and(*own), index, found),
        Node::Any(list) | Node::All(list) => list.iter().for_each(|node| where_stands(node, fields, index, found)),
        Node::Term(Term::Loose(_) | Term::Pattern(_)) | Node::Filter(_) | Node::Not(_) => {}
    }
}
