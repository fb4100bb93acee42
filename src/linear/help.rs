//! What can be typed, in words, made from the table of actions and the live keys.

use crate::keys::{ACTIONS, Action, ActionInfo, Group, Keymap};
use crate::text::{count, join_and};

/// What a line may be beside an action.
const LINES: [&str; 6] = [
    "Type a line and press Return. It may be an action’s name or one of its keys, as listed below: C- is Ctrl, M- is Alt, S- is \
     Shift, all typed as letters, and small letters differ from capitals.",
    "An empty line goes down to the next row or line.",
    "A number goes to that row of a list; while a record is read, it follows the link of that number.",
    "A slash and words search for them: /water country:KZ. So does search and words.",
    "note and words writes a note on the record that is shown.",
    "help and words lists only the actions that they name: help copy.",
];

/// The help, of all actions or of those in which every one of `words` stands.
pub(super) fn lines(keymap: &Keymap, words: &str) -> Vec<String> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let mut lines = Vec::new();
    let mut found = 0;
    for group in Group::ALL.into_iter().filter(|group| *group != Group::Typing) {
        let of_group = ACTIONS.iter().filter(|info| info.group == group && info.action != Action::Zoom);
        let told: Vec<String> = of_group.map(|info| line(info, keymap)).filter(|line| holds(line, &words)).collect();
        if !told.is_empty() {
            found += told.len();
            lines.push(format!("{}:", group.title()));
            lines.extend(told);
        }
    }
    if words.is_empty() {
        LINES.iter().map(|&line| line.to_owned()).chain(lines).collect()
    } else {
        let which = format!("with “{}”", words.join(" "));
        let first = if found == 0 { format!("No action {which}.") } else { format!("{} {which}.", count(found, "action")) };
        std::iter::once(first).chain(lines).collect()
    }
}

fn holds(line: &str, words: &[String]) -> bool {
    let line = line.to_lowercase();
    words.iter().all(|word| line.contains(word))
}

/// "down: go down a row or line. Keys: j, Down and C-n."
fn line(info: &ActionInfo, keymap: &Keymap) -> String {
    // Numbers are rows and links here.
    let typed = keymap.keys(info.action).iter().filter(|keys| !keys.chars().all(|c| c.is_ascii_digit()));
    let keys: Vec<String> = typed.cloned().collect();
    let keys = match keys.len() {
        0 => String::new(),
        1 => format!(" Key: {}.", keys[0]),
        _ => format!(" Keys: {}.", join_and(&keys)),
    };
    // There is no screen here.
    let sentence = if info.action == Action::Redraw { "tell again where you are and what stands there" } else { info.sentence };
    format!("{}: {sentence}.{keys}", info.name)
}
