//! Records of the archive in a sentence: countries, organisations, people and topics, by any of their names.

use std::collections::HashMap;
use std::ops::Range;

use super::words::{akin, folded, is_wide, words};
use crate::archive::{Archive, Id};
use crate::record::{Record, RecordType};

/// A record named in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub id: Id,
    pub of_type: RecordType,
    pub range: Range<usize>,
}

/// All names that are looked for.
pub(super) struct NameFinder<'a> {
    archive: &'a Archive,
    /// Names in words, by their first word; the longest first.
    by_word: HashMap<String, Vec<(Vec<String>, Id)>>,
    /// Names written without blanks.
    wide: Vec<(String, Id)>,
    /// Abbreviations, which must stand exactly so.
    short: HashMap<String, Id>,
}

impl<'a> NameFinder<'a> {
    pub(super) fn new(archive: &'a Archive) -> Self {
        let mut names = Self { archive, by_word: HashMap::new(), wide: Vec::new(), short: HashMap::new() };
        for of_type in [RecordType::Country, RecordType::Organisation, RecordType::Person] {
            for &id in archive.of_type(of_type) {
                names.add_record(id);
            }
        }
        for forms in names.by_word.values_mut() {
            forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        }
        names.wide.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        names
    }

    fn add_record(&mut self, id: Id) {
        match self.archive.record(id) {
            Record::Country(country) => {
                let all = country.other_names.iter().chain(&country.official_name).chain(country.names.values());
                all.chain([&country.name]).for_each(|name| self.add(name, id, 1));
            }
            Record::Organisation(body) => {
                body.other_names.iter().chain(body.names.values()).chain([&body.name]).for_each(|name| self.add(name, id, 2));
                if let Some(short) = body.abbreviation.as_ref().filter(|short| short.len() >= 3) {
                    self.short.insert(short.clone(), id);
                }
                // "Ministry of … of Japan" is also "Japan’s Ministry of …" and "Japanese Ministry of …".
                if let Some((body, of)) = body.name.rsplit_once(" of ")
                    && let Some(country) = self.archive.id(self.country_code(of).unwrap_or_default().as_str())
                    && let Record::Country(country) = self.archive.record(country)
                {
                    let forms = [format!("{}’s {body}", country.name), format!("{body}, {}", country.name)];
                    forms.iter().for_each(|form| self.add(form, id, 2));
                    country.demonyms.iter().for_each(|demonym| self.add(&format!("{demonym} {body}"), id, 2));
                }
            }
            Record::Person(person) => {
                for name in person.other_names.iter().chain(person.names.values()).chain([&person.name]) {
                    self.add(name, id, 2);
                    // Family name first or last: both are found.
                    if let [one, two] = name.split_whitespace().collect::<Vec<_>>()[..] {
                        self.add(&format!("{two} {one}"), id, 2);
                    }
                }
            }
            _ => {}
        }
    }

    fn country_code(&self, name: &str) -> Option<String> {
        let name = name.trim_start_matches("the ");
        self.archive.of_type(RecordType::Country).iter().find_map(|&id| match self.archive.record(id) {
            Record::Country(country) if country.name == name || country.other_names.iter().any(|n| n == name) => {
                Some(country.id.clone())
            }
            _ => None,
        })
    }

    /// `least` is the number of words below which a name could be any word.
    fn add(&mut self, name: &str, id: Id, least: usize) {
        if is_wide(name) {
            let plain: String = name.chars().filter(|c| !c.is_whitespace()).collect();
            if plain.chars().count() >= 2 {
                self.wide.push((plain, id));
            }
            return;
        }
        let mut form = folded(name);
        if form.first().is_some_and(|word| word == "the") {
            form.remove(0);
        }
        if form.len() >= least && form.concat().chars().count() >= 4 {
            let forms = self.by_word.entry(form[0].clone()).or_default();
            if !forms.iter().any(|(known, _)| *known == form) {
                forms.push((form, id));
            }
        }
    }

