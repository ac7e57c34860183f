package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.CA_KEY;
import static org.cardwright.perso.verify.VerificationRule.ICC_CERTIFICATE;
import static org.cardwright.perso.verify.VerificationRule.ISSUER_CERTIFICATE;
import static org.cardwright.perso.verify.VerificationRule.KEY_LENGTH;
import static org.cardwright.perso.verify.VerificationRule.PIN_CERTIFICATE;
import static org.cardwright.perso.verify.VerificationRule.STATIC_SIGNATURE;

import java.util.Optional;
import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;

/**
 * Recovers the keys of a card from its certificates, step by step in the order of the book.
 *
 * <p>EMV 4.4 Book 2, 5.3, 5.4, 6.3, 6.4 and 7.1.
 */
final class CertificateChain {

    private static final int ISSUER_FIXED_BYTES = 36;
    private static final int ICC_FIXED_BYTES = 42;
    private static final int STATIC_FIXED_BYTES = 26;
    private static final int MIN_KEY_BYTES = 64;
    private static final int MAX_KEY_BYTES = 248;

    private final Authorities authorities;
    private final CardData card;
    private final Findings findings;

    CertificateChain(Authorities authorities, CardData card, Findings findings) {
        this.authorities = authorities;
        this.card = card;
        this.findings = findings;
    }

    /** Keys of certification authorities, and certificates that were recovered with them. */
    record Authorities(CaPublicKeys keys, RecoveredCertificates recovered) {}

    /** A key recovered from a certificate, with the certificate's serial number. */
    record Certified(RsaPublic key, ByteString serial) {}

    /** Which tags hold a certificate and what belongs to it. */
    private record CertificateTags(Subject subject, int certificate, int exponent, int remainder) {}

    /** What a finding is about. */
    private record Subject(VerificationRule rule, String name) {}

    private static final Pattern MMYY = Pattern.compile("(0[1-9]|1[0-2])[0-9]{2}");

    private static final Subject ISSUER = new Subject(ISSUER_CERTIFICATE, "90");
    private static final Subject STATIC = new Subject(STATIC_SIGNATURE, "93");
    private static final CertificateTags ISSUER_TAGS = new CertificateTags(ISSUER, 0x90, 0x9F32, 0x92);
    private static final CertificateTags ICC =
            new CertificateTags(new Subject(ICC_CERTIFICATE, "9F46"), 0x9F46, 0x9F47, 0x9F48);
    private static final CertificateTags PIN =
            new CertificateTags(new Subject(PIN_CERTIFICATE, "9F2D"), 0x9F2D, 0x9F2E, 0x9F2F);

    /** EMV 4.4 Book 2, 5.3, Table 6, steps 1 to 12. */
    Optional<RsaPublic> issuerKey() {
        ByteString certificate = card.get(0x90);
        Optional<CaPublicKey> ca = card.get(0x8F).size() == 1
                ? authorities.keys().find(card.rid(), card.get(0x8F).toUnsigned(), certificate.size())
                : Optional.empty();
        if (ca.isEmpty()) {
            findings.add(CA_KEY, "8F", "no key of this RID, index and length");
            return Optional.empty();
        }
        // step 1: certificate as long as the CA modulus (the key was found by it); step 2: recover
        RsaPublic caKey = new RsaPublic(ca.get().modulus(), ca.get().exponent());
        Recovered block = new Recovered(authorities.recovered().recover(caKey, certificate));
        // steps 2 to 4: trailer, header, format
        if (!require(block.isFramed(0x02), ISSUER, "header, format or trailer")) {
            return Optional.empty();
        }
        // steps 5 to 7: hash over certificate, remainder and exponent
        boolean hash = block.hashFits(card.get(0x92), card.get(0x9F32));
        require(hash, ISSUER, "hash");
        block.skip(2);
        // step 8: issuer identifier against the PAN
        checkIdentifier(block.take(4).toHex());
        // step 9: expiration date
        checkExpiry(block.take(2).toHex(), ISSUER);
        block.skip(3);
        checkAlgorithms(block, ISSUER);
        int modulusBytes = block.number();
        int exponentBytes = block.number();
        // step 12: put the modulus together
        KeyField field = new KeyField(modulusBytes, exponentBytes, caKey.bytes() - ISSUER_FIXED_BYTES);
        Optional<RsaPublic> key = assemble(field, block.upToHash(), ISSUER_TAGS);
        key.ifPresent(k -> require(
                k.bytes() <= caKey.bytes() && k.bytes() <= MAX_KEY_BYTES, new Subject(KEY_LENGTH, "90"), "issuer key"));
        return hash ? key : Optional.empty();
    }

    /** EMV 4.4 Book 2, 5.4, Table 7; the block that was recovered, right or wrong, when the signature has the length of the key. */
    Optional<ByteString> checkStaticSignature(RsaPublic issuer) {
        ByteString signature = card.get(0x93);
        // step 1: as long as the issuer modulus
        if (!require(signature.size() == issuer.bytes(), STATIC, "length")) {
            return Optional.empty();
        }
        // steps 2 to 4: recover, trailer, header, format
        ByteString recovered = issuer.recover(signature);
        checkStaticBlock(issuer, new Recovered(recovered));
        return Optional.of(recovered);
    }

