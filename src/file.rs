//! Files that somebody names: where they lie, and what is opened and read of them. What is no regular file is never waited
//! for, and nothing is read without a limit.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// The path with a leading `~`, `$HOME` or `${HOME}` put in full; a shell does so only where it sees one. Any other path, and
/// every path where no home directory is known, is as it was: `./~` names a file called so.
pub fn at_home(path: &Path) -> PathBuf {
    let mut parts = path.components();
    let first = parts.next().map(|part| part.as_os_str());
    let home = first.filter(|first| ["~", "$HOME", "${HOME}"].iter().any(|name| first == name));
    home.and_then(|_| std::env::home_dir()).map_or_else(|| path.to_owned(), |home| home.join(parts.as_path()))
}

/// Opens a regular file as `options` say. Whatever else lies there, or comes to lie there meanwhile, is refused at once:
/// opening a named pipe would wait for somebody at its other end.
///
/// # Errors
/// When it cannot be opened, is no regular file, or a link that leads nowhere.
pub fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let refused = || io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file; move it away");
    match fs::metadata(path) {
        Ok(data) if !data.is_file() => return Err(refused()),
        Err(error) if error.kind() == io::ErrorKind::NotFound && path.is_symlink() => {
            return Err(io::Error::new(error.kind(), "it is a link to a file that is not there"));
        }
        _ => {}
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(refused()) }
}

/// Gives a file that has been written the name `path`, in place of what had it; who has that open still reads it.
///
/// # Errors
/// When it cannot be done; then nothing is left of the file that was written.
pub fn put(written: NamedTempFile, path: &Path) -> io::Result<()> {
    if cfg!(windows) {
        // There `persist` takes the place of no file that is open, but `rename` does.
        let (_, made) = written.keep()?;
        return fs::rename(&made, path).inspect_err(|_| {
            let _ = fs::remove_file(&made);
        });
    }
    written.persist(path)?;
    Ok(())
}

/// At most `most` bytes.
///
/// # Errors
/// When `from` cannot be read, or has more.
pub fn read(from: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let size = if most < 1 << 20 { format!("{most} bytes") } else { format!("{} MiB", most >> 20) };
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {size}")));
    }
    Ok(bytes)
}

/// The text without the byte-order mark that editors of Windows put before it.
pub fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_home_directory_has_three_names_at_the_start_of_a_path() {
        let home = std::env::home_dir().expect("a home");
        for (written, meant) in [
            ("~", home.clone()),
            ("~/packs/mine", home.join("packs/mine")),
            ("$HOME/x.csv", home.join("x.csv")),
            ("${HOME}/x.csv", home.join("x.csv")),
            ("~/", home.clone()),
        ] {
            assert_eq!(at_home(Path::new(written)), meant, "{written}");
        }
        for other in ["~somebody/x", "./~", "/~/x", "x/$HOME", "$HOMER/x", "", "plain.csv"] {
            assert_eq!(at_home(Path::new(other)), Path::new(other));
        }
    }

    #[test]
    fn only_so_much_is_read() {
        assert_eq!(read(&b"abc"[..], 3).expect("three"), b"abc");
        assert!(read(&b"abcd"[..], 3).is_err());
        assert_eq!(read(io::repeat(0), 1 << 20).expect_err("endless").to_string(), "it is larger than 1 MiB");
    }

    #[test]
    fn a_mark_before_the_text_goes_and_no_other_byte() {
        assert_eq!(without_mark("\u{feff}a\u{feff}".as_bytes()), "a\u{feff}".as_bytes());
        assert_eq!(without_mark(b"\xef\xbb"), b"\xef\xbb");
    }
}