    /// The records that `text` names, in order; of names in one another only the longest.
    pub(super) fn mentions(&self, text: &str) -> Vec<Mention> {
        let words = words(text);
        let folds: Vec<String> = words.iter().map(|word| crate::text::fold(word.text)).collect();
        let mut found: Vec<Mention> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let forms = self.by_word.get(&folds[at]).into_iter().flatten();
            let capital = words[at].text.starts_with(|c: char| !c.is_lowercase());
            let hit =
                forms.filter(|_| capital).find(|(form, _)| folds[at..].starts_with(form)).map(|(form, id)| (form.len(), *id));
            if let Some((count, id)) = hit.or_else(|| self.short.get(words[at].text).map(|id| (1, *id))) {
                found.push(self.mention(id, words[at].range.start..words[at + count - 1].range.end));
                at += count;
            } else {
                at += 1;
            }
        }
        if is_wide(text) {
            for (form, id) in &self.wide {
                for (start, _) in text.match_indices(form.as_str()) {
                    let range = start..start + form.len();
                    if found.iter().all(|m| m.range.end <= range.start || range.end <= m.range.start) {
                        found.push(self.mention(*id, range));
                    }
                }
            }
        }
        found.sort_by_key(|m| m.range.start);
        found
    }

    fn mention(&self, id: Id, range: Range<usize>) -> Mention {
        Mention { id, of_type: self.archive.record(id).record_type(), range }
    }

    /// Whether a text without blanks gives the person's family name with an office: 林大臣.
    pub(super) fn is_by_office(&self, text: &str, person: Id) -> bool {
        const OFFICES: [&str; 7] = ["大臣", "外務大臣", "外相", "総理", "首相", "副大臣", "大統領"];
        let Record::Person(person) = self.archive.record(person) else { return false };
        let Some(name) = person.names.get("ja") else { return false };
        (1..=3).any(|count| {
            let family: String = name.chars().take(count).collect();
            OFFICES.iter().any(|office| text.contains(&format!("{family}{office}")))
        })
    }

    /// The country of whose people `text` speaks ("Japanese diplomat"), if it is of one.
    pub(super) fn country_of_people(&self, text: &str) -> Option<&'a str> {
        let folds = folded(text);
        let mut found = self.archive.of_type(RecordType::Country).iter().filter_map(|&id| match self.archive.record(id) {
            Record::Country(country) => {
                let said = |name: &String| folds.windows(1).any(|w| w[0] == crate::text::fold(name));
                (country.demonyms.iter().any(said) || said(&country.name)).then_some(country.id.as_str())
            }
            _ => None,
        });
        found.next().filter(|_| found.next().is_none())
    }
}

/// Which topics of the archive a text is about, the likeliest first.
pub(super) struct Topics<'a> {
    forms: Vec<(Vec<String>, &'a str)>,
    wide: Vec<(&'a str, &'a str)>,
}

impl<'a> Topics<'a> {
    pub(super) fn new(archive: &'a Archive) -> Self {
        let mut topics = Self { forms: Vec::new(), wide: Vec::new() };
        for &id in archive.of_type(RecordType::Topic) {
            let Record::Topic(topic) = archive.record(id) else { continue };
            let concepts = topic.concepts.iter().filter_map(|id| archive.concept(id));
            let names = topic.other_names.iter().chain([&topic.name]).chain(topic.names.values());
            names.chain(concepts.flat_map(|concept| concept.names.values())).for_each(|name| topics.add(name, &topic.id));
        }
        topics
    }

    fn add(&mut self, name: &'a str, topic: &'a str) {
        if is_wide(name) {
            let parts = name.split(['・', '、', 'と']).filter(|part| part.chars().count() > 1).map(|part| (part, topic));
            self.wide.extend(parts.filter(|part| !self.wide.contains(part)).collect::<Vec<_>>());
        } else {
            // "Energy", "Transport and connectivity": each part is a name; short words would be found anywhere.
            let parts = name.split(" and ").map(folded).filter(|form| form.concat().len() >= 4 && *form != ["people"]);
            let parts = parts.map(|form| (form, topic)).filter(|part| !self.forms.contains(part));
            self.forms.extend(parts.collect::<Vec<_>>());
        }
    }

    pub(super) fn of(&self, text: &str) -> Vec<String> {
        let folds = folded(text);
        let mut scores: Vec<(&str, usize)> = Vec::new();
        let mut add = |id, score| match scores.iter_mut().find(|(known, _)| *known == id) {
            Some((_, sum)) => *sum += score,
            None => scores.push((id, score)),
        };
        for (form, id) in &self.forms {
            let same = |window: &[String]| window.iter().zip(form).all(|(word, wanted)| akin(word, wanted));
            if folds.windows(form.len()).any(same) {
                add(*id, form.len());
            }
        }
        for (name, id) in self.wide.iter().filter(|(name, _)| text.contains(name)) {
            add(*id, name.chars().count() / 2);
        }
        let best = scores.iter().map(|(_, score)| *score).max().unwrap_or(0);
        scores.retain(|(_, score)| score * 2 > best);
        scores.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
        scores.into_iter().map(|(id, _)| id.to_owned()).collect()
    }
}
