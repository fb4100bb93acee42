//! What a pack declares of its own, held against the pack format; and what a record has of its own, held against the declarations.

use super::PackInfo;
use super::diagnostic::{Code, Fault};
use super::json::{Element, Member, Value};
use super::schema::{a, has_field};
use crate::record::{Date, EventKind, FieldDeclaration, FieldType, OwnValue, RecordType};
use crate::text::{did_you_mean, join_or, quote, width};

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

/// Whether `kind` is one that the program knows or the pack declares; else what to tell of it.
pub(super) fn kind(info: Option<&PackInfo>, kind: &str, at: &Element<'_>) -> Option<Fault> {
    let known = EventKind::ALL.map(EventKind::name);
    let own = info.map_or(&[][..], |info| &info.kinds).iter().map(|kind| kind.id.as_str());
    let is_known = known.contains(&kind) || own.clone().any(|own| own == kind) || kind == EventKind::default().name();
    if is_known {
        return None;
    }
    if !EventKind::is_name(kind) {
        let message = format!("{} cannot be a kind", quote(kind));
        return Some(Fault::new(at.span.clone(), Code::Id, message, "use a–z, 0–9 and “-”, and begin with a letter or digit"));
    }
    let near = did_you_mean(kind, known.into_iter().chain(own)).map_or_else(String::new, |near| format!("{near} "));
    let name = crate::text::capitalise(&kind.replace('-', " "));
    let help = format!(
        "{near}To make it a kind of this pack, add to its “kinds”: {{\"of\": \"event\", \"id\": \"{kind}\", \"name\": \"{name}\"}}"
    );
    let message = format!("{} is no kind that the program knows or the pack declares", quote(kind));
    Some(Fault::new(at.span.clone(), Code::UnknownValue, message, help).warning())
}

/// What is wrong with a field that records of this type do not have by the pack format; none if the pack declares it so. `known`
/// are the names of those that they have.
pub(super) fn field<'k>(
    info: Option<&'k PackInfo>,
    of_type: RecordType,
    member: &Member<'_>,
    known: impl Iterator<Item = &'k str>,
) -> Option<Fault> {
    if let Some(declared) = info.and_then(|info| info.field(of_type, &member.key)) {
        return value(declared, &member.element);
    }
    if matches!(member.element.value, Value::Null) {
        return None;
    }
    let own = info.map_or(&[][..], |info| &info.fields).iter().map(|field| field.name.as_str());
    let near = did_you_mean(&member.key, known.chain(own)).map_or_else(String::new, |near| format!("{near} "));
    let declare = format!(
        "To declare it, add to the “fields” of the pack: {{\"name\": \"{}\", \"on\": [\"{}\"], \"type\": \"{}\"}}",
        member.key,
        of_type.name(),
        guess(&member.element),
    );
    let message = format!("{} has no field {}; it is kept, and shown as it stands", a(of_type.name()), quote(&member.key));
    Some(Fault::new(member.key_span.clone(), Code::UnknownField, message, near + &declare).warning())
}

/// The type that a value looks to be of, as a declaration writes it.
fn guess(element: &Element<'_>) -> &'static str {
    /// From so many characters on a text is prose.
    const LONG: usize = 60;
    match &element.value {
        Value::Number(_) => "number",
        Value::Bool => "flag",
        Value::Text(text) if text.starts_with("https://") || text.starts_with("http://") => "url",
        Value::Text(text) if text.len() >= 7 && text.parse::<Date>().is_ok() => "date",
        Value::Text(text) if text.chars().count() >= LONG => "text",
        Value::List(items) => items.first().map_or("term", guess),
        _ => "term",
    }
}

/// What is wrong with the value of a declared field.
fn value(field: &FieldDeclaration, element: &Element<'_>) -> Option<Fault> {
    let shown = quote(&field.name);
    let fault = |message: String, help: &str| Some(Fault::new(element.span.clone(), Code::WrongType, message, help).warning());
    let fits = |text: &str| match field.of_type {
        FieldType::Number => OwnValue::of_text(text).number().is_some(),
        FieldType::Date => text.parse::<Date>().is_ok(),
        FieldType::Flag => false,
        _ => true,
    };
    match &element.value {
        Value::List(items) => items.iter().find_map(|item| value(field, item)),
        Value::Object(_) => {
            fault(format!("{shown} is an object; it is shown as it stands"), "write a text, a number or a list of such")
        }
        Value::Text(text) if !fits(text) => {
            let (what, help) = match field.of_type {
                FieldType::Number => ("number", "write digits, without quotation marks".to_owned()),
                FieldType::Date => ("date", "write 2025-03-14, or only 2025-03 or 2025 if no more is known".to_owned()),
                _ => ("flag", format!("write {}", join_or(&["true".to_owned(), "false".to_owned()]))),
            };
            fault(format!("{shown} is a {what}, not {}", quote(text)), &help)
        }
        Value::Number(_)
            if matches!(field.of_type, FieldType::Flag | FieldType::Date)
                && !matches!(&element.value, Value::Number(text) if fits(text)) =>
        {
            fault(format!("{shown} is no number"), "write what the pack declares it to be")
        }
        Value::Bool if field.of_type != FieldType::Flag => {
            fault(format!("{shown} is not true or false"), "write what the pack declares it to be")
        }
        _ => None,
    }
}
