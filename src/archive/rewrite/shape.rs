//! The old shape of a record, and its change into the new one.

use std::ops::Range;

use super::edits::Edits;
use super::figure::{OldFigure, old_figure};
use super::made::{MadeOutcome, TakenIds, made};
use crate::archive::diagnostic::{Code, Fault};
use crate::archive::json::{Element, Member};
use crate::archive::schema;
use crate::record::RecordType;

/// The outcomes inside the record, with the number of the field in which they stand.
fn inline<'e>(of_type: RecordType, element: &'e Element<'e>) -> Option<(usize, &'e Member<'e>)> {
    let holds = matches!(of_type, RecordType::Event | RecordType::Project);
    let mut members = element.members().iter().enumerate().filter(|_| holds);
    members.find(|(_, member)| member.key == "outcomes" && !member.element.items().is_empty())
}

fn figures<'e>(of_type: RecordType, element: &'e Element<'e>) -> impl Iterator<Item = OldFigure<'e>> {
    let holds = matches!(of_type, RecordType::Event | RecordType::Project | RecordType::Outcome);
    let figures = element.get("figures").filter(|_| holds).map_or(&[][..], Element::items);
    figures.iter().filter_map(old_figure)
}

/// The name of the first field that has the old shape, if one has.
pub(super) fn old_shape(of_type: RecordType, element: &Element<'_>) -> Option<Range<usize>> {
    let outcomes = inline(of_type, element).map(|(_, member)| member.key_span.clone());
    outcomes.or_else(|| figures(of_type, element).next().map(|figure| figure.at))
}

/// How much of a record has the old shape.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct OldParts {
    pub outcomes: usize,
    pub figures: usize,
    /// Those of the figures that are a number, too.
    pub numbers: usize,
}

pub(super) fn count(of_type: RecordType, element: &Element<'_>) -> OldParts {
    let outcomes = inline(of_type, element).map_or(0, |(_, member)| member.element.items().len());
    figures(of_type, element).fold(OldParts { outcomes, ..OldParts::default() }, |old, figure| OldParts {
        figures: old.figures + 1,
        numbers: old.numbers + usize::from(figure.number.is_some()),
        ..old
    })
}

/// What stands in an outcome and is not read there, but would be in a record: the words of the archive would change.
pub(super) fn misplaced(of_type: RecordType, element: &Element<'_>) -> Vec<Fault> {
    let outcomes = inline(of_type, element).map_or(&[][..], |(_, member)| member.element.items());
    let members = outcomes.iter().flat_map(Element::members);
    let other = members.filter(|member| !["text", "topics", "countries", "sources"].contains(&&*member.key));
    let read = other.filter(|member| schema::has_field(RecordType::Outcome, &member.key));
    read.map(|member| {
        let of_type = of_type.name();
        let message = format!(
            "“{}” of an outcome inside {} is not read; in a record it would be",
            member.key,
            crate::archive::article::a(of_type)
        );
        let help = "remove it, or make a record of this outcome by hand";
        Fault::new(member.key_span.clone(), Code::OldShape, message, help).error()
    })
    .collect()
}

/// Notes the changes of a record of `text` that give it the new shape; the outcomes that stood in it come back as records.
pub(super) fn reshape<'a>(
    text: &'a str,
    of_type: RecordType,
    element: &Element<'_>,
    is_line: bool,
    taken: &mut TakenIds,
    edits: &mut Edits,
) -> Vec<MadeOutcome<'a>> {
    figures(of_type, element).for_each(|figure| figure.edit(text, edits));
    let Some((number, outcomes)) = inline(of_type, element) else { return Vec::new() };
    edits.remove(element.members(), number);
    let items = outcomes.element.items().iter().enumerate();
    items.map(|(at, item)| made(text, of_type, element, (at + 1, item), is_line, taken)).collect()
}
