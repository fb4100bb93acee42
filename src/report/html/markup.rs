//! HTML that is being written. Whatever comes from data passes through [`Markup::plain`], where nothing stays that acts.

use std::fmt::Write;

use super::super::anchors::Anchors;
use super::super::inline::Inline;
use super::super::script;
use crate::page;
use crate::text;

/// The file so far.
pub struct Markup<'a> {
    out: String,
    anchors: &'a Anchors,
}

impl<'a> Markup<'a> {
    pub fn new(anchors: &'a Anchors) -> Self {
        Self { out: String::new(), anchors }
    }

    pub fn finish(self) -> String {
        self.out
    }

    /// Markup of this program's own.
    pub fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Text as it is: controls and what reorders text are gone, and what XML does not allow; everything that is markup is
    /// escaped, in attributes too.
    pub fn plain(&mut self, words: &str) {
        for c in text::clean(words).chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                '\u{fffe}' | '\u{ffff}' => {}
                c => self.out.push(c),
            }
        }
    }

    /// English text, in which words of other scripts are marked as what they are.
    pub fn words(&mut self, words: &str) {
        for (tag, part) in script::stretches(words) {
            match tag {
                Some(tag) => self.foreign(tag, part),
                None => self.plain(part),
            }
        }
    }

    /// Words in the language of a tag.
    pub fn foreign(&mut self, tag: &str, words: &str) {
        let tag = script::sound(tag);
        let direction = if script::is_rightwards(tag) { " dir=\"rtl\"" } else { "" };
        let _ = write!(self.out, "<span lang=\"{tag}\"{direction}>");
        self.plain(words);
        self.raw("</span>");
    }

    /// An address as a link that tells the other side nothing of where it stood; as words, if it may not be opened.
    pub fn address(&mut self, address: &str) {
        if !page::is_openable(address) {
            return self.plain(address);
        }
        self.raw("<a href=\"");
        self.plain(address);
        self.raw("\" rel=\"noreferrer\">");
        self.plain(address);
        self.raw("</a>");
    }

    pub fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(words) => self.words(words),
            Inline::Strong(words) => self.within("strong", words),
            Inline::Warning(words) => self.within("em", words),
            Inline::Foreign(tag, words) => self.foreign(tag, words),
            Inline::Address(address) => self.address(address),
            Inline::Record(id, name) => match self.anchors.of(*id) {
                Some(anchor) => {
                    let _ = write!(self.out, "<a href=\"#{anchor}\">");
                    self.inline(name);
                    self.raw("</a>");
                }
                None => self.inline(name),
            },
            Inline::Sources(numbers) => {
                self.raw(" ");
                for number in numbers {
                    let _ = write!(self.out, "<a href=\"#s-{number}\">[{number}]</a>");
                }
            }
        }
    }

    pub fn inlines(&mut self, all: &[Inline]) {
        all.iter().for_each(|one| self.inline(one));
    }

    fn within(&mut self, element: &str, words: &str) {
        let _ = write!(self.out, "<{element}>");
        self.words(words);
        let _ = write!(self.out, "</{element}>");
    }

    /// Where a record stands in the dossier.
    pub fn anchor(&self, id: crate::archive::Id) -> Option<&'a str> {
        self.anchors.of(id)
    }
}
