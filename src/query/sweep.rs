//! Which records of volumes meet a query, and which of them are best: by the postings of each segment, segment after segment
//! on several threads; texts are read only where words must stand in a row, and of the few that are ranked in full.

mod column;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use fixedbitset::FixedBitSet;

use super::alias;
use super::evaluate::{Found, Seeker};
use super::expand::{Matches, expand, expand_strictly};
use super::filter::Filter;
use super::grammar::{Fields, Mark, Node, Parsed, Row, Term};
use super::index::Index;
use super::pattern::Pattern;
use super::postings::{WHOLE_TITLE, weights};
use super::rank::{Hit, Rank, Standing, Tier, Whole, place};
use super::row::Stand;
use super::volumes::on_threads;
use crate::archive::{Archive, Id, Relation, Segment};
use crate::record::{Day, Field, Record, RecordType};
use crate::text;
use column::{Column, tier_of, typos_of, weight_of};

/// How many of the best are ranked by what stands in their texts.
const READ: usize = 100;

/// A piece of the query, made ready to meet many segments.
enum Step {
    Words(Words),
    Set(Arc<FixedBitSet>),
    Row(Words, Vec<Vec<u32>>, Row),
    Pattern { pattern: Pattern, fields: Fields },
    Not(Box<Step>),
    Any(Vec<Step>),
    All(Vec<Step>),
    Nothing,
}

/// A word and all that it may mean.
struct Words {
    matches: Arc<Matches>,
    fields: Fields,
    /// Whoever has one of these links is found by the name of what it leads to; the field and tier of each.
    links: Vec<(u64, Field, Tier)>,
    /// Other names of several words.
    rows: Vec<Step>,
}

impl Words {
    /// Nothing yet.
    fn none(fields: Fields) -> Self {
        Self { matches: Arc::default(), fields, links: Vec::new(), rows: Vec::new() }
    }
}

/// What a query selects in volumes.
#[derive(Debug, Default)]
pub(super) struct Swept {
    /// The records found, whatever the countries and topics chosen.
    pub open: FixedBitSet,
    /// How many of them belong to the countries and topics chosen.
    pub total: usize,
    /// How many of those rest on a similar spelling.
    pub similar: usize,
    /// The best of those, in no order.
    pub best: Vec<(Rank, Hit)>,
}

/// Makes ready the pieces of `parsed` that do not merely add to rank.
fn steps(seeker: &Seeker<'_>, parsed: &Parsed, but: Option<usize>) -> Vec<Step> {
    let fields = parsed.fields.unwrap_or(Fields::ALL);
    let nodes = parsed.nodes.iter().enumerate().filter(|(n, node)| Some(*n) != but && !node.is_optional());
    nodes.map(|(_, node)| step(seeker, node, fields, false)).collect()
}

fn step(seeker: &Seeker<'_>, node: &Node, fields: Fields, negated: bool) -> Step {
    let all = |list: &[Node]| list.iter().map(|node| step(seeker, node, fields, negated)).collect();
    match node {
        Node::Filter(filter) => Step::Set(known(seeker, filter)),
        Node::Within(own, inner) => step(seeker, inner, fields.and(*own), negated),
        Node::Not(inner) => Step::Not(Box::new(step(seeker, inner, fields, true))),
        Node::Any(list) => Step::Any(all(list)),
        Node::All(list) => Step::All(all(list)),
        Node::Term(term) => match term {
            Term::Word { word, unfinished, .. } => Step::Words(words(seeker, word, *unfinished, fields, negated)),
            Term::Row(row) => row_step(seeker, row, fields, negated),
            Term::Loose(letters) => Step::Words(loose(seeker, letters, fields)),
            Term::Pattern(source) => Pattern::new(source).map_or(Step::Nothing, |pattern| Step::Pattern { pattern, fields }),
        },
    }
}

fn known(seeker: &Seeker<'_>, filter: &Filter) -> Arc<FixedBitSet> {
    seeker.filters.iter().find(|(known, _)| known == filter).map(|(_, set)| Arc::clone(set)).unwrap_or_default()
}

