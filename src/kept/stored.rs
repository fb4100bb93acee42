//! Numbers as they lie in a file: little-endian, one behind the other.

/// A number of fixed width.
pub(crate) trait StoredNumber: Copy + Default + Send + 'static {
    /// Its bytes in a file.
    const WIDTH: usize;

    /// Adds its bytes.
    fn write(self, bytes: &mut Vec<u8>);

    /// The numbers that `bytes` hold; what is left at the end is none.
    fn read_all(bytes: &[u8]) -> Vec<Self>;
}

macro_rules! stored {
    ($($number:ty),*) => {$(
        impl StoredNumber for $number {
            const WIDTH: usize = size_of::<$number>();

            fn write(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            fn read_all(bytes: &[u8]) -> Vec<Self> {
                let (numbers, _) = bytes.as_chunks::<{ size_of::<$number>() }>();
                numbers.iter().map(|bytes| Self::from_le_bytes(*bytes)).collect()
            }
        }
    )*};
}

stored!(u8, u16, u32, u64, u128);

/// The greatest of the numbers of `width` bytes that `bytes` hold; 0 of wider ones than eight bytes.
pub(super) fn greatest(width: usize, bytes: &[u8]) -> u64 {
    // Written so that many numbers are compared at once.
    macro_rules! greatest {
        ($number:ty) => {{
            let (numbers, _) = bytes.as_chunks::<{ size_of::<$number>() }>();
            numbers.iter().fold(0, |most: $number, bytes| most.max(<$number>::from_le_bytes(*bytes))).into()
        }};
    }
    match width {
        1 => greatest!(u8),
        2 => greatest!(u16),
        4 => greatest!(u32),
        8 => greatest!(u64),
        _ => 0,
    }
}
