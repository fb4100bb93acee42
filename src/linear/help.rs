//! What can be typed, in words, made from the table of actions and the live keys; the query language, and what is drawn as
//! signs elsewhere.

use crate::app::{BLOCKS, NUMBERS, SIGNS};
use crate::keys::{ACTIONS, Action, ActionInfo, Group, Keymap};
use crate::query::help::{Construct, INTRODUCTION, PARTS};
use crate::record::EventKind;
use crate::text::{count, join_and};

/// What a line may be beside an action.
const LINES: [&str; 5] = [
    "Type a line and press Return. It may be an action’s name or one of its keys, as listed below: C- is Ctrl, M- is Alt, S- is \
     Shift, all typed as letters, and small letters differ from capitals.",
    "An empty line goes down to the next row or line.",
    "A number goes to that row of a list; while a record is read, it follows the link of that number.",
    "quit, q, exit and the end of the input end the program, whatever is open.",
    "help query tells the query language with an example of each construct; help signs tells what the signs of the screen are \
     called here, and what the numbers count.",
];

/// Words that are no actions, or take more with them than an action does, and what they do.
const WORDS: [(&str, &str); 23] = [
    ("/WORDS or search WORDS", "search everything for them: /water country:KZ"),
    ("find WORDS", "find them in the record that is shown; next-found goes to the next place"),
    ("verify TEXT", "ask whether it was said: the verdict, what is turned in it, and the records that come nearest"),
    ("trace PHRASE, PHRASE", "how often they are said year by year; without a phrase, the words that are searched for"),
    ("list, or list 20", "read the rows with their numbers, ten or so many at a time; while a record is read, its links"),
    (
        "list TYPE",
        "list quotes, outcomes, projects, documents, people, bodies, places or sources; list timeline lists the events",
    ),
    ("more", "read the rows that come next"),
    ("where", "tell again where you are and what stands there"),
    ("clear", "clear search and filters"),
    ("open 3", "open the row of that number, or follow the link"),
    ("filter NAME", "filter by the country or topic of that name, or stop: filter Kazakhstan, filter energy"),
    ("note WORDS", "write them as the note on the record that is shown, in place of the one there"),
    ("add WORDS", "add them to that note as a further line"),
    ("group WORDS", "mark the record under these words, with commas between; /mark:WORD finds what is marked so"),
    ("save NAME", "save the search and the filters under that name"),
    ("run NAME", "run the saved search of that name or number; searches lists them"),
    ("remove NAME", "remove it; put back NAME puts it back as long as the list is open"),
    ("export FILE", "write what is listed to that file, whose ending says the format; nothing is written over"),
    ("chart 2", "open the chart of that number; in it a number or a name goes to a cell, and open lists its events"),
    (":WORDS or palette WORDS", "list the actions and saved searches that these words name, to be chosen by number"),
    ("language NAME", "names in English, Japanese or Russian"),
    ("resume", "go to where the last session ended"),
    ("help WORDS", "list only what these words name: help copy"),
];

/// Other words for actions, as readers of other programs type them.
pub(super) const ALIASES: [(&str, Action); 25] = [
    ("where", Action::Redraw),
    ("again", Action::Redraw),
    ("clear", Action::ClearFilters),
    ("next", Action::Down),
    ("previous", Action::Up),
    ("prev", Action::Up),
    ("first", Action::Top),
    ("last", Action::Bottom),
    ("read", Action::Open),
    ("enter", Action::Open),
    ("close", Action::Back),
    ("forward", Action::HistoryForward),
    ("save", Action::SaveSearch),
    ("saved", Action::Searches),
    ("context", Action::Concordance),
    ("results", Action::Timeline),
    ("events", Action::Timeline),
    ("record", Action::Detail),
    ("chart", Action::Charts),
    ("copy", Action::CopyText),
    ("cite", Action::CopyCitation),
    ("bibtex", Action::CopyBibtex),
    ("address", Action::CopyAddress),
    ("source", Action::OpenSource),
    ("unmark", Action::Mark),
];

