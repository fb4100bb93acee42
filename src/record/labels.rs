//! The words for what records write as a name: texts in which is searched and which stand in no file.

use super::{DocumentKind, Form, Format, Level, OutcomeForm, Role, Status};

/// Of statuses, forms and kinds of documents. Kinds of events have theirs from their packs.
pub(crate) fn labels() -> impl Iterator<Item = &'static str> {
    let statuses = [Status::Held, Status::Planned, Status::Postponed, Status::Cancelled].map(Status::label);
    let forms = [Form::Verbatim, Form::Translation, Form::Paraphrase, Form::Term].map(Form::label);
    let documents = DocumentKind::ALL.map(DocumentKind::label);
    statuses.into_iter().chain(forms).chain(OutcomeForm::ALL.map(OutcomeForm::label)).chain(documents)
}

/// Of formats of events, and of the roles and ranks of those who took part.
pub(crate) fn labels_of_participation() -> impl Iterator<Item = &'static str> {
    let formats = [Format::InPerson, Format::Online, Format::Telephone, Format::Hybrid].map(Format::label);
    formats.into_iter().chain(Role::ALL.map(Role::label)).chain(Level::ALL.map(Level::label))
}
