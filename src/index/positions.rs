//! The word index: vocabulary, the words of every text in order, where each word stands, and who is named by whom.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::dictionary::{TermDictionary, mask};
use super::{derived, number};
use crate::archive::{Archive, Id, Relation};
use crate::record::{Field, Record, RecordType};
use crate::text;

/// One text of a record: the words `start..end` of [`Positions::word_at`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text {
    pub record: Id,
    pub field: Field,
    /// What a hit here is worth: the field's weight, but an id's words little, since they are no title.
    pub weight: u8,
    /// Whether it is the name of something that the record links to.
    pub linked: bool,
    pub start: u32,
    pub end: u32,
}

/// A title, name or id in which letters may be found in order.
#[derive(Debug)]
pub(crate) struct Short {
    pub text: String,
    pub mask: u64,
    /// Whether only `~` looks here: a quote's words, a source's title.
    pub on_demand: bool,
}

/// Words, where they stand, and short texts for letters in order.
#[derive(Debug)]
pub struct Positions {
    pub(crate) dictionary: TermDictionary,
    place_starts: Vec<u32>,
    places: Vec<u32>,
    words: Vec<u32>,
    text_of: Vec<u32>,
    texts: Vec<Text>,
    /// The records, in the order of their numbers.
    records: Vec<Id>,
    /// The first place of each record, and the end.
    record_starts: Vec<u32>,
    /// By record; made when letters in order are first looked for, which few searches need.
    short: OnceLock<Vec<Vec<Short>>>,
    named_by: HashMap<Id, Vec<Id>>,
}

impl Positions {
    /// Reads every text of the records in memory.
    pub fn new(archive: &Archive) -> Self {
        let mut made = Self::of(archive, archive.resident().map(|id| (id, archive.record(id))));
        for id in archive.resident() {
            for named in named(archive, id) {
                let list = made.named_by.entry(named).or_default();
                if list.last() != Some(&id) {
                    list.push(id);
                }
            }
        }
        made
    }

    /// Reads the words of a few records, in the order of their numbers; no letters in order, no links.
    pub(crate) fn of<'a>(archive: &Archive, records: impl Iterator<Item = (Id, &'a Record)>) -> Self {
        let mut maker = Maker::default();
        let mut record_starts = vec![0];
        let mut ids = Vec::new();
        for (id, record) in records {
            maker.read(archive, id, record);
            record_starts.push(number(maker.words.len()));
            ids.push(id);
        }
        let Maker { dictionary, mut pairs, joined, words, text_of, texts } = maker;
        pairs.extend(joined);
        pairs.sort_by_key(|&(_, place)| place); // nearly in order already
        let mut place_starts = vec![0; dictionary.words.len() + 1];
        for (word, _) in &pairs {
            place_starts[*word as usize + 1] += 1;
        }
        for n in 0..dictionary.words.len() {
            place_starts[n + 1] += place_starts[n];
        }
        // Pairs stand by place, so that laying each behind the last of its word keeps every list in order.
        let mut next = place_starts.clone();
        let mut places = vec![0; pairs.len()];
        for (word, place) in pairs {
            let slot = &mut next[word as usize];
            places[*slot as usize] = place;
            *slot += 1;
        }
        let (short, named_by) = (OnceLock::new(), HashMap::new());
        Self { dictionary, place_starts, places, words, text_of, texts, records: ids, record_starts, short, named_by }
    }

    /// The number of a folded word.
    pub(crate) fn word(&self, folded: &str) -> Option<u32> {
        self.dictionary.find(folded)
    }

    /// Where a word stands, in order; places are numbered through the whole archive.
    pub(crate) fn places(&self, word: u32) -> &[u32] {
        let word = word as usize;
        &self.places[self.place_starts[word] as usize..self.place_starts[word + 1] as usize]
    }

    /// The word at a place.
    pub(crate) fn word_at(&self, place: u32) -> u32 {
        self.words[place as usize]
    }

    /// The text that holds a place.
    pub(crate) fn text_at(&self, place: u32) -> &Text {
        &self.texts[self.text_of[place as usize] as usize]
    }

    /// The places of a record.
    pub(crate) fn places_of(&self, record: Id) -> std::ops::Range<u32> {
        let Ok(number) = self.records.binary_search(&record) else { return 0..0 };
        self.record_starts[number]..self.record_starts[number + 1]
    }

    /// Folded titles, names and ids of the records in memory, by number, short enough for letters in order. Of an index of all
    /// of them only.
    pub(crate) fn short(&self, archive: &Archive) -> &[Vec<Short>] {
        self.short.get_or_init(|| archive.resident().map(|id| short_texts(archive.record(id))).collect())
    }

    /// The events, quotes, projects and documents that name the country, topic, person or body.
    pub(crate) fn named_by(&self, id: Id) -> &[Id] {
        self.named_by.get(&id).map_or(&[], Vec::as_slice)
    }

    /// How many distinct words there are.
    pub fn vocabulary_len(&self) -> usize {
        self.dictionary.words.len()
    }
}

