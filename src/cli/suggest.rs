//! What somebody may have meant: the nearest names, or the whole choice when nothing is near.

use crate::archive::Archive;
use crate::text;

/// How many ids a hint offers.
const MOST: usize = 3;

/// The message for an id that is none, of `names` that were given together: perhaps they are words of one.
pub fn no_such_record(archive: &Archive, name: &str, names: &[String]) -> String {
    let ids: Vec<&str> = archive.all().map(|id| archive.record(id).id()).collect();
    let words: Vec<String> = names.iter().map(|name| text::fold(name)).collect();
    let has_words = |id: &&&str| words.iter().all(|word| id.split('-').any(|part| part == word));
    let mut near: Vec<&str> = ids.iter().filter(has_words).copied().collect();
    // What has the words in a short id is meant rather than what was made there.
    near.sort_by_key(|id| id.split('-').count());
    near.truncate(MOST);
    if near.is_empty() {
        near = text::nearest(name, ids.into_iter());
    }
    let help =
        text::one_of(&near).unwrap_or_else(|| format!("search for it with “cadialog search {}”", text::clean(&names.join(" "))));
    format!("no record {}; {help}", text::quote(name))
}

/// The command that `word` misspells by a letter or two, if it is near one.
pub fn command(word: &str) -> Option<String> {
    let names = <super::Arguments as clap::CommandFactory>::command();
    let mut names = names.get_subcommands().filter(|c| !c.is_hide_set()).map(|c| c.get_name().to_owned());
    names.find(|name| text::is_slip(word, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_known_by_a_slip_and_words_are_left_alone() {
        assert_eq!(command("serch").as_deref(), Some("search"));
        assert_eq!(command("lsit").as_deref(), Some("list"));
        assert_eq!(command("water"), None);
        assert_eq!(command("search"), None);
    }
}
