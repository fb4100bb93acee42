//! `cadialog`: parse, run, turn the outcome into an exit code.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use cadialog::app::{self, App};
use cadialog::archive::{Report, Volume};
use cadialog::cli::{self, Arguments, CliError, Command, ExitStatus, Output, Printed};
use cadialog::config::{self, AmbiguousWidth, Config, ConfigError, ThemeChoice, ThemeName};
use cadialog::desktop::{Desktop, Environment};
use cadialog::keys::Keymap;
use cadialog::linear;
use cadialog::search::watch::{Watch, today};
use cadialog::search::{Catalogue, IndexFolder, MissingIndex, Progress};
use cadialog::shelf::{Shelf, ShelfStore};
use cadialog::terminal::{self, DataOutput, Ending, Input, Sender};
use cadialog::text::{self, Ascii};
use cadialog::ui::{Background, Depth, Theme};
use clap::{ColorChoice, Parser};

/// The name of the pack for the reader's changes of records that stand in no file.
const OWN: &str = "my-changes";

/// How long the end waits for what is still being kept.
const PATIENCE: Duration = Duration::from_secs(1);

/// The exit codes, as the README documents them.
mod exit {
    pub const NOTHING: u8 = 1;
    pub const USAGE: u8 = 2;
    pub const DATA: u8 = 3;
    pub const IO: u8 = 4;
    /// As a shell reports a program ended by signal n.
    pub const SIGNAL: u8 = 128;
    pub const INTERRUPTED: u8 = 130;
}

/// Longest line of a message, in characters: long enough for two paths, too short for the whole of a setting gone wrong.
const LINE: usize = 600;

fn main() -> ExitCode {
    // A file that may not grow further is a failed write, which is told, and not the end of the program.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    // The name by which the program was called is not for its help to repeat.
    let given: Vec<OsString> = std::iter::once("cadialog".into()).chain(std::env::args_os().skip(1)).collect();
    let (outcome, ascii) = match Arguments::try_parse_from(&given) {
        Ok(mut arguments) => {
            arguments.take_files();
            cli::take_packs(&mut arguments);
            // Once: a pipe can be read no second time.
            let config = Config::read(arguments.config.as_deref());
            let asked = arguments.ascii.or(config.as_ref().ok().and_then(|config| config.ascii));
            let ascii = asked.unwrap_or_else(|| cli::asks_for_ascii(|name| std::env::var(name).ok()));
            (run(&arguments, config, ascii), ascii)
        }
        // Help and version are data like any other.
        Err(asked) if !asked.use_stderr() => {
            let printed = asked.print().and_then(|()| io::stdout().flush());
            let outcome = cli::heard_out(printed.map(|()| ExitStatus::Fine).map_err(Into::into));
            (outcome.map(|_| ExitCode::SUCCESS).map_err(failure), false)
        }
        Err(fault) => {
            tell(&cli::misunderstood(&fault, &given), cli::asks_for_ascii(|name| std::env::var(name).ok()));
            return ExitCode::from(exit::USAGE);
        }
    };
    match outcome {
        Ok(code) => code,
        Err((code, message)) => {
            let minus = cli::about_minus(&given, &message).filter(|_| code == exit::USAGE);
            say(&format!("{message}{}", minus.map_or_else(String::new, |minus| format!("\n{minus}"))), ascii);
            ExitCode::from(code)
        }
    }
}

/// Says something on the standard error, as the program.
fn say(message: &str, ascii: bool) {
    let lines: Vec<_> = message.lines().map(|line| text::abridge(&text::clean(line), LINE).into_owned()).collect();
    tell(&format!("cadialog: {}", lines.join("\n")), ascii);
}

/// A message on the standard error, made harmless. Nobody may be there to read it.
fn tell(message: &str, ascii: bool) {
    let message = text::clean_lines(message);
    let _ = if ascii { writeln!(Ascii::new(io::stderr()), "{message}") } else { writeln!(io::stderr(), "{message}") };
}

