//! What the reader takes away: copies, citations, addresses; and the language of names.

use super::{App, Choice, Dialog, Effect, Entry};
use crate::archive::{Id, Relation};
use crate::export::{CitationStyle, Citer};
use crate::keys::Action;
use crate::page::{self, Target};
use crate::record::{Language, Record};

/// A text to be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clip {
    /// What it is, in a word: "id".
    pub what: String,
    /// The text.
    pub text: String,
}

impl Clip {
    /// "the id (10 characters)".
    pub fn name(&self) -> String {
        format!("the {} ({})", self.what, crate::text::count(self.text.chars().count(), "character"))
    }
}

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
        self.say(format!("names in {name}, where the archive has them"));
        let (shown, scroll, link) = (self.reading.detail.id(), self.reading.detail.scroll(), self.reading.detail.link());
        self.show_at(shown, scroll, link);
        self.charts.name(&self.catalogue.archive, self.language);
    }

    /// Copies the address of the chosen link, else of the record's first source that has one, and says which of several.
    pub(super) fn copy_address(&mut self) -> Effect {
        if let Some(Target::Address(address)) = self.reading.detail.target().cloned() {
            return self.copy("address", Some(address));
        }
        let sources = self.sources();
        let of = match (sources.first(), sources.len()) {
            (Some((number, ..)), count @ 2..) => format!("address of source [{number}], the first of {count}"),
            _ => "address".to_owned(),
        };
        self.copy(&of, sources.into_iter().next().map(|(_, _, address)| address))
    }

    /// The sources of the record shown that have an address, with their numbers on its page: 0 for a source that is shown
    /// itself.
    fn sources(&self) -> Vec<(usize, Id, String)> {
        let Some(id) = self.reading.detail.id() else { return Vec::new() };
        let sources = std::iter::once(id).chain(self.archive().linked(id, Relation::Source)).enumerate();
        let address = |(number, id): (usize, Id)| match self.archive().record(id) {
            Record::Source(source) => source.url.clone().map(|url| (number, id, url)),
            _ => None,
        };
        sources.filter_map(address).collect()
    }

    /// Lists the sources to choose one to be opened.
    fn offer_sources(&mut self, sources: Vec<(usize, Id, String)>) {
        self.open_dialog(Dialog::Sources);
        let entry = |(number, id, address): (usize, Id, String)| Entry {
            words: format!("[{number}] {}", self.archive().title(id, self.language)),
            aside: match self.archive().record(id) {
                Record::Source(source) => vec![source.publisher.clone()],
                _ => Vec::new(),
            },
            gone: false,
            choice: Choice::Address(address),
        };
        self.dialogs.open.entries = sources.into_iter().map(entry).collect();
        self.dialogs.open.found = (0..self.dialogs.open.entries.len()).map(|n| (n, Vec::new())).collect();
    }

    /// Copies the words of the quote shown and who said them.
    pub(super) fn copy_quote(&mut self) -> Effect {
        let shown = self.reading.detail.id().map(|id| self.archive().record(id));
        let Some(Record::Quote(quote)) = shown else {
            let quotes = self.keymap.hint(Action::Quotes);
            self.say(format!("only a quote can be copied so; {quotes} goes to the quotes"));
            return Effect::None;
        };
        let office = quote.speaker.office.as_ref().map(|office| format!(", {office}")).unwrap_or_default();
        let words = format!("{} — {}{office}", page::quoted(quote), page::speaker(self.archive(), quote, self.language));
        self.copy("quote", Some(words))
    }

    /// The reference to the record shown, with the words of the language of names where that is not English.
    pub(super) fn citation(&self, style: CitationStyle) -> Option<String> {
        let language = Some(self.language).filter(|language| *language != Language::En);
        self.reading.detail.id().map(|id| Citer::new(style, language).cite(self.archive(), id, false))
    }

    /// Copies the reference to the record shown in the style that was chosen; asks for one if none was.
    pub(super) fn copy_citation(&mut self) -> Effect {
        let Some(style) = self.reading.style else {
            if !self.lacks_record("could be cited") {
                self.choose_style();
            }
            return Effect::None;
        };
        self.copy(&format!("citation in the style {}", style.name()), self.citation(style))
    }

    /// Lists the styles of citations.
    pub(super) fn choose_style(&mut self) {
        let entry = |style: CitationStyle| Entry {
            words: style.name().to_owned(),
            aside: vec![style.about().to_owned()],
            gone: false,
            choice: Choice::Style(style),
        };
        let entries: Vec<Entry> = CitationStyle::all().map(entry).collect();
        let chosen = self.reading.style.unwrap_or(CitationStyle::USUAL);
        self.open_dialog(Dialog::Styles);
        self.dialogs.open.found = (0..entries.len()).map(|n| (n, Vec::new())).collect();
        if let Some(at) = entries.iter().position(|entry| entry.choice == Choice::Style(chosen)) {
            self.dialogs.open.cursor.select(at);
        }
        self.dialogs.open.entries = entries;
    }

    /// Remembers a style, and copies the reference to the record shown in it.
    pub(super) fn take_style(&mut self, style: CitationStyle) -> Effect {
        self.reading.style = Some(style);
        if self.reading.detail.id().is_none() {
            self.say(format!("citations are copied in the style {}", style.name()));
            return Effect::None;
        }
        self.copy_citation()
    }

    pub(super) fn open_source(&mut self) -> Effect {
        if let Some(Target::Address(address)) = self.reading.detail.target().cloned() {
            return self.open_address(address);
        }
        let mut sources = self.sources();
        match sources.len() {
            0 => self.say("no address is known for this"),
            1 => return self.open_address(sources.swap_remove(0).2),
            _ => self.offer_sources(sources),
        }
        Effect::None
    }

    pub(super) fn open_address(&mut self, address: String) -> Effect {
        if page::is_openable(&address) {
            self.say(format!("opening {address}"));
            return Effect::Open(address);
        }
        self.say(format!("only web addresses are opened, not {address}"));
        Effect::None
    }

    pub(super) fn copy(&mut self, what: &str, text: Option<String>) -> Effect {
        if self.reading.detail.id().is_some() && self.lacks_record("could be copied") {
            return Effect::None;
        }
        let Some(text) = text else {
            self.say(format!("no {what} to copy"));
            return Effect::None;
        };
        let clip = Clip { what: what.to_owned(), text };
        // Whether it arrives anywhere is not known here.
        self.say(format!("copying {}", clip.name()));
        Effect::Copy(clip)
    }
}
