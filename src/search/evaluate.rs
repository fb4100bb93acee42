//! Which records meet each piece of a query, how well, and where its words stand in them.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use fixedbitset::FixedBitSet;

use super::Catalogue;
use super::alias;
use super::expand::{Expansion, expand, expand_strictly};
use super::matcher::Matcher;
use super::phrase::Occurrence;
use super::rank::Tier;
use crate::archive::Id;
use crate::index::{Text, mask};
use crate::query::Filter;
use crate::query::Pattern;
use crate::query::{Node, Parsed, Phrase, Term};
use crate::record::Fields;
use crate::record::{Field, Record};

/// What lights up in a text for one term of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MatchedTerm {
    Words(Arc<Expansion>),
    Phrase(Phrase),
    Loose(String),
    Pattern(Pattern),
}

/// How well a record meets a piece of the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MatchQuality {
    pub tier: Tier,
    pub typos: u32,
    pub weight: u32,
    /// The best field of the first term; `None` where only filters were met.
    pub field: Option<Field>,
}

impl MatchQuality {
    /// Met without a word: by a filter, or by what is absent.
    const PASSED: Self = Self { tier: Tier::Exact, typos: 0, weight: 0, field: None };

    fn in_text(tier: Tier, typos: u8, text: &Text) -> Self {
        Self { tier, typos: u32::from(typos), weight: u32::from(text.weight), field: Some(text.field) }
    }

    fn in_field(tier: Tier, field: Field) -> Self {
        Self { tier, typos: 0, weight: u32::from(field.weight()), field: Some(field) }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            tier: self.tier.max(other.tier),
            typos: self.typos + other.typos,
            weight: self.weight + other.weight,
            field: self.field.or(other.field),
        }
    }

    fn is_better_than(&self, other: &Self) -> bool {
        (self.tier, self.typos, other.weight) < (other.tier, other.typos, self.weight)
    }
}

/// What one piece of the query found.
#[derive(Debug, Clone)]
pub(crate) struct ClauseMatches {
    /// By record number.
    pub best: Vec<Option<MatchQuality>>,
    /// Where its words stand, in order.
    pub stands: Vec<Occurrence>,
    /// The word that was typed, if it is one, for corrections.
    pub word: Option<String>,
    /// Whether it looks for words at all.
    pub textual: bool,
    /// Whether it never excludes.
    pub optional: bool,
}

impl ClauseMatches {
    fn none(catalogue: &Catalogue, textual: bool) -> Self {
        Self { best: vec![None; catalogue.archive.resident_len()], stands: Vec::new(), word: None, textual, optional: false }
    }

    fn offer(&mut self, id: Id, found: MatchQuality) {
        let slot = &mut self.best[id.index()];
        if slot.as_ref().is_none_or(|known| found.is_better_than(known)) {
            *slot = Some(found);
        }
    }

    /// The records found.
    pub(crate) fn records(&self) -> FixedBitSet {
        let mut set = FixedBitSet::with_capacity(self.best.len());
        self.best.iter().enumerate().filter(|(_, found)| found.is_some()).for_each(|(number, _)| set.insert(number));
        set
    }
}

/// Answers the pieces of one query.
pub(crate) struct Evaluator<'a> {
    pub catalogue: &'a Catalogue,
    pub marked: &'a HashSet<Id>,
    pub matched: Vec<MatchedTerm>,
    pub stop: &'a AtomicBool,
    /// What the conditions of the query select.
    pub filters: Vec<(Filter, Arc<FixedBitSet>)>,
    negated: bool,
}

impl<'a> Evaluator<'a> {
    pub(crate) fn new(catalogue: &'a Catalogue, marked: &'a HashSet<Id>, stop: &'a AtomicBool) -> Self {
        Self { catalogue, marked, matched: Vec::new(), stop, filters: Vec::new(), negated: false }
    }

    /// What a condition selects.
    fn filter(&mut self, filter: &Filter) -> Arc<FixedBitSet> {
        if let Some((_, known)) = self.filters.iter().find(|(known, _)| known == filter) {
            return Arc::clone(known);
        }
        let records = Arc::new(filter.records(self.catalogue, self.marked, self.stop));
        self.filters.push((filter.clone(), Arc::clone(&records)));
        records
    }

