//! Which items of two lists are the same: texts are what they say, objects go by an id or another name of theirs.

use std::collections::HashSet;

use super::json::{Element, Value};
use super::node::TextNode;

/// Fields by which the objects of a list may be told apart, the best first. Of fields between bars the first that is there counts;
/// what follows the first may be missing. What an object says (a text, a number) is no name of it: then the list is one value.
const NAMES: [&[&str]; 12] = [
    &["id"],
    &["id", "as"],
    &["person|name|description"],
    &["person|name|description", "office"],
    &["about"],
    &["date"],
    &["date", "state"],
    &["title", "organisation"],
    &["title", "organisation", "from"],
    &["of"],
    &["of", "unit"],
    &["field"],
];

/// The names of the items of each list, by which they are found in the others; none if they cannot be told apart.
pub(super) fn names(lists: &[TextNode<'_>]) -> Option<Vec<Vec<String>>> {
    let items = || lists.iter().flat_map(|list| list.element.items());
    let of_texts = items().all(|item| matches!(item.value, Value::Text(_)));
    if of_texts {
        return unique(lists, &|item| item.text().map(str::to_owned));
    }
    NAMES.iter().find_map(|fields| unique(lists, &|item| name(item, fields)))
}

fn unique(lists: &[TextNode<'_>], name: &dyn Fn(&Element<'_>) -> Option<String>) -> Option<Vec<Vec<String>>> {
    let names = |list: &TextNode<'_>| -> Option<Vec<String>> {
        let names: Vec<String> = list.element.items().iter().map(name).collect::<Option<_>>()?;
        (names.iter().collect::<HashSet<_>>().len() == names.len()).then_some(names)
    };
    lists.iter().map(names).collect()
}

fn name(item: &Element<'_>, fields: &[&str]) -> Option<String> {
    let part = |field: &str| field.split('|').find_map(|field| item.get(field)).and_then(Element::text).map(str::to_owned);
    let first = part(fields.first()?)?;
    let rest = fields[1..].iter().filter_map(|field| part(field));
    Some(std::iter::once(first).chain(rest).collect::<Vec<_>>().join(", "))
}
