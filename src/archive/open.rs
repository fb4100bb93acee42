//! Opening what a user names, or a stranger sent: only regular files, only so much of them, only UTF-8.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

use super::diagnostic::{Code, Diagnostic, Fault, Spot};

/// The largest file that is read as a whole, in bytes. Larger collections are for JSON Lines, which is read as a stream.
pub(super) const FILE_BYTES: u64 = 256 << 20;
/// The longest line of a JSON Lines file, in bytes.
pub(super) const LINE_BYTES: usize = 4 << 20;
/// The largest JSON Lines file, in bytes: what says that it is larger is a file of holes, or no collection for one reader.
pub(super) const LINES_BYTES: u64 = 64 << 30;

/// The path as shown in messages: harmless on a terminal.
pub(super) fn shown(path: &Path) -> String {
    crate::text::clean(&path.to_string_lossy()).into_owned()
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Box<Diagnostic> {
    let (what, help) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file".to_owned(), "check the path"),
        io::ErrorKind::PermissionDenied => ("it may not be read".to_owned(), "check its permissions"),
        _ => (format!("it cannot be read: {error}"), "check that it is there and whole"),
    };
    Box::new(Diagnostic::of_file(&shown(path), Code::Unreadable, what, help))
}

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    Directory,
    File,
}

/// Looks at `path` without opening it, for opening a FIFO would wait for ever. A link that the user names is followed.
pub(super) fn kind(path: &Path) -> Result<FileKind, Box<Diagnostic>> {
    kind_of(path, &fs::metadata(path).map_err(|e| unreadable(path, &e))?)
}

fn kind_of(path: &Path, metadata: &fs::Metadata) -> Result<FileKind, Box<Diagnostic>> {
    let odd = |what: &str| {
        let help = "a pack is a directory, a .json file or a .jsonl file";
        Err(Diagnostic::boxed(&shown(path), Code::Unreadable, format!("this is {what}, not a file with records"), help))
    };
    let of_type = metadata.file_type();
    if of_type.is_dir() {
        return Ok(FileKind::Directory);
    }
    if of_type.is_file() {
        return Ok(FileKind::File);
    }
    if of_type.is_symlink() {
        let help = "put the file itself into the pack";
        return Err(Diagnostic::boxed(
            &shown(path),
            Code::Unreadable,
            "this is a symbolic link, which a pack may not hold",
            help,
        ));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if of_type.is_fifo() {
            return odd("a named pipe");
        }
        if of_type.is_socket() {
            return odd("a socket");
        }
    }
    odd("a device")
}

/// Opens a regular file. Inside a pack a link is refused: it could lead out of the pack, to files that are not its author's.
pub(super) fn open(path: &Path, origin: FileOrigin) -> Result<File, Box<Diagnostic>> {
    let metadata = match origin {
        FileOrigin::Named => fs::metadata(path),
        FileOrigin::InPack => fs::symlink_metadata(path),
    };
    let metadata = metadata.map_err(|e| unreadable(path, &e))?;
    if kind_of(path, &metadata)? == FileKind::Directory {
        let help = "a file with an array of records stands here";
        return Err(Diagnostic::boxed(&shown(path), Code::Unreadable, "this is a directory, not a file", help));
    }
    File::open(path).map_err(|e| unreadable(path, &e))
}

/// How a file was come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileOrigin {
    /// The user named it.
    Named,
    /// It lies in a pack's directory.
    InPack,
}

/// The length of a file that is to be read, if it is no larger than `most`. No more is read than that: a file of the kernel says
/// that it is empty and has no end.
fn length(path: &Path, file: &File, most: u64, help: &str) -> Result<u64, Box<Diagnostic>> {
    let length = file.metadata().map_err(|e| unreadable(path, &e))?.len();
    if length <= most {
        return Ok(length);
    }
    let most = if most >> 30 > 0 { format!("{} GiB", most >> 30) } else { format!("{} MiB", most >> 20) };
    Err(Diagnostic::boxed(&shown(path), Code::TooLarge, format!("it is larger than {most}"), help))
}

/// Opens a JSON Lines file, with its length.
pub(super) fn open_lines(path: &Path) -> Result<(File, u64), Box<Diagnostic>> {
    let file = open(path, FileOrigin::Named)?;
    let length = length(path, &file, LINES_BYTES, "split it into several packs")?;
    Ok((file, length))
}

