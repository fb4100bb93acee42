//! Which topics of the archive a text is about, by their names and by those of the concepts of the thesaurus that belong to them.

use std::collections::{HashMap, HashSet};

use super::names::stem;
use super::words::{akin, folded, is_wide, words};
use crate::archive::Archive;
use crate::record::{Concept, Record, RecordType};

/// Most words of a name.
const LONGEST_NAME: usize = 8;

/// A name of a topic in words.
#[derive(Debug)]
struct TopicName<'a> {
    words: Vec<String>,
    topic: &'a str,
    /// Whether it is the topic’s own name, or the usual one of a concept.
    is_usual: bool,
}

/// A name that stands in a text.
#[derive(Debug, PartialEq)]
struct TopicMention<'a> {
    topic: &'a str,
    /// As the text has it.
    words: String,
    /// How much it tells; nothing if it is not a usual name.
    weight: usize,
}

/// All names by which topics are found.
pub(super) struct Topics<'a> {
    /// By the first letters of their first word.
    by_stem: HashMap<String, Vec<TopicName<'a>>>,
    /// Those written without blanks.
    wide: Vec<(&'a str, &'a str, bool)>,
}

impl<'a> Topics<'a> {
    pub(super) fn new(archive: &'a Archive) -> Self {
        let mut topics = Self { by_stem: HashMap::new(), wide: Vec::new() };
        let concepts: HashMap<&str, &Concept> = archive.concepts().iter().map(|concept| (concept.id.as_str(), concept)).collect();
        for &id in archive.of_type(RecordType::Topic) {
            let Record::Topic(topic) = archive.record(id) else { continue };
            let names = topic.other_names.iter().chain([&topic.name]).chain(topic.names.values());
            names.for_each(|name| topics.add(name, &topic.id, true));
            for concept in archive.concepts() {
                let is_own = topic.concepts.contains(&concept.id);
                if is_own || leads_to(concept, &topic.concepts, &concepts) {
                    concept.names.values().for_each(|name| topics.add(name, &topic.id, is_own));
                    concept.other_names.values().flatten().for_each(|name| topics.add(name, &topic.id, false));
                }
            }
        }
        topics
    }

    fn add(&mut self, name: &'a str, topic: &'a str, is_usual: bool) {
        if is_wide(name) {
            let parts = name.split(['・', '、', 'と']).filter(|part| part.chars().count() > 1);
            parts.for_each(|part| self.wide.push((part, topic, is_usual)));
            return;
        }
        // "Energy", "Transport and connectivity": each part is a name; short words would be found anywhere.
        for part in name.split(" and ") {
            let words = folded(part);
            if words.len() > LONGEST_NAME || words.concat().chars().count() < 4 || words == ["people"] {
                continue;
            }
            let known = self.by_stem.entry(stem(&words[0])).or_default();
            match known.iter_mut().find(|known| known.topic == topic && known.words == words) {
                Some(known) => known.is_usual |= is_usual,
                None => known.push(TopicName { words, topic, is_usual }),
            }
        }
    }

    /// The topics that a text is most about, by usual names only, the likeliest first.
    pub(super) fn of(&self, text: &str) -> Vec<String> {
        let mut scores: Vec<(&str, usize)> = Vec::new();
        for found in self.found(text).into_iter().filter(|found| found.weight > 0) {
            match scores.iter_mut().find(|(known, _)| *known == found.topic) {
                Some((_, sum)) => *sum += found.weight,
                None => scores.push((found.topic, found.weight)),
            }
        }
        let best = scores.iter().map(|(_, score)| *score).max().unwrap_or(0);
        scores.retain(|(_, score)| score * 2 > best);
        scores.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
        scores.into_iter().map(|(id, _)| id.to_owned()).collect()
    }

    /// All topics that a text names, by any name, each with the words.
    pub(super) fn named(&self, text: &str) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for mention in self.found(text) {
            if !found.iter().any(|(known, _)| known == mention.topic) {
                found.push((mention.topic.to_owned(), mention.words));
            }
        }
        found
    }

    fn found(&self, text: &str) -> Vec<TopicMention<'a>> {
        let spans = words(text);
        let folds: Vec<String> = spans.iter().map(|word| crate::text::fold(word.text)).collect();
        let mut found: Vec<TopicMention<'a>> = Vec::new();
        // A text may say the same again and again.
        let mut seen: HashSet<&[String]> = HashSet::new();
        for at in 0..folds.len() {
            if !seen.insert(&folds[at..(at + LONGEST_NAME).min(folds.len())]) {
                continue;
            }
            for name in self.by_stem.get(&stem(&folds[at])).into_iter().flatten() {
                let end = at + name.words.len();
                if end > folds.len() || !name.words.iter().zip(&folds[at..end]).all(|(name, word)| is_form(word, name)) {
                    continue;
                }
                let words = text[spans[at].range.start..spans[end - 1].range.end].to_owned();
                let weight = if name.is_usual { name.words.len() } else { 0 };
                let mention = TopicMention { topic: name.topic, words, weight };
                if !found.contains(&mention) {
                    found.push(mention);
                }
            }
        }
        if is_wide(text) {
            let named = self.wide.iter().filter(|(name, ..)| text.contains(name));
            found.extend(named.map(|&(name, topic, is_usual)| TopicMention {
                topic,
                words: name.to_owned(),
                weight: if is_usual { name.chars().count() / 2 } else { 0 },
            }));
        }
        found
    }
}

/// Whether one of the wider concepts of `concept` is among `ids`.
fn leads_to(concept: &Concept, ids: &[String], concepts: &HashMap<&str, &Concept>) -> bool {
    let mut level: Vec<&String> = concept.broader.iter().collect();
    for _ in 0..4 {
        if level.iter().any(|id| ids.contains(id)) {
            return true;
        }
        level = level.iter().filter_map(|id| concepts.get(id.as_str())).flat_map(|concept| &concept.broader).collect();
    }
    false
}

fn is_form(word: &str, name: &str) -> bool {
    akin(word, name) || word.len() >= 4 && crate::text::is_inflection(word, name)
}
