//! The types of records, of which the third pane lists one: the line above the list, and the way along it. What is listed is a
//! condition of the query like others, so that the last line, saved searches and exports follow by themselves.

use super::App;
use super::asking::Then;
use crate::record::RecordType;

/// The types in the order of the line. Countries and topics have panes of their own.
const ORDER: [RecordType; 9] = [
    RecordType::Event,
    RecordType::Quote,
    RecordType::Outcome,
    RecordType::Project,
    RecordType::Document,
    RecordType::Person,
    RecordType::Organisation,
    RecordType::Place,
    RecordType::Source,
];

/// What stands on the line for a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeCount {
    /// The type; none for the timeline, or for records of every type while the search lists such.
    pub of_type: Option<RecordType>,
    /// Its name: "Outcomes".
    pub label: &'static str,
    /// How many of its records the query leaves.
    pub count: usize,
    /// Whether it is listed.
    pub chosen: bool,
}

impl TypeCount {
    /// What choosing it does, in words that can be typed: "list outcomes".
    pub fn command(&self) -> String {
        format!("list {}", self.label.to_lowercase())
    }
}

/// The heading of a list of records of one type.
pub const fn heading(of_type: RecordType) -> &'static str {
    match of_type {
        RecordType::Event => "Events",
        RecordType::Quote => "Quotes",
        RecordType::Outcome => "Outcomes",
        RecordType::Topic => "Topics",
        RecordType::Country => "Countries",
        RecordType::Person => "People",
        RecordType::Organisation => "Bodies",
        RecordType::Place => "Places",
        RecordType::Project => "Projects",
        RecordType::Document => "Documents",
        RecordType::Source => "Sources",
    }
}

/// The type that a word names, as the line or the query language has it: `Some(None)` for all of them, none if it names neither.
#[allow(clippy::option_option)] // no type is a choice like the others
pub fn type_named(word: &str) -> Option<Option<RecordType>> {
    let word = word.trim().to_lowercase();
    if matches!(word.as_str(), "timeline" | "all" | "everything") {
        return Some(None);
    }
    let called = |of_type: &RecordType| heading(*of_type).to_lowercase() == word;
    RecordType::ALL.into_iter().find(called).or_else(|| RecordType::named(&word)).map(Some)
}

impl App {
    /// The line of types: those that the archive has, each with how many of its records the query leaves.
    pub fn type_line(&self) -> Vec<TypeCount> {
        let chosen = self.query.types();
        let mixed = self.query.lists_records_of_every_type();
        let count = |of_type: RecordType| self.view.types.get(of_type as usize).copied().unwrap_or(0);
        let first = if mixed {
            let all = self.view.types.iter().sum();
            TypeCount { of_type: None, label: "All", count: all, chosen: chosen.is_empty() }
        } else {
            let timeline = chosen.is_empty() || chosen == [RecordType::Event];
            TypeCount { of_type: None, label: "Timeline", count: count(RecordType::Event), chosen: timeline }
        };
        let listed = ORDER.into_iter().filter(|of_type| mixed || *of_type != RecordType::Event);
        let others = [RecordType::Topic, RecordType::Country].into_iter().filter(|of_type| chosen.contains(of_type));
        let known = listed.filter(|&of_type| !self.archive().of_type(of_type).is_empty()).chain(others);
        let known = known.map(|of_type| TypeCount {
            of_type: Some(of_type),
            label: heading(of_type),
            count: count(of_type),
            chosen: chosen.contains(&of_type),
        });
        std::iter::once(first).chain(known).collect()
    }

    /// Lists the type after the one that is listed, or the one before, round the end.
    pub(super) fn step_type(&mut self, forward: bool) {
        let line = self.type_line();
        let at = line.iter().position(|item| item.chosen).unwrap_or(0);
        let next = (at + if forward { 1 } else { line.len() - 1 }) % line.len();
        self.list_type(line[next].of_type);
    }

    /// Where there are no events and nothing is asked, lists the first type that has records.
    pub fn begin_with_records(&mut self) {
        let has = |of_type: &RecordType| !self.archive().of_type(*of_type).is_empty();
        if self.query.is_empty() && !has(&RecordType::Event) {
            let first = ORDER.into_iter().find(has);
            first.into_iter().for_each(|of_type| self.list_type(Some(of_type)));
        }
    }

    /// Lists records of one type within the filters, in place of those listed now; none is the timeline, or all that is found.
    pub fn list_type(&mut self, of_type: Option<RecordType>) {
        self.message = None;
        let mixed = self.query.lists_records_of_every_type();
        let of_type = of_type.filter(|of_type| mixed || *of_type != RecordType::Event);
        let mut query = self.query.clone();
        query.list_type(of_type, &self.catalogue.archive);
        self.asking.input = query.text.clone().into();
        self.ask(query);
        self.then(Then::Best);
        self.settle();
    }
}
