package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R11: whatever the bytes, a parser reads them or throws what it declares, and never hangs. */
class ParserTest {

    private static final long MOST_NANOS = 1_000_000_000L;
    private static final int REDUCTION = 2_000;
    private static final int LEAST_INPUTS = 40;

    @TempDir
    private Path folder;

    @Tag("R11")
    @Row(
            claim = "parsers survive anything",
            wanted =
                    "10 million inputs per binary parser, 1 million per text parser (500,000 of the verifier, 200,000 of whole"
                            + " exports, 100,000 and 20,000 of those that read files, 2,000 behind Argon2): declared exceptions only, no hang > 1 s")
    @Test
    void every_parser_reads_or_refuses(Evidence evidence) throws Exception {
        MadeBatch made = MadeBatch.of(1, Map.of("visa-sda", 2));
        List<Parsers.Parser> parsers = new ArrayList<>(new Parsers(folder, made).all());
        parsers.addAll(new ConfigurationParsers(folder, made).all());
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        long inputs = parsers.parallelStream()
                .mapToLong(parser -> survive(parser, evidence, failures))
                .sum();
        evidence.figure("parsers", parsers.size());
        evidence.figure("inputs", inputs);
        evidence.figure("failures", failures.size());
        Parsers.Parser careless = new Parsers.Parser("careless", 1_000_000, List.of(new byte[40]), List.of(), b -> {
            if (b.length < 30) {
                throw new IndexOutOfBoundsException("planted");
            }
        });
        List<String> found = new ArrayList<>();
        survive(careless, evidence, found);
        evidence.control("an undeclared exception", !found.isEmpty());
        assertThat(failures).isEmpty();
    }

    private static long survive(Parsers.Parser parser, Evidence evidence, List<String> failures) {
        for (byte[] valid : parser.valid()) {
            String failure = failure(parser, valid, List.of());
            if (!failure.isEmpty() && !failure(parser, valid, List.of()).isEmpty()) {
                failures.add(parser.name() + ": the valid input: " + failure);
                return 0;
            }
        }
        int inputs = evidence.size(Math.max(LEAST_INPUTS, parser.inputs() / REDUCTION), parser.inputs());
        for (int i = 0; i < inputs; i++) {
            long seed = evidence.seed() * 31 + i;
            Random random = new Random(seed);
            byte[] bytes =
                    Damage.of(parser.valid().get(random.nextInt(parser.valid().size())), random);
            String failure = failure(parser, bytes, parser.declared());
            // the second time tells a hang from a machine that was busy with something else
            if (!failure.isEmpty() && !failure(parser, bytes, parser.declared()).isEmpty()) {
                failures.add(parser.name() + ", input " + i + ": " + failure);
                break;
            }
        }
        if (evidence.full()) {
            System.out.println("R11 " + parser.name() + ": " + inputs);
        }
        return inputs;
    }

    private static String failure(Parsers.Parser parser, byte[] bytes, List<Class<?>> declared) {
        long start = System.nanoTime();
        try {
            parser.reading().of(bytes);
        } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError thrown) {
            if (declared.stream().noneMatch(type -> type.isInstance(thrown))) {
                return thrown.getClass().getName() + " at " + thrown.getStackTrace()[0];
            }
        }
        return System.nanoTime() - start > MOST_NANOS ? "more than a second" : "";
    }
}
