//! What words mean beyond their letters: the concepts of the thesaurus, by any of their names in any language; what else such a
//! thing is called, what is a kind of it, and which topics cover it.

mod kept;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::archive::{Archive, Id};
use crate::query::{Phrase, PhraseSyntax};
use crate::record::{Concept, Record, RecordType};
use crate::text;

/// The thesaurus of an archive, made ready to be asked.
#[derive(Debug, Default)]
pub(super) struct SenseIndex {
    /// By the number of a concept its own names, as they are to be looked for.
    phrases: Vec<Vec<Phrase>>,
    /// Each name by the number of its concept and its own there, in the order of their words.
    names: Vec<(usize, usize)>,
    /// By the number of a concept itself and the narrower ones.
    kinds: Vec<Vec<usize>>,
    /// By the number of a concept the topics that cover it.
    topics: Vec<Vec<Id>>,
}

/// What some words of a query in a row mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sense {
    /// The words, by their numbers.
    pub words: Range<usize>,
    /// What else it is called, and what its kinds are called.
    pub synonyms: Vec<Phrase>,
    /// The topics that cover it.
    pub topics: Vec<Id>,
}

impl SenseIndex {
    /// Takes the concepts of `archive`.
    pub fn new(archive: &Archive) -> Self {
        let concepts = archive.concepts();
        let number: HashMap<&str, usize> = concepts.iter().enumerate().map(|(n, concept)| (concept.id.as_str(), n)).collect();
        let numbered = |ids: &[String]| ids.iter().filter_map(|id| number.get(id.as_str()).copied()).collect::<Vec<usize>>();
        let broader: Vec<Vec<usize>> = concepts.iter().map(|concept| numbered(&concept.broader)).collect();
        let phrases: Vec<Vec<Phrase>> = concepts.iter().map(phrases).collect();
        let each = phrases.iter().enumerate().flat_map(|(n, own)| (0..own.len()).map(move |name| (n, name)));
        let mut names: Vec<(usize, usize)> = each.collect();
        names.sort_unstable_by_key(|&(n, name)| (&phrases[n][name].words, n));
        let mut kinds: Vec<Vec<usize>> = (0..concepts.len()).map(|n| vec![n]).collect();
        let mut covering: HashMap<usize, Vec<Id>> = HashMap::new();
        for &topic in archive.of_type(RecordType::Topic) {
            if let Record::Topic(own) = archive.record(topic) {
                numbered(&own.concepts).into_iter().for_each(|concept| covering.entry(concept).or_default().push(topic));
            }
        }
        for n in 0..concepts.len() {
            with_broader(n, &broader).into_iter().filter(|above| *above != n).for_each(|above| kinds[above].push(n));
        }
        let topics = (0..concepts.len()).map(|n| nearest_topics(n, &broader, &covering)).collect();
        Self { phrases, names, kinds, topics }
    }

    /// What the words of a query mean, the longest names first: of "carbon neutrality" neither word means anything by itself.
    pub fn of(&self, words: &[&str]) -> Vec<Sense> {
        let mut found = Vec::new();
        let mut from = 0;
        while from < words.len() {
            let named = self.named(&words[from..]);
            let length = named.iter().map(|(length, _)| *length).max().unwrap_or(0);
            if length == 0 {
                from += 1;
                continue;
            }
            let mut sense = Sense { words: from..from + length, synonyms: Vec::new(), topics: Vec::new() };
            for (_, concept) in named.into_iter().filter(|(own, _)| *own == length) {
                sense.topics.extend(&self.topics[concept]);
                let asked = &words[from..from + length];
                let all = self.kinds[concept].iter().flat_map(|kind| &self.phrases[*kind]);
                let others = all.filter(|phrase| !is_named(&phrase.words, asked));
                sense.synonyms.extend(others.cloned());
            }
            sense.topics.sort_unstable();
            sense.topics.dedup();
            found.push(sense);
            from += length;
        }
        found
    }

    /// Whether a word is the name of a concept.
    pub fn knows(&self, word: &str) -> bool {
        self.named(&[word]).iter().any(|(length, _)| *length == 1)
    }

    /// The concepts whose names `words` begin with, and how many words each name has.
    fn named(&self, words: &[&str]) -> Vec<(usize, usize)> {
        let Some(first) = words.first().and_then(|word| word.chars().next()) else { return Vec::new() };
        let name = |&(concept, name): &(usize, usize)| self.phrases[concept][name].words.as_slice();
        let begins = |at: &(usize, usize)| name(at)[0].chars().next();
        let from = self.names.partition_point(|at| begins(at) < Some(first));
        let own = self.names[from..].iter().take_while(|at| begins(at) == Some(first));
        let own = own.filter(|at| words.get(..name(at).len()).is_some_and(|words| is_named(name(at), words)));
        own.map(|at| (name(at).len(), at.0)).collect()
    }
}

/// Whether words are a name, inflected perhaps.
fn is_named(name: &[String], words: &[&str]) -> bool {
    // Most words differ in their first letters, and then their forms need not be made.
    let alike = |own: &str, word: &str| own.chars().take(2).eq(word.chars().take(2));
    let is_form = |(own, word): (&String, &&str)| own == word || alike(own, word) && text::is_inflection(own, word);
    name.len() == words.len() && name.iter().zip(words).all(is_form)
}

/// A concept and all that are broader.
fn with_broader(concept: usize, broader: &[Vec<usize>]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut next = vec![concept];
    while let Some(concept) = next.pop() {
        if found.insert(concept) {
            next.extend(&broader[concept]);
        }
    }
    found
}

/// The topics that name a concept; where none does, those that name the next broader ones.
fn nearest_topics(concept: usize, broader: &[Vec<usize>], covering: &HashMap<usize, Vec<Id>>) -> Vec<Id> {
    let mut level = BTreeSet::from([concept]);
    let mut seen = BTreeSet::new();
    loop {
        let found: BTreeSet<Id> = level.iter().filter_map(|concept| covering.get(concept)).flatten().copied().collect();
        seen.extend(level.iter().copied());
        let next: BTreeSet<usize> =
            level.iter().flat_map(|&concept| &broader[concept]).copied().filter(|above| !seen.contains(above)).collect();
        if !found.is_empty() || next.is_empty() {
            return found.into_iter().collect();
        }
        level = next;
    }
}

/// The names of a concept as they are looked for in texts: words in a row, each in any inflection.
fn phrases(concept: &Concept) -> Vec<Phrase> {
    let mut found: Vec<Phrase> = Vec::new();
    for (_, name) in concept.all_names() {
        let words: Vec<String> = text::tokens(name).into_iter().map(|token| token.word).collect();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        // Japanese has no blanks: a name stands inside longer words; but ドル is not in アレクサンドル.
        let wide = |word: &str| text::width(word) > word.chars().count();
        let open_left = wide(first) && !first.chars().any(text::is_kana);
        let open_right = wide(last);
        if !found.iter().any(|known| known.words == words) {
            found.push(Phrase { open_left, open_right, ..Phrase::new(words, PhraseSyntax::Name) });
        }
    }
    found
}
