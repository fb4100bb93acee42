//! Letters in order, across the words of titles, names and ids: "tokdia13". The records that may hold them are found by the
//! dictionary, since each run of the letters stands in some word; the few that may are read.

use crate::index::{Beginning, LONGEST, TermDictionary, mask};
use crate::record::{Field, Record};
use crate::text;

/// Most letters that are looked for: no title is so short that more of them would be an abbreviation of it.
const MOST_LETTERS: usize = 24;

/// A term as runs of its letters, made ready to meet many segments.
pub(super) struct Letters {
    pub term: String,
    /// How many letters.
    pub count: usize,
    /// Whether the words of quotes and the titles of sources are looked at, too, as `~` asks for.
    pub anywhere: bool,
    /// By the first letter and the length of each run, the words that may hold it: of one letter those that begin with it, of more
    /// all in which they stand.
    pub runs: Vec<Vec<Vec<u32>>>,
}

impl Letters {
    /// Looks up the runs of `term` in the dictionary; none of a term too long.
    pub fn new(dictionary: &TermDictionary, term: &str, anywhere: bool) -> Option<Self> {
        let at: Vec<usize> = term.char_indices().map(|(at, _)| at).chain([term.len()]).collect();
        let count = at.len() - 1;
        if count > MOST_LETTERS {
            return None;
        }
        let from = |first: usize| {
            let single = &term[at[first]..at[first + 1]];
            let beginning = Beginning::new(single);
            let beginning = beginning
                .into_iter()
                .flat_map(|own| dictionary.holding(mask(single)).filter(move |(word, _)| dictionary.begins(*word, own)));
            let mut runs = vec![beginning.map(|(word, _)| word).collect::<Vec<u32>>()];
            if first + 2 <= count {
                let two = &term[at[first]..at[first + 2]];
                let words = dictionary.holding(mask(two)).filter(|(_, word)| word.text.contains(two));
                runs.push(words.map(|(word, _)| word).collect());
            }
            for end in first + 3..=count {
                let run = &term[at[first]..at[end]];
                let shorter = runs[runs.len() - 1].iter().copied();
                runs.push(shorter.filter(|&word| dictionary.words[word as usize].text.contains(run)).collect());
            }
            runs
        };
        Some(Self { term: term.to_owned(), count, anywhere, runs: (0..count).map(from).collect() })
    }
}

/// What letters in order are looked for in, folded: the title, names, the id, and an event's number and year. Quotes and sources
/// only `anywhere`.
pub(super) fn each_short_text(record: &Record, anywhere: bool, visit: &mut dyn FnMut(&str)) {
    let mut add = |text: &str| {
        if text.chars().nth(LONGEST).is_none() {
            visit(&text::fold(text));
        }
    };
    if matches!(record, Record::Source(_) | Record::Quote(_)) {
        if anywhere {
            add(record.title());
        }
        return;
    }
    record.texts(&mut |field, text| {
        if field == Field::Title {
            add(text);
        }
    });
    if let Record::Event(event) = record {
        let ordinal = event.ordinal.map_or_else(String::new, |n| format!(" {n}"));
        let city = event.place.as_ref().and_then(|p| p.city.as_deref()).unwrap_or_default();
        add(&format!("{}{ordinal} {city} {}", event.kind.label(), event.date.year()));
    }
}
