//! What a typed line means.

use super::overlay::{Overlay, can_be_typed};
use super::{charts, comparison, dialogs, help, map};
use crate::app::{App, Focus, type_named};
use crate::archive::Id;
use crate::keys::{ACTIONS, Action, Context, Key, Keymap, Lookup};
use crate::record::{Language, RecordType};
use crate::text::{capitalise, clean, half_width, join_and, nearest, truncate};

/// A line, understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum LineCommand {
    /// Carry out an action.
    Act(Action),
    /// A row, a link or an entry.
    Number(usize),
    /// A cell of the chart, by row and column.
    Cell(usize, usize),
    /// A country of the map.
    Country(Id),
    /// Go there, then open what stands there.
    Open(Box<LineCommand>),
    /// Begin what asks for words, and give it these.
    Ask(Action, String),
    /// A further line of the note on the record that is shown.
    AddLine(String),
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
    /// Records of this type listed; none is the timeline, or all that is found.
    Type(Option<RecordType>),
    /// Names in this language.
    Speak(Language),
    /// Go to where the last session ended.
    Resume,
    /// The help on some words.
    Help(String),
    /// Close what is open, then do this.
    Leave(Box<LineCommand>),
    /// Nothing that can be done, for this reason.
    Say(String),
}

/// Reads a line.
pub(super) fn understand(line: &str, app: &App) -> LineCommand {
    if ends(line, app.keymap()) {
        return LineCommand::Act(Action::Quit);
    }
    match Overlay::of(app.mode()) {
        Some(overlay) if overlay.asks() => words(line, overlay, app),
        Some(overlay) => within(line, overlay, app),
        None => anywhere(line, app),
    }
}

/// Full-width signs and letters as their ASCII forms, and the blank of that width.
fn narrow(text: &str) -> String {
    text.chars().map(half_width).collect()
}

/// Whether a line ends the program, whatever is open: these words always do.
fn ends(line: &str, keymap: &Keymap) -> bool {
    let line = narrow(line.trim()).to_lowercase();
    let free = |keys: &[Key]| matches!(keymap.look_up(&[Context::Browse], keys), Lookup::Nothing | Lookup::Action(Action::Quit));
    matches!(line.as_str(), "quit" | "exit") || line == "q" && Key::parse("q").is_ok_and(|key| free(&[key]))
}

/// A line where words are asked for: they may be anything but the keys that give up or take away.
fn words(line: &str, overlay: Overlay, app: &App) -> LineCommand {
    if let Some(begun) = line.strip_suffix('\t').filter(|_| overlay == Overlay::Search) {
        return LineCommand::Complete(begun.to_owned());
    }
    if overlay == Overlay::Palette {
        let narrow = narrow(line.trim());
        match narrow.as_str() {
            "list" => return LineCommand::List(None),
            "more" => return LineCommand::More,
            number => {
                if let Ok(number) = number.parse() {
                    return LineCommand::Number(number);
                }
            }
        }
    }
    let action = keys(line.trim()).filter(|keys| keys.iter().all(|key| key.typed().is_none()));
    match action.map(|keys| app.keymap().look_up(&[Context::Typing, Context::Browse], &keys)) {
        Some(Lookup::Action(action @ (Action::Cancel | Action::Interrupt))) => LineCommand::Act(action),
        Some(Lookup::Action(action @ (Action::EarlierSearch | Action::LaterSearch))) if overlay == Overlay::Search => {
            LineCommand::Act(action)
        }
        Some(Lookup::Action(Action::EraseToStart)) => LineCommand::Erase,
        _ => LineCommand::Words(line.to_owned()),
    }
}