fn words(seeker: &Seeker<'_>, word: &str, unfinished: bool, fields: Fields, negated: bool) -> Words {
    let catalogue = seeker.catalogue;
    let expansion = if negated { expand_strictly(catalogue, word) } else { expand(catalogue, word, unfinished) };
    let mut made = Words { matches: expansion.in_volumes, ..Words::none(fields) };
    if negated {
        return made;
    }
    made.rows = alias::of(word)
        .map(|phrase| row_step(seeker, &Row::phrase(phrase.into_iter().map(str::to_owned).collect()), fields, false))
        .collect();
    if fields == Fields::ALL {
        let stands = |index: &Index, matches: &Matches| -> Vec<Stand> {
            let strong = matches.iter().filter(|(_, tier, _)| !tier.is_similar());
            strong
                .flat_map(|&(word, tier, _)| index.places(word).iter().map(move |&place| Stand { place, length: 1, tier }))
                .collect()
        };
        let archive = &catalogue.archive;
        link(archive, catalogue.index(), stands(catalogue.index(), &expansion.words), word, &mut made.links);
        if let Some(names) = &catalogue.volumes.names {
            let matches = super::expand::matches(&names.vocabulary, word, unfinished);
            link(archive, names, stands(names, &matches), word, &mut made.links);
        }
    }
    made
}

/// Notes that whoever names a country, person, body or topic in whose titles the words stand is found by them.
fn link(archive: &Archive, index: &Index, stands: Vec<Stand>, word: &str, links: &mut Vec<(u64, Field, Tier)>) {
    let mut named: Vec<(Id, Tier)> = Vec::new();
    for stand in stands {
        let text = index.text_at(stand.place);
        if text.field != Field::Title || naming(archive.record_type(text.record)).is_empty() {
            continue;
        }
        // By the name that is shown as well as by the words of a text, by others as an alias.
        let title = archive.record(text.record).title();
        let own = text::tokens(title).iter().any(|token| token.word.starts_with(word));
        let tier = if own { stand.tier } else { stand.tier.max(Tier::Alias) };
        match named.iter_mut().find(|(known, _)| *known == text.record) {
            Some((_, best)) => *best = tier.min(*best),
            None => named.push((text.record, tier)),
        }
    }
    for (id, tier) in named {
        let of_type = archive.record_type(id);
        let field = if of_type == RecordType::Topic { Field::Topic } else { Field::Person };
        links.extend(naming(of_type).iter().map(|&relation| (archive.link_to(id, relation), field, tier)));
    }
}

/// Letters in order: in single words only, since the titles of volumes are not in memory.
fn loose(seeker: &Seeker<'_>, letters: &str, fields: Fields) -> Words {
    let vocabulary = &seeker.catalogue.volumes.vocabulary;
    let (matcher, wanted) = (super::matcher::Matcher::new(), super::index::mask(letters));
    let mut made = words(seeker, letters, false, fields, false);
    let known: Vec<u32> = made.matches.iter().map(|(word, _, _)| *word).collect();
    let more = vocabulary
        .iter()
        .filter(|(number, word)| word.mask & wanted == wanted && known.binary_search(number).is_err())
        .filter(|(_, word)| matcher.find(&word.text, letters).is_some())
        .map(|(number, _)| (number, Tier::Loose, 0));
    let mut all: Matches = made.matches.iter().copied().chain(more).collect();
    all.sort_unstable_by_key(|(word, _, _)| *word);
    made.matches = Arc::new(all);
    made
}

fn row_step(seeker: &Seeker<'_>, row: &Row, fields: Fields, negated: bool) -> Step {
    let catalogue = seeker.catalogue;
    let vocabulary = &catalogue.volumes.vocabulary;
    let mut made = Words::none(fields);
    if fields == Fields::ALL && !negated {
        for index in std::iter::once(catalogue.index()).chain(catalogue.volumes.names.as_deref()) {
            link(&catalogue.archive, index, row.stands(index), &row.words[0], &mut made.links);
        }
    }
    if let [first, second] = &row.words[..]
        && row.mark == Mark::Run
        && !first.is_ascii()
        && !second.is_ascii()
    {
        // Where the script changes both words stand in the vocabulary as one.
        let one = Row { words: vec![format!("{first}{second}")], ..row.clone() };
        made.matches = Arc::new(one.part_in(0, vocabulary).into_iter().map(|word| (word, one.loosest(), 0)).collect());
        return Step::Words(made);
    }
    let parts = (0..row.words.len()).map(|part| row.part_in(part, vocabulary)).collect();
    Step::Row(made, parts, row.clone())
}

/// How many records of volumes meet the query without its piece `but`.
pub(super) fn count(seeker: &Seeker<'_>, parsed: &Parsed, but: Option<usize>, allowed: &FixedBitSet) -> usize {
    sweep(seeker, &steps(seeker, parsed, but), allowed, 0).total
}

