//! The pieces of a query, made ready to meet many segments: words as what they may mean, names as the links that bear them.

use std::collections::HashSet;
use std::sync::Arc;

use fixedbitset::FixedBitSet;

use super::alias;
use super::evaluate::Evaluator;
use super::expand::{self, Matches, expand, expand_strictly};
use super::matcher::Matcher;
use super::phrase::Occurrence;
use super::rank::Tier;
use super::scores::score;
use crate::archive::{Archive, Id, Relation};
use crate::index::{Positions, mask};
use crate::query::Filter;
use crate::query::Pattern;
use crate::query::{Node, Parsed, Phrase, PhraseSyntax, Term};
use crate::record::Fields;
use crate::record::{Field, RecordType};
use crate::text;

/// A piece of the query, made ready to meet many segments.
pub(crate) enum Plan {
    Words(Words),
    Set(Arc<FixedBitSet>),
    Phrase(Words, Vec<Vec<u32>>, Phrase),
    Pattern { pattern: Pattern, fields: Fields },
    Not(Box<Plan>),
    Any(Vec<Plan>),
    All(Vec<Plan>),
    Nothing,
}

/// Words that match equally well.
pub(crate) struct TermGroup {
    /// Their tier and typos, as a score without weight.
    pub score: u16,
    pub words: Vec<u32>,
    /// Whether they are all the words that begin with something, in the order of their letters; but for words of better levels,
    /// which may be taken for one of this, since the better counts.
    pub is_run: bool,
}

/// A word and all that it may mean.
pub(crate) struct Words {
    /// The words that it may mean, from the best on.
    pub levels: Vec<TermGroup>,
    pub fields: Fields,
    /// Whoever has one of these links is found by the name of what it leads to; the field and tier of each.
    pub links: Vec<(u64, Field, Tier)>,
    /// Other names of several words.
    pub rows: Vec<Plan>,
}

impl Plan {
    /// Whether nothing can meet it, whatever the segment.
    pub fn is_hopeless(&self) -> bool {
        match self {
            Self::Words(words) => words.levels.is_empty() && words.links.is_empty() && words.rows.is_empty(),
            Self::Nothing => true,
            _ => false,
        }
    }
}

impl Words {
    /// Nothing yet.
    fn none(fields: Fields) -> Self {
        Self { levels: Vec::new(), fields, links: Vec::new(), rows: Vec::new() }
    }

    /// Adds words with their tiers and typos.
    fn add(&mut self, matches: impl IntoIterator<Item = (u32, Tier, u8)>) {
        for (word, tier, typos) in matches {
            let score = score(tier, typos, 0);
            match self.levels.iter_mut().find(|level| level.score == score) {
                Some(level) => level.words.push(word),
                None => self.levels.push(TermGroup { score, words: vec![word], is_run: false }),
            }
        }
        self.levels.sort_unstable_by_key(|level| std::cmp::Reverse(level.score));
    }
}

/// Makes ready the pieces of `parsed` that do not merely add to rank.
pub(crate) fn steps(evaluator: &Evaluator<'_>, parsed: &Parsed, but: Option<usize>) -> Vec<Plan> {
    let fields = parsed.fields.unwrap_or(Fields::ALL);
    let nodes = parsed.nodes.iter().enumerate().filter(|(n, node)| Some(*n) != but && !node.is_optional());
    nodes.map(|(_, node)| step(evaluator, node, fields, false)).collect()
}

fn step(evaluator: &Evaluator<'_>, node: &Node, fields: Fields, negated: bool) -> Plan {
    let all = |list: &[Node]| list.iter().map(|node| step(evaluator, node, fields, negated)).collect();
    match node {
        Node::Filter(filter) => Plan::Set(known(evaluator, filter)),
        Node::Within(own, inner) => step(evaluator, inner, fields.and(*own), negated),
        Node::Not(inner) => Plan::Not(Box::new(step(evaluator, inner, fields, true))),
        Node::Any(list) => Plan::Any(all(list)),
        Node::All(list) => Plan::All(all(list)),
        Node::Term(term) => match term {
            Term::Word { word, unfinished, .. } => Plan::Words(words(evaluator, word, *unfinished, fields, negated)),
            Term::Phrase(row) => row_step(evaluator, row, fields, negated),
            Term::Loose(letters) => Plan::Words(loose(evaluator, letters, fields)),
            Term::Pattern(source) => Pattern::new(source).map_or(Plan::Nothing, |pattern| Plan::Pattern { pattern, fields }),
        },
    }
}

