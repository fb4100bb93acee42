//! The palette: every action, every saved search and every type of record, found by typing some of its words or its key.

use std::ops::Range;

use super::dialog::{Choice, Dialog, Entry};
use super::{App, Focus, Mode};
use crate::keys::{ACTIONS, Action, ActionInfo, Context, Keymap};
use crate::search::Matcher;
use crate::text::{self, Token};

/// How well something fits what is typed: 0 by its key, more the more was forgiven. With the bytes of the words that fit.
#[derive(Debug, PartialEq, Eq)]
struct Fit {
    distance: u32,
    lit: Vec<Range<usize>>,
}

/// Fits what is typed, word for word, to `words` and `keys`; `None` when one of the words does not fit.
fn fit(typed: &str, words: &str, keys: &[String]) -> Option<Fit> {
    let (tokens, whole, matcher) = (text::tokens(words), text::fold(words), Matcher::new());
    let mut fit = Fit { distance: 0, lit: Vec::new() };
    let without_blanks = |key: &String| key.replace(' ', "");
    if keys.iter().any(|key| key == typed.trim()) {
        return Some(fit);
    }
    for piece in typed.split_whitespace() {
        if keys.iter().any(|key| without_blanks(key) == piece) {
            continue;
        }
        if piece.contains('-') && keys.iter().any(|key| key.starts_with(piece)) {
            fit.distance += 1;
            continue;
        }
        let wanted = text::tokens(piece);
        if wanted.is_empty() {
            return None;
        }
        for Token { word, .. } in wanted {
            let best = tokens.iter().filter_map(|token| Some((distance(&word, token)?, token))).min_by_key(|(d, _)| d.0);
            match best {
                Some(((distance, lit), _)) => {
                    fit.distance += distance;
                    fit.lit.push(lit);
                }
                None => {
                    matcher.find(&whole, &word)?;
                    fit.distance += 9;
                }
            }
        }
    }
    fit.lit.sort_by_key(|range| range.start);
    Some(fit)
}

/// How far `wanted` is from the word `token`, and the bytes of the text that fit.
fn distance(wanted: &str, token: &Token) -> Option<(u32, Range<usize>)> {
    let word = &token.word;
    // Where folding has changed nothing but case, the letters themselves are lit; else the whole word.
    let part = |from: usize| {
        let same = token.range.len() == word.len();
        if same { token.range.start + from..token.range.start + from + wanted.len() } else { token.range.clone() }
    };
    if word == wanted {
        return Some((1, part(0)));
    }
    if word.starts_with(wanted) {
        return Some((2, part(0)));
    }
    let letters = wanted.chars().count();
    if letters >= 2
        && let Some(at) = word.find(wanted)
    {
        return Some((4, part(at)));
    }
    let begun: String = word.chars().take(letters).collect();
    let near = letters >= 4 && (strsim::osa_distance(wanted, word) <= 1 || strsim::osa_distance(wanted, &begun) <= 1);
    near.then(|| (6, token.range.clone()))
}

/// Whether an action fits what is typed, by its sentence, its name or its keys.
pub fn fits(typed: &str, info: &ActionInfo, keymap: &Keymap) -> bool {
    fit_action(typed, info, keymap.keys(info.action)).is_some()
}

/// Whether what is typed fits `words`, as it would fit the sentence of an action.
pub fn fits_words(typed: &str, words: &str) -> bool {
    fit(typed, words, &[]).is_some()
}

fn fit_action(typed: &str, info: &ActionInfo, keys: &[String]) -> Option<Fit> {
    let by_name = || fit(typed, info.name, keys).map(|fit| Fit { lit: Vec::new(), distance: fit.distance + 1 });
    let by_sentence = fit(typed, info.sentence, keys);
    match (by_sentence, by_name()) {
        (Some(one), Some(other)) => Some(if one.distance <= other.distance { one } else { other }),
        (one, other) => one.or(other),
    }
}

