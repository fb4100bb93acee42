//! References as the styles of the Citation Style Language print them: one item, one line. The only place that names `hayagriva`.

mod carried;
mod check;
mod date;
mod rendering;
mod tidy;

pub use carried::CarriedStyle;
pub use check::StyleFault;

use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, LocaleFile};

use super::item::{self, Author, Item};
use crate::record::Language;

/// Most characters of a reference to one record.
pub const LONGEST: usize = 600;

/// A style with the words of its language, ready to print.
#[derive(Debug)]
pub struct ReferenceStyle {
    csl: IndependentStyle,
    locale: LocaleCode,
    locales: Vec<Locale>,
}

impl ReferenceStyle {
    /// A style that the program carries, with the words of `language`; without one, of the language that the style is made for.
    ///
    /// # Errors
    /// None, unless the files compiled in are damaged.
    pub fn carried(style: CarriedStyle, language: Option<Language>) -> Result<Self, StyleFault> {
        let csl = check::independent(style.source())?;
        Ok(Self::with_locale(csl, style.locale(), language))
    }

    /// The style in the text of a `.csl` file.
    ///
    /// # Errors
    /// When it is no style, a dependent one, or one that has no end.
    pub fn read(text: &str, language: Option<Language>) -> Result<Self, StyleFault> {
        check::depth(text)?;
        let csl = check::independent(text)?;
        check::macros(&csl)?;
        Ok(Self::with_locale(csl, "en-US", language))
    }

    fn with_locale(csl: IndependentStyle, usual: &str, language: Option<Language>) -> Self {
        let of_style = csl.default_locale.as_ref().map_or(usual, |code| code.0.as_str());
        let code = match language {
            // A style for British English stays so.
            Some(Language::En) if of_style.starts_with("en") => of_style,
            Some(Language::En) => "en-US",
            Some(Language::Ja) => "ja-JP",
            Some(Language::Ru) => "ru-RU",
            None => of_style,
        };
        let locale = LocaleCode(code.to_owned());
        let locales = carried::locales(code).filter_map(|text| LocaleFile::from_xml(text).ok()).map(Locale::from).collect();
        Self { csl, locale, locales }
    }

    /// The language of what is added to the style’s own words.
    fn language(&self) -> Language {
        match self.locale.0.split('-').next() {
            Some("ja") => Language::Ja,
            Some("ru") => Language::Ru,
            _ => Language::En,
        }
    }

    /// What stands before the source of a quote.
    fn quoted_in(&self) -> &'static str {
        match self.locale.0.split('-').next() {
            Some("ja") => "引用元：",
            Some("ru") => "Цит. по: ",
            Some("de") => "Zitiert nach: ",
            _ => "Quoted in: ",
        }
    }

    /// The reference to `item`, in one line without a break at its end; of a quote with the source that it is quoted from. What is
    /// too long has its titles and names cut, never its address.
    pub(super) fn of(&self, item: &Item, quoted_from: Option<&Item>) -> String {
        let mut text = String::new();
        for longest in [200, 120, 80, 60, 50, 40] {
            text = self.whole(&cut(item, longest), quoted_from.map(|source| cut(source, longest)).as_ref());
            if text.chars().count() <= LONGEST {
                return text;
            }
        }
        // An address that fills a page leaves no room for itself.
        let bare = |item: &Item| Item { url: String::new(), accessed: None, ..cut(item, 40) };
        let shorter = self.whole(&bare(item), quoted_from.map(bare).as_ref());
        if shorter.chars().count() <= LONGEST { shorter } else { item::shorten(&text, LONGEST - 1) }
    }

    fn whole(&self, item: &Item, quoted_from: Option<&Item>) -> String {
        let mut text = self.render(item);
        if let Some(source) = quoted_from {
            text = format!("{} {}{}", tidy::ended(&text), self.quoted_in(), self.render(source));
        }
        if !item.record.is_empty() {
            text = format!("{text} [{}]", item.record);
        }
        crate::text::clean(&text).trim().to_owned()
    }
}

/// What says where the record stands, with the archive in at most `longest` characters; what finds the record stays whole.
fn cut_record(record: &str, longest: usize) -> String {
    match record.rsplit_once(", ") {
        Some((archive, named)) => format!("{}, {named}", item::shorten(archive, longest)),
        None => item::shorten(record, longest),
    }
}

/// `item` with no title or name longer than `longest` characters.
fn cut(item: &Item, longest: usize) -> Item {
    let short = |text: &String| item::shorten(text, longest);
    let author = |author: &Author| match author {
        Author::Person(family, given) => Author::Person(short(family), given.as_ref().map(short)),
        Author::Institution(name) => Author::Institution(short(name)),
    };
    Item {
        title: short(&item.title),
        original: short(&item.original),
        authors: item.authors.iter().map(author).collect(),
        event: short(&item.event),
        place: short(&item.place),
        container: short(&item.container),
        publisher: short(&item.publisher),
        genre: short(&item.genre),
        record: cut_record(&item.record, longest.max(80)),
        ..item.clone()
    }
}
