//! What a dossier answers: the question in words, as it was understood, and the call that asks it again.

use crate::archive::Archive;
use crate::query::{Filter, Node, Query};
use crate::record::RecordType;
use crate::text;

/// What was asked, and how it may be asked again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inquiry {
    /// The title that somebody gave; without one it is made of the question.
    pub title: Option<String>,
    /// The words that were looked for, as they may be typed: `water "gas pipeline"`.
    pub words: String,
    /// The conditions in words: "country Kazakhstan or Uzbekistan".
    pub conditions: Vec<String>,
    /// The whole question as it may be typed.
    pub spelled: String,
    /// How it was understood, with what was corrected and what it found.
    pub understood: String,
    /// The program's arguments that make the same dossier again.
    pub call: Vec<String>,
    /// Whether the records were named one by one; then they keep that order within their type.
    pub by_name: bool,
    /// Whether sources were asked for as records, and not only as what other records rest on.
    pub with_sources: bool,
}

impl Inquiry {
    /// The question that `query` is; the call is left to whoever knows how it came.
    pub fn of(query: &Query, archive: &Archive, understood: String) -> Self {
        let typed =
            query.parsed.nodes.iter().filter_map(|node| if let Node::Filter(filter) = node { Some(filter) } else { None });
        let conditions = query.conditions.iter().chain(typed).map(|filter| condition(filter, archive)).collect();
        let mut words = query.parsed.clone();
        words.nodes.retain(|node| !matches!(node, Node::Filter(_)));
        Self {
            words: words.spell(archive),
            conditions,
            spelled: query.spell(archive),
            understood,
            with_sources: query.types().contains(&RecordType::Source),
            ..Self::default()
        }
    }

    /// The question for records that were named by their ids.
    pub fn by_name(ids: &[&str]) -> Self {
        let spelled = ids.join(" ");
        let understood = format!("{}, each by its id", text::count(ids.len(), "record"));
        Self { spelled, understood, by_name: true, with_sources: true, ..Self::default() }
    }

    /// What was asked, in words: "the words water; country Kazakhstan or Uzbekistan".
    pub fn said(&self) -> String {
        let words = (!self.words.is_empty()).then(|| format!("what is found for “{}”", self.words));
        let parts: Vec<String> = words.into_iter().chain(self.conditions.iter().cloned()).collect();
        match &parts[..] {
            [] if self.by_name => "records chosen one by one".to_owned(),
            [] => "everything in the archive".to_owned(),
            parts => parts.join("; "),
        }
    }

    /// The line that a shell takes to make it again.
    pub fn command(&self) -> String {
        let call = self.call.iter().map(|word| shell_word(word));
        std::iter::once("cadialog".to_owned()).chain(call).collect::<Vec<_>>().join(" ")
    }
}

fn condition(filter: &Filter, archive: &Archive) -> String {
    let (name, values) = filter.parts(archive);
    let values: Vec<String> = match filter {
        Filter::Linked(_, ids) => ids.iter().map(|&id| archive.record(id).title().to_owned()).collect(),
        _ => values,
    };
    match (name, &values[..]) {
        ("is", [one]) if matches!(one.as_str(), "marked" | "noted") => format!("{one} by the reader"),
        (name, values) => format!("{name} {}", text::join_or(values)),
    }
}

/// A word as a shell of Unix reads it back: bare if nothing in it means anything to one, else in single quotation marks.
pub fn shell_word(word: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | ',' | '=' | '+' | '@' | '%');
    let word = text::clean(word);
    if !word.is_empty() && word.chars().all(bare) { word.into_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::shell_word;

    #[test]
    fn a_shell_reads_back_what_was_meant() {
        for (word, quoted) in [
            ("td-13-2025", "td-13-2025"),
            ("country:KZ,UZ", "country:KZ,UZ"),
            ("", "''"),
            ("gas pipeline", "'gas pipeline'"),
            ("it's", "'it'\\''s'"),
            ("$HOME", "'$HOME'"),
            ("`x`", "'`x`'"),
            ("~", "'~'"),
            ("水", "'水'"),
            ("date:>=2019", "'date:>=2019'"),
        ] {
            assert_eq!(shell_word(word), quoted);
        }
    }
}
