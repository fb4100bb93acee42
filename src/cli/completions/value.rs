//! The values that an argument of the command line may have: from the archive, from the query language, or a fixed choice.

use super::argument::GivenArgument;
use crate::archive::Archive;
use crate::query::{Candidate, completions};
use crate::record::{Field, RecordType};

/// The words in whose place the last of a line may be put, each whole, with what they mean.
pub(super) fn candidates(archive: &Archive, argument: &GivenArgument<'_>, current: &str) -> Vec<Candidate> {
    let typed = current.strip_prefix(argument.lead).unwrap_or(current);
    // Of values with commas between them the last is being typed.
    let listed = argument.of.get_value_delimiter().is_some() || kind(argument) == "ROWS[,COLUMNS]";
    let at = if listed { typed.rfind(',').map_or(0, |at| at + 1) } else { 0 };
    let (before, part) = typed.split_at(at);
    let whole = |candidate: Candidate| Candidate { text: format!("{}{before}{}", argument.lead, candidate.text), ..candidate };
    values(archive, argument, part).into_iter().map(whole).collect()
}

/// What the help calls the value.
fn kind<'a>(argument: &'a GivenArgument<'_>) -> &'a str {
    argument.of.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str())
}

fn values(archive: &Archive, argument: &GivenArgument<'_>, part: &str) -> Vec<Candidate> {
    let bare = |text: &str| Candidate { text: text.to_owned(), meaning: String::new() };
    let begun = |texts: &mut dyn Iterator<Item = &str>| texts.filter(|text| text.starts_with(part)).map(bare).collect();
    match kind(argument) {
        "ID" => ids(archive, part),
        "QUERY" | "A B" | "QUERY|ID" if argument.is_first && !part.contains(':') => Vec::new(),
        "QUERY" => in_query(archive, &argument.before, part),
        "A B" | "QUERY|ID" => {
            let records = if part.is_empty() { Vec::new() } else { ids(archive, part) };
            let before: &[&str] = if kind(argument) == "A B" { &[] } else { &argument.before };
            records.into_iter().chain(in_query(archive, before, part)).collect()
        }
        "COUNTRY" => of_field(archive, "country:", part),
        "TOPIC" => of_field(archive, "topic:", part),
        "WHO" => of_field(archive, "by:", part),
        "FORM" => of_field(archive, "form:", part),
        "STATE" => of_field(archive, "state:", part),
        "RANGE" => of_field(archive, "date:", part),
        "TYPE" => begun(&mut RecordType::ALL.into_iter().map(RecordType::plural)),
        "FIELD" => begun(&mut Field::ALL.into_iter().map(Field::name)),
        "ORDER" if argument.of.get_possible_values().is_empty() => {
            begun(&mut ["date", "title", "type", "id", "rank", "-date", "-title", "-type", "-id"].into_iter())
        }
        "ROWS[,COLUMNS]" => {
            let known = crate::view::Facet::of(archive).into_iter().map(crate::view::Facet::name);
            known.filter(|name| name.starts_with(part)).map(|name| bare(&name)).collect()
        }
        _ => {
            let known = argument.of.get_possible_values().into_iter().filter(|value| value.get_name().starts_with(part));
            let meaning = |value: &clap::builder::PossibleValue| value.get_help().map(ToString::to_string).unwrap_or_default();
            known.map(|value| Candidate { text: value.get_name().to_owned(), meaning: meaning(&value) }).collect()
        }
    }
}

/// Whether the values of `of` are known only when they are asked for.
pub(super) fn is_of_archive(of: &clap::Arg) -> bool {
    let name = of.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
    let known = ["COUNTRY", "TOPIC", "WHO", "FORM", "STATE", "RANGE", "TYPE", "FIELD", "ORDER", "ROWS[,COLUMNS]"];
    known.contains(&name) && of.get_possible_values().is_empty()
}

/// Records whose ids begin so.
fn ids(archive: &Archive, part: &str) -> Vec<Candidate> {
    let all = RecordType::ALL.into_iter().flat_map(|of_type| archive.of_type(of_type));
    let records = all.map(|&id| archive.record(id)).filter(|record| record.id().starts_with(part));
    records.map(|record| Candidate { text: record.id().to_owned(), meaning: record.title().to_owned() }).collect()
}

/// The values of a field of the query language, written as an option has them.
fn of_field(archive: &Archive, field: &str, part: &str) -> Vec<Candidate> {
    let line = format!("{field}{part}");
    let found = completions(&line, line.len(), archive).candidates;
    found.into_iter().map(|found| Candidate { text: found.text.trim_matches('"').to_owned(), ..found }).collect()
}

/// What completes the last word of a query; where only the name of a field does, its values too.
fn in_query(archive: &Archive, before: &[&str], part: &str) -> Vec<Candidate> {
    let lead: String = before.iter().flat_map(|word| [*word, " "]).collect();
    let line = format!("{lead}{part}");
    let complete = |line: &str| {
        let found = completions(line, line.len(), archive);
        // What reaches back into words that are typed cannot be put in here.
        let kept = line.get(lead.len()..found.at.start).map(str::to_owned);
        let whole = kept.map(|kept| {
            let whole = |candidate: Candidate| Candidate { text: format!("{kept}{}", candidate.text), ..candidate };
            found.candidates.into_iter().map(whole).collect::<Vec<_>>()
        });
        whole.unwrap_or_default()
    };
    let mut found = complete(&line);
    // The shell takes the quotation marks away that hold a value of several words together.
    if let (true, Some((field, value))) = (found.is_empty(), part.split_once(':'))
        && value.contains(' ')
        && !field.contains(' ')
    {
        found = complete(&format!("{lead}{field}:\"{value}"));
    }
    if let [only] = &found[..]
        && only.text.ends_with(':')
    {
        let more = complete(&format!("{lead}{}", only.text));
        if !more.is_empty() {
            found = more;
        }
    }
    found
}
