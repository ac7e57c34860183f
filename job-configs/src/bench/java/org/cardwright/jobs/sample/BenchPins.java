package org.cardwright.jobs.sample;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.EncryptedPinBlock;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PinBlockFormat;

/** A PIN block as the first test issuer sends it. */
public final class BenchPins {

    private BenchPins() {}

    /** Format 0 under {@code bank-one.kek1-p0}. ISO 9564-1, 9.3.2. */
    public static EncryptedPinBlock of(Pan pan) {
        return new EncryptedPinBlock(
                PinBlockFormat.ISO_0,
                ByteString.fromHex(TestPinBlocks.format0(TestKeys.hex("bank-one.kek1-p0"), pan.digits(), "1234")));
    }
}
