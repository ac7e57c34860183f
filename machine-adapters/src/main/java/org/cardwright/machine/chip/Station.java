package org.cardwright.machine.chip;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Locale;
import org.cardwright.crypto.module.CardChannels;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.scp.SecureChannelOpener;

/**
 * What personalizes chips.
 *
 * @param channels of its security module
 * @param transportKeys of the records that it gets
 * @param lot of the cards in it
 * @param identity id of the personalizer (2 bytes) and of the equipment, IDterm (4 bytes)
 * @param today day of personalization
 * @param random for challenges
 */
public record Station(
        CardChannels channels,
        TransportKeyNames transportKeys,
        CardLot lot,
        ByteString identity,
        LocalDate today,
        SecureRandom random) {

    private static final int ID_BYTES = 2;
    private static final int IDENTITY_BYTES = 6;

    /** Checks the identity. */
    public Station {
        if (identity.size() != IDENTITY_BYTES) {
            throw new IllegalArgumentException("a station is named by 6 bytes: personalizer (2), equipment (4)");
        }
    }

    SecureChannelOpener opener() {
        return new SecureChannelOpener(channels, lot.keySets(), random);
    }

    /** Id (2), date as YDDD (2), equipment (4): what stands in the CPLC afterwards. */
    ByteString productionMark() {
        String date = String.format(Locale.ROOT, "%d%03d", today.getYear() % 10, today.getDayOfYear());
        return ByteString.concat(identity.slice(0, ID_BYTES), ByteString.fromHex(date), identity.slice(ID_BYTES));
    }
}