impl App {
    /// Opens the palette with everything that can be done from here.
    pub(super) fn open_palette(&mut self) {
        if matches!(self.mode, Mode::Help(_)) {
            self.close_help();
        }
        self.open_dialog(Dialog::Palette);
        let detail = self.focus == Focus::Detail;
        let makes_sense = |info: &&ActionInfo| {
            let here = info.context == Context::Browse || detail && info.context == Context::Detail;
            here && info.action != Action::Palette
        };
        let actions = ACTIONS.iter().filter(makes_sense).map(|info| Entry {
            words: info.sentence.to_owned(),
            aside: self.keymap.keys(info.action).to_vec(),
            gone: false,
            choice: Choice::Action(info.action),
        });
        let searches = self.shelf.contents.searches.iter().map(|(name, query)| Entry {
            words: format!("search: {name}"),
            aside: if name == query { Vec::new() } else { vec![query.clone()] },
            gone: false,
            choice: Choice::Search { name: name.clone(), query: query.clone() },
        });
        let types = self.type_line().into_iter().map(|item| Entry {
            words: item.command(),
            aside: vec![item.count.to_string()],
            gone: false,
            choice: Choice::Type(item.of_type),
        });
        self.dialogs.open.entries = actions.chain(searches).chain(types).collect();
        self.narrow_palette();
    }

    /// Leaves the entries that fit what is typed, best first.
    pub(super) fn narrow_palette(&mut self) {
        let typed = self.dialogs.open.input.value();
        let mut found: Vec<(u32, usize, Vec<Range<usize>>)> = Vec::new();
        for (n, entry) in self.dialogs.open.entries.iter().enumerate() {
            let fit = match &entry.choice {
                Choice::Action(action) => {
                    let info = ACTIONS.iter().find(|info| info.action == *action);
                    info.and_then(|info| fit_action(typed, info, &entry.aside))
                }
                Choice::Type(_) => fit(typed, &entry.words, &[]),
                Choice::Address(_) | Choice::Record(_) | Choice::Facet(..) | Choice::Style(_) => None, // not in the palette
                Choice::Year(_) | Choice::Whole | Choice::Nothing => None,                             // nor these
                Choice::Search { query, .. } => {
                    fit(typed, &entry.words, &[]).or_else(|| fit(typed, query, &[]).map(|fit| Fit { lit: Vec::new(), ..fit }))
                }
            };
            found.extend(fit.map(|fit| (fit.distance, n, fit.lit)));
        }
        found.sort_by_key(|&(distance, n, _)| (distance, n));
        self.dialogs.open.found = found.into_iter().map(|(_, n, lit)| (n, lit)).collect();
        self.dialogs.open.cursor.begin(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str) -> Vec<&'static str> {
        let keys = Keymap::default();
        let mut found: Vec<_> = ACTIONS
            .iter()
            .filter_map(|info| Some((fit_action(typed, info, keys.keys(info.action))?.distance, info.name)))
            .collect();
        found.sort_by_key(|(distance, _)| *distance);
        found.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn words_beginnings_typos_and_keys_find_their_action() {
        for (typed, wanted) in [
            ("export", "export"),
            ("exprot", "export"),
            ("bibtex", "copy-bibtex"),
            ("cop bib", "copy-bibtex"),
            ("zoom", "zoom"),
            ("C-n", "down"),
            ("gg", "top"),
            ("g g", "top"),
            ("X", "clear-filters"),
            ("Quit", "quit"),
            ("japanese", "language"),
        ] {
            assert_eq!(found(typed).first(), Some(&wanted), "{typed}: {:?}", found(typed));
        }
        assert_eq!(found("q")[0], "quit", "the key itself comes first");
        assert!(found("qqqzzz").is_empty() && found("¬").is_empty());
        assert_eq!(found("").len(), ACTIONS.len());
    }

    #[test]
    fn what_fits_is_lit() {
        let lit = |typed, words: &str| {
            fit(typed, words, &[]).map(|fit| fit.lit.into_iter().map(|r| words[r].to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(lit("exp fil", "export to a file"), Some(vec!["exp".to_owned(), "fil".to_owned()]));
        assert_eq!(lit("казах", "search: Казахстан"), Some(vec!["Казах".to_owned()]));
        assert_eq!(lit("water", "search: energy"), None);
    }
}
