//! What can be off with a style, found before it prints anything: no style at all, one that stands for another, macros that are
//! missing, call themselves or grow without end.

use std::collections::HashMap;

use super::CarriedStyle;
use hayagriva::citationberg::{
    CslMacro, IndependentStyle, LayoutRenderingElement, NamesChild, SortKey, Style, TextTarget, XmlDeError,
};

/// Why a style cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StyleFault {
    /// It is no CSL style, or one that breaks the rules of CSL.
    #[error("it is no CSL style: {0}")]
    NoStyle(String),
    /// It stands for another, by its address.
    #[error("it is a dependent style, which only stands for {0}: save that style and give its file")]
    Dependent(String),
    /// It stands for one that the program carries.
    #[error("it is a dependent style, which only stands for another that is carried: use --style {0}")]
    DependentOnCarried(&'static str),
    /// Elements lie too deep in each other.
    #[error("its elements lie more than {DEEPEST} deep in each other")]
    Deep,
    /// A macro is called that it does not have.
    #[error("it calls a macro “{0}” that it does not have")]
    NoMacro(String),
    /// A macro leads to itself.
    #[error("its macro “{0}” calls itself")]
    Circle(String),
    /// Its macros call each other so often that it would never be done.
    #[error("its macros unfold to more than {MOST} elements")]
    Endless,
}

/// Elements within elements; the deepest of the published styles have some thirty.
const DEEPEST: usize = 120;

/// Elements that a style may unfold to; the largest of the published ones have some hundred thousand.
const MOST: usize = 20_000_000;

/// Whether elements lie too deep for a reader that goes down by calling itself.
pub(super) fn depth(text: &str) -> Result<(), StyleFault> {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")].iter().find(|(open, _)| rest.starts_with(open));
        let end = skipped.map_or(">", |(_, end)| end);
        let Some(length) = rest.find(end).map(|at| at + end.len()) else { break };
        let tag = &rest[..length];
        rest = &rest[length..];
        if skipped.is_some() || tag.starts_with("<!") || tag.ends_with("/>") {
            continue;
        }
        depth = if tag.starts_with("</") { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEEPEST {
            return Err(StyleFault::Deep);
        }
    }
    Ok(())
}

/// The style in `text`, with the `<name/>` that CSL lets be left out.
pub(super) fn independent(text: &str) -> Result<IndependentStyle, StyleFault> {
    if !text.contains("<style") {
        let words = if text.contains("<locale") { "it has the words of a language" } else { "it has no element <style>" };
        return Err(StyleFault::NoStyle(words.to_owned()));
    }
    match Style::from_xml(&with_names(text)).map_err(|error| StyleFault::NoStyle(told(&error)))? {
        Style::Independent(style) => Ok(style),
        Style::Dependent(style) => {
            let parent = style.parent_link.href;
            let id = format!("<id>{parent}</id>");
            let carried = CarriedStyle::ALL.into_iter().find(|carried| carried.source().contains(&id));
            Err(carried.map_or(StyleFault::Dependent(parent), |carried| StyleFault::DependentOnCarried(carried.name())))
        }
    }
}

fn told(error: &XmlDeError) -> String {
    let what = error.source.to_string();
    let what = if what.starts_with("data did not match") { "a value that CSL does not know".to_owned() } else { what };
    match error.path.as_ref().map(ToString::to_string).filter(|path| path != "." && !path.is_empty()) {
        Some(path) => format!("{what}, at {path}"),
        None => what,
    }
}

/// `hayagriva` 0.10 prints no name where `names` has a label but no `name`, though CSL makes that the same as `<name/>`.
fn with_names(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 256);
    let mut rest = text;
    while let Some(at) = rest.find("<names") {
        let Some(end) = rest[at..].find('>').map(|end| at + end + 1) else { break };
        let (tag, behind) = rest.split_at(end);
        out.push_str(tag);
        rest = behind;
        if !tag.ends_with("/>") {
            let own = ["</names>", "<substitute", "<names"].iter().filter_map(|stop| behind.find(stop)).min();
            let own = &behind[..own.unwrap_or(0)];
            if !["<name ", "<name/", "<name>", "<name\n"].iter().any(|name| own.contains(name)) {
                out.push_str("<name/>");
            }
        }
    }
    out.push_str(rest);
    out
}

/// Whether every macro that is called is there, leads to an end and does not grow beyond measure.
pub(super) fn macros(style: &IndependentStyle) -> Result<(), StyleFault> {
    let named: HashMap<&str, &CslMacro> = style.macros.iter().map(|own| (own.name.as_str(), own)).collect();
    let mut walk = Walk { named, sizes: HashMap::new() };
    let sorts = [style.citation.sort.as_ref(), style.bibliography.as_ref().and_then(|list| list.sort.as_ref())];
    for key in sorts.into_iter().flatten().flat_map(|sort| &sort.keys) {
        if let SortKey::MacroName { name, .. } = key {
            walk.called(name)?;
        }
    }
    let list = style.bibliography.as_ref().map(|list| &list.layout);
    for layout in std::iter::once(&style.citation.layout).chain(list) {
        walk.all(&layout.elements)?;
    }
    // Those that nothing calls have faults too.
    style.macros.iter().try_for_each(|own| walk.called(&own.name).map(|_| ()))
}

/// The elements of each macro, all that it calls included; `None` while they are being counted.
struct Walk<'a> {
    named: HashMap<&'a str, &'a CslMacro>,
    sizes: HashMap<&'a str, Option<usize>>,
}

impl<'a> Walk<'a> {
    fn called(&mut self, name: &str) -> Result<usize, StyleFault> {
        let Some((&name, &own)) = self.named.get_key_value(name) else { return Err(StyleFault::NoMacro(name.to_owned())) };
        match self.sizes.get(name) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => return Err(StyleFault::Circle(name.to_owned())),
            None => {}
        }
        self.sizes.insert(name, None);
        let size = self.all(&own.children)?;
        self.sizes.insert(name, Some(size));
        Ok(size)
    }

    fn all(&mut self, elements: &'a [LayoutRenderingElement]) -> Result<usize, StyleFault> {
        elements.iter().try_fold(0, |sum, element| {
            let sum: usize = self.one(element)? + sum;
            if sum > MOST { Err(StyleFault::Endless) } else { Ok(sum) }
        })
    }

    fn one(&mut self, element: &'a LayoutRenderingElement) -> Result<usize, StyleFault> {
        let size = match element {
            LayoutRenderingElement::Text(text) => match &text.target {
                TextTarget::Macro { name } => self.called(name)?,
                _ => 0,
            },
            LayoutRenderingElement::Group(group) => self.all(&group.children)?,
            LayoutRenderingElement::Choose(choose) => {
                let mut size = 0;
                for branch in choose.branches() {
                    size += self.all(&branch.children)?;
                }
                size + choose.otherwise.as_ref().map_or(Ok(0), |other| self.all(&other.children))?
            }
            LayoutRenderingElement::Names(names) => {
                let instead = names.children.iter().filter_map(|child| match child {
                    NamesChild::Substitute(instead) => Some(&instead.children),
                    _ => None,
                });
                instead.map(|children| self.all(children)).sum::<Result<usize, _>>()?
            }
            _ => 0,
        };
        Ok(size + 1)
    }
}
