//! Makes the plans of the clauses of one query: what words may mean, and the links to what bears them in its name.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use fixedbitset::FixedBitSet;

use super::expand::{Matches, TypedTerm, expand, expand_strictly};
use super::hit::Tier;
use super::letters::Letters;
use super::line_filter::LineFilter;
use super::matcher::Matcher;
use super::meaning::Sense;
use super::plan::{Closeness, DatePart, MatchedTerm, Meaning, NameLinks, PatternPlan, PhrasePlan, Plan, TermPlan};
use super::scores::score;
use super::{Annotations, Catalogue, alias};
use crate::archive::{Archive, Id, Relation};
use crate::index::{TermDictionary, joins, mask};
use crate::query::{Filter, Node, Parsed, Pattern, Phrase, PhraseSyntax, Term, without_possessive};
use crate::record::{Field, Fields, Record, RecordType};
use crate::text;

/// Makes plans of the clauses of one query.
pub(super) struct Planner<'a> {
    pub catalogue: &'a Catalogue,
    pub annotations: &'a Annotations,
    pub stop: &'a AtomicBool,
    /// What lights up for the terms planned so far.
    pub matched: Vec<MatchedTerm>,
    negated: bool,
    /// Whether words are meant as they stand: behind `text:` and the like.
    literal: bool,
    /// Whether several words are looked for: one of them that stands somewhere as it is typed is taken for right.
    several: bool,
}

impl<'a> Planner<'a> {
    pub fn new(catalogue: &'a Catalogue, annotations: &'a Annotations, stop: &'a AtomicBool) -> Self {
        Self { catalogue, annotations, stop, matched: Vec::new(), negated: false, literal: false, several: false }
    }

    /// The plans of the clauses of `parsed`, in their order.
    pub fn plans(&mut self, parsed: &Parsed) -> Vec<Plan> {
        self.several = parsed.nodes.iter().filter(|node| node.is_textual() && !node.is_optional()).count() > 1;
        self.list(&parsed.nodes, parsed.fields.unwrap_or(Fields::ALL))
    }

    /// Clauses that must all hold: words beside each other may be the name of one thing.
    fn list(&mut self, nodes: &[Node], fields: Fields) -> Vec<Plan> {
        let mut senses: Vec<Vec<Sense>> = vec![Vec::new(); nodes.len()];
        if !self.negated && !self.literal && fields == Fields::ALL {
            let words: Vec<Vec<&str>> = nodes.iter().map(words_of).collect();
            // The words of each row, and the clause of each word.
            let (mut row, mut clauses): (Vec<&str>, Vec<usize>) = (Vec::new(), Vec::new());
            for at in 0..=nodes.len() {
                let own = words.get(at).map_or(&[][..], Vec::as_slice);
                // Without words nobody need know what they mean, as before the first frame.
                if own.is_empty() && !row.is_empty() {
                    for sense in self.catalogue.senses().of(&row) {
                        let mut of = clauses[sense.words.clone()].to_vec();
                        of.dedup();
                        of.into_iter().for_each(|clause| senses[clause].push(sense.clone()));
                    }
                    (row, clauses) = (Vec::new(), Vec::new());
                }
                row.extend(own);
                clauses.extend(own.iter().map(|_| at));
            }
        }
        nodes.iter().zip(senses).map(|(node, senses)| self.plan(node, fields, &senses)).collect()
    }

    fn plan(&mut self, node: &Node, fields: Fields, senses: &[Sense]) -> Plan {
        let plan = self.plan_in_archive(node, fields, senses);
        let Node::Term(term) = node else { return plan };
        let (noted, lit) =
            if fields.has(Field::Note) { self.annotations.meeting(term, self.negated) } else { Default::default() };
        lit.into_iter().for_each(|term| self.light(term));
        if noted.is_empty() { plan } else { Plan::Noted(Box::new(plan), noted) }
    }