/// A line where a list, the charts or the map are open. What they do not know is a command of the panes.
fn within(line: &str, overlay: Overlay, app: &App) -> LineCommand {
    let line = line.trim();
    let place = |words: &str| match overlay {
        Overlay::Charts => charts::cell(app, words).map(|(row, column)| LineCommand::Cell(row, column)),
        Overlay::Map => map::named(app, words).map(LineCommand::Country),
        Overlay::Trace => comparison::number_of_year(app, words).map(LineCommand::Number),
        Overlay::Verdict | Overlay::Commitments | Overlay::Comparison | Overlay::Styles => None,
        _ => {
            dialogs::find(app, words).ok().filter(|_| words.parse::<usize>().is_err()).map(|_| LineCommand::Run(words.to_owned()))
        }
    };
    let narrow = narrow(line);
    let named = match by_name(&narrow) {
        Some(LineCommand::Act(action)) if !overlay.knows(action) => None,
        named => named,
    };
    let opened = || narrow.strip_prefix("open ").and_then(&place).map(|there| LineCommand::Open(Box::new(there)));
    if line.is_empty() {
        // The rows of the map are its places; down is to the south.
        return LineCommand::Act(if overlay == Overlay::Map { Action::NextPane } else { Action::Down });
    }
    if let Some(command) = named.or_else(opened).or_else(|| place(&narrow)) {
        return command;
    }
    match by_key(&narrow, overlay.contexts(), app.keymap()) {
        Some(LineCommand::Act(action)) if overlay.knows(action) => return LineCommand::Act(action),
        _ => {}
    }
    match anywhere(line, app) {
        LineCommand::Say(reason) => LineCommand::Say(format!("{reason}. {}", can_be_typed(overlay, app))),
        LineCommand::Act(Action::Help) => LineCommand::Say(can_be_typed(overlay, app)),
        LineCommand::Help(words) if words.is_empty() => LineCommand::Say(can_be_typed(overlay, app)),
        command if stays(&command, overlay) => command,
        command => LineCommand::Leave(Box::new(command)),
    }
}

/// Whether a command has its sense within the overlay.
fn stays(command: &LineCommand, overlay: Overlay) -> bool {
    match command {
        LineCommand::Number(_) | LineCommand::List(_) | LineCommand::More | LineCommand::Help(_) => true,
        LineCommand::Open(inner) => stays(inner, overlay),
        LineCommand::Run(_) | LineCommand::Remove(_) | LineCommand::PutBack(_) => overlay == Overlay::Searches,
        LineCommand::Chart(_) => overlay == Overlay::Charts,
        LineCommand::Speak(_) => matches!(overlay, Overlay::Charts | Overlay::Map),
        _ => false,
    }
}

/// A line where nothing is open.
fn anywhere(line: &str, app: &App) -> LineCommand {
    let line = line.trim();
    let narrow = narrow(line);
    if line.is_empty() {
        return LineCommand::Act(Action::Down);
    }
    if let Some(command) = by_name(&narrow).or_else(|| by_word(line)) {
        return command;
    }
    if let Ok(number) = narrow.parse() {
        return LineCommand::Number(number);
    }
    let contexts: &[Context] =
        if app.focus() == Focus::Detail { &[Context::Detail, Context::Browse] } else { &[Context::Browse] };
    by_key(&narrow, contexts, app.keymap()).unwrap_or_else(|| unknown(line))
}

/// An action by its name, in which blanks may stand for hyphens, or by another word for it.
fn by_name(line: &str) -> Option<LineCommand> {
    let name = line.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
    if let Some((_, action)) = help::ALIASES.iter().find(|(alias, _)| *alias == name) {
        return Some(LineCommand::Act(*action));
    }
    let info = ACTIONS.iter().find(|info| info.name == name)?;
    Some(match info.context {
        Context::Typing => {
            LineCommand::Say(format!("“{}” acts only on an input line, which your terminal edits here", info.name))
        }
        _ => LineCommand::Act(info.action),
    })
}

