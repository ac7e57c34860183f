package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestKeys;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.cps.CpsRecordStream;
import org.cardwright.perso.dgi.Dgi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who listens on the line to a payment HSM while a batch is made hears no master key and no key of a card, as bytes or as hexadecimal
 * digits, though the line is not encrypted here.
 */
class NoClearKeyOnTheLineTest {

    private static final String KEK2 = "personalizer.kek2-k0";
    private static final Set<String> KEYS_OF_CARDS = Set.of("8000", "8201", "8202", "8203", "8204", "8205");

    @TempDir
    private static Path folder;

    private static List<ByteString> line = List.of();
    private static List<Dgi> keysOfCards = List.of();

    private List<ByteString> heard = line;

    @BeforeAll
    static void make_a_batch_while_somebody_listens() throws IOException {
        Path orders = SmallExport.of("bank-one", "visa-dda", 3).write(folder.resolve("orders.csv"));
        Path out = folder.resolve("out");
        try (SimulatedHsms hsms = SimulatedHsms.over(folder.resolve("hsm"), 1);
                RecordedLine recorded =
                        RecordedLine.to(hsms.simulator(0).address().getPort())) {
            Path home = folder.resolve("home");
            Files.writeString(
                    HomeDirectory.open(home).config("cardwright.properties"),
                    "\nsecurity-module = host-commands\nhost-commands.addresses = localhost:" + recorded.port() + "\n",
                    StandardOpenOption.APPEND);
            Ran ran = Ran.command(
                    "prepare",
                    orders.toString(),
                    "--issuer",
                    "bank-one",
                    "--out",
                    out.toString(),
                    "--home",
                    home.toString());
            assertThat(ran.exitCode()).as(ran.err()).isZero();
            line = recorded.heard();
        }
        keysOfCards = dgis(out).stream()
                .filter(dgi -> KEYS_OF_CARDS.contains(dgi.id().toString()))
                .toList();
    }

    @Test
    void no_master_key_and_no_key_of_a_card_is_heard() throws GeneralSecurityException {
        Map<String, byte[]> secrets = new TreeMap<>();
        TestKeys.names().forEach(name -> secrets.put(name, TestKeys.hex(name)));
        for (Dgi dgi : keysOfCards) {
            secrets.put("of a card, DGI " + dgi.id() + " no " + secrets.size(), opened(dgi.value()));
        }
        assertThat(secrets)
                .as("3 cards with 3 keys and 5 parts of a private key")
                .hasSizeGreaterThan(3 * 6);

        secrets.forEach((name, secret) ->
                assertThat(pieces(secret).filter(this::isHeard)).as(name).isEmpty());
    }

    /** What does go over the line is found by the same search. */
    @Test
    void what_is_sent_is_found() {
        assertThat(heard.stream().mapToInt(ByteString::size).sum()).isGreaterThan(10_000);
        Dgi wrapped = keysOfCards.get(0);
        assertThat(wrapped.id()).hasToString("8000");
        assertThat(isHeard(wrapped.value().slice(0, 8).toByteArray()))
                .as("a key of a card under KEK2")
                .isTrue();
        byte[] planted = TestKeys.hex("bank-one.imk-ac");
        heard = List.of(heard.get(0).plus(ByteString.of(planted)));
        assertThat(pieces(planted).allMatch(this::isHeard)).isTrue();
        heard = List.of(ByteString.ascii("0" + HexFormat.of().formatHex(planted)));
        assertThat(pieces(planted).allMatch(this::isHeard)).isTrue();
    }

    /** Each half of a DES key, or 16 bytes of something longer: parts would betray it too. */
    private static Stream<byte[]> pieces(byte[] secret) {
        int step = secret.length % 8 == 0 && secret.length <= 48 ? 8 : 16;
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at + step <= secret.length; at += step) {
            pieces.add(Arrays.copyOfRange(secret, at, at + step));
        }
        return pieces.stream();
    }

    private boolean isHeard(byte[] piece) {
        String digits = HexFormat.of().formatHex(piece);
        return heard.stream()
                .map(bytes -> new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1))
                .anyMatch(text -> text.contains(new String(piece, StandardCharsets.ISO_8859_1))
                        || text.toLowerCase(Locale.ROOT).contains(digits));
    }

    /** The product uses ECB. */
    private static byte[] opened(ByteString cryptogram) throws GeneralSecurityException {
        byte[] kek = TestKeys.hex(KEK2);
        byte[] three = Arrays.copyOf(kek, 24);
        System.arraycopy(kek, 0, three, 16, 8);
        Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(three, "DESede"));
        return cipher.doFinal(cryptogram.toByteArray());
    }

    private static List<Dgi> dgis(Path out) throws IOException {
        List<Dgi> dgis = new ArrayList<>();
        for (Path file : chipFiles(out)) {
            try (CpsRecordStream records = new CpsRecordStream(new BufferedInputStream(Files.newInputStream(file)))) {
                for (Optional<CpsRecordStream.Place> place = records.next();
                        place.isPresent();
                        place = records.next()) {
                    CpsRecordCodec.decode(place.get().bytes()).applications().forEach(one -> dgis.addAll(one.dgis()));
                }
            }
        }
        return dgis;
    }

    private static List<Path> chipFiles(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(file -> file.endsWith("chip.cps")).collect(Collectors.toList());
        }
    }
}
