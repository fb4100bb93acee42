//! The styles and words of languages that the program carries, as the CSL project publishes them (CC BY-SA 3.0; see data/README.md).

/// A style that is compiled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum CarriedStyle {
    ChicagoNotes,
    ChicagoAuthorDate,
    Apa,
    Mla,
    Harvard,
    Iso690,
    Vancouver,
    Gost,
    Sist02,
    Din1505,
    Mhra,
    Oxford,
}

macro_rules! style {
    ($file:literal) => {
        include_str!(concat!("../../../data/styles/", $file, ".csl"))
    };
}

macro_rules! words {
    ($code:literal) => {
        ($code, include_str!(concat!("../../../data/locales/locales-", $code, ".xml")))
    };
}

/// The words of each language, by their code.
const LOCALES: [(&str, &str); 5] = [words!("en-US"), words!("en-GB"), words!("ja-JP"), words!("ru-RU"), words!("de-DE")];

impl CarriedStyle {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 12] = [
        Self::ChicagoNotes,
        Self::ChicagoAuthorDate,
        Self::Apa,
        Self::Mla,
        Self::Harvard,
        Self::Iso690,
        Self::Vancouver,
        Self::Gost,
        Self::Sist02,
        Self::Din1505,
        Self::Mhra,
        Self::Oxford,
    ];

    /// The text of its file.
    pub(super) const fn source(self) -> &'static str {
        match self {
            Self::ChicagoNotes => style!("chicago-notes"),
            Self::ChicagoAuthorDate => style!("chicago-author-date"),
            Self::Apa => style!("apa"),
            Self::Mla => style!("modern-language-association"),
            Self::Harvard => style!("harvard-cite-them-right"),
            Self::Iso690 => style!("iso690-author-date-en"),
            Self::Vancouver => style!("nlm-citation-sequence"),
            Self::Gost => style!("gost-r-7-0-5-2008-numeric"),
            Self::Sist02 => style!("sist02"),
            Self::Din1505 => style!("din-1505-2"),
            Self::Mhra => style!("mhra-notes"),
            Self::Oxford => style!("new-harts-rules-notes"),
        }
    }

    /// The words that it is meant for, where its file does not say so.
    pub(super) const fn locale(self) -> &'static str {
        if matches!(self, Self::Harvard) { "en-GB" } else { "en-US" }
    }

    /// The name under which it is asked for.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ChicagoNotes => "chicago-notes",
            Self::ChicagoAuthorDate => "chicago-author-date",
            Self::Apa => "apa",
            Self::Mla => "mla",
            Self::Harvard => "harvard",
            Self::Iso690 => "iso-690",
            Self::Vancouver => "vancouver",
            Self::Gost => "gost",
            Self::Sist02 => "sist02",
            Self::Din1505 => "din-1505",
            Self::Mhra => "mhra",
            Self::Oxford => "oxford",
        }
    }

    /// What it is, in a line.
    pub const fn about(self) -> &'static str {
        match self {
            Self::ChicagoNotes => "Chicago Manual of Style, 18th edition: a note",
            Self::ChicagoAuthorDate => "Chicago Manual of Style, 18th edition: author and date",
            Self::Apa => "American Psychological Association, 7th edition",
            Self::Mla => "Modern Language Association, 9th edition",
            Self::Harvard => "Harvard, as in Cite Them Right",
            Self::Iso690 => "ISO 690, author and date",
            Self::Vancouver => "Vancouver, as in Citing Medicine",
            Self::Gost => "GOST R 7.0.5-2008, in Russian",
            Self::Sist02 => "SIST 02, in Japanese",
            Self::Din1505 => "DIN 1505-2, in German",
            Self::Mhra => "Modern Humanities Research Association, 4th edition",
            Self::Oxford => "New Hart’s Rules: the Oxford style guide, 2nd edition",
        }
    }
}

/// The files of words for `code`: its own, and American English for whatever it lacks.
pub(super) fn locales(code: &str) -> impl Iterator<Item = &'static str> {
    let own = LOCALES.iter().filter(move |(own, _)| *own == code);
    own.chain(LOCALES.iter().take(usize::from(code != "en-US"))).map(|(_, text)| *text)
}