/// The whole file as text, without a byte-order mark.
pub(super) fn whole(path: &Path, origin: FileOrigin) -> Result<String, Box<Diagnostic>> {
    marked(path, origin).map(|(text, _)| text)
}

/// As [`whole`], and whether it began with such a mark.
pub(super) fn marked(path: &Path, origin: FileOrigin) -> Result<(String, bool), Box<Diagnostic>> {
    let file = open(path, origin)?;
    let help = "write large collections as JSON Lines (.jsonl), one record a line";
    let length = length(path, &file, FILE_BYTES, help)?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes).map_err(|e| unreadable(path, &e))?;
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Diagnostic::boxed(&shown(path), Code::Encoding, "this is UTF-16", "save it as UTF-8"));
    }
    let has_mark = bytes.starts_with(b"\xef\xbb\xbf");
    if has_mark {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map(|text| (text, has_mark)).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        Box::new(encoding(&shown(path), &String::from_utf8_lossy(error.as_bytes()), valid, 1))
    })
}

/// The fault that the byte at `at` is not UTF-8; `text` is the lossy text from line `line`, the same as the bytes up to `at`.
fn encoding(file: &str, text: &str, at: usize, line: usize) -> Diagnostic {
    let fault = Fault::new(at..at + 3, Code::Encoding, "this byte is not UTF-8", "save the file as UTF-8");
    Spot { file, source: text, range: 0..text.len(), line, column: 0 }.diagnostic(fault, None)
}

/// The fault that a line is not UTF-8.
pub(super) fn not_utf8(file: &str, line: &[u8], number: usize) -> Diagnostic {
    let valid = str::from_utf8(line).err().map_or(0, |error| error.valid_up_to());
    encoding(file, &String::from_utf8_lossy(line), valid, number)
}

/// What is done with a line, or with what is wrong with it; and whether to go on.
pub(super) type VisitLine<'v> = dyn FnMut(usize, Result<&str, Diagnostic>) -> ControlFlow<()> + 'v;

/// Calls `visit` with every line that is not blank and its number, or with what is wrong with it, and stops when it says so.
/// Memory is bounded by the longest line allowed, whatever the length of the file.
pub(super) fn lines(path: &Path, visit: &mut VisitLine<'_>) -> ControlFlow<()> {
    let (file, length) = match open_lines(path) {
        Ok(opened) => opened,
        Err(fault) => return visit(0, Err(*fault)),
    };
    let name = shown(path);
    let mut reader = BufReader::with_capacity(1 << 16, file.take(length));
    let mut bytes = Vec::new();
    let mut number = 0;
    loop {
        number += 1;
        bytes.clear();
        match reader.by_ref().take(LINE_BYTES as u64 + 1).read_until(b'\n', &mut bytes) {
            Ok(0) => return ControlFlow::Continue(()),
            Ok(_) => {}
            Err(error) => return visit(number, Err(*unreadable(path, &error))),
        }
        if bytes.len() > LINE_BYTES && bytes.last() != Some(&b'\n') {
            let text = String::from_utf8_lossy(&bytes[..256]);
            let message = format!("this line is longer than {} MiB", LINE_BYTES >> 20);
            let fault = Fault::new(0..0, Code::TooLarge, message, "split the record into several");
            let spot = Spot { file: &name, source: &text, range: 0..0, line: number, column: 0 };
            visit(number, Err(spot.diagnostic(fault, None)))?;
            match reader.by_ref().take(FILE_BYTES).skip_until(b'\n') {
                Ok(skipped) if skipped as u64 == FILE_BYTES => {
                    let message = format!("no line ends in {} MiB from line {number} on; the rest is not read", FILE_BYTES >> 20);
                    let fault = Diagnostic::of_file(&name, Code::TooLarge, message, "a .jsonl file has one record a line");
                    return visit(number, Err(fault));
                }
                Ok(_) => continue,
                Err(error) => return visit(number, Err(*unreadable(path, &error))),
            }
        }
        let mut line = bytes.as_slice();
        if number == 1 {
            if line.starts_with(b"\xff\xfe") || line.starts_with(b"\xfe\xff") {
                let fault = Diagnostic::of_file(&name, Code::Encoding, "this is UTF-16", "save it as UTF-8");
                return visit(number, Err(fault));
            }
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        match str::from_utf8(line) {
            Ok(text) if text.trim_ascii().is_empty() => {}
            Ok(text) => visit(number, Ok(text.trim_end_matches(['\r', '\n'])))?,
            Err(_) => visit(number, Err(not_utf8(&name, line, number)))?,
        }
    }
}
