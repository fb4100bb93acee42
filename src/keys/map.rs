//! The live map: the default keys, patched by the user's, checked for conflicts.

use std::collections::{BTreeMap, HashMap};

use super::{ACTIONS, Action, ActionInfo, Context, Key};
use crate::text::did_you_mean;

/// What keys pressed so far mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// An action.
    Action(Action),
    /// The beginning of a longer sequence.
    Begun,
    /// Nothing.
    Nothing,
}

/// What is wrong with the user's keys.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum KeyError {
    #[error("[keys] {action}: {reason}")]
    NoKey { action: String, reason: String },
    #[error("[keys] there is no action “{action}”{near}; press ? in the program for the list")]
    NoAction { action: String, near: String },
    #[error("[keys] {keys} means both {one} and {other}; take it from one of them")]
    Conflict { keys: String, one: &'static str, other: &'static str },
    #[error("[keys] {action}: “{keys}” cannot be taken: C-c ends the program from anywhere")]
    Taken { keys: String, action: &'static str },
    #[error("[keys] quit and interrupt have no key left that could be shown for ending the browser; give one of them a key")]
    NoWayOut,
}

/// Keys to actions, by context.
#[derive(Debug, Clone)]
pub struct Keymap {
    bound: HashMap<(Context, Vec<Key>), Action>,
    keys: HashMap<Action, Vec<String>>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::new(&BTreeMap::new()).unwrap_or_else(|_| Self { bound: HashMap::new(), keys: HashMap::new() })
    }
}

impl Keymap {
    /// The default keys, with those of the actions that `patch` names replaced.
    ///
    /// # Errors
    /// For unknown actions and keys, for one key with two meanings or a meaning that hides longer ones, and when no key is
    /// left that ends the browser.
    pub fn new(patch: &BTreeMap<String, Vec<String>>) -> Result<Self, KeyError> {
        for action in patch.keys() {
            if !ACTIONS.iter().any(|info| info.name == action) {
                let near = did_you_mean(action, ACTIONS.iter().map(|info| info.name));
                let near = near.map_or_else(String::new, |near| format!("; {near}"));
                return Err(KeyError::NoAction { action: action.clone(), near });
            }
        }
        let mut map = Self { bound: HashMap::new(), keys: HashMap::new() };
        let mut owners: Vec<(Context, Vec<Key>, &ActionInfo)> = Vec::new();
        for info in ACTIONS {
            let texts: Vec<String> =
                patch.get(info.name).cloned().unwrap_or_else(|| info.keys.iter().map(|&key| key.to_owned()).collect());
            for text in &texts {
                let keys =
                    Key::parse_sequence(text).map_err(|reason| KeyError::NoKey { action: info.name.to_owned(), reason })?;
                if keys.contains(&Key::INTERRUPT) && info.action != Action::Interrupt {
                    return Err(KeyError::Taken { keys: text.clone(), action: info.name });
                }
                // One key may stand under two of its names, but not begin a longer sequence of the same action.
                let hides = |other: &Vec<Key>, of: &ActionInfo| {
                    (other.starts_with(&keys) || keys.starts_with(other)) && (of.action != info.action || *other != keys)
                };
                let clash = owners.iter().find(|(context, other, of)| *context == info.context && hides(other, of));
                if let Some((_, theirs, other)) = clash {
                    let sent: Vec<String> = theirs.iter().map(ToString::to_string).collect();
                    let sent = sent.join(" ");
                    let keys = if sent == *text { format!("“{text}”") } else { format!("“{text}” (with “{sent}”)") };
                    return Err(KeyError::Conflict { keys, one: other.name, other: info.name });
                }
                owners.push((info.context, keys.clone(), info));
                map.bound.insert((info.context, keys), info.action);
            }
            map.keys.insert(info.action, texts);
        }
        if [Action::Quit, Action::Interrupt].iter().all(|&way| map.keys(way).is_empty()) {
            return Err(KeyError::NoWayOut);
        }
        Ok(map)
    }

    /// What `pressed` means in the first of `contexts` that knows it.
    pub fn look_up(&self, contexts: &[Context], pressed: &[Key]) -> Lookup {
        for &context in contexts {
            if let Some(&action) = self.bound.get(&(context, pressed.to_vec())) {
                return Lookup::Action(action);
            }
            if self.bound.keys().any(|(of, keys)| *of == context && keys.len() > pressed.len() && keys.starts_with(pressed)) {
                return Lookup::Begun;
            }
        }
        Lookup::Nothing
    }

