//! Letters in order, across the words of titles, names and ids: "tokdia13". The records that may hold them are found by the
//! dictionary, since each run of the letters stands in some word; the few that may are read.

use crate::index::{Beginning, LONGEST, TermDictionary, Word, mask};
use crate::record::{Field, Record};
use crate::text;

/// Most letters that are looked for: no title is so short that more of them would be an abbreviation of it.
const MOST_LETTERS: usize = 24;

/// The words that may hold a run of letters: of one letter those that begin with it, of more all in which they stand.
type RunWords = Vec<u32>;

/// A term as runs of its letters, made ready to meet many segments.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Letters {
    pub(super) term: String,
    /// How many letters.
    pub(super) count: usize,
    /// Whether the words of quotes and the titles of sources are looked at, too, as `~` asks for.
    pub(super) anywhere: bool,
    /// By the first letter and the length of each run.
    pub(super) runs: Vec<Vec<RunWords>>,
}

impl Letters {
    /// Looks up the runs of `term` in the dictionary; none of a term too long, or with letters that stand in no run.
    pub fn new(dictionary: &TermDictionary, term: &str, anywhere: bool) -> Option<Self> {
        let at: Vec<usize> = term.char_indices().map(|(at, _)| at).chain([term.len()]).collect();
        let count = at.len() - 1;
        if count > MOST_LETTERS {
            return None;
        }
        let from = |first: usize| {
            let mut runs: Vec<RunWords> = Vec::with_capacity(count - first);
            for end in first + 1..=count {
                let run = &term[at[first]..at[end]];
                let words = match end - first {
                    1 => {
                        let beginning = Beginning::new(run);
                        let begin = |&(word, _): &(u32, &Word)| beginning.is_some_and(|own| dictionary.begins(word, own));
                        dictionary.holding(mask(run)).filter(begin).map(|(word, _)| word).collect()
                    }
                    2 => {
                        let words = dictionary.holding(mask(run)).filter(|(_, word)| word.text.contains(run));
                        words.map(|(word, _)| word).collect()
                    }
                    // What holds a run holds its beginning.
                    length => {
                        let words = runs[length - 2].iter().copied();
                        words.filter(|&word| dictionary.words[word as usize].text.contains(run)).collect()
                    }
                };
                runs.push(words);
            }
            runs
        };
        let letters = Self { term: term.to_owned(), count, anywhere, runs: (0..count).map(from).collect() };
        letters.can_be_placed(&|words| !words.is_empty()).then_some(letters)
    }

    /// Whether the term is a row of runs of whose words `there` says that some are.
    pub(super) fn can_be_placed(&self, there: &dyn Fn(&[u32]) -> bool) -> bool {
        let mut placed = vec![true];
        placed.resize(self.count + 1, false);
        for first in 0..self.count {
            for (length, words) in (1..).zip(&self.runs[first]) {
                placed[first + length] = placed[first + length] || placed[first] && there(words);
            }
        }
        placed[self.count]
    }
}

/// What letters in order are looked for in, folded: the title, names, the id, and an event's number and year. Quotes, outcomes and
/// sources only `anywhere`.
pub(super) fn each_short_text(record: &Record, anywhere: bool, visit: &mut dyn FnMut(&str)) {
    let mut add = |text: &str| {
        if text.chars().nth(LONGEST).is_none() {
            visit(&text::fold(text));
        }
    };
    if matches!(record, Record::Source(_) | Record::Quote(_) | Record::Outcome(_)) {
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
