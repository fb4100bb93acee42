//! What a pack declares of its own, held against the pack format.

use super::PackInfo;
use super::article::a;
use super::diagnostic::{Code, Fault};
use super::json::Element;
use super::schema::has_field;
use crate::record::EventKind;
use crate::text::{did_you_mean, quote, width};

/// What is wrong with the declarations of a pack, which is what it says of itself; none of it keeps the pack from being used.
pub(super) fn declarations(info: &PackInfo, element: &Element<'_>, faults: &mut Vec<Fault>) {
    let mut say = |at: &Element<'_>, code, message: String, help: &str| {
        faults.push(Fault::new(at.span.clone(), code, message, help).warning());
    };
    let list = |name: &str| element.get(name).map_or(&[][..], Element::items);
    for (n, (field, at)) in info.fields.iter().zip(list("fields")).enumerate() {
        let at = at.get("name").unwrap_or(at);
        let shown = quote(&field.name);
        if !is_field_name(&field.name) {
            say(
                at,
                Code::Id,
                format!("{shown} cannot be the name of a field"),
                "use a–z, 0–9, “-” and “_”, and begin with a letter",
            );
        } else if let Some(&of_type) = field.on.iter().find(|&&of_type| has_field(of_type, &field.name)) {
            let message = format!("{} has a field {shown} already; this declaration is not used", a(of_type.name()));
            say(at, Code::SameName, message, "give the field another name");
        } else if info.fields[..n].iter().any(|known| known.name == field.name && known.on.iter().any(|t| field.on.contains(t))) {
            say(at, Code::SameName, format!("{shown} is declared twice"), "keep one of the two");
        }
    }
    for (n, (kind, at)) in info.kinds.iter().zip(list("kinds")).enumerate() {
        if info.kinds[..n].iter().any(|known| known.id == kind.id) || EventKind::ALL.iter().any(|known| known.name() == kind.id) {
            let message = format!("{} is a kind already; this declaration is not used", quote(&kind.id));
            say(at.get("id").unwrap_or(at), Code::SameName, message, "give the kind another id");
        }
        if kind.mark.as_ref().is_some_and(|mark| width(mark) != 1) {
            let message = format!("the mark of {} is not one cell wide; another stands in its place", quote(&kind.id));
            say(at.get("mark").unwrap_or(at), Code::OutOfRange, message, "write one sign: \"■\"");
        }
    }
    for (name, at) in info.facets.iter().zip(list("facets")) {
        let own: Vec<&str> =
            info.fields.iter().filter(|field| field.of_type.is_facet()).map(|field| field.name.as_str()).collect();
        if !own.contains(&name.as_str()) && !FACETS.contains(&name.as_str()) {
            let known = own.iter().copied().chain(FACETS);
            let help = did_you_mean(name, known.clone());
            let help = help.unwrap_or_else(|| format!("write one of {}", known.collect::<Vec<_>>().join(", ")));
            say(at, Code::UnknownValue, format!("records are not counted by {}", quote(name)), &help);
        }
    }
    for (series, at) in info.series.iter().zip(list("series")) {
        if !info.has_kind(&series.kind) && !EventKind::ALL.iter().any(|known| known.name() == series.kind) {
            let message = format!("{} is no kind of events", quote(&series.kind));
            say(at.get("kind").unwrap_or(at), Code::UnknownValue, message, "write the id of a kind, or declare it in “kinds”");
        }
    }
}

/// The facets that every archive has, as a pack may name them.
pub(super) const FACETS: [&str; 13] = [
    "country",
    "topic",
    "type",
    "kind",
    "form",
    "state",
    "year",
    "place",
    "source-kind",
    "corroboration",
    "organisation",
    "person",
    "currency",
];

fn is_field_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(plain)
}
