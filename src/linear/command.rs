//! What a typed line means.

use crate::app::{App, Focus, Mode};
use crate::archive::nearest;
use crate::keys::{ACTIONS, Action, Context, Key, Keymap, Lookup};
use crate::text::{capitalise, clean, join_and};

/// A line, understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Carry out an action.
    Act(Action),
    /// Press keys in a mode that has its own.
    Press(Vec<Key>),
    /// A row or a link.
    Number(usize),
    /// Begin to search or to write a note, with these words.
    Write(Action, String),
    /// The words that were asked for.
    Words(String),
    /// No words in place of those there are.
    Erase,
    /// Words for an input line that this mode may have.
    Insert(String),
    /// The help on some words.
    Help(String),
    /// Nothing that can be done, for this reason.
    Say(String),
}

/// What words are asked for, if any: those of [`Action::Search`] or of [`Action::Note`].
pub(super) fn typing(mode: Mode) -> Option<Action> {
    match mode {
        Mode::Search => Some(Action::Search),
        Mode::Note => Some(Action::Note),
        _ => None,
    }
}

/// What is to be typed next, when words are asked for.
pub(super) fn asked_for(app: &App) -> Option<String> {
    let (what, none) = match typing(app.mode())? {
        Action::Note => ("the note", "there is none yet"),
        _ => ("the words to search for", "there are none yet"),
    };
    let value = app.input().value();
    let now = if value.is_empty() { none.to_owned() } else { format!("now “{value}”") };
    let (cancel, erase) = (app.keymap().hint(Action::Cancel), app.keymap().hint(Action::EraseToStart));
    Some(format!(
        "Type {what} and press Return; {now}. An empty line leaves that as it is, {erase} takes it away, {cancel} gives up."
    ))
}

