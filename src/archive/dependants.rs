//! Packs that cannot be used because others are left out: what they name is there only in those.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::diagnostic::{Code, Diagnostic};
use super::info::Base;
use super::json::{self, Element};
use super::link::references;
use super::parts::{self, PackPart};
use super::read::read_fast;
use super::{Pack, inline, open};

/// The packs among `paths` that need one of `left_out`, or one that needs it, and so on; each with the reason. Every pack is
/// read once, and every name in it is looked at once when it loses its last record, however long the chain.
pub fn dependants(base: Base, paths: &[PathBuf], left_out: &[PathBuf]) -> HashMap<PathBuf, Diagnostic> {
    let mut needing = HashMap::new();
    if left_out.is_empty() || left_out.len() == paths.len() {
        return needing;
    }
    let mut bearers: HashMap<String, usize> = HashMap::new();
    if base == Base::Bundled
        && let Ok(pack) = Pack::bundled()
    {
        let ids = pack
            .records
            .iter()
            .flat_map(|record| std::iter::once(record.id()).chain(record.aliases().iter().map(String::as_str)));
        ids.for_each(|name| *bearers.entry(name.to_owned()).or_default() += 1);
    }
    let packs: Vec<PackIds> = paths.iter().map(|path| PackIds::of(path)).collect();
    let mut users: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, pack) in packs.iter().enumerate() {
        pack.own.iter().for_each(|name| *bearers.entry(name.clone()).or_default() += 1);
        pack.used.iter().for_each(|name| users.entry(name).or_default().push(number));
    }
    let mut gone: Vec<bool> = paths.iter().map(|path| left_out.contains(path)).collect();
    let mut waiting: Vec<usize> = (0..paths.len()).filter(|&number| gone[number]).collect();
    while let Some(number) = waiting.pop() {
        for name in &packs[number].own {
            let Some(count) = bearers.get_mut(name) else { continue };
            *count -= 1;
            if *count > 0 {
                continue;
            }
            for &user in users.get(name.as_str()).into_iter().flatten().filter(|&&user| user != number) {
                if !std::mem::replace(&mut gone[user], true) {
                    let message = format!("it needs “{name}” of {}, which is left out", open::shown(&paths[number]));
                    let help = "correct that pack first";
                    let why = Diagnostic::of_file(&open::shown(&paths[user]), Code::Dangling, message, help);
                    needing.insert(paths[user].clone(), why);
                    waiting.push(user);
                }
            }
        }
    }
    needing
}

/// The ids and aliases of a pack's records, and what they name that is not among them.
#[derive(Default)]
struct PackIds {
    own: HashSet<String>,
    used: HashSet<String>,
}

impl PackIds {
    fn of(path: &Path) -> Self {
        let mut ids = Self::default();
        let Ok(layout) = parts::layout(path) else { return ids };
        parts::parts(path, layout, &mut |part| {
            let PackPart::Record(of_type, spot) = part else { return };
            let text = &spot.source[spot.range.clone()];
            let Some((record, _)) = read_fast(of_type, text) else {
                // A faulty record has a name all the same, and those that name it need this pack.
                let (element, _) = json::parse(text, 0..text.len());
                ids.own.extend(element.and_then(|element| element.get("id").and_then(Element::text).map(str::to_owned)));
                return;
            };
            ids.own.insert(record.id().to_owned());
            ids.own.extend(record.aliases().iter().cloned());
            ids.own.extend(inline::ids(&record));
            references(&record, &mut |_, name| _ = ids.used.insert(name.to_owned()));
        });
        let Self { own, used } = &mut ids;
        used.retain(|name| !own.contains(name));
        ids
    }
}
