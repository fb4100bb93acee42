//! What the program understood, in one line, and what it tried where nothing was found.

use super::{Catalogue, Hits, Query, View};
use crate::archive::Archive;
use crate::query::Filter;
use crate::query::{Node, Sort};
use crate::text;

impl View {
    /// The query as understood, how many records of how many, and corrections:
    /// `type=quote AND country∈{KZ,UZ} AND date≥2015 · 12 of 310 · tourizm→tourism`.
    pub fn interpretation(&self, catalogue: &Catalogue, query: &Query) -> String {
        let archive = &catalogue.archive;
        let mut clauses: Vec<String> = query.conditions.iter().map(|condition| put_filter(condition, archive)).collect();
        let (dropped, kept): (Vec<&Node>, Vec<&Node>) = query.parsed.nodes.iter().partition(|node| node.is_optional());
        clauses.extend(kept.into_iter().map(|node| put(node, archive)));
        if let Some(fields) = query.parsed.fields {
            clauses.push(set("in", &crate::query::spell_places(fields).split(',').map(str::to_owned).collect::<Vec<_>>()));
        }
        let mut parts = vec![if clauses.is_empty() { "everything".to_owned() } else { clauses.join(" AND ") }];
        let found = self.hits.as_ref().map_or_else(|| Hits::of_all(catalogue, query).list.len(), |hits| hits.counts.counted());
        parts.push(format!("{found} of {}", archive.len()));
        parts.extend(self.corrections.iter().map(|correction| format!("{}→{}", correction.from, correction.to)));
        if !dropped.is_empty() {
            let words: Vec<String> = dropped.iter().map(|node| put(node, archive)).collect();
            parts.push(format!("may be absent: {}", words.join(", ")));
        }
        match query.parsed.sort {
            Some(Sort::Oldest) => parts.push("oldest first".to_owned()),
            Some(Sort::Newest) => parts.push("newest first".to_owned()),
            Some(Sort::Own(field, _)) => parts.push(format!("by {}", field.label())),
            Some(Sort::Rank) | None => {}
        }
        parts.join(" · ")
    }

    /// Where words found nothing: which correction was tried, and what leaving out the rarest term would find. `None`
    /// where something was found or no words were asked for.
    pub fn narration(&self) -> Option<String> {
        self.hits.as_ref().filter(|hits| hits.list.is_empty())?;
        let mut parts = vec!["nothing found".to_owned()];
        parts.extend(self.corrections.iter().map(|c| format!("“{}” was also looked for as “{}”", c.from, c.to)));
        if let Some(without) = &self.without {
            parts.push(format!("without {} there {}", without.term, there(without.hits)));
        }
        Some(parts.join("; "))
    }
}

fn there(hits: usize) -> String {
    format!("{} {}", if hits == 1 { "is" } else { "are" }, text::count(hits, "record"))
}

/// `name=value` or `name∈{a,b}`.
fn set(name: &str, values: &[String]) -> String {
    match values {
        [one] => format!("{name}={one}"),
        many => format!("{name}∈{{{}}}", many.join(",")),
    }
}

fn put(node: &Node, archive: &Archive) -> String {
    let joined = |list: &[Node], word: &str| list.iter().map(|node| put(node, archive)).collect::<Vec<_>>().join(word);
    match node {
        Node::Term(term) => crate::query::spell_term(term),
        Node::Filter(filter) => put_filter(filter, archive),
        Node::Within(fields, inner) => format!("{}∋{}", crate::query::field_name(*fields), put(inner, archive)),
        Node::Not(inner) => format!("NOT {}", put(inner, archive)),
        Node::Any(list) => format!("({})", joined(list, " OR ")),
        Node::All(list) => format!("({})", joined(list, " AND ")),
    }
}

fn put_filter(filter: &Filter, archive: &Archive) -> String {
    let (name, values) = filter.parts(archive);
    if let (Filter::Date(_), [span]) = (filter, &values[..]) {
        if let Some(from) = span.strip_suffix("..") {
            return format!("{name}≥{from}");
        }
        if let Some(to) = span.strip_prefix("..") {
            return format!("{name}≤{to}");
        }
    }
    set(name, &values)
}
