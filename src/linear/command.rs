//! What a typed line means.

use super::dialog::{Dialog, can_be_typed};
use super::{charts, help, map, sheets};
use crate::app::{App, Focus};
use crate::archive::{Id, nearest};
use crate::keys::{ACTIONS, Action, Context, Key, Keymap, Lookup};
use crate::record::Language;
use crate::text::{capitalise, clean, join_and, truncate};

/// A line, understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Carry out an action.
    Act(Action),
    /// A row, a link or an entry.
    Number(usize),
    /// A cell of the chart, by row and column.
    Cell(usize, usize),
    /// A country of the map.
    Country(Id),
    /// Go there, then open what stands there.
    Open(Box<Command>),
    /// Begin what asks for words, and give it these.
    Ask(Action, String),
    /// The words that were asked for.
    Words(String),
    /// The beginning of words, to be completed.
    Complete(String),
    /// No words in place of those there are.
    Erase,
    /// Run the saved search of this name or number.
    Run(String),
    /// Remove it.
    Remove(String),
    /// Put back the removed search of this name or number.
    PutBack(String),
    /// The rows with their numbers from the first on, so many at a time.
    List(Option<usize>),
    /// The rows that come next.
    More,
    /// The chart of this number.
    Chart(usize),
    /// Filter by the country or topic that is called so, or stop.
    Filter(String),
    /// Names in this language.
    Speak(Language),
    /// Go to where the last session ended.
    Resume,
    /// The help on some words.
    Help(String),
    /// Close what is open, then do this.
    Leave(Box<Command>),
    /// Nothing that can be done, for this reason.
    Say(String),
}

/// Reads a line.
pub(super) fn understand(line: &str, app: &App) -> Command {
    if ends(line, app.keymap()) {
        return Command::Act(Action::Quit);
    }
    match Dialog::of(app.mode()) {
        Some(dialog) if dialog.asks() => words(line, dialog, app),
        Some(dialog) => within(line, dialog, app),
        None => anywhere(line, app),
    }
}

/// Full-width signs and letters as their ASCII forms, and the blank of that width.
fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    };
    text.chars().map(narrow).collect()
}

/// Whether a line ends the program, whatever is open: these words always do.
fn ends(line: &str, keymap: &Keymap) -> bool {
    let line = narrow(line.trim()).to_lowercase();
    let free = |keys: &[Key]| matches!(keymap.look_up(&[Context::Browse], keys), Lookup::Nothing | Lookup::Action(Action::Quit));
    matches!(line.as_str(), "quit" | "exit") || line == "q" && Key::parse("q").is_ok_and(|key| free(&[key]))
}

/// A line where words are asked for: they may be anything but the keys that give up or take away.
fn words(line: &str, dialog: Dialog, app: &App) -> Command {
    if let Some(begun) = line.strip_suffix('\t').filter(|_| dialog == Dialog::Search) {
        return Command::Complete(begun.to_owned());
    }
    if dialog == Dialog::Palette {
        let narrow = narrow(line.trim());
        match narrow.as_str() {
            "list" => return Command::List(None),
            "more" => return Command::More,
            number => {
                if let Ok(number) = number.parse() {
                    return Command::Number(number);
                }
            }
        }
    }
    let action = keys(line.trim()).filter(|keys| keys.iter().all(|key| key.typed().is_none()));
    match action.map(|keys| app.keymap().look_up(&[Context::Typing, Context::Browse], &keys)) {
        Some(Lookup::Action(action @ (Action::Cancel | Action::Interrupt))) => Command::Act(action),
        Some(Lookup::Action(action @ (Action::EarlierSearch | Action::LaterSearch))) if dialog == Dialog::Search => {
            Command::Act(action)
        }
        Some(Lookup::Action(Action::EraseToStart)) => Command::Erase,
        _ => Command::Words(line.to_owned()),
    }
}

/// A line where a list, the charts or the map are open. What they do not know is a command of the panes.
fn within(line: &str, dialog: Dialog, app: &App) -> Command {
    let line = line.trim();
    let place = |words: &str| match dialog {
        Dialog::Charts => charts::cell(app, words).map(|(row, column)| Command::Cell(row, column)),
        Dialog::Map => map::named(app, words).map(Command::Country),
        _ => sheets::find(app, words).ok().filter(|_| words.parse::<usize>().is_err()).map(|_| Command::Run(words.to_owned())),
    };
    let narrow = narrow(line);
    let named = match by_name(&narrow) {
        Some(Command::Act(action)) if !dialog.knows(action) => None,
        named => named,
    };
    let opened = || narrow.strip_prefix("open ").and_then(&place).map(|there| Command::Open(Box::new(there)));
    if line.is_empty() {
        // The rows of the map are its places; down is to the south.
        return Command::Act(if dialog == Dialog::Map { Action::NextPane } else { Action::Down });
    }
    if let Some(command) = named.or_else(opened).or_else(|| place(&narrow)) {
        return command;
    }
    match by_key(&narrow, dialog.contexts(), app.keymap()) {
        Some(Command::Act(action)) if dialog.knows(action) => return Command::Act(action),
        _ => {}
    }
    match anywhere(line, app) {
        Command::Say(reason) => Command::Say(format!("{reason}. {}", can_be_typed(dialog, app))),
        Command::Act(Action::Help) => Command::Say(can_be_typed(dialog, app)),
        Command::Help(words) if words.is_empty() => Command::Say(can_be_typed(dialog, app)),
        command if stays(&command, dialog) => command,
        command => Command::Leave(Box::new(command)),
    }
}

