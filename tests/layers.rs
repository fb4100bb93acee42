//! The import rule: who may name whom, between rooms and within one. Read from the `use` lines and paths of the source.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Modules from the ground up, each with what it may name beside itself.
const RULE: [(&str, &[&str]); 27] = [
    ("text", &[]),
    ("atlas", &[]),
    ("file", &[]),
    ("kept", &["file"]),
    ("record", &["text"]),
    ("archive", &["file", "kept", "record", "text"]),
    ("import", &["record", "text"]),
    ("page", &["archive", "record", "text"]),
    ("index", &["archive", "kept", "record", "text"]),
    ("query", &["archive", "record", "text"]),
    ("search", &["archive", "index", "kept", "query", "record", "text"]),
    ("view", &["archive", "index", "query", "record", "search", "text"]),
    ("corpus", &["archive", "query", "record", "search", "text", "view"]),
    ("report", &["archive", "page", "query", "record", "search", "text"]),
    ("verify", &["archive", "index", "page", "record", "search", "text"]),
    ("comparison", &["archive", "page", "query", "record", "search", "text", "verify", "view"]),
    ("keys", &["archive", "text"]),
    ("desktop", &[]),
    ("config", &["desktop", "file", "record"]),
    (
        "app",
        &[
            "archive",
            "atlas",
            "comparison",
            "corpus",
            "export",
            "keys",
            "page",
            "query",
            "record",
            "report",
            "search",
            "shelf",
            "text",
            "verify",
            "view",
        ],
    ),
    (
        "ui",
        &[
            "app",
            "archive",
            "atlas",
            "comparison",
            "config",
            "corpus",
            "keys",
            "page",
            "query",
            "record",
            "search",
            "text",
            "view",
        ],
    ),
    ("terminal", &["app", "archive", "desktop", "export", "keys", "query", "search", "shelf", "text", "ui"]),
    (
        "linear",
        &[
            "app",
            "archive",
            "comparison",
            "desktop",
            "export",
            "file",
            "keys",
            "page",
            "query",
            "record",
            "search",
            "shelf",
            "text",
            "verify",
            "view",
        ],
    ),
    ("export", &["archive", "file", "page", "record", "report", "search", "text"]),
    ("draft", &["archive", "record", "text"]),
    ("shelf", &["file", "text"]),
    (
        "cli",
        &[
            "archive",
            "comparison",
            "config",
            "corpus",
            "draft",
            "export",
            "file",
            "import",
            "keys",
            "page",
            "query",
            "record",
            "report",
            "search",
            "text",
            "verify",
            "view",
        ],
    ),
];

/// Crates that only some files may name.
const CRATES: [(&str, &[&str]); 12] = [
    ("ratatui", &["src/ui.rs", "src/ui/", "src/terminal.rs", "src/terminal/"]),
    ("crossterm", &["src/keys.rs", "src/keys/", "src/terminal.rs", "src/terminal/", "src/main.rs"]),
    ("fuzzy_matcher", &["src/search/matcher.rs"]),
    ("directories", &["src/config.rs"]),
    ("similar", &["src/verify/compare.rs"]),
    ("encoding_rs", &["src/text/encoding.rs", "src/import/encoding.rs"]),
    ("quick_xml", &["src/draft/docx.rs", "src/export/markup.rs"]),
    ("zip", &["src/draft/docx.rs", "src/import/bundle.rs", "src/export/container.rs"]),
    ("calamine", &["src/import/workbook.rs"]),
    ("biblatex", &["src/import/reference/"]),
    ("hayagriva", &["src/export/reference.rs", "src/export/reference/"]),
    ("edtf_core", &["src/record/date.rs", "src/record/date/"]),
];

/// Type names that each room may have for itself.
const COMMON: [&str; 2] = ["Error", "Value"];

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("src can be listed") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join("src"), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(path).expect("source"))
        })
        .collect()
}