fn known(evaluator: &Evaluator<'_>, filter: &Filter) -> Arc<FixedBitSet> {
    evaluator.filters.iter().find(|(known, _)| known == filter).map(|(_, set)| Arc::clone(set)).unwrap_or_default()
}

fn words(evaluator: &Evaluator<'_>, word: &str, unfinished: bool, fields: Fields, negated: bool) -> Words {
    let catalogue = evaluator.catalogue;
    let expansion = if negated { expand_strictly(catalogue, word) } else { expand(catalogue, word, unfinished) };
    let mut made = Words::none(fields);
    made.add(expansion.in_volumes.iter().copied());
    if negated {
        return made;
    }
    for level in made.levels.iter_mut().filter(|level| level.score == score(Tier::Prefix, 0, 0)) {
        catalogue.volumes.dictionary.sort_by_letters(&mut level.words);
        level.is_run = true;
    }
    made.rows = alias::of(word)
        .map(|phrase| row_step(evaluator, &Phrase::plain(phrase.into_iter().map(str::to_owned).collect()), fields, false))
        .collect();
    if fields == Fields::ALL {
        let stands = |index: &Positions, matches: &Matches| -> Vec<Occurrence> {
            let strong = matches.iter().filter(|(_, tier, _)| !tier.is_similar());
            strong
                .flat_map(|&(word, tier, _)| index.places(word).iter().map(move |&place| Occurrence { place, length: 1, tier }))
                .collect()
        };
        let archive = &catalogue.archive;
        link(archive, catalogue.index(), stands(catalogue.index(), &expansion.words), word, &mut made.links);
        if let Some(names) = &catalogue.volumes.names {
            let matches = expand::matches(&names.dictionary, word, unfinished);
            link(archive, names, stands(names, &matches), word, &mut made.links);
        }
    }
    made
}

/// Notes that whoever names a country, person, body or topic in whose titles the words stand is found by them.
fn link(archive: &Archive, index: &Positions, stands: Vec<Occurrence>, word: &str, links: &mut Vec<(u64, Field, Tier)>) {
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
fn loose(evaluator: &Evaluator<'_>, letters: &str, fields: Fields) -> Words {
    let dictionary = &evaluator.catalogue.volumes.dictionary;
    let (matcher, wanted) = (Matcher::new(), mask(letters));
    let mut made = words(evaluator, letters, false, fields, false);
    let known: HashSet<u32> = made.levels.iter().flat_map(|level| level.words.iter().copied()).collect();
    let more = dictionary
        .holding(wanted)
        .filter(|(number, _)| !known.contains(number))
        .filter(|(_, word)| matcher.find(&word.text, letters).is_some())
        .map(|(number, _)| (number, Tier::Loose, 0));
    made.add(more);
    made
}

fn row_step(evaluator: &Evaluator<'_>, row: &Phrase, fields: Fields, negated: bool) -> Plan {
    let catalogue = evaluator.catalogue;
    let dictionary = &catalogue.volumes.dictionary;
    let mut made = Words::none(fields);
    if fields == Fields::ALL && !negated {
        for index in std::iter::once(catalogue.index()).chain(catalogue.volumes.names.as_deref()) {
            link(&catalogue.archive, index, row.stands(index), &row.words[0], &mut made.links);
        }
    }
    if let [first, second] = &row.words[..]
        && row.mark == PhraseSyntax::Run
        && !first.is_ascii()
        && !second.is_ascii()
    {
        // Where the script changes both words stand in the vocabulary as one.
        let one = Phrase { words: vec![format!("{first}{second}")], ..row.clone() };
        made.add(one.part_in(0, dictionary).into_iter().map(|word| (word, one.loosest(), 0)));
        return Plan::Words(made);
    }
    let parts = (0..row.words.len()).map(|part| row.part_in(part, dictionary)).collect();
    Plan::Phrase(made, parts, row.clone())
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
pub(crate) fn is_found_by_links(of_type: RecordType) -> bool {
    matches!(of_type, RecordType::Event | RecordType::Quote | RecordType::Project | RecordType::Document)
}
