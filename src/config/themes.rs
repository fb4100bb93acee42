//! Themes as the call and the configuration name them: the built-in ones, and those of the reader's own with a colour by
//! role.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use clap::ValueEnum;
use clap::builder::{PossibleValue, TypedValueParser};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use toml::Spanned;

use super::ConfigError;

/// The built-in themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
#[allow(missing_docs)]
pub enum ThemeName {
    #[default]
    Auto,
    Dark,
    Light,
    HighContrast,
    #[value(alias = "color-blind-safe")]
    ColourBlindSafe,
    Mono,
}

impl<'de> Deserialize<'de> for ThemeName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_str(&name, false).map_err(|_| D::Error::custom(format!("unknown base “{name}”; write one of {}", built_in())))
    }
}

/// A theme by its name, whether or not there is one of that name; [`super::Config::theme_called`] finds out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThemeChoice {
    /// Comes with the program.
    BuiltIn(ThemeName),
    /// To be found in the configuration under `themes`.
    Own(String),
}

impl Default for ThemeChoice {
    fn default() -> Self {
        Self::BuiltIn(ThemeName::default())
    }
}

impl From<&str> for ThemeChoice {
    fn from(name: &str) -> Self {
        ThemeName::from_str(name, false).map_or_else(|_| Self::Own(name.to_owned()), Self::BuiltIn)
    }
}

impl<'de> Deserialize<'de> for ThemeChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(String::deserialize(deserializer)?.as_str().into())
    }
}

/// Reads `--theme`: any name, of which completions and manual know the built-in ones.
#[derive(Debug, Clone, Copy)]
pub struct ThemeParser;

impl TypedValueParser for ThemeParser {
    type Value = ThemeChoice;

    fn parse_ref(&self, _: &clap::Command, _: Option<&clap::Arg>, value: &std::ffi::OsStr) -> Result<Self::Value, clap::Error> {
        Ok(value.to_string_lossy().as_ref().into())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(ThemeName::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

/// A colour as the configuration writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// What the terminal has without any colour being asked for.
    Default,
    /// By number: 0–15 are the terminal's own, 16–231 a cube, 232–255 greys.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// The ANSI names, each at its number.
const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

impl Colour {
    fn parse(text: &str) -> Option<Self> {
        if text == "default" {
            return Some(Self::Default);
        }
        if let Some(n) = NAMES.iter().position(|name| *name == text) {
            return u8::try_from(n).ok().map(Self::Indexed);
        }
        let Some(digits) = text.strip_prefix('#') else { return text.parse().ok().map(Self::Indexed) };
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let [_, r, g, b] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self::Rgb(r, g, b))
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ColourVisitor)
    }
}

struct ColourVisitor;

impl Visitor<'_> for ColourVisitor {
    type Value = Colour;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a colour: a name, a number from 0 to 255 or \"#rrggbb\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Colour, E> {
        Colour::parse(text).ok_or_else(|| {
            let names = NAMES.join(", ");
            E::custom(format!("unknown colour “{text}”; write {names}, default, a number from 0 to 255 or \"#rrggbb\""))
        })
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Colour, E> {
        self.visit_str(&number.to_string())
    }
}

/// What a theme of the reader's own may colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// What lies behind everything; without it the terminal's own.
    Background,
    /// Running text.
    Text,
    /// Dates, counts, hints.
    Faint,
    /// Titles, filters, links.
    Accent,
    /// Letters that a search has found.
    Matched,
    /// Cancelled events, doubts, errors.
    Warning,
    /// Bars, columns, signs and rules.
    Chart,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] =
        [Self::Background, Self::Text, Self::Faint, Self::Accent, Self::Matched, Self::Warning, Self::Chart];

    /// Its name in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Background => "background",
            Self::Text => "text",
            Self::Faint => "faint",
            Self::Accent => "accent",
            Self::Matched => "matched",
            Self::Warning => "warning",
            Self::Chart => "chart",
        }
    }
}

/// A theme of the reader's own: what it does not colour is as in its base.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnTheme {
    /// The theme that it changes.
    pub base: ThemeName,
    /// Colours by role.
    pub colours: BTreeMap<Role, Colour>,
}