/// The words themselves, for guesses at what was meant.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    let first = |(form, _): &(&'static str, &str)| form.split([' ', ',']).next();
    WORDS.iter().filter_map(first).filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// The help, of everything or of that in which every one of `words` stands.
pub(super) fn lines(keymap: &Keymap, kinds: &[EventKind], words: &str) -> Vec<String> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["query" | "queries"] => return language(),
        ["signs" | "sign" | "legend"] => return legend(kinds),
        _ => {}
    }
    let mut lines = Vec::new();
    let mut found = 0;
    let said = WORDS.iter().map(|(form, meaning)| format!("{form}: {meaning}."));
    let mut add = |title: &str, lines_of: Vec<String>| {
        let told: Vec<String> = lines_of.into_iter().filter(|line| holds(line, &words)).collect();
        if !told.is_empty() {
            found += told.len();
            lines.push(format!("{title}:"));
            lines.extend(told);
        }
    };
    add("Words", said.collect());
    for group in Group::ALL.into_iter().filter(|group| *group != Group::Typing) {
        let of_group = ACTIONS.iter().filter(|info| info.group == group && info.action != Action::Zoom);
        add(group.title(), of_group.map(|info| line(info, keymap)).collect());
    }
    if !words.is_empty() {
        for (heading, rows) in PARTS {
            add(&format!("Queries, {}", heading.to_lowercase()), rows.iter().map(construct).collect());
        }
        add(SIGNS_AND_NUMBERS, legend(kinds));
    }
    if words.is_empty() {
        LINES.iter().map(|&line| line.to_owned()).chain(lines).collect()
    } else {
        let which = format!("with “{}”", words.join(" "));
        let first = match found {
            0 => format!("Nothing {which}; help without words lists everything."),
            found => format!("{} {which}.", count(found, "line")),
        };
        std::iter::once(first).chain(lines).collect()
    }
}

/// The heading of the legend.
const SIGNS_AND_NUMBERS: &str = "Signs and numbers";

/// The table of the query language, a construct a line.
fn language() -> Vec<String> {
    let part = |(heading, rows): (&str, &[Construct])| {
        std::iter::once(format!("{heading}:")).chain(rows.iter().map(construct)).collect::<Vec<_>>()
    };
    std::iter::once(INTRODUCTION.to_owned()).chain(PARTS.into_iter().flat_map(part)).collect()
}

/// "speaker: means who spoke. Example: /speaker:aso catalyst", where the example is a line that can be typed.
fn construct(Construct { form, meaning, example }: &Construct) -> String {
    format!("{form} means {meaning}. Example: /{example}")
}

/// What is said here in place of the signs of the screen, and what the numbers count.
fn legend(kinds: &[EventKind]) -> Vec<String> {
    let rows = SIGNS.iter().chain(&NUMBERS).map(|(said, meaning)| format!("“{said}” means {meaning}."));
    let kinds: Vec<String> = kinds.iter().map(|kind| kind.label().to_owned()).collect();
    let blocks = BLOCKS.iter().map(|(name, meaning)| format!("Of the results, “{name}” means {meaning}."));
    rows.chain(blocks).chain([format!("The kinds of events have a sign each on the screen: {}.", join_and(&kinds))]).collect()
}

fn holds(line: &str, words: &[String]) -> bool {
    let line = line.to_lowercase();
    words.iter().all(|word| line.contains(word))
}

/// "down: go down a row or line. Keys: j, Down and C-n."
fn line(info: &ActionInfo, keymap: &Keymap) -> String {
    // Numbers are rows and links here, and a slash searches everything.
    let means_other = |keys: &String| keys.chars().all(|c| c.is_ascii_digit()) || info.action == Action::Find && keys == "/";
    let keys: Vec<String> = keymap.keys(info.action).iter().filter(|keys| !means_other(keys)).cloned().collect();
    let keys = match keys.len() {
        0 => String::new(),
        1 => format!(" Key: {}.", keys[0]),
        _ => format!(" Keys: {}.", join_and(&keys)),
    };
    // There is no screen here.
    let sentence = if info.action == Action::Redraw { "tell again where you are and what stands there" } else { info.sentence };
    format!("{}: {sentence}.{keys}", info.name)
}