/// Whether a command has its sense within the dialog.
fn stays(command: &Command, dialog: Dialog) -> bool {
    match command {
        Command::Number(_) | Command::List(_) | Command::More | Command::Help(_) => true,
        Command::Open(inner) => stays(inner, dialog),
        Command::Run(_) | Command::Remove(_) | Command::PutBack(_) => dialog == Dialog::Searches,
        Command::Chart(_) => dialog == Dialog::Charts,
        Command::Speak(_) => matches!(dialog, Dialog::Charts | Dialog::Map),
        _ => false,
    }
}

/// A line where nothing is open.
fn anywhere(line: &str, app: &App) -> Command {
    let line = line.trim();
    let narrow = narrow(line);
    if line.is_empty() {
        return Command::Act(Action::Down);
    }
    if let Some(command) = by_name(&narrow).or_else(|| by_word(line)) {
        return command;
    }
    if let Ok(number) = narrow.parse() {
        return Command::Number(number);
    }
    let contexts: &[Context] =
        if app.focus() == Focus::Detail { &[Context::Detail, Context::Browse] } else { &[Context::Browse] };
    by_key(&narrow, contexts, app.keymap()).unwrap_or_else(|| unknown(line))
}

/// An action by its name, in which blanks may stand for hyphens, or by another word for it.
fn by_name(line: &str) -> Option<Command> {
    let name = line.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
    if let Some((_, action)) = help::ALIASES.iter().find(|(alias, _)| *alias == name) {
        return Some(Command::Act(*action));
    }
    let info = ACTIONS.iter().find(|info| info.name == name)?;
    Some(match info.context {
        Context::Typing => Command::Say(format!("“{}” acts only on an input line, which your terminal edits here", info.name)),
        _ => Command::Act(info.action),
    })
}

/// A word with what it is to act on: "/water", "export x.csv", "list 20".
fn by_word(line: &str) -> Option<Command> {
    let sign = line.chars().next()?;
    let after = line[sign.len_utf8()..].trim();
    match narrow(sign.encode_utf8(&mut [0; 4])).as_str() {
        // The same everywhere: what is found in the record shown has a word of its own.
        "/" if after.is_empty() => return Some(Command::Act(Action::Search)),
        "/" => return Some(Command::Ask(Action::Search, after.to_owned())),
        ":" if !after.is_empty() => return Some(Command::Ask(Action::Palette, after.to_owned())),
        "?" => return Some(Command::Help(after.to_owned())),
        _ => {}
    }
    let (name, rest) = line.split_once(char::is_whitespace).map_or((line, ""), |(name, rest)| (name, rest.trim()));
    let number = || narrow(rest).parse().ok();
    let name = narrow(name).to_lowercase();
    let ask = |action| Some(Command::Ask(action, rest.to_owned()));
    match name.as_str() {
        "help" => Some(Command::Help(rest.to_owned())),
        "list" if rest.is_empty() => Some(Command::List(None)),
        "list" => number().filter(|rows| *rows > 0).map(|rows| Command::List(Some(rows))),
        "links" if rest.is_empty() => Some(Command::List(None)),
        "more" if rest.is_empty() => Some(Command::More),
        "resume" if rest.is_empty() => Some(Command::Resume),
        _ if rest.is_empty() => None,
        "search" => ask(Action::Search),
        "find" => ask(Action::Find),
        "note" => ask(Action::Note),
        "export" => ask(Action::Export),
        "save" | "save-search" => ask(Action::SaveSearch),
        "palette" => ask(Action::Palette),
        "run" | "searches" | "saved" => Some(Command::Run(rest.to_owned())),
        "remove" => Some(Command::Remove(rest.to_owned())),
        "put" => rest.strip_prefix("back ").map(|name| Command::PutBack(name.trim().to_owned())),
        "filter" => Some(Command::Filter(narrow(rest))),
        "language" => language(rest).map(Command::Speak),
        "chart" | "charts" => number().map(Command::Chart),
        "open" | "read" => number().map(|number| Command::Open(Box::new(Command::Number(number)))),
        "go" | "row" | "link" => number().map(Command::Number),
        _ => None,
    }
}

