//! Lines of the input, none longer than a message may be.

use std::io::{self, BufRead, ErrorKind};

/// The longest message in bytes: the longest text that is verified, sixteen times. What its JSON takes when it is read is bounded with it.
pub const LONGEST: usize = 1 << 20;

/// What came of reading a line.
#[derive(Debug, PartialEq, Eq)]
pub enum InputLine {
    /// It was read, without its line break.
    Whole,
    /// It is longer than [`LONGEST`]; all of it was passed over.
    TooLong,
}

/// Reads the next line into `line`; none at the end of the input. A last line need not have a line break.
pub fn next(input: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<Option<InputLine>> {
    line.clear();
    let (mut begun, mut too_long) = (false, false);
    loop {
        let part = match input.fill_buf() {
            Ok(part) => part,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = memchr::memchr(b'\n', part);
        let (own, used) = (&part[..end.unwrap_or(part.len())], end.map_or(part.len(), |end| end + 1));
        begun |= used > 0;
        if too_long || line.len() + own.len() > LONGEST {
            too_long = true;
            line.clear();
        } else {
            line.extend_from_slice(own);
        }
        input.consume(used);
        if end.is_some() || used == 0 {
            return Ok(begun.then_some(if too_long { InputLine::TooLong } else { InputLine::Whole }));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn lines(text: &[u8], room: usize) -> Vec<(InputLine, usize)> {
        let mut input = BufReader::with_capacity(room, text);
        let (mut line, mut found) = (Vec::new(), Vec::new());
        while let Some(read) = next(&mut input, &mut line).expect("read") {
            found.push((read, line.len()));
        }
        found
    }

    #[test]
    fn lines_are_cut_at_breaks_however_they_arrive() {
        for room in [1, 2, 7, 8192] {
            assert_eq!(lines(b"", room), []);
            assert_eq!(lines(b"ab\n\nc", room), [(InputLine::Whole, 2), (InputLine::Whole, 0), (InputLine::Whole, 1)], "{room}");
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over_to_its_end() {
        let long = |more: usize| [vec![b'x'; LONGEST + more], b"\nab\n".to_vec()].concat();
        assert_eq!(lines(&long(0), 8192), [(InputLine::Whole, LONGEST), (InputLine::Whole, 2)]);
        assert_eq!(lines(&long(1), 8192), [(InputLine::TooLong, 0), (InputLine::Whole, 2)]);
        assert_eq!(lines(&vec![b'x'; 3 * LONGEST], 8192), [(InputLine::TooLong, 0)]);
    }
}
