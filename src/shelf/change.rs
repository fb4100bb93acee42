//! Changes of what is kept: what the reader asked for, made on the shelf as it is then, and what came of it.

use std::collections::BTreeSet;
use std::fmt;

use super::Contents;

/// A change of what is kept, to be made on the shelf as it is then: another instance may have kept something meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Marks the record of this id.
    Mark(String),
    /// Takes away these marks: the id of a record, and former ids of it under which it was marked.
    Unmark(BTreeSet<String>),
    /// Marks the record of this id under these words, and no longer under others that the reader saw.
    Group {
        /// The id of the record.
        id: String,
        /// The words under which the reader saw it marked.
        seen: BTreeSet<String>,
        /// Those under which it is to be marked.
        words: BTreeSet<String>,
    },
    /// Puts a note on a record in place of the one that the reader saw there; without words there is none. What the reader
    /// did not see is never written over.
    Note {
        /// The id of the record.
        id: String,
        /// The note that the reader saw; empty for none.
        seen: String,
        /// The new words, on any number of lines.
        words: String,
    },
    /// Saves a query under this name; if another query has the name by now, under the name with a number.
    Search(String, String),
    /// Removes the saved search of this name, if this is still its query.
    Forget(String, String),
    /// Changes nothing: what another instance has kept is to be seen.
    Look,
}

/// What stands between two notes that were written at once.
const DIVIDER: &str = "--- written in another instance at the same time: above; here: below ---";

impl Change {
    /// Makes the change. Gives a sentence when, for what another instance has kept meanwhile, it is not just what was asked.
    pub fn apply(&self, contents: &mut Contents) -> Option<String> {
        match self {
            Self::Mark(id) => _ = contents.marks.insert(id.clone()),
            Self::Unmark(ids) => {
                contents.marks.retain(|id| !ids.contains(id));
                contents.groups.values_mut().for_each(|group| group.retain(|id| !ids.contains(id)));
                contents.groups.retain(|_, group| !group.is_empty());
            }
            Self::Group { id, seen, words } => {
                contents.marks.insert(id.clone());
                for word in seen.difference(words) {
                    contents.groups.entry(word.clone()).or_default().remove(id);
                }
                for word in words {
                    contents.groups.entry(word.clone()).or_default().insert(id.clone());
                }
                contents.groups.retain(|_, group| !group.is_empty());
            }
            Self::Note { id, seen, words } => {
                let there = contents.notes.remove(id).unwrap_or_default();
                let (note, remark) = merged(&there, seen, words);
                if !note.is_empty() {
                    contents.notes.insert(id.clone(), note);
                }
                return remark.map(str::to_owned);
            }
            Self::Search(name, query) => {
                let numbered = (2..).map(|n| format!("{name} ({n})"));
                let free = |name: &String| contents.searches.get(name).is_none_or(|known| known == query);
                let taken = std::iter::once(name.clone()).chain(numbered).find(free)?;
                let remark = (taken != *name)
                    .then(|| format!("“{name}” was saved in another instance meanwhile; this search is saved as “{taken}”"));
                contents.searches.insert(taken, query.clone());
                return remark;
            }
            Self::Forget(name, query) => match contents.searches.get(name) {
                Some(known) if known != query => {
                    return Some(format!("“{name}” was changed in another instance meanwhile ({known}); it stays"));
                }
                _ => _ = contents.searches.remove(name),
            },
            Self::Look => {}
        }
        None
    }
}

impl fmt::Display for Change {
    /// That it was not made.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mark(id) => write!(f, "the mark on {id} is not kept"),
            Self::Unmark(ids) => {
                let ids: Vec<String> = ids.iter().cloned().collect();
                write!(f, "the mark on {} is not taken away", ids.join(", "))
            }
            Self::Group { id, .. } => write!(f, "the words under which {id} is marked are not kept"),
            Self::Note { id, words, .. } if words.is_empty() => write!(f, "the note on {id} is not taken away"),
            Self::Note { id, words, .. } => write!(f, "the note on {id} is not kept, “{words}”"),
            Self::Search(name, query) => write!(f, "the search “{name}” is not saved, {query}"),
            Self::Forget(name, _) => write!(f, "the search “{name}” is not removed"),
            Self::Look => write!(f, "what is kept cannot be read"),
        }
    }
}