    fn plan_in_archive(&mut self, node: &Node, fields: Fields, senses: &[Sense]) -> Plan {
        match node {
            Node::Filter(filter) => Plan::Set(self.filter(filter)),
            Node::Within(own, inner) => {
                let outer = std::mem::replace(&mut self.literal, true);
                let inner = self.list(std::slice::from_ref(inner), fields.and(*own)).pop();
                self.literal = outer;
                inner.unwrap_or(Plan::Nothing)
            }
            Node::Not(inner) => {
                let outer = std::mem::replace(&mut self.negated, true);
                let inner = self.list(std::slice::from_ref(inner), fields).pop();
                self.negated = outer;
                Plan::Not(Box::new(inner.unwrap_or(Plan::Nothing)))
            }
            Node::Any(list) => Plan::Any(list.iter().flat_map(|node| self.list(std::slice::from_ref(node), fields)).collect()),
            Node::All(list) => Plan::All(self.list(list, fields)),
            Node::Term(Term::Word { word, unfinished, optional, acronym }) => {
                // A function word beside others is looked for just as it is, where a record is ranked.
                if *optional {
                    return Plan::Nothing;
                }
                Plan::Word(self.word(TypedTerm { word, unfinished: *unfinished, acronym: *acronym }, fields, senses))
            }
            Node::Term(Term::Date { days, words, .. }) => {
                let phrase = Phrase::plain(words.clone());
                self.light(MatchedTerm::Phrase(phrase.clone(), Tier::Exact));
                let phrase = self.phrase(&phrase, fields, Tier::Exact);
                if self.literal || fields != Fields::ALL {
                    return Plan::Phrase(phrase);
                }
                Plan::Date(self.filter(&Filter::Date(vec![*days])), phrase)
            }
            Node::Term(Term::Phrase(phrase)) => {
                self.light(MatchedTerm::Phrase(phrase.clone(), Tier::Exact));
                let meaning = self.meaning(senses);
                Plan::Phrase(PhrasePlan { meaning, ..self.phrase(phrase, fields, Tier::Exact) })
            }
            Node::Term(Term::Loose(letters)) => {
                let plan = Plan::Word(self.loose(letters, fields));
                self.light(MatchedTerm::Loose(letters.clone()));
                plan
            }
            Node::Term(Term::Pattern(source)) => {
                let Ok(pattern) = Pattern::new(source) else { return Plan::Nothing };
                self.light(MatchedTerm::Pattern(pattern.clone()));
                let lines = self.in_lines(|| LineFilter::of_pattern(&pattern));
                Plan::Pattern(PatternPlan { pattern, fields, lines })
            }
        }
    }

    /// What stands for a clause by its meaning.
    fn meaning(&mut self, senses: &[Sense]) -> Meaning {
        let mut meaning = Meaning::default();
        for sense in senses {
            for phrase in &sense.synonyms {
                // Of a large archive every text that holds the words would have to be read for each letter typed.
                if phrase.words.len() > 1 && !self.catalogue.keeps_positions() {
                    continue;
                }
                let plan = self.phrase(phrase, Fields::ALL, Tier::Synonym);
                if !plan.is_hopeless() {
                    meaning.synonyms.push(plan);
                    self.light(MatchedTerm::Phrase(phrase.clone(), Tier::Synonym));
                }
            }
            for &topic in &sense.topics {
                self.topic(topic, &mut meaning.topics);
            }
        }
        meaning
    }

    /// Adds the links to a topic, whose names then light up.
    fn topic(&mut self, topic: Id, links: &mut NameLinks) {
        let archive = &self.catalogue.archive;
        let keys = archive.links_to(topic, Relation::Topic);
        links.records.extend(keys.map(|link| (link, Field::Topic, (Tier::Topic, 0))));
        let words: Vec<String> = text::tokens(archive.record(topic).title()).into_iter().map(|token| token.word).collect();
        if !words.is_empty() {
            self.light(MatchedTerm::Phrase(Phrase::plain(words), Tier::Topic));
            self.light(MatchedTerm::Topic(topic));
        }
    }

    fn light(&mut self, term: MatchedTerm) {
        if !self.negated {
            self.matched.push(term);
        }
    }

    fn filter(&self, filter: &Filter) -> Arc<FixedBitSet> {
        filter.records(self.catalogue, self.annotations, self.stop)
    }

