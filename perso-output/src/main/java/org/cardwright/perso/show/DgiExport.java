package org.cardwright.perso.show;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.DataGrouping;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;

/**
 * The data groupings of an application as lines {@code DGIxxxx=HEX}, the text form that GlobalPlatformPro reads.
 *
 * <p>A secret grouping comes decrypted and without its padding (ISO/IEC 9797-1, method 2), or, without its key, as a
 * comment line. Clear values are bytes from the first to the last, never texts, so that they can be wiped.
 */
final class DgiExport {

    private static final int LINE_BYTES = 48;
    private static final byte[] DIGITS = ascii("0123456789ABCDEF");

    private final TransportKeys keys;

    DgiExport(TransportKeys keys) {
        this.keys = keys;
    }

    /** Room for all lines of an application. */
    static ByteBuffer room(CpsApplication application) {
        return ByteBuffer.allocate(application.dgis().stream()
                .mapToInt(dgi -> LINE_BYTES + 2 * dgi.value().size())
                .sum());
    }

    /**
     * Writes the lines.
     *
     * @param out has the room for them; the caller wipes it
     * @return why they are refused; empty when they are not
     */
    Optional<String> export(CpsApplication application, ByteBuffer out) {
        Set<DgiId> all = application.dgis().stream().map(Dgi::id).collect(Collectors.toSet());
        for (Dgi dgi : application.dgis()) {
            Optional<TransportKeyEntry> entry = application.transportKeys().stream()
                    .filter(e -> e.dgis().contains(dgi.id()))
                    .findFirst();
            if (entry.isEmpty() && !DataGrouping.classOf(dgi.id().value()).isSecret()) {
                byte[] value = dgi.value().toByteArray();
                line(dgi.id(), value, value.length, out);
            } else if (entry.isEmpty() || !keys.has(entry.get().tkid())) {
                out.put(ascii("// " + dgi.id() + " left out: no transport key\n"));
            } else if (!keys.agrees(entry.get())) {
                return Optional.of("DGI " + dgi.id() + ": the mode of the key contradicts CMODE "
                        + ByteString.ofByte(entry.get().cmode()).toHex());
            } else if (!secret(dgi, entry.get(), all, out)) {
                return Optional.of("DGI " + dgi.id() + ": the key does not open it");
            }
        }
        return Optional.empty();
    }

    private boolean secret(Dgi dgi, TransportKeyEntry entry, Set<DgiId> all, ByteBuffer out) {
        Optional<byte[]> clear = keys.decrypt(entry.tkid(), dgi.value());
        try {
            Optional<Integer> length = clear.flatMap(bytes -> SecretPadding.contentBytes(dgi.id(), bytes, all));
            length.ifPresent(bytes -> line(dgi.id(), clear.get(), bytes, out));
            return length.isPresent();
        } finally {
            clear.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
        }
    }

    private static void line(DgiId id, byte[] value, int length, ByteBuffer out) {
        out.put(ascii("DGI" + id + "="));
        for (int i = 0; i < length; i++) {
            out.put(DIGITS[value[i] >> 4 & 0xF]).put(DIGITS[value[i] & 0xF]);
        }
        out.put((byte) '\n');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
