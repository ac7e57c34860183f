package org.cardwright.perso.dgi;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;

/** PIN try counter and limit in the codings that applets want: DGI 9010 of EMV CPS. */
public final class PinCounterValue {

    private static final Tag PIN_TRY_COUNTER = Tag.of("9F17");

    private PinCounterValue() {}

    /** The value of DGI 9010 as the product codes it. */
    public static ByteString of(DgiProfile.PinCounter dgi) {
        ByteString tries = ByteString.ofByte(dgi.tries());
        return switch (dgi.coding()) {
            case TWO_BYTES -> tries.plus(tries);
            case ONE_BYTE -> tries;
            case TLV -> new Tlv(PIN_TRY_COUNTER, tries).encode().plus(tries);
        };
    }
}
