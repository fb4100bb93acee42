//! Whatever is put in anywhere (arguments, queries, packs, settings, the shelf, texts to draft from): the program ends by one of
//! its exit codes, and no byte that drives a terminal reaches stdout or stderr. The inputs are made by a generator with a fixed
//! seed, so that they are the same every time.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::time::Duration;

use cadialog::text::is_unsafe;

use super::{packs::folder, program};

/// Numbers that look random, by `SplitMix64`.
struct Seed(u64);

impl Seed {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut n = self.0;
        n = (n ^ n >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        n = (n ^ n >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((n ^ n >> 31) % most as u64).expect("below")
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// A few pieces one after the other.
    fn text(&mut self, pieces: &[&str], most: usize) -> String {
        (0..=self.below(most)).map(|_| *self.of(pieces)).collect()
    }
}

/// What drives terminals, turns text around, or cannot be seen.
const DRIVING: [&str; 24] = [
    "\u{1b}]0;pwn\u{7}",
    "\u{1b}[31m",
    "\u{1b}[2J\u{1b}[H",
    "\u{9b}31m",
    "\u{9d}0;x\u{9c}",
    "\u{90}q\u{9c}",
    "\u{7f}",
    "\r",
    "\u{8}\u{8}",
    "\u{c}",
    "\u{b}",
    "\u{202e}evil",
    "\u{2066}x\u{2069}",
    "\u{200f}",
    "\u{61c}",
    "\u{2028}",
    "\u{feff}",
    "\u{1e}",
    "\u{85}",
    "\n\u{1b}[A",
    "\t\u{1b}c",
    "\u{e0041}",
    "\u{200b}",
    "\u{1b}P$q\u{1b}\\",
];

const PLAIN: [&str; 24] = [
    "water", "KZ", " ", "-", "--", "=", ",", "..", "2025", "\"", "'", "(", ")", "/", "\\", "*", "~3", "|", "!", "type:", "date:",
    "中央", "🐟", "é",
];

fn hostile(seed: &mut Seed) -> String {
    let (driving, plain) = (seed.text(&DRIVING, 2), seed.text(&PLAIN, 3));
    if seed.below(2) == 0 { driving + &plain } else { plain + &driving }
}

/// Counts of ended calls, by exit code.
#[derive(Debug, Default)]
struct Ended([usize; 5]);

impl Ended {
    fn all(&self) -> usize {
        self.0.iter().sum()
    }

    /// Runs the call in a home of its own and looks at how it ended and what it printed.
    fn call(&mut self, home: &Path, arguments: &[OsString], typed: &str) {
        let mut command = program();
        command.env("XDG_CONFIG_HOME", home.join("config")).env("XDG_DATA_HOME", home.join("data")).current_dir(home);
        let output = command.args(arguments).write_stdin(typed).timeout(Duration::from_mins(2)).output().expect("runs");
        let code = output.status.code().and_then(|code| usize::try_from(code).ok());
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let code = code.filter(|&code| code < self.0.len());
        let code = code.unwrap_or_else(|| panic!("{arguments:?} ends with {:?}\n{out}{err}", output.status));
        self.0[code] += 1;
        // Cells are parted by tabs, and some formats end their lines with CR LF; the data have neither.
        let out = out.replace("\r\n", "\n");
        for (name, said) in [("stdout", out.as_str()), ("stderr", &err)] {
            let tabs = name == "stdout" && arguments.iter().any(|a| a == "tsv" || a == "--kwic");
            let drives = said.chars().find(|&c| is_unsafe(c) && c != '\n' && !(tabs && c == '\t'));
            assert!(drives.is_none(), "{arguments:?}: {drives:?} on {name}:\n{said:?}");
        }
    }
}

fn words(call: &str, hostile: &str) -> Vec<OsString> {
    call.split(' ').map(|word| OsString::from(word.replace('@', hostile))).collect()
}

/// Every command and option that takes a value, with `@` where it stands.
const CALLS: [&str; 68] = [
    "@",
    "--@",
    "-@",
    "--linear @",
    "search @",
    "search -- @",
    "search water @ --strict",
    "search water --limit @",
    "search water --sort @",
    "search water --format @",
    "search water --kwic=@",
    "search @ --kwic",
    "search @ --format json",
    "search @ --format jsonl",
    "list @",
    "list -c @",
    "list -t @",
    "list --type @",
    "list --date @",
    "list --lang @",
    "list --color @",
    "list --theme @",
    "list --config @",
    "list --data @",
    "list --no-bundled --data @",
    "--ambiguous-width @",
    "list --@",
    "list events @",
    "show @",
    "show td-13-2025 --format @",
    "show @ --format json",
    "cite @",
    "cite td-13-2025 --style @",
    "cite td-13-2025 --format @",
    "export @",
    "export @ --format csv",
    "export --format @",
    "export --sort @",
    "export --limit @",
    "stats --by @",
    "stats --format @",
    "trace @",
    "trace @ --format json",
    "trace water --format @",
    "trace --compare @ water",
    "compare @ @",
    "compare KZ @ --format json",
    "compare td-13-2025 @",
    "compare KZ UZ --limit @",
    "collocates @",
    "collocates water @ --format json",
    "collocates water --window @",
    "keyness @",
    "keyness @ water --format csv",
    "schema @",
    "keys --format @",
    "paths --format @",
    "paths --config @",
    "config --config @",
    "check @",
    "check @ --format json",
    "draft @",
    "draft - --published @",
    "draft - --name @",
    "pack @",
    "pack new @",
    "completions @",
    "help @",
];

#[test]
fn no_argument_drives_the_terminal_or_ends_the_program_otherwise_than_by_its_codes() {
    let (home, mut seed, mut ended) = (folder(), Seed(1), Ended::default());
    for call in CALLS {
        for _ in 0..2 {
            let text = hostile(&mut seed);
            ended.call(home.path(), &words(call, &text), "");
        }
    }
    for call in ["man @", "list @ --help", "@ --help", "pack new @ --help"] {
        ended.call(home.path(), &words(call, &hostile(&mut seed)), "");
    }
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        for call in ["search", "show", "list", "check", "draft", "--config"] {
            ended.call(home.path(), &[call.into(), OsString::from_vec(b"\xff\x1b[31m\xfe".to_vec())], "");
        }
    }
    assert!(ended.all() >= 120 && ended.0[2] >= 60, "{ended:?}");
}

#[test]
fn no_query_does_either() {
    let (home, mut seed, mut ended) = (folder(), Seed(2), Ended::default());
    for n in 0..80 {
        let mut query = String::new();
        for _ in 0..=seed.below(6) {
            query += &if seed.below(3) == 0 { hostile(&mut seed) } else { seed.text(&PLAIN, 4) };
        }
        if n % 10 == 9 {
            query = query.repeat(300);
        }
        let format = *seed.of(&["text", "json", "jsonl", "csv", "tsv", "markdown", "ids"]);
        ended.call(home.path(), &["search".into(), "--format".into(), format.into(), "--".into(), query.into()], "");
    }
    assert!(ended.all() == 80 && ended.0[0] > 5 && ended.0[2] > 0, "{ended:?}");
}

/// A pack of one record of each of three types, with `text` wherever a text may stand.
fn pack(seed: &mut Seed) -> String {
    let mut text = || serde_json::to_string(&hostile(seed)).expect("JSON");
    format!(
        "{{\"type\": \"pack\", \"name\": \"own\", \"title\": {}, \"version\": {}}}\n\
         {{\"type\": \"source\", \"id\": \"own-source\", \"title\": {}, \"publisher\": {}, \"kind\": \"primary\", \"url\": {}, \"supports\": [{}]}}\n\
         {{\"type\": \"event\", \"id\": \"own-event\", \"title\": {}, \"date\": \"2025\", \"kind\": \"visit\", \"summary\": {}, \
           \"sources\": [\"own-source\"], \"place\": {{\"city\": {}}}, \"themes\": [{}], \"notes\": [{}], \
           \"outcomes\": [{{\"text\": {}}}], \"participants\": [{{\"name\": {}, \"office\": {}}}]}}\n\
         {{\"type\": \"quote\", \"id\": \"own-quote\", \"text\": {}, \"event\": \"own-event\", \"speaker\": {{\"description\": {}}}, \
           \"form\": \"paraphrase\", \"sources\": [\"own-source\"]}}\n\
         {{\"type\": \"topic\", \"id\": {}, \"name\": {}, \"names\": {{{}: {}}}, \"sources\": []}}\n",
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
    )
}

#[test]
fn no_pack_does_either() {
    let (home, mut seed, mut ended) = (folder(), Seed(3), Ended::default());
    let calls = [
        "check own.jsonl",
        "check own.jsonl --format json",
        "list events --data own.jsonl --no-bundled",
        "show own-event own-quote own-source --data own.jsonl",
        "show own-event --data own.jsonl --format json",
        "search own --data own.jsonl --no-bundled --format tsv",
        "cite own-event own-source --data own.jsonl",
        "cite own-source --data own.jsonl --style bibtex",
        "export --data own.jsonl --no-bundled --format csv",
        "export --data own.jsonl --no-bundled --format ris",
        "export --data own.jsonl --no-bundled --format ics",
        "export --data own.jsonl --no-bundled --format markdown",
        "export --data own.jsonl --no-bundled --format csl-json",
        "stats --data own.jsonl --no-bundled",
        "trace own --data own.jsonl",
        "trace --compare own e --data own.jsonl --no-bundled --per-thousand",
        "compare own-event own-quote --data own.jsonl --no-bundled",
        "compare type:event type:quote --data own.jsonl --no-bundled --format tsv",
        "collocates own --all-words --min 1 --data own.jsonl --no-bundled",
        "keyness type:quote --all-words --min 1 --data own.jsonl --no-bundled",
        "completions bash --data own.jsonl",
    ];
    for n in 0..64 {
        let mut text = pack(&mut seed);
        if n % 4 == 3 {
            // As if cut off, or with a stray byte.
            text.truncate(text.floor_char_boundary(seed.below(text.len())));
            text.push_str(seed.of::<&str>(&DRIVING));
        }
        fs::write(home.path().join("own.jsonl"), &text).expect("written");
        ended.call(home.path(), &words(calls[n % calls.len()], ""), "");
        ended.call(home.path(), &words("check own.jsonl --strict --all", ""), "");
    }
    assert!(ended.all() == 128 && ended.0[0] > 20 && ended.0[3] > 20, "{ended:?}");
}

#[test]
fn no_setting_and_nothing_on_the_shelf_does_either() {
    let (home, mut seed, mut ended) = (folder(), Seed(4), Ended::default());
    for place in ["config/cadialog", "data/cadialog/packs"] {
        fs::create_dir_all(home.path().join(place)).expect("created");
    }
    let config = home.path().join("config/cadialog/config.toml");
    for n in 0..40 {
        let text = hostile(&mut seed);
        let quoted = serde_json::to_string(&text).expect("a string of TOML, too").replace('\u{7f}', "\\u007f");
        let setting = match n % 8 {
            0 => format!("[keys]\nquit = [{quoted}]\n"),
            1 => format!(
                "[keys]\nquit = [\"{}\"]\n",
                ["\\u009b", "\\u202e", "\\u001b ] 0 ; x \\u0007", "\\u007f", "\\u200b"][n / 8]
            ),
            2 => format!("data = [{quoted}]\n"),
            3 => format!("theme = {quoted}\n"),
            4 => format!("{quoted} = 1\n"),
            5 => format!("[themes.{quoted}]\nbase = {quoted}\n"),
            6 => format!("[keys]\n{quoted} = [\"x\"]\n"),
            _ => text,
        };
        fs::write(&config, &setting).expect("written");
        let call = ["keys", "list --limit 1", "paths", "config", "keys --format json", "keys --format tsv"][n % 6];
        ended.call(home.path(), &words(call, ""), "");
        ended.call(home.path(), &words("keys", ""), "");
    }
    fs::remove_file(&config).expect("removed");
    for _ in 0..20 {
        let text = serde_json::to_string(&hostile(&mut seed)).expect("JSON");
        let shelf = format!(
            "{{\"format\": 1, \"marks\": [{text}, \"td-13-2025\"], \"notes\": {{\"td-13-2025\": {text}, {text}: {text}}}, \"searches\": [{{\"name\": {text}, \"query\": {text}}}]}}"
        );
        let cut = shelf.floor_char_boundary(shelf.len() - seed.below(2) * seed.below(shelf.len()));
        fs::write(home.path().join("data/cadialog/shelf.json"), &shelf[..cut]).expect("written");
        let session = format!("{{\"query\": {text}, \"searches\": [{text}], \"record\": {text}}}");
        fs::write(home.path().join("data/cadialog/session.json"), session).expect("written");
        ended.call(home.path(), &words("--linear", ""), "where\nm\n/td-13\nwhere\nquit\n");
    }
    assert!(ended.all() == 100 && ended.0[2] > 10, "{ended:?}");
}

#[test]
fn no_text_to_draft_from_does_either() {
    let (home, mut seed, mut ended) = (folder(), Seed(5), Ended::default());
    for n in 0..40 {
        let mut text = String::new();
        for _ in 0..=seed.below(8) {
            text += *seed.of(&[
                "The ministers met in Tokyo on March 14, 2025. ",
                "<p>“We will build it,” said Mr. KAWAGUCHI, Minister.</p>\n",
                "<html><head><title>",
                "&#27;[31m&#x202e;&#0;",
                "On 14.03.2025 ",
                "\n\n",
            ]);
            text += &hostile(&mut seed);
        }
        let path = home.path().join("release.txt");
        fs::write(&path, &text).expect("written");
        let call = if n % 2 == 0 { "draft release.txt" } else { "draft - --published 2025-03-17" };
        ended.call(home.path(), &words(call, ""), &text);
    }
    assert!(ended.all() == 40 && ended.0[0] > 5, "{ended:?}");
}
