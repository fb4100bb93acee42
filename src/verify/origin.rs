//! Where a passage comes from: who spoke, when, in which form, and how well it is attested.

use crate::archive::{Archive, Id};
use crate::page;
use crate::record::{Form, Language, Record};

/// Who, when, in which form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Who spoke; of what is no quote its title.
    pub who: String,
    /// The date as it is read, if the record has one.
    pub date: Option<String>,
    /// The form of a quote in words, with what follows from it; of other records that they are the archive's own words.
    pub form: String,
    /// How a quote is attested.
    pub corroboration: Option<&'static str>,
}

impl Origin {
    /// That of a record, with names in `language`.
    pub fn of(archive: &Archive, id: Id, language: Language) -> Self {
        let date = archive.date(id).map(|date| date.said(language));
        match archive.record(id) {
            Record::Quote(quote) => {
                let form = match quote.form {
                    Form::Paraphrase => "a paraphrase: not for quotation marks",
                    Form::Translation => "a translation of what was said",
                    Form::Term => "a term, in the speaker’s own words",
                    Form::Verbatim => "the speaker’s own words",
                };
                let corroboration = quote.corroboration.map(|corroboration| corroboration.label());
                Self { who: page::speaker(archive, quote, language), date, form: form.to_owned(), corroboration }
            }
            _ => {
                let form = "this archive’s own words: not for quotation marks";
                Self { who: archive.title(id, language).to_owned(), date, form: form.to_owned(), corroboration: None }
            }
        }
    }

    /// In one line: "Kishida Fumio, 16 July 2014; a paraphrase: not for quotation marks; primary source".
    pub fn line(&self) -> String {
        let whom = std::iter::once(self.who.as_str()).chain(self.date.as_deref()).collect::<Vec<_>>().join(", ");
        let parts = [Some(whom.as_str()), Some(self.form.as_str()), self.corroboration];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}
