package org.cardwright.crypto.hostcommand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of both tables goes out and comes back the same; what is cut, longer or noise is refused and nothing else. */
class FieldCodecTest {

    private static final long SEED = Long.getLong("seed", 20261122);
    private static final int ROUNDS = 8;

    private final Random random = new Random(SEED);

    static Stream<HostCommand> commands() {
        return Stream.of(HostCommandTable.standard(), HostCommandTableTest.otherMake())
                .flatMap(table -> table.operations().stream().map(table::command));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_message_comes_back_as_it_went(HostCommand command) {
        for (int i = 0; i < ROUNDS; i++) {
            for (List<FieldRule> rules : List.of(command.request(), command.answer())) {
                byte[] written = write(rules, random(rules));
                FieldReader in = new FieldReader(written, 0);
                HostFields read = FieldRule.readAll(rules, in);
                in.requireEnd();
                assertThat(write(rules, read)).as("seed " + SEED).isEqualTo(written);
                assertThat(written.length).isLessThanOrEqualTo(FieldRule.mostBytes(rules));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_message_that_is_cut_is_refused_wherever_it_is_cut(HostCommand command) {
        List<FieldRule> rules = command.request();
        byte[] written = write(rules, random(rules));
        for (int length = Math.max(0, written.length - 100); length < written.length; length++) {
            byte[] cut = Arrays.copyOf(written, length);
            assertThatThrownBy(() -> read(rules, cut)).as("seed " + SEED).isInstanceOf(MalformedMessageException.class);
        }
        assertThatThrownBy(() -> read(rules, Arrays.copyOf(written, written.length + 1)))
                .isInstanceOf(MalformedMessageException.class);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void noise_is_refused_without_any_other_failure(HostCommand command) {
        for (int i = 0; i < 10 * ROUNDS; i++) {
            byte[] noise =
                    i % 2 == 0 ? new byte[random.nextInt(200)] : write(command.answer(), random(command.answer()));
            if (i % 2 == 0) {
                random.nextBytes(noise);
            } else if (noise.length > 0) {
                noise[random.nextInt(noise.length)] ^= (byte) (1 + random.nextInt(255));
            }
            try {
                read(command.answer(), noise);
            } catch (MalformedMessageException refused) {
                assertThat(refused).as("seed " + SEED).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void a_length_in_front_is_not_believed() {
        FieldRule rule = new FieldLine(List.of("bytes", "data", "0..100")).rule();
        assertThatThrownBy(() -> read(List.of(rule), new byte[] {(byte) 0xFF, (byte) 0xFF, 1, 2}))
                .hasMessageContaining("0 to 100");
        FieldRule list = new FieldLine(List.of("list", "items", "0..999"))
                .list(List.of(new FieldLine(List.of("bytes", "data", "1")).rule()));
        assertThatThrownBy(() -> read(List.of(list), "999A".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("too early");
    }

    @Test
    void what_does_not_fit_into_its_place_is_not_written() {
        FieldRule two = new FieldLine(List.of("number", "digits", "2")).rule();
        for (int value : new int[] {100, -1, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> write(List.of(two), HostFields.of(HostField.DIGITS, value)))
                    .isInstanceOf(MalformedMessageException.class);
        }
        FieldRule four = new FieldLine(List.of("text", "expiry", "4")).rule();
        for (String text : List.of("123", "12345", "12\u00E94")) {
            assertThatThrownBy(() -> write(List.of(four), HostFields.of(HostField.EXPIRY, text)))
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    private static byte[] write(List<FieldRule> rules, HostFields fields) {
        FieldWriter out = new FieldWriter(1 << 20);
        rules.forEach(rule -> rule.write(fields, out));
        return out.written();
    }

    private static void read(List<FieldRule> rules, byte[] message) {
        FieldReader in = new FieldReader(message, 0);
        FieldRule.readAll(rules, in);
        in.requireEnd();
    }

    private HostFields random(List<FieldRule> rules) {
        HostFields fields = HostFields.NONE;
        for (FieldRule rule : rules) {
            if (rule.meaning().isPresent()) {
                fields = fields.with(rule.meaning().get(), value(rule));
            }
        }
        return fields;
    }

    private Object value(FieldRule rule) {
        if (rule instanceof FieldRule.Bytes bytes) {
            return bytes(size(bytes.size()));
        }
        if (rule instanceof FieldRule.Hex hex) {
            return bytes(size(hex.size()));
        }
        if (rule instanceof FieldRule.Text text) {
            return text(size(text.size()));
        }
        if (rule instanceof FieldRule.Digits number) {
            return random.nextInt((int) Math.pow(10, number.digits()));
        }
        if (rule instanceof ChoiceRule choice) {
            List<String> meanings = choice.codes().keySet().stream().sorted().toList();
            return meanings.get(random.nextInt(meanings.size()));
        }
        if (rule instanceof ListRule list) {
            List<HostFields> entries = new ArrayList<>();
            int count = Math.max(
                    list.size().least(), random.nextInt(Math.min(list.size().most(), 5) + 1));
            for (int i = 0; i < count; i++) {
                entries.add(random(list.rules()));
            }
            return entries;
        }
        return new KeyName("k" + "a".repeat(random.nextInt(64)), 1 + random.nextInt(255));
    }

    /** Shortest and longest more often than by chance. */
    private int size(FieldSize size) {
        return switch (random.nextInt(4)) {
            case 0 -> size.least();
            case 1 -> Math.min(size.most(), 500);
            default -> size.least() + random.nextInt(Math.min(size.most() - size.least(), 60) + 1);
        };
    }

    private ByteString bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return ByteString.of(bytes);
    }

    /** Two bytes for the one letter, so that characters and bytes are different numbers. */
    private String text(int bytes) {
        return "\u00E9".repeat(bytes / 2) + "x".repeat(bytes % 2);
    }
}