/// A note without its line ends: two that differ in these only are the same.
fn on_one_line(note: &str) -> String {
    note.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// The note that comes of the one on the shelf and of what the reader made of the one they saw, with a sentence where they
/// saw another one: then no word of either is lost.
fn merged(there: &str, seen: &str, words: &str) -> (String, Option<&'static str>) {
    if there == seen {
        return (words.to_owned(), None);
    }
    if there.is_empty() {
        let remark = "the former note was taken away in another instance meanwhile; this one is kept";
        return (words.to_owned(), (!words.is_empty()).then_some(remark));
    }
    if on_one_line(there) == on_one_line(words) {
        return (there.to_owned(), None);
    }
    if words.is_empty() {
        return (there.to_owned(), Some("the note was changed in another instance meanwhile; it stays"));
    }
    // Where both only added to what they saw, what was there before need not stand twice.
    let own = match (without_run(words, seen), without_run(there, seen)) {
        (Some(own), Some(_)) => own,
        _ => words.to_owned(),
    };
    if own.is_empty() {
        return (there.to_owned(), None);
    }
    let remark = "another instance has written a note here meanwhile; both are kept";
    (format!("{there}\n{DIVIDER}\n{own}"), Some(remark))
}

/// `text` without the words of `run`, if it has words and they stand there in a row.
fn without_run(text: &str, run: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let run: Vec<&str> = run.split_whitespace().collect();
    let at = (!run.is_empty()).then(|| words.windows(run.len()).position(|window| window == run)).flatten()?;
    // What stands before a word of `text`, by where the word lies in it.
    let before = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let last = words[at + run.len() - 1];
    let (before, behind) = (text[..before(words[at])].trim_end(), text[before(last) + last.len()..].trim_start());
    Some([before, behind].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
}

/// What came of a change.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The change.
    pub change: Change,
    /// What stands on the shelf now, or why nothing was changed.
    pub outcome: Result<Contents, String>,
    /// What else the reader should know.
    pub remark: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(there: &str, seen: &str, words: &str) -> (Option<String>, Option<String>) {
        let mut contents = Contents::default();
        contents.notes.extend((!there.is_empty()).then(|| ("KZ".to_owned(), there.to_owned())));
        let change = Change::Note { id: "KZ".to_owned(), seen: seen.to_owned(), words: words.to_owned() };
        let remark = change.apply(&mut contents);
        (contents.notes.remove("KZ"), remark)
    }

    #[test]
    fn what_the_reader_saw_is_replaced_and_what_they_did_not_see_stays() {
        for (there, seen, words, wanted) in [
            ("", "", "new", Some("new")),
            ("old", "old", "new", Some("new")),
            ("old", "old", "", None),
            ("two\nlines", "two\nlines", "two lines, changed", Some("two lines, changed")),
        ] {
            assert_eq!(note(there, seen, words), (wanted.map(str::to_owned), None), "{there}, {seen}, {words}");
        }
        for (there, seen, words) in [
            ("theirs", "", "mine"),
            ("theirs", "old", "mine"),
            ("old, theirs", "old", "mine"),
            ("theirs", "old", "old, mine"),
            ("old, theirs", "old", "old, mine"),
            ("old, theirs", "old", "mine, old"),
            ("old,\ntheirs", "old", "mine, old and more"),
            ("late", "ate", "ate more"),
        ] {
            let (kept, remark) = note(there, seen, words);
            let (kept, remark) = (kept.expect("a note"), remark.expect("told"));
            assert!(kept.starts_with(there) && kept.contains(DIVIDER), "{kept}");
            let both = there.split_whitespace().chain(words.split_whitespace());
            both.for_each(|word| assert!(kept.contains(word), "“{word}” is lost: {kept}"));
            assert!(remark.ends_with("both are kept"), "{remark}");
        }
        let (kept, remark) = note("theirs", "old", "");
        assert_eq!((kept.as_deref(), remark.is_some()), (Some("theirs"), true), "taken away unseen");
        let (kept, remark) = note("", "old", "mine");
        assert_eq!((kept.as_deref(), remark.is_some()), (Some("mine"), true));
        assert_eq!(note("same", "old", "same"), (Some("same".to_owned()), None));
    }

    #[test]
    fn additions_to_one_note_do_not_double_it() {
        let mut there = "first".to_owned();
        for n in 0..50 {
            (there, _) = merged(&there, "first", &format!("first {n}"));
        }
        let words: Vec<&str> = there.split_whitespace().collect();
        assert_eq!(words.iter().filter(|word| **word == "first").count(), 1, "{there}");
        assert!((0..50).all(|n| words.contains(&n.to_string().as_str())), "{there}");
    }

    #[test]
    fn a_saved_search_that_was_changed_meanwhile_is_not_removed() {
        let mut contents = Contents::default();
        contents.searches.insert("water".to_owned(), "water country:KZ".to_owned());
        let told = Change::Forget("water".to_owned(), "water".to_owned()).apply(&mut contents).expect("told");
        assert!(told.contains("it stays") && contents.searches.len() == 1, "{told}");
        let told = Change::Search("water".to_owned(), "water".to_owned()).apply(&mut contents).expect("told");
        assert!(told.contains("“water (2)”") && contents.searches["water (2)"] == "water", "{told}");
        assert_eq!(Change::Forget("water".to_owned(), "water country:KZ".to_owned()).apply(&mut contents), None);
        assert_eq!(contents.searches.len(), 1);
    }
}
