//! Prints a tree as text that reads back as the same tree.

use super::values::{PLACES, QueryField};
use super::{Fields, Node, Parsed, Phrase, PhraseSyntax, Sort, SortDirection, Term};
use crate::archive::{Archive, Relation};
use crate::query::filter::{Filter, Name};

impl Parsed {
    /// The query in one line that reads back as the same query, save that no word is then still being typed.
    pub fn spell(&self, archive: &Archive) -> String {
        let mut parts: Vec<String> = self.nodes.iter().map(|node| spell(node, archive)).collect();
        if let Some(fields) = self.fields {
            parts.push(format!("in:{}", places(fields)));
        }
        if let Some(sort) = self.sort {
            parts.push(format!("sort:{}", sort.name()));
        }
        side_by_side(parts)
    }
}

impl Parsed {
    /// One of the top pieces as it may be typed.
    pub(crate) fn spell_node(&self, at: usize, archive: &Archive) -> String {
        self.nodes.get(at).map_or_else(String::new, |node| spell(node, archive))
    }
}

impl Sort {
    /// Every order, with the word behind `sort:` and its meaning.
    pub(super) const ALL: [(Self, &'static str, &'static str); 3] =
        [(Self::Oldest, "date", "oldest first"), (Self::Newest, "-date", "newest first"), (Self::Rank, "rank", "best first")];

    /// The word behind `sort:`.
    pub fn name(self) -> String {
        match self {
            Self::Own(field, SortDirection::Up) => field.name.clone(),
            Self::Own(field, SortDirection::Down) => format!("-{}", field.name),
            known => {
                Self::ALL.iter().find(|(sort, ..)| *sort == known).map_or_else(String::new, |(_, name, _)| (*name).to_owned())
            }
        }
    }
}

/// The fields as `in:` names them.
pub(crate) fn places(fields: Fields) -> String {
    PLACES.into_iter().filter(|&field| fields.has(field)).map(crate::record::Field::name).collect::<Vec<_>>().join(",")
}

fn spell(node: &Node, archive: &Archive) -> String {
    match node {
        Node::Term(term) => spell_term(term),
        Node::Filter(filter) => filter.spell(archive),
        Node::Within(fields, inner) => {
            let name = field_name(*fields);
            match &**inner {
                Node::Term(_) => format!("{name}:{}", spell(inner, archive)),
                Node::All(list) => format!("{name}:({})", all(list, archive)),
                other => format!("{name}:({})", spell(other, archive)),
            }
        }
        Node::Not(inner) => format!("-{}", grouped(inner, archive)),
        Node::Any(list) => list.iter().map(|node| grouped(node, archive)).collect::<Vec<_>>().join(" | "),
        Node::All(list) => format!("({})", all(list, archive)),
    }
}

fn all(list: &[Node], archive: &Archive) -> String {
    side_by_side(list.iter().map(|node| spell(node, archive)).collect())
}

/// Parts with a blank between them; with two where digits would else be read as groups of one number, as in 2 500.
fn side_by_side(parts: Vec<String>) -> String {
    let mut out = String::new();
    for part in parts {
        let are_groups = out.ends_with(|c: char| c.is_ascii_digit()) && part.bytes().take_while(u8::is_ascii_digit).count() == 3;
        out.push_str(match out.is_empty() {
            true => "",
            false if are_groups => "  ",
            false => " ",
        });
        out.push_str(&part);
    }
    out
}

fn grouped(node: &Node, archive: &Archive) -> String {
    match node {
        Node::Any(_) => format!("({})", spell(node, archive)),
        _ => spell(node, archive),
    }
}

/// The field that looks in just these.
pub(crate) fn field_name(fields: Fields) -> &'static str {
    use crate::record::Field;
    if fields.has(Field::Title) {
        "title"
    } else if fields.has(Field::Note) {
        "note"
    } else {
        "text"
    }
}

/// A term as it may be typed.
pub(crate) fn spell_term(term: &Term) -> String {
    match term {
        Term::Word { word, acronym: true, .. } => word.to_uppercase(),
        Term::Word { word, .. } => word.clone(),
        Term::Date { typed, .. } => typed.clone(),
        Term::Loose(letters) => format!("~{letters}"),
        Term::Pattern(source) => format!("/{source}/"),
        Term::Phrase(row) => spell_row(row),
    }
}

fn spell_row(row: &Phrase) -> String {
    // Words of other scripts may touch: "第13回" must read back as one run, other words need a blank between them.
    let joined = row.words.concat();
    let apart = row.words.join(" ");
    let glued = if crate::text::tokens(&joined).iter().map(|t| &t.word).eq(&row.words) { joined } else { row.words.join("-") };
    let (start, end) = (if row.at_start { "^" } else { "" }, if row.at_end { "$" } else { "" });
    match row.mark {
        PhraseSyntax::Run => glued,
        PhraseSyntax::Phrase if row.slop > 0 => format!("{start}\"{apart}\"~{}{end}", row.slop),
        PhraseSyntax::Phrase | PhraseSyntax::Name => format!("{start}\"{apart}\"{end}"),
        PhraseSyntax::Part => format!("'{glued}"),
        PhraseSyntax::Whole => format!("'{glued}'"),
        PhraseSyntax::Beginning => format!("{glued}*"),
        PhraseSyntax::Anchored => format!("{start}{glued}{end}"),
    }
}

impl Filter {
    /// The field's name and its values as they may be typed.
    pub(crate) fn parts(&self, archive: &Archive) -> (&'static str, Vec<String>) {
        let (key, values) = match self {
            Self::Own(field, list) => return (field.name.as_str(), list.clone()),
            Self::Type(list) => (QueryField::Type, list.iter().map(|of_type| of_type.name().to_owned()).collect()),
            Self::Linked(relation, list) => {
                (QueryField::Linked(*relation), list.iter().map(|&id| archive.record(id).id().to_owned()).collect())
            }
            // Who spoke, known by a description only.
            Self::Named(Name::Speaker, list) => (QueryField::Linked(Relation::Speaker), list.clone()),
            Self::Named(name, list) => (QueryField::Named(*name), list.clone()),
            Self::Date(list) => (QueryField::Date, list.iter().map(ToString::to_string).collect()),
            Self::Attribute(attribute, list) => {
                (QueryField::Attribute(*attribute), list.iter().map(|&value| value.to_owned()).collect())
            }
        };
        (key.name(), values)
    }

    /// The condition as it may be typed: `country:KZ,UZ`.
    pub(crate) fn spell(&self, archive: &Archive) -> String {
        let (name, values) = self.parts(archive);
        format!("{name}:{}", values.iter().map(|value| value_text(value)).collect::<Vec<_>>().join(","))
    }
}

/// A value, in quotation marks where it has to be.
pub(crate) fn value_text(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '>' | '<' | '=');
    if value.chars().all(plain) && !value.is_empty() {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace(['\\', '"', '“', '”'], " "))
    }
}