/// Carries out the call, writing ASCII only if so asked by it, by the configuration or by the environment.
fn run(arguments: &Arguments, config: Result<Config, ConfigError>, ascii: bool) -> Result<ExitCode, (u8, String)> {
    if let Some(command) = &arguments.command {
        if !arguments.query.is_empty() {
            return Err((exit::USAGE, cli::words_before_command(&arguments.query)));
        }
        if !command.needs_archive() {
            return print(arguments, ascii, |output| cli::run_bare(arguments, config, output));
        }
    }
    let config = config.map_err(|e| (exit::USAGE, e.to_string()))?;
    let kept = config::cache_directory().map(|folder| IndexFolder::new(folder, config::program()));
    let opened = cli::archive(&arguments.packs, &config, kept.as_ref()).map_err(failure)?;
    opened.told.iter().for_each(|remark| tell(remark, ascii));
    let errors = if opened.volumes.is_empty() { opened.found.errors() } else { usize::MAX };
    let own = config::packs_path().map(|packs| packs.join(OWN));
    let watch = Watch::new(opened.base, opened.paths).with_errors(errors).with_own(own).with_made(opened.imported.folder());
    let mut catalogue = opened.catalogue;
    catalogue.archive.look_on(today());
    let found = opened.found;
    let behind = Behind { volumes: opened.volumes, missing: opened.missing, found: found.clone() };
    let outcome = match &arguments.command {
        None if !arguments.linear => browse(catalogue, behind, arguments, &config, ascii, (watch, found.in_short())),
        Some(Command::Pick { .. }) => browse(catalogue, behind, arguments, &config, ascii, (watch, None)),
        command => {
            let (mut catalogue, told) = catalogue.complete(behind.volumes);
            cli::remarks(&told).iter().for_each(|remark| tell(remark, ascii));
            let keep = |catalogue: &Catalogue, missing: Option<MissingIndex>| {
                if let Some(missing) = missing.filter(|_| catalogue.is_indexed()) {
                    // Without it the next start takes longer, and nothing else.
                    let _ = missing.keep(catalogue, [&found, &told]);
                }
            };
            match command {
                Some(Command::Index(asked)) => print(arguments, ascii, |output| {
                    cli::index(&catalogue, kept.as_ref(), (behind.missing, [&found, &told]), asked, output)
                }),
                Some(command) => {
                    if command.needs_annotations() {
                        let found = ShelfStore::new(config::data_directory().map(Shelf::new)).load();
                        found.remark.iter().for_each(|remark| tell(remark, ascii));
                        catalogue.annotate(app::annotations(&catalogue.archive, &found.contents, &found.visits));
                    }
                    let outcome = print(arguments, ascii, |output| cli::run(&catalogue, arguments, output));
                    // For an assistant nothing is ever written.
                    keep(&catalogue, behind.missing.filter(|_| !matches!(command, Command::Mcp)));
                    // All of it goes with the process, at once.
                    std::mem::forget(catalogue);
                    outcome
                }
                None => {
                    // In plain lines nothing is done behind a screen.
                    keep(&catalogue, behind.missing);
                    let behind = Behind { volumes: Vec::new(), missing: None, found };
                    browse(catalogue, behind, arguments, &config, ascii, (watch, None))
                }
            }
        }
    };
    // What is still being written behind a screen that was closed would lie there unfinished.
    kept.iter().for_each(IndexFolder::abandon);
    outcome
}

/// What is done behind the first frame: large packs are read, and the index is kept.
struct Behind {
    volumes: Vec<Arc<Volume>>,
    missing: Option<MissingIndex>,
    /// What was left out of the small packs.
    found: Report,
}

