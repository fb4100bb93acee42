//! Completion on the input line of the search: fields, and the values of fields.

use tui_input::Input;

use super::{App, Mode};
use crate::keys::Action;
use crate::query::{Candidate, completions, value_text};
use crate::text;

/// Candidates that are stepped through.
#[derive(Debug)]
pub(super) struct Stepping {
    /// The input line around the candidate.
    before: String,
    after: String,
    candidates: Vec<Candidate>,
    at: Option<usize>,
    /// The input line as it was left; something else there means that the reader has typed on.
    left: String,
}

/// The words under which records are marked that begin with `begun`.
fn marked_under<'a>(groups: impl Iterator<Item = &'a String>, begun: &str) -> Vec<Candidate> {
    let begins = |word: &&String| text::in_words(word).starts_with(&text::in_words(begun));
    groups.filter(begins).map(|word| Candidate { text: value_text(word), meaning: String::new() }).collect()
}

/// Most candidates that are named in a message.
const MOST_NAMED: usize = 12;

impl App {
    /// Completes what stands before the caret. Of several candidates the beginning that they have in common is taken, and
    /// from then on one after the other.
    pub(super) fn complete(&mut self) {
        let line = self.asking.input.value().to_owned();
        if let Some(mut stepping) = self.asking.completion.take().filter(|stepping| stepping.left == line) {
            let at = stepping.at.map_or(0, |at| (at + 1) % stepping.candidates.len());
            stepping.at = Some(at);
            stepping.left = self.put(&stepping.before, &stepping.candidates[at].text, &stepping.after);
            self.say(named(&stepping.candidates, Some(at)));
            self.asking.completion = Some(stepping);
            return;
        }
        let caret = line.char_indices().nth(self.asking.input.cursor()).map_or(line.len(), |(at, _)| at);
        let mut found = completions(&line, caret, &self.catalogue.archive);
        if line[..found.at.start].ends_with("mark:") {
            // Which words there are, the archive does not know.
            let groups = self.shelf.annotations.groups.keys();
            found.candidates = marked_under(groups, &line[found.at.clone()]);
        }
        let (before, typed, after) = (&line[..found.at.start], &line[found.at.clone()], &line[found.at.end..]);
        match &found.candidates[..] {
            [] => {
                let accept = self.keymap.hint(Action::Accept);
                self.say(format!("there is nothing to complete here; {accept} goes to the results"));
            }
            [only] => {
                let left = self.put(before, &only.text, after);
                let more = completions(&left, before.len() + only.text.len(), &self.catalogue.archive);
                // A field has just been named: what may stand behind it is worth a word.
                if only.text.ends_with(':') {
                    let tab = self.keymap.hint(Action::Complete);
                    let listed =
                        if more.candidates.is_empty() { String::new() } else { format!("; {tab} lists what may stand here") };
                    self.say(format!("{}{listed}", only.meaning));
                }
            }
            several => {
                let common = common(several);
                // A candidate may fit by its name; what is typed stays then.
                let longer = common.to_lowercase().starts_with(&typed.to_lowercase());
                let left = self.put(before, if longer { &common } else { typed }, after);
                self.say(named(several, None));
                let (before, after) = (before.to_owned(), after.to_owned());
                self.asking.completion = Some(Stepping { before, after, candidates: found.candidates, at: None, left });
            }
        }
    }

    /// The candidates that are stepped through, and the number of the one that was taken.
    pub fn candidates(&self) -> Option<(&[Candidate], Option<usize>)> {
        let here = |stepping: &&Stepping| self.mode == Mode::Search && stepping.left == self.asking.input.value();
        self.asking.completion.as_ref().filter(here).map(|stepping| (stepping.candidates.as_slice(), stepping.at))
    }

    /// Writes the input line, with the caret behind `text`, and searches for it.
    fn put(&mut self, before: &str, text: &str, after: &str) -> String {
        let line = format!("{before}{text}{after}");
        let caret = before.chars().count() + text.chars().count();
        self.asking.input = Input::new(line.clone()).with_cursor(caret);
        self.search();
        line
    }
}

/// The beginning that the candidates have in common.
fn common(candidates: &[Candidate]) -> String {
    let mut common: Vec<char> = candidates.first().map_or(Vec::new(), |first| first.text.chars().collect());
    for candidate in candidates {
        let same = common.iter().zip(candidate.text.chars()).take_while(|(a, b)| **a == *b).count();
        common.truncate(same);
    }
    common.into_iter().collect()
}

/// "2 of 9: KG Kyrgyz Republic · TJ Tajikistan": the candidates from the one that was taken on.
fn named(candidates: &[Candidate], at: Option<usize>) -> String {
    let from = at.unwrap_or(0);
    let each = candidates.iter().cycle().skip(from).take(candidates.len().min(MOST_NAMED));
    let words: Vec<String> = each.map(|c| format!("{} {}", c.text, c.meaning).trim_end().to_owned()).collect();
    let count = candidates.len();
    let place = at.map_or_else(|| format!("{count} fit"), |at| format!("{} of {count}", at + 1));
    let more = if count > MOST_NAMED { format!(" · and {} more", count - MOST_NAMED) } else { String::new() };
    format!("{place}: {}{more}", words.join(" · "))
}
