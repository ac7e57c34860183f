package org.cardwright.machine.virtualcard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.cardwright.crypto.cryptogram.CryptogramVersion.Layout;
import org.cardwright.formats.bytes.ByteString;

/** Card verification results by the tables {@code cvr-*.txt}. */
final class VerificationResults {

    private static final int VISA_LENGTH = 0x03;
    private static final List<Row> VISA = load("cvr-visa.txt");
    private static final List<Row> MCHIP = load("cvr-mchip.txt");

    private VerificationResults() {}

    private record Row(int at, int mask, CardFact fact) {

        static Row of(String line) {
            String[] words = line.trim().split(" +", -1);
            int at = words[0].charAt(0) - '1';
            int bit = words[0].charAt(2) - '1';
            return new Row(at, 1 << bit, CardFact.named(words[1]));
        }
    }

    /** The results that say these facts. */
    static ByteString of(Layout layout, Set<CardFact> facts) {
        byte[] results = new byte[layout.resultsBytes()];
        if (layout == Layout.VISA) {
            results[0] = VISA_LENGTH;
        }
        for (Row row : layout == Layout.VISA ? VISA : MCHIP) {
            if (facts.contains(row.fact)) {
                results[row.at] |= (byte) row.mask;
            }
        }
        return ByteString.of(results);
    }

    private static List<Row> load(String name) {
        List<Row> rows = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(VerificationResults.class.getResourceAsStream(name));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> rows.add(Row.of(line)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return List.copyOf(rows);
    }
}
