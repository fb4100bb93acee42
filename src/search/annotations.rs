//! What the reader keeps of the records of an archive, as a search needs it: marks, the groups of marks, notes with their words,
//! and what is new since the last visit. It comes from outside: an archive knows no reader.

use std::collections::{BTreeMap, HashSet};

use super::expand::{TypedTerm, expand_in};
use super::hit::Tier;
use super::plan::MatchedTerm;
use super::scores::{Scores, score};
use crate::archive::{Archive, Id, Segment, number_in_segment};
use crate::index::TermDictionary;
use crate::query::{Attribute, Filter, Name, Pattern, Phrase, Term};
use crate::record::Field;
use crate::text::{self, Token};

/// What a segment scores, with the records of it whose notes have met something.
pub(super) fn with_notes(mut scores: Scores, notes: &[(Id, Tier)], segment: &Segment) -> Scores {
    let numbers = segment.numbers();
    for &(id, tier) in notes.iter().filter(|(id, _)| numbers.contains(&id.0)) {
        let number = number_in_segment((id.0 - numbers.start) as usize);
        scores.offer(number, score(tier, 0, Field::Note.weight().into()));
    }
    scores
}

/// What a reader has added to the records of one archive.
#[derive(Debug, Default)]
pub struct Annotations {
    /// The marked records.
    pub marked: HashSet<Id>,
    /// The marked records that bear each word, by the word as it was typed.
    pub groups: BTreeMap<String, HashSet<Id>>,
    /// The records that were not there, or said something else, when the archive was last left.
    pub new: HashSet<Id>,
    /// The ids of notes whose records no pack holds.
    pub strays: Vec<String>,
    notes: BTreeMap<Id, Note>,
    /// The words of all notes.
    dictionary: TermDictionary,
    /// By the number of a word, the records in whose notes it stands.
    holding: Vec<Vec<Id>>,
}

/// A note with its words.
#[derive(Debug)]
struct Note {
    text: String,
    tokens: Vec<Token>,
}

/// Two are the same as far as answers go.
impl PartialEq for Annotations {
    fn eq(&self, other: &Self) -> bool {
        self.marked == other.marked && self.groups == other.groups && self.new == other.new && self.notes().eq(other.notes())
    }
}

impl Eq for Annotations {}

impl Annotations {
    /// Marks by the ids of records, and words by which marks are grouped. What no pack holds is passed over.
    pub fn mark<'a>(
        &mut self,
        archive: &Archive,
        marks: impl IntoIterator<Item = &'a String>,
        groups: impl IntoIterator<Item = (&'a String, impl IntoIterator<Item = &'a String>)>,
    ) {
        self.marked.extend(marks.into_iter().filter_map(|id| archive.id(id)));
        for (word, ids) in groups {
            let known: HashSet<Id> =
                ids.into_iter().filter_map(|id| archive.id(id)).filter(|id| self.marked.contains(id)).collect();
            if !known.is_empty() {
                self.groups.entry(word.clone()).or_default().extend(known);
            }
        }
    }

    /// Adds a note of any number of lines.
    pub fn note(&mut self, id: Id, note: &str) {
        let tokens = text::tokens(note);
        for token in &tokens {
            let word = self.dictionary.number(&token.word) as usize;
            self.holding.resize_with(self.dictionary.words.len(), Vec::new);
            if self.holding[word].last() != Some(&id) {
                self.holding[word].push(id);
            }
        }
        self.notes.insert(id, Note { text: note.to_owned(), tokens });
    }

    /// The note on a record.
    pub fn note_on(&self, id: Id) -> Option<&str> {
        self.notes.get(&id).map(|note| note.text.as_str())
    }

    /// The records with a note, by their numbers, and the notes.
    pub fn notes(&self) -> impl Iterator<Item = (Id, &str)> {
        self.notes.iter().map(|(id, note)| (*id, note.text.as_str()))
    }

    /// The words by which the mark on a record is grouped.
    pub fn groups_of(&self, id: Id) -> impl Iterator<Item = &str> {
        self.groups.iter().filter(move |(_, ids)| ids.contains(&id)).map(|(word, _)| word.as_str())
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.marked.is_empty() && self.notes.is_empty() && self.new.is_empty()
    }

    /// Calls `take` with the records that meet a condition on them.
    pub(super) fn selected(&self, filter: &Filter, take: &mut dyn FnMut(Id)) {
        match filter {
            Filter::Attribute(Attribute::Is, values) => {
                for value in values {
                    match *value {
                        "marked" => self.marked.iter().copied().for_each(&mut *take),
                        "noted" => self.notes.keys().copied().for_each(&mut *take),
                        "new" => self.new.iter().copied().for_each(&mut *take),
                        _ => {}
                    }
                }
            }
            Filter::Named(Name::Mark, words) => {
                for word in words {
                    let called = |group: &String| text::in_words(group);
                    // A group by its name, else all that begin with it.
                    let whole = self.groups.keys().any(|group| called(group) == *word);
                    let meant = |name: String| if whole { name == *word } else { name.starts_with(word.as_str()) };
                    let groups = self.groups.iter().filter(|(group, _)| meant(called(group)));
                    groups.flat_map(|(_, ids)| ids).copied().for_each(&mut *take);
                }
            }
            _ => {}
        }
    }

    /// The records whose notes meet a term, each with how well, and what lights up there. `literally` there is no match but of
    /// the word itself, its beginnings and inflections; `negated` of no beginning either.
    pub(super) fn meeting(&self, term: &Term, negated: bool) -> (Vec<(Id, Tier)>, Vec<MatchedTerm>) {
        let of_phrase = |phrase: &Phrase| {
            let stands = |note: &&Note| !phrase.ranges(&note.text, &note.tokens).is_empty();
            self.notes.iter().filter(|(_, note)| stands(note)).map(|(id, _)| (*id, Tier::Exact)).collect()
        };
        match term {
            // A function word beside others is looked for nowhere.
            _ if self.notes.is_empty() => {}
            Term::Word { optional: true, .. } | Term::Loose(_) => {}
            Term::Word { word, unfinished, acronym, .. } => {
                let typed = TypedTerm { word, unfinished: *unfinished, acronym: *acronym };
                let words = expand_in(&self.dictionary, typed, negated);
                let light = |word: u32| {
                    MatchedTerm::Phrase(Phrase::plain(vec![self.dictionary.words[word as usize].text.to_string()]), Tier::Exact)
                };
                let met = words.iter().flat_map(|&(word, tier, _)| self.holding[word as usize].iter().map(move |id| (*id, tier)));
                return (met.collect(), words.iter().map(|&(word, ..)| light(word)).collect());
            }
            Term::Phrase(phrase) => return (of_phrase(phrase), Vec::new()),
            Term::Date { words, .. } => return (of_phrase(&Phrase::plain(words.clone())), Vec::new()),
            Term::Pattern(source) => {
                if let Ok(pattern) = Pattern::new(source) {
                    let holding = self.notes.iter().filter(|(_, note)| pattern.is_in(&note.text));
                    return (holding.map(|(id, _)| (*id, Tier::Exact)).collect(), Vec::new());
                }
            }
        }
        (Vec::new(), Vec::new())
    }
}
