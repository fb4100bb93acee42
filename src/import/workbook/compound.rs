//! Whether an old workbook can be read: the file is a small file system (MS-CFB), and the reader of workbooks follows its chains of
//! sectors wherever they lead, round in circles too, and makes room for all cells between those that lie farthest apart.

/// The end of a chain (MS-CFB, 2.1); what is higher is no sector.
const END: u32 = 0xffff_fffe;
/// The first number that is none of a sector with entries of chains.
const SPECIAL: u32 = 0xffff_fffc;
/// Streams that are shorter lie in the small sectors.
const SMALL: u32 = 4096;
const ENTRY: usize = 128;
/// Bytes of a small sector.
const SMALL_SECTOR: usize = 64;
/// What the stream with the cells is called, in the versions of the format.
const BOOKS: [&str; 2] = ["Workbook", "Book"];
/// Records of one cell each (MS-XLS, 2.4): Formula, `LabelSst`, Number, Label, `BoolErr`, RK; each begins with row and column.
const CELLS: [u16; 6] = [0x0006, 0x00fd, 0x0203, 0x0204, 0x0205, 0x027e];
/// Records of cells side by side, `MulBlank` and `MulRk`, which end with the last column.
const ABREAST: [u16; 2] = [0x00be, 0x00bd];

struct Sectors<'b> {
    bytes: &'b [u8],
    size: usize,
}

impl Sectors<'_> {
    fn get(&self, number: u32) -> Option<&[u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.size)?;
        let end = start.checked_add(self.size)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|part| u32::from_le_bytes(*part))
}

/// The sectors of a chain; `None` if it leads nowhere, or into itself.
fn chain(start: u32, next: &[u32]) -> Option<Vec<u32>> {
    let mut found = Vec::new();
    let mut at = start;
    while at != END {
        found.push(at);
        at = *next.get(at as usize)?;
        if found.len() > next.len() {
            return None;
        }
    }
    Some(found)
}

/// Whether every chain of the file ends, and no cell lies in a column that there cannot be.
pub(super) fn is_sound(bytes: &[u8]) -> bool {
    chains(bytes).is_some()
}

fn chains(bytes: &[u8]) -> Option<()> {
    let shift = bytes.get(30).filter(|shift| matches!(shift, 9 | 12))?;
    let sectors = Sectors { bytes, size: 1 << shift };
    let mut tables: Vec<u32> = numbers(bytes.get(76..512)?).collect();
    let mut more = number(bytes, 68)?;
    let mut left = bytes.len() / sectors.size + 1;
    while more < SPECIAL {
        left = left.checked_sub(1)?;
        tables.extend(numbers(sectors.get(more)?));
        more = tables.pop()?;
    }
    let mut next = Vec::new();
    for table in tables.into_iter().filter(|table| *table < SPECIAL) {
        next.extend(numbers(sectors.get(table)?));
    }
    let whole = |start: u32| -> Option<Vec<u8>> {
        let parts = chain(start, &next)?.into_iter().map(|sector| sectors.get(sector)).collect::<Option<Vec<_>>>()?;
        Some(parts.concat())
    };
    let small: Vec<u32> = if number(bytes, 64)? > 0 { numbers(&whole(number(bytes, 60)?)?).collect() } else { Vec::new() };
    let directory = whole(number(bytes, 48)?)?;
    for (place, entry) in directory.chunks_exact(ENTRY).enumerate().filter(|(_, entry)| entry[66] != 0) {
        let (start, length) = (number(entry, 116)?, number(entry, 120)?);
        let is_storage = entry[66] == 1;
        if length == 0 || is_storage {
            continue;
        }
        let is_small = place > 0 && length < SMALL;
        let parts = chain(start, if is_small { &small } else { &next })?;
        if BOOKS.contains(&name(entry).as_str()) {
            let stream = if is_small { in_small(&whole(number(&directory, 116)?)?, &parts)? } else { whole(start)? };
            is_narrow(&stream).then_some(())?;
        }
    }
    Some(())
}

/// The name of an entry of the directory.
fn name(entry: &[u8]) -> String {
    let units = entry[..64].as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)).take_while(|unit| *unit != 0);
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A stream that lies in small sectors.
fn in_small(sectors: &[u8], parts: &[u32]) -> Option<Vec<u8>> {
    let part = |number: &u32| {
        let start = (*number as usize).checked_mul(SMALL_SECTOR)?;
        sectors.get(start..(start + SMALL_SECTOR).min(sectors.len()))
    };
    Some(parts.iter().map(part).collect::<Option<Vec<_>>>()?.concat())
}

/// Whether all cells lie in columns below 256: the reader makes room for a hundred gigabytes between two cells that do not.
fn is_narrow(stream: &[u8]) -> bool {
    let mut rest = stream;
    while let Some((&[kind, kind_high, length, length_high], behind)) = rest.split_first_chunk::<4>() {
        let kind = u16::from_le_bytes([kind, kind_high]);
        let length = usize::from(u16::from_le_bytes([length, length_high]));
        let (record, behind) = behind.split_at(length.min(behind.len()));
        let column = if CELLS.contains(&kind) {
            record.get(3)
        } else if ABREAST.contains(&kind) {
            record.last()
        } else {
            None
        };
        if column.is_some_and(|high| *high != 0) {
            return false;
        }
        rest = behind;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_that_go_in_circles_are_no_chains() {
        assert_eq!(chain(0, &[2, END, 1]), Some(vec![0, 2, 1]));
        assert_eq!(chain(END, &[]), Some(vec![]));
        assert_eq!(chain(0, &[1, 0]), None);
        assert_eq!(chain(5, &[1, 0]), None);
        assert!(!is_sound(b"\xd0\xcf\x11\xe0") && !is_sound(&[9; 600]));
    }

    #[test]
    fn cells_lie_in_columns_that_there_are() {
        let record = |kind: u16, data: &[u8]| {
            let length = u16::try_from(data.len()).expect("short");
            [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
        };
        let number = |column: u16| record(0x0203, &[&[0, 0][..], &column.to_le_bytes(), &[0; 10]].concat());
        let abreast = |last: u16| record(0x00bd, &[&[0; 10][..], &last.to_le_bytes()].concat());
        assert!(is_narrow(&[record(0x0809, &[9; 16]), number(255), abreast(255), number(0)].concat()));
        assert!(!is_narrow(&[number(0), number(256)].concat()) && !is_narrow(&[number(0), abreast(256)].concat()));
        assert!(is_narrow(&number(255)[..5]) && is_narrow(b""));
    }
}
