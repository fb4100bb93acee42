//! SHA-256 (FIPS 180-4) in base64, as a policy names scripts and styles by it; slow and plain.

/// The sum of `bytes`, in base64.
pub fn sum(bytes: &[u8]) -> String {
    base64(&digest(bytes))
}

/// The first 32 bits of the fractional part of the `root` (2 or 3) of a prime.
fn fraction(prime: u128, root: u32) -> u32 {
    // The largest x with x^root <= prime * 2^(32 * root): 32 bits behind the point.
    let wanted = prime << (32 * root);
    let mut x: u128 = 0;
    for bit in (0..40).rev() {
        let next = x | (1 << bit);
        if next.pow(root) <= wanted {
            x = next;
        }
    }
    u32::try_from(x & 0xffff_ffff).expect("32 bits")
}

fn digest(bytes: &[u8]) -> Vec<u8> {
    let primes: Vec<u128> = (2..312_u128).filter(|n| (2..*n).all(|d| n % d != 0)).collect();
    let constants: Vec<u32> = primes.iter().take(64).map(|&prime| fraction(prime, 3)).collect();
    let mut state: Vec<u32> = primes.iter().take(8).map(|&prime| fraction(prime, 2)).collect();
    let mut message = bytes.to_vec();
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    message.extend(u64::try_from(bytes.len() * 8).expect("short").to_be_bytes());
    for block in message.chunks(64) {
        let mut w: Vec<u32> = block.chunks(4).map(|four| u32::from_be_bytes(four.try_into().expect("four"))).collect();
        for n in 16..64 {
            let (a, b) = (w[n - 15], w[n - 2]);
            let s0 = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
            let s1 = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
            w.push(w[n - 16].wrapping_add(s0).wrapping_add(w[n - 7]).wrapping_add(s1));
        }
        let mut s = state.clone();
        for n in 0..64 {
            let s1 = s[4].rotate_right(6) ^ s[4].rotate_right(11) ^ s[4].rotate_right(25);
            let choice = (s[4] & s[5]) ^ (!s[4] & s[6]);
            let one = s[7].wrapping_add(s1).wrapping_add(choice).wrapping_add(constants[n]).wrapping_add(w[n]);
            let s0 = s[0].rotate_right(2) ^ s[0].rotate_right(13) ^ s[0].rotate_right(22);
            let two = s0.wrapping_add((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
            s.rotate_right(1);
            s[4] = s[4].wrapping_add(one);
            s[0] = one.wrapping_add(two);
        }
        state.iter_mut().zip(&s).for_each(|(known, new)| *known = known.wrapping_add(*new));
    }
    state.iter().flat_map(|word| word.to_be_bytes()).collect()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let whole = three.iter().chain([&0, &0]).take(3).fold(0_usize, |sum, &byte| sum << 8 | usize::from(byte));
        for n in 0..4 {
            out.push(if n <= three.len() { char::from(DIGITS[whole >> (18 - 6 * n) & 63]) } else { '=' });
        }
    }
    out
}

#[test]
fn the_sum_is_that_of_the_standard() {
    // FIPS 180-4, example "abc": ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad.
    assert_eq!(sum(b"abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}
