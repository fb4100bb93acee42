//! What words mean beyond their letters: the concepts of the thesaurus, by any of their names in any language; what else such a
//! thing is called, what is a kind of it, and which topics cover it.

mod kept;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::archive::{Archive, Id, number};
use crate::kept::PackedTexts;
use crate::query::{Phrase, PhraseSyntax};
use crate::record::{Concept, Record, RecordType};
use crate::text;

/// The thesaurus of an archive, made ready to be asked.
#[derive(Debug, Default)]
pub(super) struct SenseIndex {
    /// The names of all concepts as they are to be looked for, concept by concept: thousands, few of which any query asks for.
    names: NameList,
    /// By the number of a concept its first name; then how many names there are.
    starts: Vec<u32>,
    /// The names, in the order of their words.
    order: Vec<u32>,
    /// By the number of a concept itself and the narrower ones.
    kinds: Vec<Vec<usize>>,
    /// By the number of a concept the topics that cover it.
    topics: Vec<Vec<Id>>,
}

/// Names that are looked for in texts, each of some words in a row.
#[derive(Debug, Default)]
struct NameList {
    words: PackedTexts,
    /// The first word of each name; then how many words there are.
    starts: Vec<u32>,
    /// Whether the first word of each may be the end of a longer one (1), and the last the beginning of one (2).
    open: Vec<u8>,
}

impl NameList {
    fn new(names: &[Phrase]) -> Self {
        let starts = starts(names.iter().map(|name| name.words.len()));
        let open = names.iter().map(|name| u8::from(name.open_left) | u8::from(name.open_right) << 1).collect();
        Self { words: names.iter().flat_map(|name| name.words.iter().map(String::as_str)).collect(), starts, open }
    }

    /// The words of name `n`.
    fn words(&self, n: u32) -> impl ExactSizeIterator<Item = &str> {
        let (from, to) = (self.starts[n as usize] as usize, self.starts[n as usize + 1] as usize);
        (from..to).map(|word| self.words.get(word))
    }

    /// Name `n` as it is looked for.
    fn phrase(&self, n: u32) -> Phrase {
        let (open_left, open_right) = (self.open[n as usize] & 1 != 0, self.open[n as usize] & 2 != 0);
        let words = self.words(n).map(str::to_owned).collect();
        Phrase { open_left, open_right, ..Phrase::new(words, PhraseSyntax::Name) }
    }
}

/// Where lists of these lengths begin that lie one behind the other; then where the last ends.
fn starts(lengths: impl Iterator<Item = usize>) -> Vec<u32> {
    let ends = lengths.scan(0, |end, length| {
        *end += number(length);
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
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
        let known: HashMap<&str, usize> = concepts.iter().enumerate().map(|(n, concept)| (concept.id.as_str(), n)).collect();
        let numbered = |ids: &[String]| ids.iter().filter_map(|id| known.get(id.as_str()).copied()).collect::<Vec<usize>>();
        let broader: Vec<Vec<usize>> = concepts.iter().map(|concept| numbered(&concept.broader)).collect();
        let phrases: Vec<Vec<Phrase>> = concepts.iter().map(phrases).collect();
        let starts = starts(phrases.iter().map(Vec::len));
        let phrases = phrases.concat();
        let mut order: Vec<u32> = (0..number(phrases.len())).collect();
        order.sort_by_key(|&name| &phrases[name as usize].words);
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
        Self { names: NameList::new(&phrases), starts, order, kinds, topics }
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
                let all = self.kinds[concept].iter().flat_map(|&kind| self.starts[kind]..self.starts[kind + 1]);
                let others = all.filter(|&name| !is_named(self.names.words(name), asked));
                sense.synonyms.extend(others.map(|name| self.names.phrase(name)));
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
        let begins = |name: u32| self.names.words(name).next().and_then(|word| word.chars().next());
        let from = self.order.partition_point(|&name| begins(name) < Some(first));
        let own = self.order[from..].iter().copied().take_while(|&name| begins(name) == Some(first));
        own.filter_map(|name| {
            let length = self.names.words(name).len();
            let is_named = is_named(self.names.words(name), words.get(..length)?);
            is_named.then(|| (length, self.starts.partition_point(|&start| start <= name) - 1))
        })
        .collect()
    }
}

/// Whether words are a name, inflected perhaps.
fn is_named<'a>(name: impl ExactSizeIterator<Item = &'a str>, words: &[&str]) -> bool {
    // Most words differ in their first letters, and then their forms need not be made.
    let alike = |own: &str, word: &str| own.chars().take(2).eq(word.chars().take(2));
    let is_form = |(own, word): (&str, &&str)| own == *word || alike(own, word) && text::is_inflection(own, word);
    name.len() == words.len() && name.zip(words).all(is_form)
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
