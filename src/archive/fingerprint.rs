//! Numbers by which a pack, or a record, is known again: another number means that it says something else.

use super::segment::Store;
use super::{Archive, Id};

/// Eight bytes at a time, multiplied and turned. Kept in files, so it must stay as it is. Packs come from the reader's own disk:
/// nobody gains by making two alike.
fn digest(bytes: &[u8], seed: u64) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let add = |known: u64, part: u64| (known.rotate_left(23) ^ part).wrapping_mul(FACTOR);
    let (parts, rest) = bytes.as_chunks::<8>();
    let known = parts.iter().fold(seed ^ bytes.len() as u64, |known, part| add(known, u64::from_le_bytes(*part)));
    let known = rest.iter().fold(known, |known, &byte| add(known, u64::from(byte)));
    known ^ known >> 29
}

impl Archive {
    /// A number for what the pack of this name holds, by its texts; of a large pack, which is not read as a whole, by its version
    /// and how long its file is.
    pub fn fingerprint_of_pack(&self, pack: &str) -> u64 {
        self.segments.iter().filter(|segment| segment.info().name == pack).fold(0, |known, segment| match &segment.store {
            Store::Bytes(text) => digest(text.as_bytes(), known),
            Store::Kept(text) => digest(text.whole().as_bytes(), known),
            Store::File(volume) => digest(segment.info().version.as_bytes(), known ^ volume.length()),
        })
    }

    /// A number for what a record says, whichever way its file is written.
    pub fn fingerprint(&self, id: Id) -> u64 {
        serde_json::to_vec(self.record(id)).map_or(0, |text| digest(&text, 0))
    }

    /// The records of the pack of this name that nothing has taken the place of.
    pub fn of_pack<'a>(&'a self, pack: &'a str) -> impl Iterator<Item = Id> + 'a {
        let segments = self.segments.iter().filter(move |segment| segment.info().name == pack);
        let numbers = segments.flat_map(|segment| segment.numbers().enumerate().map(move |at| (segment, at)));
        let there = numbers.filter(|(segment, (number, _))| segment.type_of(*number).is_some()).map(|(_, (_, id))| Id(id));
        there.filter(|id| !self.is_replaced(*id))
    }
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn what_is_kept_in_files_stays_the_same_and_any_change_is_another_number() {
        assert_eq!(digest(b"", 0), 0);
        let text = b"a record of more than eight bytes";
        let mut seen = vec![digest(text, 0)];
        for at in 0..text.len() {
            let mut other = text.to_vec();
            other[at] ^= 1;
            seen.push(digest(&other, 0));
        }
        seen.extend((0..text.len()).map(|end| digest(&text[..end], 0)));
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all);
    }
}
