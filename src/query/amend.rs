//! Changes to a search text that somebody did not type: one more condition, another order. What was typed stays as it was
//! typed where that reads as it should, else the whole is spelled anew.

use super::Filter;
use super::Query;
use super::grammar::{Node, Parsed, Sort};
use crate::archive::{Archive, Relation};
use crate::record::RecordType;

impl Query {
    /// Asks for `condition` (`year:2015`) as well, unless that is asked for already.
    pub fn demand(&mut self, condition: &str, archive: &Archive) {
        let more = Parsed::new(condition, archive).nodes;
        if more.iter().all(|node| self.parsed.nodes.contains(node)) {
            return;
        }
        let mut wanted = self.parsed.clone();
        wanted.nodes.extend(more);
        let text = format!("{} {condition}", self.text.trim());
        self.adopt(text.trim().to_owned(), wanted, archive);
    }

    /// Asks for `condition` (`topic:energy`) in place of all that is looked for in texts; other conditions and the order stay.
    pub fn trade_words(&mut self, condition: &str, archive: &Archive) {
        let mut wanted = Parsed { fields: None, hints: Vec::new(), ..self.parsed.clone() };
        wanted.nodes.retain(|node| !node.is_textual());
        wanted.nodes.extend(Parsed::new(condition, archive).nodes);
        self.adopt(condition.to_owned(), wanted, archive);
    }

    /// Asks for another order, or with `None` for the usual one.
    pub fn set_sort(&mut self, sort: Option<Sort>, archive: &Archive) {
        let wanted = Parsed { sort, ..self.parsed.clone() };
        let order = sort.map(|sort| format!("sort:{}", sort.name()));
        let typed = self.text.split_whitespace().filter(|piece| !names_order(piece));
        let text: Vec<&str> = typed.chain(order.as_deref()).collect();
        self.adopt(text.join(" "), wanted, archive);
    }

    /// Asks for records of this type in place of those asked for, beside the text; `None` for every type.
    pub fn list_type(&mut self, of_type: Option<RecordType>, archive: &Archive) {
        if self.parsed.nodes.iter().any(Node::is_type) {
            let wanted = self.without_types();
            let typed: Vec<&str> = self.text.split_whitespace().filter(|piece| !names_type(piece)).collect();
            self.adopt(typed.join(" "), wanted, archive);
        }
        self.conditions.retain(|condition| !matches!(condition, Filter::Type(_)));
        if let Some(of_type) = of_type {
            let chosen = |condition: &Filter| condition.is_on(Relation::Country) || condition.is_on(Relation::Topic);
            let at = self.conditions.partition_point(chosen);
            self.conditions.insert(at, Filter::Type(vec![of_type]));
        }
    }

    /// What the text asks for, but for types of records.
    pub(crate) fn without_types(&self) -> Parsed {
        let mut wanted = self.parsed.clone();
        wanted.nodes.retain(|node| !node.is_type());
        wanted
    }

    /// The same question twice, each with one of the two values of a condition: of the first one beside the text for which `wanted`
    /// holds, else of the first in the text. None if no condition has exactly two values. What type is listed does not narrow them.
    pub fn halves(&self, wanted: impl Fn(&Filter) -> bool, archive: &Archive) -> Option<[Self; 2]> {
        let mut whole = self.clone();
        whole.conditions.retain(|condition| !matches!(condition, Filter::Type(_)));
        let mut beside = whole.conditions.iter().enumerate().filter(|(_, condition)| wanted(condition));
        if let Some((at, halves)) = beside.find_map(|(at, condition)| Some((at, condition.halves()?))) {
            return Some(halves.map(|half| {
                let mut query = whole.clone();
                query.conditions[at] = half;
                query
            }));
        }
        let filter = |node: &Node| if let Node::Filter(filter) = node { Some(filter.clone()) } else { None };
        let within = whole.parsed.nodes.iter().enumerate().filter_map(|(at, node)| Some((at, filter(node)?)));
        let (at, halves) = within.filter(|(_, filter)| wanted(filter)).find_map(|(at, filter)| Some((at, filter.halves()?)))?;
        Some(halves.map(|half| {
            let mut query = whole.clone();
            query.parsed.nodes[at] = Node::Filter(half);
            query.text = query.parsed.spell(archive);
            query
        }))
    }

    /// Takes `text` if it means `wanted`, else the spelling of `wanted`. The last word stays one that is being typed if it
    /// was, though something stands behind it now: the same records are to be found.
    fn adopt(&mut self, text: String, wanted: Parsed, archive: &Archive) {
        let finished = |parsed: &Parsed| {
            let mut parsed = parsed.clone();
            parsed.finish();
            parsed.hints.clear();
            parsed
        };
        let read = Parsed::new(&text, archive);
        // No fault may come in that was not there: a bracket whose other half went.
        if finished(&read) == finished(&wanted) && read.hints.len() <= wanted.hints.len() {
            (self.text, self.parsed) = (text, Parsed { hints: read.hints, ..wanted });
        } else {
            (self.text, self.parsed) = (wanted.spell(archive), Parsed { hints: Vec::new(), ..wanted });
        }
    }
}

/// Whether `piece` is `sort:` with a value, which may be written `sor:`.
fn names_order(piece: &str) -> bool {
    piece.split_once(':').is_some_and(|(name, _)| matches!(name.to_ascii_lowercase().as_str(), "sort" | "sor"))
}