/// A word with what it is to act on: "/water", "export x.csv", "list 20".
fn by_word(line: &str) -> Option<LineCommand> {
    let sign = line.chars().next()?;
    let after = line[sign.len_utf8()..].trim();
    match narrow(sign.encode_utf8(&mut [0; 4])).as_str() {
        // The same everywhere: what is found in the record shown has a word of its own.
        "/" if after.is_empty() => return Some(LineCommand::Act(Action::Search)),
        "/" => return Some(LineCommand::Ask(Action::Search, after.to_owned())),
        ":" if !after.is_empty() => return Some(LineCommand::Ask(Action::Palette, after.to_owned())),
        "?" => return Some(LineCommand::Help(after.to_owned())),
        _ => {}
    }
    let (name, rest) = line.split_once(char::is_whitespace).map_or((line, ""), |(name, rest)| (name, rest.trim()));
    let number = || narrow(rest).parse().ok();
    let name = narrow(name).to_lowercase();
    let ask = |action| Some(LineCommand::Ask(action, rest.to_owned()));
    match name.as_str() {
        "help" => Some(LineCommand::Help(rest.to_owned())),
        "list" if rest.is_empty() => Some(LineCommand::List(None)),
        "list" => {
            let rows = number().filter(|rows| *rows > 0).map(|rows| LineCommand::List(Some(rows)));
            rows.or_else(|| type_named(rest).map(LineCommand::Type))
        }
        "links" if rest.is_empty() => Some(LineCommand::List(None)),
        "more" if rest.is_empty() => Some(LineCommand::More),
        "resume" if rest.is_empty() => Some(LineCommand::Resume),
        _ if rest.is_empty() => None,
        "search" => ask(Action::Search),
        "find" => ask(Action::Find),
        "note" => ask(Action::Note),
        "add" | "append" => Some(LineCommand::AddLine(rest.to_owned())),
        "group" | "group-mark" => ask(Action::GroupMark),
        "export" => ask(Action::Export),
        "verify" => ask(Action::Verify),
        "trace" => ask(Action::Trace),
        "save" | "save-search" => ask(Action::SaveSearch),
        "palette" => ask(Action::Palette),
        "run" | "searches" | "saved" => Some(LineCommand::Run(rest.to_owned())),
        "remove" => Some(LineCommand::Remove(rest.to_owned())),
        "put" => rest.strip_prefix("back ").map(|name| LineCommand::PutBack(name.trim().to_owned())),
        "filter" => Some(LineCommand::Filter(narrow(rest))),
        "language" => language(rest).map(LineCommand::Speak),
        "chart" | "charts" => number().map(LineCommand::Chart),
        "open" | "read" => number().map(|number| LineCommand::Open(Box::new(LineCommand::Number(number)))),
        "go" | "row" | "link" => number().map(LineCommand::Number),
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
fn by_key(line: &str, contexts: &[Context], keymap: &Keymap) -> Option<LineCommand> {
    let letters = || line.chars().map(|c| Key::parse(c.encode_utf8(&mut [0; 4])).ok().map(Key::latin)).collect();
    let readings: [Option<Vec<Key>>; 2] = [keys(line), letters()];
    let look_up = |contexts: &[Context]| {
        let lookups = readings.iter().flatten().map(|keys| keymap.look_up(contexts, keys));
        lookups.filter(|found| *found != Lookup::Nothing).min_by_key(|found| *found == Lookup::Begun)
    };
    match look_up(contexts) {
        // A sign of another layout is the same as the sign itself, wherever it is typed.
        Some(Lookup::Action(Action::Find)) if readings.iter().flatten().any(|keys| is_slash(keys)) => {
            Some(LineCommand::Act(Action::Search))
        }
        Some(Lookup::Action(action)) => Some(LineCommand::Act(action)),
        Some(_) => Some(LineCommand::Say(begun(line, keymap))),
        None => [Context::Detail, Context::List, Context::Chart, Context::Map].iter().find_map(|context| {
            let place = match context {
                Context::Detail => "the detail; type detail to go there",
                Context::List => "the list of saved searches; type searches to open it",
                Context::Chart => "the charts; type charts to open them",
                _ => "the map; type map to open it",
            };
            look_up(&[*context]).map(|_| LineCommand::Say(format!("“{line}” acts in {place}")))
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

fn unknown(line: &str) -> LineCommand {
    let line = clean(line);
    let line = truncate(&line, SAID_AGAIN, "…");
    let names = ACTIONS.iter().filter(|info| info.context != Context::Typing).map(|info| info.name);
    let near = nearest(&line, names.chain(help::words()).chain(help::ALIASES.iter().map(|(alias, _)| *alias)));
    let near = near.first().map(|near| format!(" Did you mean {near}?")).unwrap_or_default();
    LineCommand::Say(format!(
        "“{line}” is no key, action or number.{near} /{line} would search for it; help lists what can be typed"
    ))
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
            ("", LineCommand::Act(Action::Down)),
            ("j", LineCommand::Act(Action::Down)),
            ("G", LineCommand::Act(Action::Bottom)),
            ("gg", LineCommand::Act(Action::Top)),
            ("y c", LineCommand::Act(Action::CopyCitation)),
            ("space", LineCommand::Act(Action::Toggle)),
            ("Next-Pane", LineCommand::Act(Action::NextPane)),
            ("о", LineCommand::Act(Action::Down)), // the Cyrillic letter at the place of j
            ("/", LineCommand::Act(Action::Search)),
            ("／", LineCommand::Act(Action::Search)),
            ("copy citation", LineCommand::Act(Action::CopyCitation)),
            ("clear", LineCommand::Act(Action::ClearFilters)),
            (": copy", LineCommand::Ask(Action::Palette, "copy".to_owned())),
            ("export x.csv", LineCommand::Ask(Action::Export, "x.csv".to_owned())),
            ("list 20", LineCommand::List(Some(20))),
            ("open 3", LineCommand::Open(Box::new(LineCommand::Number(3)))),
            ("EXIT", LineCommand::Act(Action::Quit)),
            ("/water", LineCommand::Ask(Action::Search, "water".to_owned())),
            ("search water", LineCommand::Ask(Action::Search, "water".to_owned())),
            ("help copy", LineCommand::Help("copy".to_owned())),
            ("3", LineCommand::Number(3)),
        ] {
            assert_eq!(understand(line, &app), wanted, "{line}");
        }
        for line in ["tab tab tab", "99999999999999999999999", "y", "n", "word-left", "\u{1b}[31m"] {
            assert!(matches!(understand(line, &app), LineCommand::Say(_)), "{line}: {:?}", understand(line, &app));
        }
    }

    #[test]
    fn words_that_are_asked_for_may_be_anything_but_the_keys_that_give_up() {
        let mut app = app();
        app.update(Action::Search);
        for line in ["down", "3", "Left", "quite", ""] {
            assert_eq!(understand(line, &app), LineCommand::Words(line.to_owned()));
        }
        assert_eq!(understand("Esc", &app), LineCommand::Act(Action::Cancel));
        assert_eq!(understand("C-c", &app), LineCommand::Act(Action::Interrupt));
        for line in ["q", "quit", "Exit", "ｑ"] {
            assert_eq!(understand(line, &app), LineCommand::Act(Action::Quit), "{line}");
        }
    }

    #[test]
    fn what_a_dialog_does_not_know_closes_it() {
        let mut app = app();
        app.update(Action::Charts);
        assert_eq!(understand("j", &app), LineCommand::Act(Action::Down));
        assert!(matches!(understand("2025 summit", &app), LineCommand::Cell(..)));
        let search = LineCommand::Ask(Action::Search, "water".to_owned());
        assert_eq!(understand("/water", &app), LineCommand::Leave(Box::new(search)));
        assert_eq!(understand("countries", &app), LineCommand::Leave(Box::new(LineCommand::Act(Action::Countries))));
        assert!(matches!(understand("zzz", &app), LineCommand::Say(words) if words.contains("list reads the rows")));
    }
}