/// What lies on top of the panes in a mode of which this shell knows no more than its name; none for those it knows.
pub(super) fn overlay(mode: Mode) -> Option<String> {
    if matches!(mode, Mode::Browse | Mode::Search | Mode::Note) {
        return None;
    }
    let name = format!("{mode:?}");
    Some(name.chars().take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
}

/// Reads a line.
pub(super) fn understand(line: &str, app: &App) -> Command {
    if typing(app.mode()).is_some() {
        return words(line, app.keymap());
    }
    let line = line.trim();
    if line.is_empty() {
        return Command::Act(Action::Down);
    }
    if let Some(info) = ACTIONS.iter().find(|info| info.name.eq_ignore_ascii_case(line)) {
        return if info.context == Context::Typing {
            Command::Say(format!("“{}” acts only on an input line, which your terminal edits here", info.name))
        } else {
            Command::Act(info.action)
        };
    }
    if overlay(app.mode()).is_some() {
        return keys(line).map_or_else(|| Command::Insert(line.to_owned()), Command::Press);
    }
    if line.chars().all(|c| c.is_ascii_digit()) {
        return line.parse().map_or_else(|_| unknown(line), Command::Number);
    }
    if let Some(words) = line.strip_prefix('/').filter(|words| !words.trim().is_empty()) {
        return Command::Write(Action::Search, words.to_owned());
    }
    if let Some((name, rest)) = line.split_once(' ') {
        match name.to_ascii_lowercase().as_str() {
            "help" => return Command::Help(rest.trim().to_owned()),
            "search" => return Command::Write(Action::Search, rest.to_owned()),
            "note" => return Command::Write(Action::Note, rest.to_owned()),
            _ => {}
        }
    }
    by_key(line, app)
}

/// A line where words are asked for: they may be anything but the keys that give up or take away.
fn words(line: &str, keymap: &Keymap) -> Command {
    let action = keys(line.trim()).filter(|keys| keys.iter().all(|key| key.typed().is_none()));
    match action.map(|keys| keymap.look_up(&[Context::Typing, Context::Browse], &keys)) {
        Some(Lookup::Action(action @ (Action::Cancel | Action::Interrupt))) => Command::Act(action),
        Some(Lookup::Action(Action::EraseToStart)) => Command::Erase,
        _ => Command::Words(line.to_owned()),
    }
}

/// The keys that a line names; names of keys may be written small.
fn keys(line: &str) -> Option<Vec<Key>> {
    let read = |text: &str| Key::parse(text).or_else(|_| Key::parse(&capitalise(text))).ok().map(Key::latin);
    line.split_whitespace().map(read).collect()
}

/// A line that names keys, with blanks between them or without.
fn by_key(line: &str, app: &App) -> Command {
    let contexts: &[Context] =
        if app.focus() == Focus::Detail { &[Context::Detail, Context::Browse] } else { &[Context::Browse] };
    let letters = || line.chars().map(|c| Key::parse(c.encode_utf8(&mut [0; 4])).ok().map(Key::latin)).collect();
    let readings: [Option<Vec<Key>>; 2] = [keys(line), letters()];
    let look_up = |contexts: &[Context]| {
        let lookups = readings.iter().flatten().map(|keys| app.keymap().look_up(contexts, keys));
        lookups.filter(|found| *found != Lookup::Nothing).min_by_key(|found| *found == Lookup::Begun)
    };
    match look_up(contexts) {
        Some(Lookup::Action(action)) => Command::Act(action),
        Some(_) => Command::Say(begun(line, app.keymap())),
        None if look_up(&[Context::Detail]).is_some() => {
            Command::Say(format!("“{line}” acts in the detail; type detail to go there"))
        }
        None => unknown(line),
    }
}

/// What a sequence that is not whole may become.
fn begun(line: &str, keymap: &Keymap) -> String {
    let whole: Vec<String> = ACTIONS
        .iter()
        .filter(|info| info.context != Context::Typing)
        .flat_map(|info| keymap.keys(info.action).iter().map(move |keys| (keys, info.name)))
        .filter(|(keys, _)| keys.starts_with(line) && keys.len() > line.len())
        .map(|(keys, name)| format!("{keys} for {name}"))
        .collect();
    format!("“{line}” only begins a sequence of keys: {}", join_and(&whole))
}

fn unknown(line: &str) -> Command {
    let line = clean(line);
    let near = nearest(&line, ACTIONS.iter().filter(|info| info.context != Context::Typing).map(|info| info.name));
    let near = near.map(|near| format!(" Did you mean {near}?")).unwrap_or_default();
    Command::Say(format!("“{line}” is no key, action or number.{near} /{line} would search for it; help lists what can be typed"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::archive::Archive;
    use crate::query::{Catalogue, Query};
    use crate::record::Language;

    fn app() -> App {
        let catalogue = Arc::new(Catalogue::new(Archive::bundled().expect("the bundled archive is sound")));
        App::new(catalogue, Keymap::default(), Query::default(), Language::En)
    }

    #[test]
    fn keys_names_numbers_and_words_are_told_apart() {
        let app = app();
        for (line, wanted) in [
            ("", Command::Act(Action::Down)),
            ("j", Command::Act(Action::Down)),
            ("G", Command::Act(Action::Bottom)),
            ("gg", Command::Act(Action::Top)),
            ("y c", Command::Act(Action::CopyCitation)),
            ("space", Command::Act(Action::Toggle)),
            ("Next-Pane", Command::Act(Action::NextPane)),
            ("о", Command::Act(Action::Down)), // the Cyrillic letter at the place of j
            ("/", Command::Act(Action::Search)),
            ("/water", Command::Write(Action::Search, "water".to_owned())),
            ("search water", Command::Write(Action::Search, "water".to_owned())),
            ("help copy", Command::Help("copy".to_owned())),
            ("3", Command::Number(3)),
        ] {
            assert_eq!(understand(line, &app), wanted, "{line}");
        }
        for line in ["tab tab tab", "99999999999999999999999", "y", "n", "word-left", "\u{1b}[31m"] {
            assert!(matches!(understand(line, &app), Command::Say(_)), "{line}: {:?}", understand(line, &app));
        }
    }

    #[test]
    fn words_that_are_asked_for_may_be_anything_but_the_keys_that_give_up() {
        let mut app = app();
        app.update(Action::Search);
        for line in ["q", "down", "3", "Left", ""] {
            assert_eq!(understand(line, &app), Command::Words(line.to_owned()));
        }
        assert_eq!(understand("Esc", &app), Command::Act(Action::Cancel));
        assert_eq!(understand("C-c", &app), Command::Act(Action::Interrupt));
    }

    #[test]
    fn a_mode_that_is_not_known_here_has_a_name_and_a_way_out() {
        let mut app = app();
        assert_eq!(overlay(app.mode()), None);
        app.update(Action::Help);
        assert_eq!(overlay(app.mode()).as_deref(), Some("help"));
        let said = super::super::telling::standing(&app);
        assert!(said.contains("The help is open, which is for the eye; Esc closes it."), "{said}");
        assert_eq!(understand("back", &app), Command::Act(Action::Back));
        let Command::Press(keys) = understand("esc", &app) else { panic!("no key") };
        keys.into_iter().for_each(|key| assert_eq!(app.press(key), crate::app::Effect::None));
        assert_eq!(overlay(app.mode()), None);
    }
}