    fn dictionary(&self) -> &'a TermDictionary {
        &self.catalogue.index().dictionary
    }

    fn word(&mut self, typed: TypedTerm<'_>, fields: Fields, senses: &[Sense]) -> TermPlan {
        let literally = self.negated || self.literal;
        let expansion =
            if literally { expand_strictly(self.catalogue, typed, self.negated) } else { expand(self.catalogue, typed) };
        let stands = self.several && expansion.words.iter().any(|(_, tier, _)| matches!(tier, Tier::Exact | Tier::Inflection));
        let mut plan = TermPlan {
            groups: Vec::new(),
            fields,
            links: NameLinks::default(),
            aliases: Vec::new(),
            dates: Vec::new(),
            letters: None,
            meaning: self.meaning(senses),
        };
        plan.add(expansion.words.iter().copied().filter(|(_, tier, _)| !stands || !tier.is_similar()));
        for group in plan.groups.iter_mut().filter(|group| group.score == score(Tier::Prefix, 0, 0)) {
            self.dictionary().sort_by_letters(&mut group.words);
            group.is_run = true;
        }
        plan.links = self.links(&expansion.words, fields);
        if !literally && fields == Fields::ALL {
            self.topics(&expansion.words, &mut plan.meaning.topics);
        }
        if fields.has(Field::Summary) {
            let parts =
                expansion.words.iter().map(|&(word, tier, typos)| (&self.dictionary().words[word as usize].text, (tier, typos)));
            plan.dates = parts.filter_map(|(word, closeness)| Some((DatePart::read(word)?, closeness))).collect();
        }
        if !self.negated {
            for phrase in alias::of(without_possessive(typed.word)) {
                let phrase = Phrase::plain(phrase.into_iter().map(str::to_owned).collect());
                plan.aliases.push(self.phrase(&phrase, fields, Tier::Alias));
                self.matched.push(MatchedTerm::Phrase(phrase, Tier::Exact));
            }
            plan.letters.clone_from(&expansion.letters);
        }
        self.light(MatchedTerm::Words(expansion));
        plan
    }

    /// A word by itself, as it stands in Japanese without blanks.
    pub fn lone(&mut self, word: &str) -> Plan {
        let node = Node::Term(Term::Word { word: word.to_owned(), unfinished: false, optional: false, acronym: false });
        self.list(&[node], Fields::ALL).pop().unwrap_or(Plan::Nothing)
    }

    /// Letters in order, in single words as well as in titles.
    fn loose(&mut self, letters: &str, fields: Fields) -> TermPlan {
        let mut plan = self.word(TypedTerm { word: letters, unfinished: false, acronym: false }, fields, &[]);
        let known: HashSet<u32> = plan.groups.iter().flat_map(|group| group.words.iter().copied()).collect();
        let matcher = Matcher::new();
        let more = self.dictionary().holding(mask(letters)).filter(|(word, _)| !known.contains(word));
        let more = more.filter(|(_, word)| matcher.find(&word.text, letters).is_some());
        plan.add(more.map(|(word, _)| (word, Tier::Loose, 0)).collect::<Vec<_>>());
        plan.letters = Letters::new(self.dictionary(), letters, true).map(Arc::new);
        plan
    }

    fn phrase(&self, phrase: &Phrase, fields: Fields, best: Tier) -> PhrasePlan {
        let mut plan = PhrasePlan {
            phrase: phrase.clone(),
            parts: phrase.parts_in(self.dictionary()).unwrap_or_default(),
            fields,
            links: NameLinks::default(),
            best,
            lines: self.in_lines(|| LineFilter::of_phrase(phrase)),
            meaning: Meaning::default(),
        };
        if !plan.parts.is_empty() {
            plan.links = self.phrase_links(phrase, &plan.parts, fields, best);
        }
        if let [first, second] = &phrase.words[..]
            && phrase.mark == PhraseSyntax::Run
            && !first.is_ascii()
            && !second.is_ascii()
        {
            // Where the script changes both words stand in the dictionary as one.
            plan.phrase = Phrase { words: vec![format!("{first}{second}")], ..phrase.clone() };
            plan.parts = vec![plan.phrase.part_in(0, self.dictionary())];
        }
        plan
    }

    /// What lines must hold, in an archive of which enough may lie in files.
    fn in_lines(&self, filter: impl FnOnce() -> Option<LineFilter>) -> Option<LineFilter> {
        if self.catalogue.keeps_positions() { None } else { filter() }
    }

    /// The records in whose names one of `words` stands.
    fn links(&self, words: &Matches, fields: Fields) -> NameLinks {
        let positions = self.catalogue.names();
        let mut named: Vec<Id> = Vec::new();
        for place in words.iter().flat_map(|&(word, _, _)| positions.places(word)) {
            self.note_name(positions.text_at(*place), &mut named);
        }
        let closeness = |text: &str| closest(words, self.dictionary(), text);
        self.links_of(named, fields, &closeness)
    }

    fn phrase_links(&self, phrase: &Phrase, parts: &[Vec<(u32, Tier)>], fields: Fields, best: Tier) -> NameLinks {
        let positions = self.catalogue.names();
        let mut named: Vec<Id> = Vec::new();
        for found in phrase.occurrences(parts, positions) {
            self.note_name(positions.text_at(found.place), &mut named);
        }
        let closeness = |text: &str| {
            let stands = !phrase.ranges(text, &text::tokens(text)).is_empty();
            stands.then(|| (best.max(phrase.loosest()), 0))
        };
        self.links_of(named, fields, &closeness)
    }

    /// Adds links to the topics in whose names one of `words` stands, in some form.
    fn topics(&mut self, words: &Matches, links: &mut NameLinks) {
        let positions = self.catalogue.names();
        let mut named: Vec<Id> = Vec::new();
        for place in words.iter().filter(|(_, tier, _)| tier.is_literal()).flat_map(|&(word, _, _)| positions.places(word)) {
            let text = positions.text_at(*place);
            if text.field == Field::Title
                && text.weight > 1
                && self.catalogue.archive.record_type(text.record) == RecordType::Topic
            {
                named.push(text.record);
            }
        }
        named.sort_unstable();
        named.dedup();
        named.into_iter().for_each(|topic| self.topic(topic, links));
    }

    fn note_name(&self, text: &crate::index::IndexedText, named: &mut Vec<Id>) {
        let of_type = || self.catalogue.archive.record_type(text.record);
        let is_name = text.field == Field::Title && text.weight > 1 && !naming(of_type()).is_empty();
        let is_city = text.field == Field::Person && of_type() == RecordType::Country;
        if (is_name || is_city) && named.last() != Some(&text.record) {
            named.push(text.record);
        }
    }

    /// The links by which records are found that name one of `named`. `closeness` tells how well a name matches. By the name that is shown
    /// a record is found as by the words of its text, by other names as an alias. What a record links to is not what it says:
    /// "-japan" leaves in whatever does not mention Japan, but not those who took part.
    fn links_of(&self, mut named: Vec<Id>, fields: Fields, closeness: &dyn Fn(&str) -> Option<Closeness>) -> NameLinks {
        let archive = &self.catalogue.archive;
        named.sort_unstable();
        named.dedup();
        let mut links = NameLinks::default();
        for id in named {
            let record = archive.record(id);
            let is_id = |text: &str| {
                let ids = || record.aliases().iter().map(String::as_str).chain([record.id()]);
                !matches!(record, Record::Country(_)) && ids().any(|id| id == text)
            };
            let field = Field::Person;
            let own = closeness(record.title()).filter(|_| fields.has(field));
            let mut other = None;
            if fields == Fields::ALL && !self.negated {
                record.texts(&mut |field, text| {
                    let found =
                        if field == Field::Title && text != record.title() && !is_id(text) { closeness(text) } else { None };
                    let found = found.filter(|(tier, _)| !tier.is_similar()).map(|(tier, _)| (tier.max(Tier::Alias), 0));
                    other = best_of(other, found);
                });
            }
            for relation in naming(record.record_type()) {
                let mentions = !self.negated || matches!(relation, Relation::Person | Relation::Speaker | Relation::Host);
                if let Some(found) = best_of(own.filter(|_| mentions), other) {
                    links.records.extend(archive.links_to(id, *relation).map(|link| (link, field, found)));
                }
            }
            if let Record::Country(country) = record
                && let Some(capital) = &country.capital
                && fields.has(Field::Person)
                && let Some(found) = capital.names.values().chain(&capital.other_names).filter_map(|name| closeness(name)).min()
            {
                links.cities.push((Archive::city(&capital.name), found));
            }
        }
        links
    }
}