    private void checkStaticBlock(RsaPublic issuer, Recovered block) {
        if (!require(block.isFramed(0x03), STATIC, "header, format or trailer")) {
            return;
        }
        // steps 5 to 7: hash over block and static data
        require(block.hashFits(card.staticData()), STATIC, "hash");
        block.skip(2);
        require(block.number() == 0x01, STATIC, "hash algorithm");
        block.skip(2);
        ByteString padding = ByteString.repeat(0xBB, issuer.bytes() - STATIC_FIXED_BYTES);
        require(block.upToHash().equals(padding), STATIC, "padding");
    }

    /** EMV 4.4 Book 2, 6.4, Table 14: the static data are signed along. */
    Optional<Certified> iccKey(RsaPublic issuer) {
        return certified(ICC, issuer, card.staticData());
    }

    /** EMV 4.4 Book 2, 7.1, Table 23: no static data. */
    Optional<Certified> pinKey(RsaPublic issuer) {
        return certified(PIN, issuer, ByteString.EMPTY);
    }

    private Optional<Certified> certified(CertificateTags tags, RsaPublic issuer, ByteString staticData) {
        Subject subject = tags.subject();
        ByteString certificate = card.get(tags.certificate());
        if (!require(certificate.size() == issuer.bytes(), subject, "length")) {
            return Optional.empty();
        }
        Recovered block = new Recovered(issuer.recover(certificate));
        if (!require(block.isFramed(0x04), subject, "header, format or trailer")) {
            return Optional.empty();
        }
        boolean hash = block.hashFits(card.get(tags.remainder()), card.get(tags.exponent()), staticData);
        require(hash, subject, "hash");
        block.skip(2);
        String pan = block.take(10).toHex();
        require(pan.equals(padded(card.panDigits(), 20)), subject, "PAN differs from that of the card");
        checkExpiry(block.take(2).toHex(), subject);
        ByteString serial = block.take(3);
        checkAlgorithms(block, subject);
        KeyField field = new KeyField(block.number(), block.number(), issuer.bytes() - ICC_FIXED_BYTES);
        Optional<RsaPublic> key = assemble(field, block.upToHash(), tags);
        key.ifPresent(k -> require(
                k.bytes() <= issuer.bytes() && k.bytes() < MAX_KEY_BYTES,
                new Subject(KEY_LENGTH, tags.subject().name()),
                "longer than its issuer's"));
        return hash ? key.map(k -> new Certified(k, serial)) : Optional.empty();
    }

    /** Lengths as the certificate states them, and the room it has for the modulus. */
    private record KeyField(int modulusBytes, int exponentBytes, int room) {}

    private Optional<RsaPublic> assemble(KeyField field, ByteString left, CertificateTags tags) {
        Subject subject = tags.subject();
        ByteString remainder = card.get(tags.remainder());
        ByteString exponent = card.get(tags.exponent());
        if (!require(field.modulusBytes() >= MIN_KEY_BYTES, new Subject(KEY_LENGTH, subject.name()), "too short")) {
            return Optional.empty();
        }
        int remaining = Math.max(0, field.modulusBytes() - field.room());
        boolean lengths = remainder.size() == remaining && exponent.size() == field.exponentBytes();
        if (!require(lengths, subject, "remainder or exponent has another length")) {
            return Optional.empty();
        }
        int used = Math.min(field.room(), field.modulusBytes());
        ByteString padding = ByteString.repeat(0xBB, field.room() - used);
        require(left.slice(used).equals(padding), subject, "padding of the modulus");
        boolean usualExponent =
                exponent.equals(ByteString.fromHex("03")) || exponent.equals(ByteString.fromHex("010001"));
        require(usualExponent, subject, "exponent is neither 3 nor 65537");
        ByteString modulus = left.slice(0, used).plus(remainder);
        boolean top = !modulus.isEmpty() && modulus.unsignedAt(0) >= 0x80;
        return require(top, subject, "top bit of the modulus")
                ? Optional.of(new RsaPublic(modulus, exponent))
                : Optional.empty();
    }

    private void checkAlgorithms(Recovered block, Subject subject) {
        require(block.number() == 0x01, subject, "hash algorithm");
        require(block.number() == 0x01, subject, "public key algorithm");
    }

    private void checkIdentifier(String identifier) {
        String digits = CardData.unpadded(identifier);
        boolean shape = digits.length() >= 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        require(shape && card.panDigits().startsWith(digits), ISSUER, "issuer identifier against PAN");
    }

    /** A certificate must not end before the card does. MMYY; years 00 to 99 are 2000 to 2099. */
    private void checkExpiry(String mmyy, Subject subject) {
        boolean date = MMYY.matcher(mmyy).matches();
        String yymm = mmyy.substring(2) + mmyy.substring(0, 2);
        require(date && yymm.compareTo(card.expirationYymm()) >= 0, subject, "expires before the card");
    }

    private boolean require(boolean holds, Subject subject, String detail) {
        return findings.require(holds, subject.rule(), subject.name(), detail);
    }

    private static String padded(String digits, int length) {
        return digits + "F".repeat(Math.max(0, length - digits.length()));
    }
}
