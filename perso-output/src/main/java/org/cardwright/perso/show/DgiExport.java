package org.cardwright.perso.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.TransportKeyEntry;
import org.cardwright.perso.dgi.Dgi;
import org.cardwright.perso.dgi.DgiId;

/**
 * The data groupings of an application as lines {@code DGIxxxx=HEX}, the text form that GlobalPlatformPro reads.
 *
 * <p>A secret grouping comes decrypted and without its padding (ISO/IEC 9797-1, method 2), or, without its key, as a
 * comment line.
 */
final class DgiExport {

    private static final int MANDATORY_PADDING = 0x80;

    private final TransportKeys keys;

    DgiExport(TransportKeys keys) {
        this.keys = keys;
    }

    /** Either lines, or why there are none. */
    record Outcome(List<String> lines, Optional<String> refusal) {

        /** Copies the list. */
        Outcome {
            lines = List.copyOf(lines);
        }

        static Outcome refused(String why) {
            return new Outcome(List.of(), Optional.of(why));
        }

        /** The number of lines, which may hold clear keys, or the refusal. */
        @Override
        public String toString() {
            return "Outcome(" + lines.size() + " lines"
                    + refusal.map(why -> ", " + why).orElse("") + ")";
        }
    }

    Outcome export(CpsApplication application) {
        List<String> lines = new ArrayList<>();
        for (Dgi dgi : application.dgis()) {
            Optional<TransportKeyEntry> entry = application.transportKeys().stream()
                    .filter(e -> e.dgis().contains(dgi.id()))
                    .findFirst();
            if (entry.isEmpty() && !DgiCatalogue.isSecret(dgi.id())) {
                lines.add(line(dgi.id(), dgi.value()));
            } else if (entry.isEmpty() || !keys.has(entry.get().tkid())) {
                lines.add("// " + dgi.id() + " left out: no transport key");
            } else if (!keys.agrees(entry.get())) {
                return Outcome.refused("DGI " + dgi.id() + ": the mode of the key contradicts CMODE "
                        + ByteString.ofByte(entry.get().cmode()).toHex());
            } else {
                Optional<ByteString> clear = clear(dgi, entry.get());
                if (clear.isEmpty()) {
                    return Outcome.refused("DGI " + dgi.id() + ": the key does not open it");
                }
                lines.add(line(dgi.id(), clear.get()));
            }
        }
        return new Outcome(lines, Optional.empty());
    }

    private static String line(DgiId id, ByteString value) {
        return "DGI" + id + "=" + value.toHex();
    }

    private Optional<ByteString> clear(Dgi dgi, TransportKeyEntry entry) {
        Optional<byte[]> clear = keys.decrypt(entry.tkid(), dgi.value());
        try {
            return clear.flatMap(
                    bytes -> isPadded(dgi.id()) ? withoutPadding(bytes) : Optional.of(ByteString.of(bytes)));
        } finally {
            clear.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
        }
    }

    /** Parts of RSA keys are padded always, keys and PIN blocks never. ISO/IEC 9797-1, padding method 2. */
    private static boolean isPadded(DgiId id) {
        int group = id.value() >> 8;
        int part = id.value() & 0xFF;
        return (group == 0x81 && part >= 1 && part <= 4)
                || ((group == 0x82 || group == 0x83) && part >= 1 && part <= 5);
    }

    /** ISO/IEC 9797-1 padding method 2, filler 00 or FF; nothing when the last block does not end so. */
    private static Optional<ByteString> withoutPadding(byte[] bytes) {
        int at = bytes.length - 1;
        byte filler = bytes[at];
        boolean filled = filler == 0x00 || filler == (byte) 0xFF;
        while (filled && at > 0 && bytes[at] == filler) {
            at--;
        }
        boolean padded = (bytes[at] & 0xFF) == MANDATORY_PADDING && bytes.length - at <= 16;
        return padded ? Optional.of(ByteString.copyOf(bytes, 0, at)) : Optional.empty();
    }
}
