package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The positive control of R13: what is planted is found in every encoding, what is not planted is not. */
@Tag("R13")
class CanaryScanTest {

    private static final String PAN = "9999997700000013";

    private final CanaryScan scan = new CanaryScan(List.of(
            Canary.ofDigits("pan", PAN),
            Canary.ofBytes("key", HexFormat.of().parseHex("00112233445566778899AABBCCDDEEFF"))));

    @TempDir
    private Path folder;

    @Test
    void finds_a_planted_pan_in_every_encoding() throws Exception {
        byte[] ascii = PAN.getBytes(StandardCharsets.US_ASCII);
        List<byte[]> planted = new ArrayList<>(List.of(
                ascii,
                HexFormat.of().parseHex(PAN),
                HexFormat.of().formatHex(ascii).getBytes(StandardCharsets.US_ASCII),
                HexFormat.of().withUpperCase().formatHex(ascii).getBytes(StandardCharsets.US_ASCII),
                PAN.getBytes(StandardCharsets.UTF_16LE),
                PAN.getBytes(StandardCharsets.UTF_16BE)));
        for (String before : List.of("", "x", "xy", "xyz")) {
            planted.add(Base64.getEncoder().encode((before + PAN + "tail").getBytes(StandardCharsets.US_ASCII)));
        }
        for (int i = 0; i < planted.size(); i++) {
            Path file = folder.resolve("planted-" + i);
            Files.write(file, around(planted.get(i)));
            assertThat(scan.scan(file))
                    .as("encoding %d", i)
                    .extracting(CanaryScan.Hit::canary)
                    .containsExactly("pan");
        }
        assertThat(scan.scan(List.of(folder), List.of())).hasSize(planted.size());
        assertThat(scan.scan(List.of(folder), List.of(folder))).isEmpty();
    }

    @Test
    void finds_a_planted_key_and_nothing_in_clean_bytes() {
        assertThat(scan.scan("log", "key 00112233445566778899aabbccddeeff!".getBytes(StandardCharsets.US_ASCII)))
                .containsExactly(new CanaryScan.Hit("log", "key"));
        assertThat(scan.scan("log", "999999......0013 00112233".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }

    /** The array of the order of the curve B-283 and its head in a dump, and an array with the PIN block itself. */
    @Test
    void the_head_of_an_array_in_a_heap_dump_is_no_secret_but_what_stands_in_the_array_is() throws Exception {
        CanaryScan pin =
                new CanaryScan(List.of(Canary.ofBytes("pin", HexFormat.of().parseHex("240803FFFFFFFFFF"))));
        byte[] head = HexFormat.of().parseHex("23000000068811223300000001");
        Path order = folder.resolve("order.hprof");
        Files.write(
                order,
                around(HexFormat.of().parseHex(HexFormat.of().formatHex(head) + "000000240803FFFFFFFFFFFFFFFF")));
        Path array = folder.resolve("array.hprof");
        Files.write(
                array, around(HexFormat.of().parseHex(HexFormat.of().formatHex(head) + "0000000808240803FFFFFFFFFF")));
        assertThat(pin.scan(order)).isEmpty();
        assertThat(pin.scan(array)).hasSize(1);
        assertThat(pin.scan("not a dump", Files.readAllBytes(order))).hasSize(1);
    }

    private static byte[] around(byte[] secret) {
        byte[] out = new byte[secret.length + 77];
        System.arraycopy(secret, 0, out, 33, secret.length);
        return out;
    }
}