/// As [`count`], of one piece alone.
pub(super) fn count_one(seeker: &Seeker<'_>, parsed: &Parsed, only: usize, allowed: &FixedBitSet) -> usize {
    let alone = Parsed { nodes: vec![parsed.nodes[only].clone()], ..parsed.clone() };
    count(seeker, &alone, None, allowed)
}

/// Looks through the volumes; ranks the `most` best of what is `allowed` by countries and topics.
pub(super) fn look(seeker: &Seeker<'_>, parsed: &Parsed, allowed: &FixedBitSet, most: usize) -> Swept {
    let words = parsed.has_words();
    let mut swept = sweep(seeker, &steps(seeker, parsed, None), allowed, if words { most } else { 0 });
    let textual = parsed.nodes.iter().filter(|node| node.is_textual()).count();
    if words && textual > 1 {
        read_best(seeker, parsed, &mut swept);
    } else {
        // Of a single word the postings tell all: no text says more.
        let bonus = u32::from(WHOLE_TITLE);
        for (rank, _) in swept.best.iter_mut().filter(|(rank, _)| rank.4.0 >= bonus) {
            rank.2 = std::cmp::Reverse(Whole::Name);
            rank.4.0 -= bonus;
        }
    }
    swept
}

/// A record by what the postings tell: better ones are greater.
type Candidate = (u64, std::cmp::Reverse<u32>);

struct Part {
    open: Vec<u64>,
    total: usize,
    similar: usize,
    best: Vec<(Candidate, u16)>,
}

fn sweep(seeker: &Seeker<'_>, steps: &[Step], allowed: &FixedBitSet, most: usize) -> Swept {
    let archive = &seeker.catalogue.archive;
    let segments = archive.segments();
    let weights = weights(steps.len() == 1);
    let least = AtomicU64::new(0);
    let parts = on_threads(segments.len(), seeker.stop, &|at| {
        let column = Column::new(&segments[at], &seeker.catalogue.volumes.postings[at], &weights);
        part(&segments[at], &column.narrowed(steps), allowed, most, &least)
    });
    let mut swept = Swept { open: FixedBitSet::with_capacity(archive.len()), ..Swept::default() };
    let mut best: Vec<(Candidate, u16)> = Vec::new();
    for (part, segment) in parts.into_iter().zip(segments) {
        lay(&part.open, segment.first() as usize, &mut swept.open);
        swept.total += part.total;
        swept.similar += part.similar;
        best.extend(part.best);
    }
    best.sort_unstable_by(|a, b| b.cmp(a));
    best.truncate(most);
    let blank = Index::of(archive, std::iter::empty());
    swept.best = best.into_iter().map(|((_, id), score)| roughly(archive, &blank, Id(id.0), score)).collect();
    swept
}

/// Lays bits into a set from the number `first` on, many at a time.
fn lay(bits: &[u64], first: usize, set: &mut FixedBitSet) {
    const WIDTH: usize = usize::BITS as usize;
    let blocks = set.as_mut_slice();
    #[allow(clippy::cast_possible_truncation)] // half a word at a time where a block is half a word
    for (at, &word) in bits.iter().enumerate().filter(|(_, word)| **word != 0) {
        for half in 0..64 / WIDTH {
            // On machines of 32 bits a word is laid in two halves.
            let bits = (word >> (half * WIDTH)) as usize;
            let place = first + at * 64 + half * WIDTH;
            let (block, shift) = (place / WIDTH, place % WIDTH);
            blocks[block] |= bits << shift;
            if shift > 0 && bits >> (WIDTH - shift) != 0 {
                blocks[block + 1] |= bits >> (WIDTH - shift);
            }
        }
    }
}

/// What stands in one segment. `least` is what the best of some segment have reached: what is below it is not among the best
/// of all.
fn part(segment: &Segment, met: &[(u16, u16)], allowed: &FixedBitSet, most: usize, least: &AtomicU64) -> Part {
    let mut part = Part { open: vec![0; segment.len().div_ceil(64)], total: 0, similar: 0, best: Vec::new() };
    let least_similar = column::score(Tier::Typo, 0, u16::MAX);
    let reached = least.load(Ordering::Relaxed);
    for &(number, score) in met {
        let number = usize::from(number);
        if segment.type_of(number).is_none() {
            continue;
        }
        part.open[number / 64] |= 1 << (number % 64);
        let id = segment.first() + u32::try_from(number).unwrap_or(0);
        if !allowed.contains(id as usize) {
            continue;
        }
        part.total += 1;
        part.similar += usize::from(score <= least_similar);
        let worth = u64::from(score) << 32 | segment.packed_days(number) >> 32;
        if most > 0 && worth >= reached {
            part.best.push(((worth, std::cmp::Reverse(id)), score));
        }
    }
    if part.best.len() > most {
        let (_, worst, _) = part.best.select_nth_unstable_by(most - 1, |a, b| b.cmp(a));
        least.fetch_max(worst.0.0, Ordering::Relaxed);
        part.best.truncate(most);
    }
    part
}

