//! What a record has of its pack’s own, held against what the pack declares.

use super::PackInfo;
use super::article::a;
use super::diagnostic::{Code, Fault};
use super::json::{Element, Member, Value};
use crate::record::{Date, EventKind, FieldDeclaration, FieldType, OwnValue, RecordType};
use crate::text::{did_you_mean, join_or, quote};

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
