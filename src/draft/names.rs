//! Records of the archive in a sentence: countries, organisations and people, by any of their names, in Russian in any case.

use std::collections::HashMap;
use std::ops::Range;

use super::office;
use super::words::{folded, is_wide, words};
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
    /// Names of countries and people in Cyrillic, by the beginning of their first word: their endings change.
    by_stem: HashMap<String, Vec<(Vec<String>, Id)>>,
    /// Names written without blanks.
    wide: Vec<(String, Id)>,
    /// Abbreviations, which must stand exactly so.
    short: HashMap<String, Id>,
}

impl<'a> NameFinder<'a> {
    pub(super) fn new(archive: &'a Archive) -> Self {
        let mut names =
            Self { archive, by_word: HashMap::new(), by_stem: HashMap::new(), wide: Vec::new(), short: HashMap::new() };
        for of_type in [RecordType::Country, RecordType::Organisation, RecordType::Person] {
            for &id in archive.of_type(of_type) {
                names.add_record(id);
            }
        }
        for forms in names.by_word.values_mut().chain(names.by_stem.values_mut()) {
            forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        }
        names.wide.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        names
    }

    fn add_record(&mut self, id: Id) {
        match self.archive.record(id) {
            Record::Country(country) => {
                let official = country.official_names.values().chain(&country.official_name);
                let all = country.other_names.iter().chain(official).chain(country.names.values());
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
                    match name.split_whitespace().collect::<Vec<_>>()[..] {
                        [one, two] => self.add(&format!("{two} {one}"), id, 2),
                        // Without the father’s name.
                        [one, _, three] if crate::text::is_cyrillic(&crate::text::fold(one)) => {
                            self.add(&format!("{one} {three}"), id, 2);
                        }
                        _ => {}
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
        let is_inflected = self.archive.record(id).record_type() != RecordType::Organisation;
        if is_inflected && form.len() >= least && form.iter().all(|word| crate::text::is_cyrillic(word)) {
            let forms = self.by_stem.entry(stem(&form[0])).or_default();
            if !forms.iter().any(|(known, _)| *known == form) {
                forms.push((form, id));
            }
            return;
        }
        if form.len() >= least && form.concat().chars().count() >= 4 {
            let forms = self.by_word.entry(form[0].clone()).or_default();
            if !forms.iter().any(|(known, _)| *known == form) {
                forms.push((form, id));
            }
        }
    }

    /// The record of that number.
    pub(super) fn record(&self, id: Id) -> &'a Record {
        self.archive.record(id)
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
            let cased = || {
                let forms = self.by_stem.get(&stem(&folds[at])).into_iter().flatten().filter(|_| capital);
                let same = |form: &[String]| {
                    folds.len() >= at + form.len() && form.iter().zip(&folds[at..]).all(|(name, word)| is_case_of(word, name))
                };
                forms.filter(|(form, _)| same(form)).map(|(form, id)| (form.len(), *id)).next()
            };
            if let Some((count, id)) = hit.or_else(cased).or_else(|| self.short.get(words[at].text).map(|id| (1, *id))) {
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

    /// Whether a text without blanks gives the person’s family name with an office: 林大臣, ヌルトレウ副首相.
    pub(super) fn is_by_office(&self, text: &str, person: Id) -> bool {
        let Record::Person(person) = self.archive.record(person) else { return false };
        let Some(name) = person.names.get("ja") else { return false };
        let families: Vec<String> = match name.rsplit_once('・') {
            Some((_, family)) => vec![family.to_owned()],
            None => (1..=3).map(|count| name.chars().take(count).collect()).collect(),
        };
        families.iter().any(|family| {
            let is_short = family.chars().count() == 1;
            text.match_indices(family.as_str()).any(|(at, _)| {
                let is_joined = text[..at].chars().next_back().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                !(is_short && is_joined) && office::wide(&text[at + family.len()..]).is_some()
            })
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

/// What all forms of a word begin with.
pub(super) fn stem(folded: &str) -> String {
    folded.chars().take(3).collect()
}

/// Whether a folded word is a name in some case; of shorter names too much would be one.
pub(super) fn is_case_of(word: &str, name: &str) -> bool {
    let common = word.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
    let (letters, of_name) = (word.chars().count(), name.chars().count());
    let is_near = common + 2 >= of_name && common + 3 >= letters;
    word == name || of_name >= 4 && is_near && crate::text::is_inflection(word, name)
}
