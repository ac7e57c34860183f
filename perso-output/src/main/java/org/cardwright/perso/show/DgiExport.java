package org.cardwright.perso.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
        Set<DgiId> all = application.dgis().stream().map(Dgi::id).collect(Collectors.toSet());
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
                Optional<ByteString> clear = clear(dgi, entry.get(), all);
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

    private Optional<ByteString> clear(Dgi dgi, TransportKeyEntry entry, Set<DgiId> all) {
        Optional<byte[]> clear = keys.decrypt(entry.tkid(), dgi.value());
        try {
            return clear.flatMap(bytes -> SecretPadding.contentBytes(dgi.id(), bytes, all))
                    .map(length -> ByteString.copyOf(clear.get(), 0, length));
        } finally {
            clear.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
        }
    }
}