/// The lines of code: comments and the tests at the end of a file left out.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text).lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn no_module_names_one_above_it() {
    let known: Vec<&str> = RULE.iter().map(|(name, _)| *name).collect();
    let mut faults = Vec::new();
    for (file, text) in sources() {
        let Some(module) = file.strip_prefix("src/").and_then(|f| f.split(['/', '.']).next()) else { continue };
        let Some((_, allowed)) = RULE.iter().find(|(name, _)| *name == module) else {
            assert!(matches!(module, "main" | "lib"), "{file}: the module {module} has no place in the rule");
            continue;
        };
        for line in code(&text) {
            for part in line.split("crate::").skip(1) {
                let named: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if known.contains(&named.as_str()) && named != module && !allowed.contains(&named.as_str()) {
                    faults.push(format!("{file}: {module} names {named}: {}", line.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn crates_are_named_where_they_belong() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        for (name, places) in CRATES {
            let allowed = places.iter().any(|place| file == *place || place.ends_with('/') && file.starts_with(place));
            if !allowed && code(&text).any(|line| line.contains(&format!("{name}::"))) {
                faults.push(format!("{file} names {name}"));
            }
        }
        if file.starts_with("src/ui/")
            && file != "src/ui/theme.rs"
            && !file.starts_with("src/ui/theme/")
            && code(&text).any(|line| line.contains("Color"))
        {
            faults.push(format!("{file} names a colour"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_opens_with_what_it_is_for_and_stays_readable() {
    let mut faults = Vec::new();
    for (file, text) in sources() {
        if !text.starts_with("//! ") {
            faults.push(format!("{file} does not say what it is for"));
        }
        let lines = text.lines().count();
        if lines > 400 {
            faults.push(format!("{file} has {lines} lines; split it by noun"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A module by the names that lead to it from the root of the crate.
type Module = Vec<String>;

/// What one file says of others: who it is, what its `use` lines bring in under which name, and every path it writes.
#[derive(Default)]
struct Source {
    file: String,
    imports: BTreeMap<String, Module>,
    paths: BTreeSet<Module>,
}

/// A path as written, its `{…}` opened into one path each, with the name under which the last part is known.
fn open_paths(text: &str, before: &[String], found: &mut Vec<(Module, String)>) -> usize {
    let mut path = before.to_vec();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start().len();
        if text[at..].starts_with('{') {
            at += 1;
            while !text[at..].starts_with('}') && at < text.len() {
                at += open_paths(&text[at..], &path, found);
                let rest = &text[at..];
                at += rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',').len();
            }
            return at + 1;
        }
        let name: String = text[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if name.is_empty() {
            return (at + 1).min(text.len()); // a `*` or a `<`: the module itself is named
        }
        at += name.len();
        path.push(name);
        if text[at..].starts_with("::") {
            at += 2;
            continue;
        }
        let known: Option<String> =
            text[at..].strip_prefix(" as ").map(|rest| rest.chars().take_while(|c| c.is_alphanumeric()).collect());
        at += known.as_ref().map_or(0, |known| known.len() + 4);
        let last = path.last().cloned().unwrap_or_default();
        if last == "self" {
            path.pop();
        }
        let name = known.or_else(|| path.last().cloned()).unwrap_or_default();
        found.push((path, name));
        return at;
    }
}

/// The modules of `src`, except the two roots.
fn house() -> BTreeMap<Module, Source> {
    let texts: BTreeMap<Module, (String, String)> = sources()
        .into_iter()
        .map(|(file, text)| {
            let module = file.trim_start_matches("src/").trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            (module, (file, code(&text).collect::<Vec<_>>().join("\n")))
        })
        .collect();
    let inside = |module: &[String], path: &[String]| -> Option<Module> {
        let mut from = module.to_vec();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => (from, rest) = (Vec::new(), &path[1..]),
            "self" => rest = &path[1..],
            "super" => {
                while rest.first().is_some_and(|name| name == "super") {
                    from.pop();
                    rest = &rest[1..];
                }
            }
            child => {
                let child: Module = module.iter().cloned().chain([child.to_owned()]).collect();
                texts.keys().any(|known| known.starts_with(&child)).then_some(())?;
            }
        }
        Some(from.iter().chain(rest).cloned().collect())
    };
    let mut modules = BTreeMap::new();
    for (module, (file, text)) in &texts {
        let mut source = Source { file: file.clone(), ..Source::default() };
        let uses = text.split(';').filter_map(|part| {
            let line = part.rfind("\nuse ").map(|at| at + 5).or_else(|| part.rfind(" use ").map(|at| at + 5))?;
            Some(&part[line..])
        });
        for line in uses {
            let mut found = Vec::new();
            open_paths(line, &[], &mut found);
            for (path, name) in found {
                if let Some(path) = inside(module, &path) {
                    source.imports.insert(name, path);
                }
            }
        }
        for start in ["super::", "crate::", "self::"] {
            for (at, _) in text.match_indices(start) {
                if text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                    continue;
                }
                let mut found = Vec::new();
                open_paths(&text[at..], &[], &mut found);
                source.paths.extend(found.into_iter().filter_map(|(path, _)| inside(module, &path)));
            }
        }
        modules.insert(module.clone(), source);
    }
    modules
}

/// The module that defines what `path` names: names that another module only brings in are followed to where they come from.
fn home(house: &BTreeMap<Module, Source>, path: &[String]) -> Module {
    let mut module = Module::new();
    for (at, name) in path.iter().enumerate() {
        let deeper: Module = module.iter().cloned().chain([name.clone()]).collect();
        if house.contains_key(&deeper) {
            module = deeper;
            continue;
        }
        match house.get(&module).and_then(|source| source.imports.get(name)) {
            Some(from) if from != path => {
                let further: Module = from.iter().chain(&path[at + 1..]).cloned().collect();
                return home(house, &further);
            }
            _ => return module,
        }
    }
    module
}

/// The circles of a graph: each a set of names that all reach one another.
fn circles(graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<BTreeSet<String>> {
    let reached = |from: &str| {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&str> = vec![from];
        while let Some(name) = next.pop() {
            for name in graph.get(name).into_iter().flatten() {
                if seen.insert(name.clone()) {
                    next.push(name);
                }
            }
        }
        seen
    };
    let all: BTreeMap<&str, BTreeSet<String>> = graph.keys().map(|name| (name.as_str(), reached(name))).collect();
    let mut found: Vec<BTreeSet<String>> = Vec::new();
    for (name, reach) in &all {
        let circle: BTreeSet<String> =
            reach.iter().filter(|other| all.get(other.as_str()).is_some_and(|back| back.contains(*name))).cloned().collect();
        if !circle.is_empty() && !found.contains(&circle) {
            found.push(circle);
        }
    }
    found
}

#[test]
fn circles_and_paths_are_seen() {
    let chain = [("a", "b"), ("b", "c")].map(|(from, to)| (from.to_owned(), BTreeSet::from([to.to_owned()])));
    assert_eq!(circles(&BTreeMap::from(chain)), []);
    let graph = [("a", ["b", "c"]), ("b", ["c", "d"]), ("c", ["b", "d"])]
        .map(|(from, to)| (from.to_owned(), BTreeSet::from(to.map(str::to_owned))));
    assert_eq!(circles(&BTreeMap::from(graph)), [BTreeSet::from(["b".to_owned(), "c".to_owned()])]);
    let mut found = Vec::new();
    open_paths("super::one::{self, Two as Three, four::{Five, six}}; rest", &[], &mut found);
    let found: Vec<String> = found.into_iter().map(|(path, name)| format!("{} {name}", path.join("::"))).collect();
    assert_eq!(found, ["super::one one", "super::one::Two Three", "super::one::four::Five Five", "super::one::four::six six"]);
}

/// Below every module, the modules that lie directly in it, each with all below itself, name one another in one direction
/// only. What a module and those below it say of each other is no circle: a parent declares and brings out its children, and
/// they add to the types that it defines. A name that a parent only brings out counts as named where it is defined.
#[test]
fn no_modules_of_a_room_name_each_other_in_a_circle() {
    let house = house();
    let mut graphs: BTreeMap<Module, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    let mut reasons: BTreeMap<(Module, String, String), BTreeSet<String>> = BTreeMap::new();
    for (module, source) in &house {
        for path in &source.paths {
            let target = home(&house, path);
            let shared = module.iter().zip(&target).take_while(|(a, b)| a == b).count();
            let (Some(from), Some(to)) = (module.get(shared), target.get(shared)) else { continue };
            if shared == 0 {
                continue;
            }
            let parent = module[..shared].to_vec();
            graphs.entry(parent.clone()).or_default().entry(from.clone()).or_default().insert(to.clone());
            let reason = format!("{} names {}", source.file, path.join("::"));
            reasons.entry((parent, from.clone(), to.clone())).or_default().insert(reason);
        }
    }
    let mut faults = Vec::new();
    for (parent, graph) in &graphs {
        for circle in circles(graph) {
            faults.push(format!("in {}: {}", parent.join("::"), circle.iter().cloned().collect::<Vec<_>>().join(", ")));
            for from in &circle {
                for to in &circle {
                    if let Some(reasons) = reasons.get(&(parent.clone(), from.clone(), to.clone())) {
                        faults.extend(reasons.iter().map(|reason| format!("    {from} -> {to}: {reason}")));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_rooms_may_name_each_other_in_a_circle() {
    let graph =
        RULE.iter().map(|(name, allowed)| ((*name).to_owned(), allowed.iter().map(|a| (*a).to_owned()).collect())).collect();
    assert_eq!(circles(&graph), Vec::<BTreeSet<String>>::new());
}

/// One word, one meaning: a type of one room, seen outside its file or not, is not called as one of another. What a function
/// declares for itself, and the types within `impl`, are not counted.
#[test]
fn no_type_name_stands_in_two_rooms() {
    let mut homes: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for (file, text) in sources() {
        let Some(room) = file.strip_prefix("src/").and_then(|f| f.split(['/', '.']).next()) else { continue };
        for line in code(&text) {
            let mut words = line.split_whitespace().skip_while(|word| word.starts_with("pub") || word.ends_with(')'));
            let is_type = matches!(words.next(), Some("struct" | "enum" | "trait" | "type")) && !line.starts_with(' ');
            if let Some(name) = words.next().filter(|_| is_type) {
                let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                homes.entry(name).or_default().insert(room.to_owned(), file.clone());
            }
        }
    }
    let mut faults = Vec::new();
    for (name, rooms) in homes {
        if rooms.len() > 1 && !COMMON.contains(&name.as_str()) {
            faults.push(format!("{name}: {}", rooms.into_values().collect::<Vec<_>>().join(", ")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
