//! Whether the chains of sectors of an old workbook end: the file is a small file system (MS-CFB), and the reader of workbooks
//! follows its chains wherever they lead, round in circles too.

/// The end of a chain (MS-CFB, 2.1); what is higher is no sector.
const END: u32 = 0xffff_fffe;
/// The first number that is none of a sector with entries of chains.
const SPECIAL: u32 = 0xffff_fffc;
/// Streams that are shorter lie in the small sectors.
const SMALL: u32 = 4096;
const ENTRY: usize = 128;

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

/// Whether every chain of the file ends.
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
        let table = if place > 0 && length < SMALL { &small } else { &next };
        chain(start, table)?;
    }
    Some(())
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
}
