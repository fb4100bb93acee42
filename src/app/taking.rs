//! What the reader takes away: copies, citations, addresses; and the language of names.

use super::{App, Effect};
use crate::archive::Relation;
use crate::export::{Style, cite};
use crate::page::Target;
use crate::record::{Language, Record};

impl App {
    pub(super) fn next_language(&mut self) {
        self.language = match self.language {
            Language::En => Language::Ja,
            Language::Ja => Language::Ru,
            Language::Ru => Language::En,
        };
        let name = match self.language {
            Language::En => "English",
            Language::Ja => "Japanese",
            Language::Ru => "Russian",
        };
        self.message = Some(format!("names in {name}, where the archive has them"));
        let place = self.place();
        self.detail.restore(&self.catalogue.archive, place.shown, self.language, place.scroll, place.link);
    }

    /// The address of the chosen link, else of the record's first source that has one.
    pub(super) fn address(&self) -> Option<String> {
        if let Some(Target::Address(address)) = self.detail.target() {
            return Some(address.clone());
        }
        let id = self.detail.id()?;
        let mut sources = std::iter::once(id).chain(self.archive().linked(id, Relation::Source));
        sources
            .find_map(|source| if let Record::Source(source) = self.archive().record(source) { source.url.clone() } else { None })
    }

    pub(super) fn citation(&self, style: Style) -> Option<String> {
        self.detail.id().map(|id| cite(self.archive(), id, style))
    }

    pub(super) fn open_source(&mut self) -> Effect {
        match self.address() {
            Some(address) => self.open_address(address),
            None => {
                self.message = Some("no address is known for this".to_owned());
                Effect::None
            }
        }
    }

    pub(super) fn open_address(&mut self, address: String) -> Effect {
        if crate::page::is_openable(&address) {
            self.message = Some(format!("opening {address}"));
            return Effect::Open(address);
        }
        self.message = Some(format!("only web addresses are opened, not {address}"));
        Effect::None
    }

    pub(super) fn copy(&mut self, what: &str, text: Option<String>) -> Effect {
        if self.detail.id().is_some() && self.lacks_record("could be copied") {
            return Effect::None;
        }
        let Some(text) = text else {
            self.message = Some(format!("no {what} to copy"));
            return Effect::None;
        };
        self.message = Some(format!("copied the {what} ({})", crate::text::count(text.chars().count(), "character")));
        Effect::Copy(text)
    }

    /// Shows a message until the next key.
    pub fn say(&mut self, message: String) {
        self.message = Some(message);
    }
}