fn language(name: &str) -> Option<Language> {
    match name.to_lowercase().as_str() {
        "en" | "english" => Some(Language::En),
        "ja" | "japanese" => Some(Language::Ja),
        "ru" | "russian" => Some(Language::Ru),
        _ => None,
    }
}

/// The keys that a line names; names of keys may be written small.
fn keys(line: &str) -> Option<Vec<Key>> {
    let read = |text: &str| Key::parse(text).or_else(|_| Key::parse(&capitalise(text))).ok().map(Key::latin);
    line.split_whitespace().map(read).collect()
}

/// A line that names keys, with blanks between them or without.
fn by_key(line: &str, contexts: &[Context], keymap: &Keymap) -> Option<Command> {
    let letters = || line.chars().map(|c| Key::parse(c.encode_utf8(&mut [0; 4])).ok().map(Key::latin)).collect();
    let readings: [Option<Vec<Key>>; 2] = [keys(line), letters()];
    let look_up = |contexts: &[Context]| {
        let lookups = readings.iter().flatten().map(|keys| keymap.look_up(contexts, keys));
        lookups.filter(|found| *found != Lookup::Nothing).min_by_key(|found| *found == Lookup::Begun)
    };
    match look_up(contexts) {
        // A sign of another layout is the same as the sign itself, wherever it is typed.
        Some(Lookup::Action(Action::Find)) if readings.iter().flatten().any(|keys| is_slash(keys)) => {
            Some(Command::Act(Action::Search))
        }
        Some(Lookup::Action(action)) => Some(Command::Act(action)),
        Some(_) => Some(Command::Say(begun(line, keymap))),
        None => [Context::Detail, Context::List, Context::Chart, Context::Map].iter().find_map(|context| {
            let place = match context {
                Context::Detail => "the detail; type detail to go there",
                Context::List => "the list of saved searches; type searches to open it",
                Context::Chart => "the charts; type charts to open them",
                _ => "the map; type map to open it",
            };
            look_up(&[*context]).map(|_| Command::Say(format!("“{line}” acts in {place}")))
        }),
    }
}

fn is_slash(keys: &[Key]) -> bool {
    matches!(keys, [key] if key.typed() == Some('/'))
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

/// Cells of a line that are said again when it is not understood.
const SAID_AGAIN: usize = 60;

fn unknown(line: &str) -> Command {
    let line = clean(line);
    let line = truncate(&line, SAID_AGAIN, "…");
    let names = ACTIONS.iter().filter(|info| info.context != Context::Typing).map(|info| info.name);
    let near = nearest(&line, names.chain(help::words()).chain(help::ALIASES.iter().map(|(alias, _)| *alias)));
    let near = near.map(|near| format!(" Did you mean {near}?")).unwrap_or_default();
    Command::Say(format!("“{line}” is no key, action or number.{near} /{line} would search for it; help lists what can be typed"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::archive::Archive;
    use crate::query::Query;
    use crate::record::Language;
    use crate::search::Catalogue;

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
            ("／", Command::Act(Action::Search)),
            ("copy citation", Command::Act(Action::CopyCitation)),
            ("clear", Command::Act(Action::ClearFilters)),
            (": copy", Command::Ask(Action::Palette, "copy".to_owned())),
            ("export x.csv", Command::Ask(Action::Export, "x.csv".to_owned())),
            ("list 20", Command::List(Some(20))),
            ("open 3", Command::Open(Box::new(Command::Number(3)))),
            ("EXIT", Command::Act(Action::Quit)),
            ("/water", Command::Ask(Action::Search, "water".to_owned())),
            ("search water", Command::Ask(Action::Search, "water".to_owned())),
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
        for line in ["down", "3", "Left", "quite", ""] {
            assert_eq!(understand(line, &app), Command::Words(line.to_owned()));
        }
        assert_eq!(understand("Esc", &app), Command::Act(Action::Cancel));
        assert_eq!(understand("C-c", &app), Command::Act(Action::Interrupt));
        for line in ["q", "quit", "Exit", "ｑ"] {
            assert_eq!(understand(line, &app), Command::Act(Action::Quit), "{line}");
        }
    }

    #[test]
    fn what_a_dialog_does_not_know_closes_it() {
        let mut app = app();
        app.update(Action::Charts);
        assert_eq!(understand("j", &app), Command::Act(Action::Down));
        assert!(matches!(understand("2025 summit", &app), Command::Cell(..)));
        let search = Command::Ask(Action::Search, "water".to_owned());
        assert_eq!(understand("/water", &app), Command::Leave(Box::new(search)));
        assert_eq!(understand("countries", &app), Command::Leave(Box::new(Command::Act(Action::Countries))));
        assert!(matches!(understand("zzz", &app), Command::Say(words) if words.contains("list reads the rows")));
    }
}