/// Whether `piece` is `type:` with a value, which may be written `ty:`.
fn names_type(piece: &str) -> bool {
    piece.split_once(':').is_some_and(|(name, _)| matches!(name.to_ascii_lowercase().as_str(), "type" | "typ" | "ty"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_beside_the_text_takes_the_place_of_one_in_it() {
        let archive = Archive::bundled().expect("sound");
        for (before, of_type, text, spelled) in [
            ("", Some(RecordType::Quote), "", "type:quote"),
            ("water type:event", Some(RecordType::Quote), "water", "type:quote water"),
            ("ty:document  water sort:date", None, "water sort:date", "water sort:date"),
            ("-type:event water", Some(RecordType::Quote), "-type:event water", "type:quote -type:event water"),
        ] {
            let mut query = query(before, &archive);
            query.list_type(of_type, &archive);
            query.parsed.finish();
            assert_eq!((query.text.as_str(), query.only_type()), (text, of_type), "from {before:?}");
            assert_eq!(query.spell(&archive), spelled);
            let again = Query::spelled(spelled, &archive);
            assert_eq!((again.conditions, again.parsed.nodes), (query.conditions, query.parsed.nodes), "{spelled:?}");
        }
    }

    #[test]
    fn a_condition_of_two_values_is_asked_in_halves() {
        let archive = Archive::bundled().expect("sound");
        let halves = |spelled: &str| {
            let found = Query::spelled(spelled, &archive).halves(|_| true, &archive)?;
            Some(found.map(|query| query.spell(&archive)))
        };
        for (whole, a, b) in [
            ("country:KZ,UZ", "country:KZ", "country:UZ"),
            ("country:KZ,UZ topic:energy water", "country:KZ topic:energy water", "country:UZ topic:energy water"),
            ("country:KZ topic:energy,transport", "country:KZ topic:energy", "country:KZ topic:transport-connectivity"),
            ("water year:2015,2025", "water date:2015", "water date:2025"),
            ("country:KZ,UZ type:quote", "country:KZ", "country:UZ"),
        ] {
            assert_eq!(halves(whole), Some([a, b].map(str::to_owned)), "{whole}");
        }
        for whole in ["", "water", "country:KZ", "country:KZ,UZ,KG", "-country:KZ,UZ"] {
            assert_eq!(halves(whole), None, "{whole}");
        }
    }

    fn query(text: &str, archive: &Archive) -> Query {
        let mut query = Query::default();
        query.set_text(text, archive);
        query
    }

    #[test]
    fn a_condition_is_added_behind_what_was_typed() {
        let archive = Archive::bundled().expect("sound");
        for (before, after) in [
            ("", "year:2015"),
            ("  tokyo ", "tokyo year:2015"),
            ("c:kz tokyo", "c:kz tokyo year:2015"),
            ("year:2015", "year:2015"),
            ("tokyo |", "tokyo date:2015"),
            ("tokyo NOT", "tokyo not date:2015"),
            ("\"water and energy", "\"water and energy year:2015"),
            ("(summit sort:date", "(summit sort:date year:2015"),
        ] {
            let mut query = query(before, &archive);
            let nodes = query.parsed.nodes.clone();
            query.demand("year:2015", &archive);
            assert_eq!(query.text, after, "from {before:?}");
            assert!(query.parsed.nodes.starts_with(&nodes), "{before:?} means what it meant");
            let mut read = Parsed::new(&query.text, &archive);
            read.finish();
            query.parsed.finish();
            assert_eq!(read.nodes, query.parsed.nodes, "{before:?}");
        }
    }

    #[test]
    fn a_condition_takes_the_place_of_the_words_only() {
        let archive = Archive::bundled().expect("sound");
        for (before, after) in [
            ("uranium", "topic:energy"),
            ("uranium country:KZ", "country:KZ topic:energy"),
            ("in:title (uranium | \"nuclear fuel\") -coal sort:date", "-coal topic:energy sort:date"),
            ("uranium \"unclosed", "topic:energy"),
        ] {
            let mut query = query(before, &archive);
            query.trade_words("topic:energy", &archive);
            assert_eq!(query.text, after, "from {before:?}");
            assert!(!query.parsed.has_words() && query.parsed.hints.is_empty());
        }
    }

    #[test]
    fn an_order_takes_the_place_of_another() {
        let archive = Archive::bundled().expect("sound");
        for (before, sort, after) in [
            ("tokyo", Some(Sort::Oldest), "tokyo sort:date"),
            ("", Some(Sort::Oldest), "sort:date"),
            ("sort:-date  tokyo", Some(Sort::Oldest), "tokyo sort:date"),
            ("tokyo sor:date", None, "tokyo"),
            ("sort:date", None, ""),
            ("(tokyo sort:date)", None, "tokyo"),
            ("\"a sort:date b\" tokyo", None, "\"a sort date b\" tokyo"),
            ("tokyo", None, "tokyo"),
        ] {
            let mut query = query(before, &archive);
            let nodes = query.parsed.nodes.clone();
            query.set_sort(sort, &archive);
            assert_eq!((query.text.as_str(), query.parsed.sort), (after, sort), "from {before:?}");
            assert_eq!(query.parsed.nodes, nodes, "{before:?} means what it meant");
        }
    }
}