/// Opens the browser, with a word on what was left out of packs; or for `pick`, whose answer is printed at the end. Whatever can fail by the caller's doing fails before the terminal is
/// taken.
fn browse(
    catalogue: Catalogue,
    behind: Behind,
    arguments: &Arguments,
    config: &Config,
    ascii: bool,
    (watch, said): (Watch, Option<String>),
) -> Result<ExitCode, (u8, String)> {
    let picks = match &arguments.command {
        Some(Command::Pick { .. }) if arguments.linear => return Err((exit::USAGE, cli::no_lines_to_pick().to_owned())),
        Some(Command::Pick { query }) => Some(query),
        _ => None,
    };
    if picks.is_none() && !arguments.linear && (!io::stdin().is_terminal() || !io::stdout().is_terminal()) {
        return Err((exit::USAGE, cli::no_terminal(&arguments.query)));
    }
    if !arguments.linear && std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Err((exit::USAGE, cli::dumb_terminal().to_owned()));
    }
    let keymap = Keymap::new(&config.keys).map_err(|e| (exit::USAGE, format!("configuration: {e}")))?;
    let query = cli::opening(&catalogue.archive, &arguments.filters, &picks.unwrap_or(&arguments.query).join(" "))
        .map_err(|e| (exit::USAGE, e.to_string()))?;
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let choice = match &arguments.theme {
        Some(theme) => theme.clone(),
        None if no_color || arguments.color == ColorChoice::Never => ThemeChoice::BuiltIn(ThemeName::Mono),
        None => config.theme.clone(),
    };
    let (base, own) = config.theme_called(&choice).map_err(|e| (exit::USAGE, e))?;
    let wide = arguments.ambiguous_width.unwrap_or(config.ambiguous_width) == AmbiguousWidth::Two;
    text::set_ambiguous_wide(wide);
    let variable = |name| std::env::var(name).unwrap_or_default();
    let background = Background::from_colorfgbg(&variable("COLORFGBG"));
    let depth = Depth::from_environment(&variable("COLORTERM"), &variable("TERM"));
    let theme = Theme::new(base, ascii, background);
    let links = text::has_links(&variable("TERM"));
    let theme = own.map_or(theme.clone(), |own| theme.with(own)).within(depth).with_links(links);
    let language = arguments.lang.unwrap_or(config.lang);
    // Before anything looks at the terminal, which then is standard output.
    let picked = picks.map(|_| DataOutput::divert()).transpose();
    let picked = picked.map_err(|error| (exit::USAGE, format!("pick needs a terminal: {error}")))?;
    let catalogue = Arc::new(catalogue);
    let mut app = App::new(Arc::clone(&catalogue), keymap, query, language);
    // By lines it is said how many there are of each type, and nothing is asked before the first command.
    if !arguments.linear {
        app.begin_with_records();
    }
    let mut store = ShelfStore::new(config::data_directory().map(Shelf::new));
    // What is piped in is a script: it begins where it began before, and leaves the reader's own session as it is.
    let script = arguments.linear && !io::stdin().is_terminal() || picked.is_some();
    resume(&mut app, &store, arguments, script);
    said.into_iter().for_each(|said| app.say(said));
    if picked.is_some() {
        app.begin_picking();
    }
    app.set_mouse(config.mouse);
    app.set_directory(std::env::current_dir().map(|here| here.to_string_lossy().into_owned()).unwrap_or_default());
    if !behind.volumes.is_empty() {
        app.expect(Progress {
            read: 0,
            total: behind.volumes.iter().map(|volume| volume.length() - volume.begins()).sum(),
            done: false,
        });
    }
    // The word index is made behind the first frame, and large packs are read there; a search that comes sooner waits for
    // the one, and finds what has been read of the others.
    let prepare = move |sender: Sender| {
        std::thread::spawn(move || {
            catalogue.prepare();
            read_behind(catalogue, behind, &sender);
        });
    };
    let desktop = Desktop::new(config.clipboard.clone(), config.browser.clone(), Environment::of_process());
    let ending = if arguments.linear {
        linear::browse(&mut app, &store, watch, desktop, ascii, columns)
    } else {
        terminal::browse(&mut app, &theme, &mut store, watch, desktop, prepare)
    };
    let ending = ending.map_err(|e| (exit::IO, format!("the terminal: {e}")))?;
    // Whoever ends the program by a signal ends it soon in any case.
    let until = Instant::now() + if matches!(ending, Ending::Stopped(_)) { PATIENCE / 4 } else { PATIENCE };
    let unkept = app.unkept(&store.finish(until));
    unkept.iter().for_each(|words| say(words, ascii));
    if let Some(reason) = (!script).then(|| store.keep_session(app.session(), until)).flatten() {
        say(&format!("where you were is not kept: {reason}"), ascii);
    }
    let leave = || {
        let (before, now) = app.visits();
        store.keep_visits(before, &now, until)
    };
    if let Some(reason) = (!script).then(leave).flatten() {
        say(&format!("what you have seen is not kept: {reason}"), ascii);
    }
    if let (Some(data), Ending::Quit) = (picked, ending) {
        let picked = app.picked();
        let ids: Vec<&str> = picked.iter().flat_map(|&id| [app.archive().record(id).id(), "\n"]).collect();
        data.write(&ids.concat()).map_err(|error| (exit::IO, error.to_string()))?;
        if picked.is_empty() && unkept.is_empty() {
            return Ok(ExitCode::from(exit::NOTHING));
        }
    }
    Ok(match ending {
        Ending::Quit | Ending::Stopped(0) if !unkept.is_empty() => ExitCode::from(exit::IO),
        Ending::Quit | Ending::Stopped(0) => ExitCode::SUCCESS,
        Ending::Interrupted => ExitCode::from(exit::INTERRUPTED),
        Ending::Stopped(signal) => ExitCode::from(exit::SIGNAL.saturating_add(u8::try_from(signal).unwrap_or(u8::MAX))),
    })
}

