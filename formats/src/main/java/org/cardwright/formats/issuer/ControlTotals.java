package org.cardwright.formats.issuer;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.cardwright.formats.bytes.ByteString;

/**
 * What a whole issuer file amounts to, after its control data were found right.
 *
 * <p>The hash total is checked but not kept: over a single record it would be the card number.
 *
 * @param issuer the issuer, from the layout; equal to the one in the file when the file names one
 * @param records number of order records, readable or not
 * @param sequenceNumber number of the file in the issuer's stream, when the layout has one
 * @param created date of the file, when the layout has one
 * @param sha256 SHA-256 of all bytes of the file: its identity
 * @param bytes length of the file
 */
public record ControlTotals(
        String issuer,
        int records,
        OptionalLong sequenceNumber,
        Optional<LocalDate> created,
        ByteString sha256,
        long bytes) {}