/// A key in the table of a theme.
enum ThemeKey {
    Base,
    Role(Role),
}

impl<'de> Deserialize<'de> for ThemeKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name == "base" {
            return Ok(Self::Base);
        }
        Role::ALL.into_iter().find(|role| role.name() == name).map(Self::Role).ok_or_else(|| {
            let roles = Role::ALL.map(Role::name).join(", ");
            D::Error::custom(format!("unknown role “{name}”; write base, {roles}"))
        })
    }
}

impl<'de> Deserialize<'de> for OwnTheme {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Table;
        impl<'de> Visitor<'de> for Table {
            type Value = OwnTheme;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of colours by role")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<OwnTheme, A::Error> {
                let mut theme = OwnTheme::default();
                while let Some(key) = map.next_key()? {
                    match key {
                        ThemeKey::Base => theme.base = map.next_value()?,
                        ThemeKey::Role(role) => {
                            theme.colours.insert(role, map.next_value()?);
                        }
                    }
                }
                Ok(theme)
            }
        }
        deserializer.deserialize_map(Table)
    }
}

/// The names of the built-in themes, with commas.
fn built_in() -> String {
    let values = ThemeName::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    values.map(|value| value.get_name().to_owned()).collect::<Vec<_>>().join(", ")
}

/// Why there is no theme called `name`, and which there are.
pub(super) fn unknown(name: &str, themes: &BTreeMap<String, OwnTheme>) -> String {
    let own = themes.keys().fold(String::new(), |names, name| names + ", " + name);
    format!("unknown theme “{name}”; the themes are {}{own}; one of your own begins with [themes.name]", built_in())
}

/// What is wrong with the themes of a configuration that could be read.
pub(super) fn check(
    path: &Path,
    text: &str,
    choice: &ThemeChoice,
    themes: &BTreeMap<String, OwnTheme>,
) -> Result<(), ConfigError> {
    /// The same file, for the places in it.
    #[derive(serde::Deserialize)]
    struct Placed {
        theme: Option<Spanned<String>>,
        #[serde(default)]
        themes: BTreeMap<Spanned<String>, toml::Value>,
    }
    let placed = || toml::from_str::<Placed>(text).ok();
    if let ThemeChoice::Own(name) = choice
        && !themes.contains_key(name)
    {
        let at = placed().and_then(|placed| placed.theme).map(|theme| theme.span().start);
        return Err(ConfigError::Theme { place: place(path, text, at), reason: unknown(name, themes) });
    }
    if let Some(name) = themes.keys().find(|name| matches!(ThemeChoice::from(name.as_str()), ThemeChoice::BuiltIn(_))) {
        let at =
            placed().and_then(|placed| placed.themes.into_keys().find(|key| key.get_ref() == name)).map(|key| key.span().start);
        let reason = format!("“{name}” is the name of a built-in theme; give yours another one");
        return Err(ConfigError::Theme { place: place(path, text, at), reason });
    }
    Ok(())
}

/// What is wrong within `[themes]`, if the fault lies there.
pub(super) fn explain(path: &Path, text: &str, error: &serde_path_to_error::Error<toml::de::Error>) -> Option<ConfigError> {
    let mut keys = error.path().iter().filter_map(|segment| match segment {
        serde_path_to_error::Segment::Map { key } => Some(key.as_str()),
        _ => None,
    });
    if keys.next() != Some("themes") {
        return None;
    }
    let theme = keys.next()?;
    // A key that is no role is in the message already.
    let role = keys.next().filter(|key| *key == "base" || Role::ALL.iter().any(|role| role.name() == *key));
    let role = role.map_or_else(String::new, |role| format!(", {role}"));
    let at = error.inner().span().map(|span| span.start);
    let reason = format!("theme “{theme}”{role}: {}", error.inner().message());
    Some(ConfigError::Theme { place: place(path, text, at), reason })
}

/// "config.toml, line 3".
fn place(path: &Path, text: &str, at: Option<usize>) -> String {
    let line = at.and_then(|at| text.get(..at)).map(|before| before.matches('\n').count() + 1);
    format!("{}{}", path.display(), line.map_or_else(String::new, |line| format!(", line {line}")))
}
