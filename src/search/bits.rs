//! Bits of one segment in a set of all records, whose words they rarely begin with.

use fixedbitset::FixedBitSet;

/// Lays bits into a set from the number `first` on, many at a time.
pub(crate) fn lay(bits: &[u64], first: usize, set: &mut FixedBitSet) {
    const WIDTH: usize = usize::BITS as usize;
    let shift = first % WIDTH;
    // On machines of 32 bits a word is laid in two halves.
    #[allow(clippy::cast_possible_truncation)]
    let pieces = bits.iter().flat_map(|&word| (0..64 / WIDTH).map(move |half| (word >> (half * WIDTH)) as usize));
    let mut carried = 0;
    for (block, piece) in set.as_mut_slice()[first / WIDTH..].iter_mut().zip(pieces.chain(std::iter::once(0))) {
        *block |= piece << shift | carried;
        carried = if shift == 0 { 0 } else { piece >> (WIDTH - shift) };
    }
}

/// 64 bits of a set from the number `first` on.
pub(crate) fn bits_from(set: &FixedBitSet, first: usize) -> u64 {
    const WIDTH: usize = usize::BITS as usize;
    let block = |at: usize| set.as_slice().get(at).copied().unwrap_or(0);
    (0..64 / WIDTH).fold(0, |bits, half| {
        let (at, shift) = ((first + half * WIDTH) / WIDTH, first % WIDTH);
        let low = block(at) >> shift;
        let own = if shift == 0 { low } else { low | block(at + 1) << (WIDTH - shift) };
        bits | (own as u64) << (half * WIDTH)
    })
}