/// Reads large packs and tells the loop how far it has come, and what was left out; then keeps the index.
fn read_behind(mut catalogue: Arc<Catalogue>, behind: Behind, sender: &Sender) {
    let Behind { volumes, missing, found } = behind;
    let mut told = Report::default();
    if !volumes.is_empty() {
        let never = AtomicBool::new(false);
        let first = Arc::clone(&catalogue);
        told = first.grow(volumes, &never, &mut |grown, progress| {
            catalogue = Arc::new(grown);
            sender.send(Input::Grown(Arc::clone(&catalogue), progress));
        });
        if let Some(said) = told.in_short() {
            sender.send(Input::Remark(said));
        }
    }
    if let Some(missing) = missing {
        let _ = missing.keep(&catalogue, [&found, &told]);
    }
}

/// Gives the app what the reader keeps, and goes to where the last session ended unless the call says where to begin or a
/// script is read.
fn resume(app: &mut App, store: &ShelfStore, arguments: &Arguments, script: bool) {
    let found = store.load();
    app.revisit(found.visits);
    app.keep(found.contents);
    app.remember(found.session.as_ref().map_or(&[], |session| &session.searches));
    let begins = script || arguments.fresh || !arguments.query.is_empty() || !arguments.filters.is_empty();
    if let Some(session) = found.session.filter(|_| !begins) {
        app.restore(&session);
    }
    found.remark.into_iter().for_each(|remark| app.say(remark));
}

/// Columns of the terminal that is written to.
fn columns() -> usize {
    usize::from(terminal::size().0).max(20)
}

/// Gives `command` the streams, and turns what becomes of it into an exit code.
fn print(
    arguments: &Arguments,
    ascii: bool,
    command: impl FnOnce(&mut Output<'_>) -> Result<ExitStatus, CliError>,
) -> Result<ExitCode, (u8, String)> {
    let is_terminal = io::stdout().is_terminal();
    let width = if is_terminal { columns() } else { terminal::cells_named("COLUMNS").map_or(100, usize::from).max(20) };
    let (stdout, stderr) = (io::stdout().lock(), io::stderr().lock());
    let mut out = io::BufWriter::new(stdout);
    let printed = arguments.command.as_ref().map_or(Printed::Text, Command::prints);
    if arguments.bom && printed == Printed::Separated {
        write!(out, "\u{feff}").map_err(|error| failure(error.into()))?;
    }
    let mut out: Box<dyn Write> = if ascii && printed == Printed::Text { Box::new(Ascii::new(out)) } else { Box::new(out) };
    let mut err: Box<dyn Write> = if ascii { Box::new(Ascii::new(stderr)) } else { Box::new(stderr) };
    let color = cli::is_colored(arguments.color, is_terminal && terminal::takes_colours());
    let mut output = Output { out: &mut out, err: &mut err, width, color, terminal: is_terminal };
    match command(&mut output) {
        Ok(ExitStatus::Fine) => Ok(ExitCode::SUCCESS),
        Ok(ExitStatus::Nothing) => Ok(ExitCode::from(exit::NOTHING)),
        Err(error) => Err(failure(error)),
    }
}

/// Exit code and message of a failure.
fn failure(error: CliError) -> (u8, String) {
    let code = match &error {
        CliError::Usage(_) => exit::USAGE,
        CliError::Data(_) => exit::DATA,
        CliError::Io(_) => exit::IO,
    };
    (code, error.to_string())
}