fn best_of(one: Option<Closeness>, other: Option<Closeness>) -> Option<Closeness> {
    [one, other].into_iter().flatten().min()
}

/// How well the word of `text` matches that is closest of `words`.
fn closest(words: &Matches, dictionary: &TermDictionary, text: &str) -> Option<Closeness> {
    let closeness = |word: &str| {
        let word = dictionary.find(word)?;
        words.binary_search_by_key(&word, |(word, _, _)| *word).ok().map(|at| (words[at].1, words[at].2))
    };
    let tokens = text::tokens(text);
    let joined = tokens.windows(2).filter(|pair| joins(text, pair[0].range.end..pair[1].range.start));
    let joined = joined.filter_map(|pair| closeness(&format!("{}{}", pair[0].word, pair[1].word)));
    tokens.iter().filter_map(|token| closeness(&token.word)).chain(joined).min()
}

/// The words of a clause that may be part of a name.
fn words_of(node: &Node) -> Vec<&str> {
    match node {
        Node::Term(Term::Word { word, .. }) => vec![without_possessive(word)],
        Node::Term(Term::Phrase(phrase)) if phrase.mark == PhraseSyntax::Run => phrase.words.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

/// How one record may name another of this type, by whose names it is then found. A topic is no word of a record: those that
/// belong to one stand by themselves in the list.
const fn naming(of_type: RecordType) -> &'static [Relation] {
    match of_type {
        RecordType::Country => &[Relation::Country],
        RecordType::Person => &[Relation::Person, Relation::Speaker, Relation::By, Relation::To],
        RecordType::Organisation => &[Relation::Host, Relation::Organisation, Relation::By, Relation::To],
        RecordType::Place => &[Relation::Place],
        _ => &[],
    }
}