    /// The records that meet all of `conditions`.
    pub(crate) fn meeting<'f>(&mut self, conditions: impl IntoIterator<Item = &'f Filter>) -> FixedBitSet {
        let mut met = self.catalogue.facets().all().clone();
        conditions.into_iter().for_each(|condition| met.intersect_with(&self.filter(condition)));
        met
    }

    /// The answers to the pieces that must all hold, in the order of the query.
    pub(crate) fn all(&mut self, parsed: &Parsed) -> Vec<ClauseMatches> {
        let fields = parsed.fields.unwrap_or(Fields::ALL);
        parsed.nodes.iter().map(|node| self.node(node, fields)).collect()
    }

    fn node(&mut self, node: &Node, fields: Fields) -> ClauseMatches {
        match node {
            Node::Term(term) => self.term(term, fields),
            Node::Filter(filter) => {
                let mut answer = ClauseMatches::none(self.catalogue, false);
                let records = self.filter(filter);
                let resident = answer.best.len();
                records.ones().take_while(|&n| n < resident).for_each(|number| answer.best[number] = Some(MatchQuality::PASSED));
                answer
            }
            Node::Within(own, inner) => self.node(inner, fields.and(*own)),
            Node::Not(inner) => {
                let outer = std::mem::replace(&mut self.negated, true);
                let mut answer = self.node(inner, fields);
                self.negated = outer;
                for slot in &mut answer.best {
                    *slot = if slot.is_some() { None } else { Some(MatchQuality::PASSED) };
                }
                answer.stands.clear();
                ClauseMatches { textual: false, word: None, ..answer }
            }
            Node::Any(list) => {
                let mut answer = ClauseMatches::none(self.catalogue, false);
                for node in list {
                    let one = self.node(node, fields);
                    answer.textual |= one.textual;
                    answer.stands.extend(one.stands);
                    one.best.into_iter().zip(0u32..).for_each(|(found, number)| {
                        if let Some(found) = found {
                            answer.offer(Id(number), found);
                        }
                    });
                }
                answer.stands.sort_unstable();
                answer
            }
            Node::All(list) => {
                let mut list = list.iter().map(|node| self.node(node, fields)).collect::<Vec<_>>().into_iter();
                let mut answer = list.next().unwrap_or_else(|| ClauseMatches::none(self.catalogue, false));
                for one in list {
                    answer.textual |= one.textual;
                    answer.word = None;
                    answer.stands.extend(one.stands);
                    for (slot, found) in answer.best.iter_mut().zip(one.best) {
                        *slot = slot.and_then(|known| found.map(|found| known.and(found)));
                    }
                }
                answer.stands.sort_unstable();
                answer
            }
        }
    }

    fn term(&mut self, term: &Term, fields: Fields) -> ClauseMatches {
        match term {
            Term::Word { word, optional: true, .. } => self.optional(word, fields),
            Term::Word { word, unfinished, .. } => self.word(word, *unfinished, fields),
            Term::Phrase(row) => {
                let mut answer = ClauseMatches::none(self.catalogue, true);
                self.row(row, fields, None, &mut answer);
                self.light(MatchedTerm::Phrase(row.clone()));
                answer
            }
            Term::Loose(letters) => {
                let mut answer = self.word(letters, false, fields);
                self.loose(letters, true, fields, &mut answer);
                self.light(MatchedTerm::Loose(letters.clone()));
                answer.stands.sort_unstable();
                answer
            }
            Term::Pattern(source) => self.pattern(source, fields),
        }
    }

    fn light(&mut self, needle: MatchedTerm) {
        if !self.negated {
            self.matched.push(needle);
        }
    }

    /// A function word beside others: just where it stands.
    fn optional(&mut self, word: &str, fields: Fields) -> ClauseMatches {
        let mut answer = ClauseMatches { optional: true, ..ClauseMatches::none(self.catalogue, true) };
        let index = self.catalogue.index();
        for &place in index.word(word).map_or(&[][..], |word| index.places(word)) {
            let text = index.text_at(place);
            if fields.has(text.field) {
                answer.offer(text.record, MatchQuality::in_text(Tier::Exact, 0, text));
                answer.stands.push(Occurrence { place, length: 1, tier: Tier::Exact });
            }
        }
        answer
    }

    /// A word and all that it may mean.
    fn word(&mut self, word: &str, unfinished: bool, fields: Fields) -> ClauseMatches {
        let index = self.catalogue.index();
        let mut answer = ClauseMatches::none(self.catalogue, true);
        answer.word = Some(word.to_owned());
        let expansion =
            if self.negated { expand_strictly(self.catalogue, word) } else { expand(self.catalogue, word, unfinished) };
        let mut linked = None;
        for &(number, tier, typos) in &expansion.words {
            for &place in index.places(number) {
                let text = index.text_at(place);
                // What a record links to is not what it says: "-japan" leaves in whatever does not mention Japan.
                if !fields.has(text.field) || self.negated && text.linked {
                    continue;
                }
                answer.offer(text.record, MatchQuality::in_text(tier, typos, text));
                answer.stands.push(Occurrence { place, length: 1, tier });
                if text.field == Field::Title
                    && !tier.is_similar()
                    && !self.negated
                    && fields == Fields::ALL
                    && linked != Some((text.record, tier))
                {
                    linked = Some((text.record, tier));
                    self.linked(text.record, tier, &mut answer);
                }
            }
        }
        if !self.negated {
            for phrase in alias::of(word) {
                let row = Phrase::plain(phrase.into_iter().map(str::to_owned).collect());
                self.row(&row, fields, Some(Tier::Alias), &mut answer);
                self.matched.push(MatchedTerm::Phrase(row));
            }
            if expansion.loose {
                self.loose(word, false, fields, &mut answer);
            }
        }
        answer.stands.sort_unstable();
        self.light(MatchedTerm::Words(expansion));
        answer
    }

    /// Who names a country, person, body or topic is found by every name that it has.
    fn linked(&self, named: Id, tier: Tier, answer: &mut ClauseMatches) {
        let field = match self.catalogue.archive.record(named) {
            Record::Country(_) | Record::Person(_) | Record::Organisation(_) => Field::Person,
            Record::Topic(_) => Field::Topic,
            _ => return,
        };
        for &from in self.catalogue.index().named_by(named) {
            answer.offer(from, MatchQuality::in_field(tier.max(Tier::Alias), field));
        }
    }

    /// Words in a row; `least` is the best tier that they may have.
    fn row(&self, row: &Phrase, fields: Fields, least: Option<Tier>, answer: &mut ClauseMatches) {
        let index = self.catalogue.index();
        for stand in row.stands(index) {
            let text = index.text_at(stand.place);
            if fields.has(text.field) && !(self.negated && text.linked) {
                let tier = least.map_or(stand.tier, |least| stand.tier.max(least));
                answer.offer(text.record, MatchQuality::in_text(tier, 0, text));
                answer.stands.push(Occurrence { tier, ..stand });
                if text.field == Field::Title && fields == Fields::ALL && !self.negated {
                    self.linked(text.record, tier, answer);
                }
            }
        }
    }

    /// Letters in order in titles, names and ids; with `anywhere` also in single words and short texts of every record.
    fn loose(&self, letters: &str, anywhere: bool, fields: Fields, answer: &mut ClauseMatches) {
        let index = self.catalogue.index();
        let matcher = Matcher::new();
        let wanted = mask(letters);
        let found = MatchQuality::in_field(Tier::Loose, Field::Title);
        if fields.has(Field::Title) {
            let archive = &self.catalogue.archive;
            for (id, short) in archive.resident().zip(index.short(archive)) {
                let mut texts = short.iter().filter(|short| (anywhere || !short.on_demand) && short.mask & wanted == wanted);
                if texts.any(|short| matcher.find(&short.text, letters).is_some()) {
                    answer.offer(id, found);
                }
            }
        }
        if anywhere {
            let words = index.dictionary.holding(wanted);
            for (number, _) in words.filter(|(_, word)| matcher.find(&word.text, letters).is_some()) {
                for &place in index.places(number) {
                    let text = index.text_at(place);
                    if fields.has(text.field) {
                        answer.offer(text.record, MatchQuality::in_text(Tier::Loose, 0, text));
                        answer.stands.push(Occurrence { place, length: 1, tier: Tier::Loose });
                    }
                }
            }
        }
    }

    fn pattern(&mut self, source: &str, fields: Fields) -> ClauseMatches {
        let mut answer = ClauseMatches::none(self.catalogue, true);
        let Ok(pattern) = Pattern::new(source) else { return answer };
        for id in self.catalogue.archive.resident() {
            self.catalogue.archive.record(id).texts(&mut |field, text| {
                if fields.has(field) && pattern.is_in(text) {
                    answer.offer(id, MatchQuality::in_field(Tier::Exact, field));
                }
            });
        }
        self.light(MatchedTerm::Pattern(pattern));
        answer
    }
}