    /// What may follow `pressed` in the contexts: the keys still to press, and what they mean; in the order of the table.
    pub fn continuations(&self, contexts: &[Context], pressed: &[Key]) -> Vec<(String, &'static ActionInfo)> {
        let mut found = Vec::new();
        for info in ACTIONS.iter().filter(|info| contexts.contains(&info.context)) {
            for keys in self.keys(info.action).iter().filter_map(|text| Key::parse_sequence(text).ok()) {
                let goes_on = keys.len() > pressed.len() && keys.starts_with(pressed);
                if goes_on && self.look_up(contexts, &keys) == Lookup::Action(info.action) {
                    let rest = keys[pressed.len()..].iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
                    found.push((rest, info));
                }
            }
        }
        found
    }

    /// The key to show for an action in the contexts: the first that means it there; empty when none does.
    pub fn hint_in(&self, contexts: &[Context], action: Action) -> &str {
        let means =
            |text: &&String| Key::parse_sequence(text).is_ok_and(|keys| self.look_up(contexts, &keys) == Lookup::Action(action));
        self.keys(action).iter().find(means).map_or("", String::as_str)
    }

    /// The keys of an action, as written.
    pub fn keys(&self, action: Action) -> &[String] {
        self.keys.get(&action).map_or(&[], Vec::as_slice)
    }

    /// The key to show in hints; empty when the user has taken them all.
    pub fn hint(&self, action: Action) -> &str {
        self.keys(action).first().map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch(action: &str, keys: &[&str]) -> BTreeMap<String, Vec<String>> {
        BTreeMap::from([(action.to_owned(), keys.iter().map(|&k| k.to_owned()).collect())])
    }

    #[test]
    fn the_defaults_have_no_conflict() {
        Keymap::new(&BTreeMap::new()).expect("defaults");
    }

    #[test]
    fn a_conflict_names_both_actions() {
        let error = Keymap::new(&patch("quit", &["j"])).expect_err("j goes down").to_string();
        assert!(error.contains("“j”") && error.contains("down") && error.contains("quit"), "{error}");
        let error = Keymap::new(&patch("quit", &["g"])).expect_err("g begins gg").to_string();
        assert!(error.contains("top"), "{error}");
        let error = Keymap::new(&patch("quit", &["C-i"])).expect_err("terminals send Tab").to_string();
        assert!(error.contains("“C-i” (with “Tab”)") && error.contains("next-pane"), "{error}");
    }

    #[test]
    fn control_c_means_nothing_else() {
        let error = Keymap::new(&patch("mark", &["C-c"])).expect_err("C-c interrupts").to_string();
        assert!(error.contains("mark") && error.contains("from anywhere"), "{error}");
        Keymap::new(&patch("accept", &["Enter", "C-m"])).expect("two names of one key");
    }

    #[test]
    fn unknown_actions_and_keys_are_refused_with_help() {
        let error = Keymap::new(&patch("quti", &["Q"])).expect_err("no action").to_string();
        assert!(error.contains("did you mean “quit”"), "{error}");
        assert!(Keymap::new(&patch("quit", &["Qq"])).is_err());
    }

    #[test]
    fn a_way_out_stays() {
        let none = |actions: &[&str]| Keymap::new(&actions.iter().map(|&action| (action.to_owned(), Vec::new())).collect());
        assert!(none(&["quit"]).is_ok() && none(&["interrupt"]).is_ok());
        assert_eq!(none(&["quit", "interrupt"]).expect_err("no way out"), KeyError::NoWayOut);
    }

    #[test]
    fn what_may_follow_is_listed_and_hints_are_true_where_they_stand() {
        let map = Keymap::default();
        let rest = |contexts: &[Context], begun: &str| -> Vec<String> {
            let pressed = Key::parse_sequence(begun).expect("keys");
            map.continuations(contexts, &pressed).into_iter().map(|(rest, info)| format!("{rest} {}", info.name)).collect()
        };
        assert_eq!(
            rest(&[Context::Browse], "g"),
            ["g top", "o outcomes", "/ search", "t whole-topic", "m group-mark", "n notes", "w news"]
        );
        assert_eq!(rest(&[Context::Browse], "C-w"), ["w next-pane", "p previous-pane"]);
        assert!(rest(&[Context::Browse], "y").contains(&"q copy-quote".to_owned()));
        assert_eq!(map.hint_in(&[Context::Browse], Action::Search), "/");
        assert_eq!(map.hint_in(&[Context::Detail, Context::Browse], Action::Search), "g /", "/ finds in the record there");
    }

    #[test]
    fn sequences_are_found_step_by_step() {
        let map = Keymap::default();
        let keys = Key::parse_sequence("g g").expect("keys");
        assert_eq!(map.look_up(&[Context::Browse], &keys[..1]), Lookup::Begun);
        assert_eq!(map.look_up(&[Context::Browse], &keys), Lookup::Action(Action::Top));
    }
}