/// The rank of a record whose text has not been read.
fn roughly(archive: &Archive, blank: &Index, id: Id, score: u16) -> (Rank, Hit) {
    place(archive, blank, found(score), &[], day(archive, id), id)
}

fn found(score: u16) -> Found {
    let weight = u32::from(weight_of(score));
    let field = Field::ALL.into_iter().find(|field| weight >= u32::from(field.weight())).unwrap_or(Field::Note);
    Found { tier: tier_of(score), typos: u32::from(typos_of(score)), weight, field: Some(field) }
}

fn day(archive: &Archive, id: Id) -> Option<Day> {
    archive.days(id).map(|(first, _)| first)
}

/// Ranks the best anew by their texts.
fn read_best(seeker: &Seeker<'_>, parsed: &Parsed, swept: &mut Swept) {
    let archive = &seeker.catalogue.archive;
    let mut ids: Vec<Id> = swept.best.iter().take(READ).map(|(_, hit)| hit.id).collect();
    ids.sort_unstable();
    let read = on_threads(ids.len().div_ceil(READ / 4), seeker.stop, &|part| {
        let own = ids.iter().skip(part * (READ / 4)).take(READ / 4);
        own.filter_map(|&id| archive.segment_of(id).and_then(|(segment, n)| segment.read(n)).map(|r| (id, r))).collect::<Vec<_>>()
    });
    let read: Vec<(Id, Record)> = read.into_iter().flatten().collect();
    let index = Index::of(archive, read.iter().map(|(id, record)| (*id, record)));
    let fields = parsed.fields.unwrap_or(Fields::ALL);
    let stands: Vec<(bool, Vec<Stand>)> = parsed
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
    for (rank, hit) in swept.best.iter_mut().take(READ) {
        let within = index.places_of(hit.id);
        let standing: Vec<Standing<'_>> = stands
            .iter()
            .map(|(optional, stands)| {
                let here = Stand::within(stands, &within);
                let best = here.iter().map(|stand| stand.tier).min();
                Standing { here, worst: best.unwrap_or(Tier::Exact), optional: *optional, found: best.is_some() }
            })
            .collect();
        let found = Found { tier: rank.0, typos: rank.1, weight: rank.4.0, field: Some(hit.field) };
        (*rank, *hit) = place(archive, &index, found, &standing, day(archive, hit.id), hit.id);
    }
}

/// Where the words of a piece stand in the texts of `index`.
fn where_stands(node: &Node, fields: Fields, index: &Index, found: &mut Vec<Stand>) {
    let has = |stand: &Stand| fields.has(index.text_at(stand.place).field);
    match node {
        Node::Term(Term::Word { word, unfinished, .. }) => {
            for (number, tier, _) in super::expand::matches(&index.vocabulary, word, *unfinished) {
                let stands = index.places(number).iter().map(|&place| Stand { place, length: 1, tier });
                found.extend(stands.filter(has));
            }
        }
        Node::Term(Term::Row(row)) => found.extend(row.stands(index).into_iter().filter(has)),
        Node::Within(own, inner) => where_stands(inner, fields.and(*own), index, found),
        Node::Any(list) | Node::All(list) => list.iter().for_each(|node| where_stands(node, fields, index, found)),
        Node::Term(Term::Loose(_) | Term::Pattern(_)) | Node::Filter(_) | Node::Not(_) => {}
    }
}

/// How one record may name another of this type, by whose names it is then found.
const fn naming(of_type: RecordType) -> &'static [Relation] {
    match of_type {
        RecordType::Country => &[Relation::Country],
        RecordType::Topic => &[Relation::Topic],
        RecordType::Person => &[Relation::Person, Relation::Speaker],
        RecordType::Organisation => &[Relation::Host, Relation::Organisation],
        _ => &[],
    }
}

/// Whether records of this type are found by the names of what they link to.
fn is_found_by_links(of_type: Option<RecordType>) -> bool {
    matches!(of_type, Some(RecordType::Event | RecordType::Quote | RecordType::Project | RecordType::Document))
}