#[derive(Default)]
struct Maker {
    dictionary: TermDictionary,
    /// Words with their places, by place.
    pairs: Vec<(u32, u32)>,
    /// Likewise, of words written with a hyphen.
    joined: Vec<(u32, u32)>,
    words: Vec<u32>,
    text_of: Vec<u32>,
    texts: Vec<Text>,
}

/// Whether what stands between two words makes them one name: "Nur-Sultan", "CA+JAD". Two words out of one grapheme have
/// nothing between them.
pub(crate) fn joins(text: &str, between: std::ops::Range<usize>) -> bool {
    text.get(between).is_some_and(|mark| matches!(mark, "-" | "+" | "‐" | "‑"))
}

/// Calls `visit` with every text of a record that search reads: its field, what a hit there is worth, whether it is the
/// name of something that the record links to, and whether its words are names, which may be romanised in many ways.
pub(crate) fn each_text(record: &Record, visit: &mut dyn FnMut(Field, u8, bool, &str)) {
    record.texts(&mut |field, text| {
        let (weight, names) = worth(record, field, text);
        visit(field, weight, names, text);
    });
}

/// What a hit in a text is worth, and whether its words are names.
fn worth(record: &Record, field: Field, text: &str) -> (u8, bool) {
    let names = match record {
        // A code is no spelling of a name: "afgh" is not AFG.
        Record::Country(country) => country.alpha3.as_deref() != Some(text) && matches!(field, Field::Title | Field::Person),
        Record::Event(_) => field == Field::Person && text.split(' ').count() < 3,
        record => record.is_name() && field == Field::Title,
    };
    let is_id = text == record.id() || record.aliases().iter().any(|alias| alias == text);
    (if is_id && !matches!(record, Record::Country(_)) { 1 } else { field.weight() }, names)
}

impl Maker {
    fn read(&mut self, archive: &Archive, id: Id, record: &Record) {
        let mut add = |field, text: &str, linked: bool| {
            let (weight, names) = worth(record, field, text);
            self.add(Text { record: id, field, weight, linked, start: 0, end: 0 }, text, names);
        };
        record.texts(&mut |field, text| add(field, text, false));
        derived::texts(archive, id, record, &mut add);
    }

    fn add(&mut self, about: Text, text: &str, names: bool) {
        let start = number(self.words.len());
        let joins = matches!(about.field, Field::Title | Field::Person);
        let mut last: Option<(String, usize)> = None;
        let mut joined = Vec::new();
        text::each_token(text, &mut |token, range| {
            let word = self.dictionary.number(token);
            if names {
                self.dictionary.is_of_name(word);
            }
            let place = number(self.words.len());
            // "Nur-Sultan" is found as "Nursultan", and "CA+JAD" as "cajad".
            if joins {
                if let Some((before, end)) = &last
                    && self::joins(text, *end..range.start)
                {
                    joined.push((format!("{before}{token}"), place - 1));
                }
                last = Some((token.to_owned(), range.end));
            }
            self.pairs.push((word, place));
            self.words.push(word);
            self.text_of.push(number(self.texts.len()));
        });
        for (word, place) in joined {
            let word = self.dictionary.number(&word);
            self.joined.push((word, place));
        }
        if self.words.len() > start as usize {
            self.texts.push(Text { start, end: number(self.words.len()), ..about });
        }
    }
}

/// What an event, quote, project or document names.
fn named(archive: &Archive, id: Id) -> impl Iterator<Item = Id> + '_ {
    let of_type = archive.record(id).record_type();
    let names = matches!(of_type, RecordType::Event | RecordType::Quote | RecordType::Project | RecordType::Document);
    let relations =
        [Relation::Country, Relation::Topic, Relation::Person, Relation::Speaker, Relation::Host, Relation::Organisation];
    relations.into_iter().filter(move |_| names).flat_map(move |relation| archive.linked(id, relation))
}

/// What letters in order are looked for in: the title, names, the id, and an event's number and year.
fn short_texts(record: &Record) -> Vec<Short> {
    let on_demand = matches!(record, Record::Source(_) | Record::Quote(_));
    let mut found = Vec::new();
    let mut add = |text: &str| {
        if text.chars().count() <= super::LONGEST {
            let text = text::fold(text);
            found.push(Short { mask: mask(&text), text, on_demand });
        }
    };
    if on_demand {
        add(record.title());
    } else {
        record.texts(&mut |field, text| {
            if field == Field::Title {
                add(text);
            }
        });
    }
    if let Record::Event(event) = record {
        let ordinal = event.ordinal.map_or_else(String::new, |n| format!(" {n}"));
        let city = event.place.as_ref().and_then(|p| p.city.as_deref()).unwrap_or_default();
        add(&format!("{}{ordinal} {city} {}", event.kind.label(), event.date.year()));
    }
    found
}
