package org.cardwright.formats.profile;

import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;

/**
 * An order with the product that holds for it.
 *
 * @param application the order
 * @param product the product
 * @param certificateSerialNumbers 3 bytes each, assigned at intake, in the order of
 *     {@link EffectiveProduct#certifyingKeys()}
 */
public record ProfiledApplication(
        CardApplication application, EffectiveProduct product, List<ByteString> certificateSerialNumbers) {

    private static final int SERIAL_BYTES = 3;

    /** Checks number and length of the serial numbers. */
    public ProfiledApplication {
        certificateSerialNumbers = List.copyOf(certificateSerialNumbers);
        if (certificateSerialNumbers.size() != product.certifyingKeys().size()
                || certificateSerialNumbers.stream().anyMatch(serial -> serial.size() != SERIAL_BYTES)) {
            throw new IllegalArgumentException("one serial number of 3 bytes per certificate is required");
        }
    }
}
