package org.cardwright.jobs.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.cardwright.crypto.rsa.PrivateOperation;
import org.cardwright.crypto.rsa.RandomBytes;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaKeyGenerator;
import org.cardwright.crypto.rsa.RsaKeyRequest;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.formats.bytes.ByteString;

/**
 * RSA keys and private operations of every engine beside OpenSSL, in one thread and CPU time. The variants take turns, round by
 * round, so that whatever else the machine does falls on all of them; the table shows medians.
 */
public final class RsaBenchmark {

    private static final int BATCH = 16;
    private static final List<Integer> BITS = List.of(1024, 1152, 1408, 1984);
    private static final List<Integer> EXPONENTS = List.of(3, 65537);
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, RsaEngine> engines = new LinkedHashMap<>();
    private final List<String> table = new ArrayList<>();
    private final int rounds;

    private RsaBenchmark(int rounds) {
        this.rounds = rounds;
        engines.put("scalar", RsaEngine.scalar());
        RsaEngine.vector().ifPresent(vector -> engines.put("vector", vector));
    }

    /**
     * Prints and writes the table.
     *
     * @param arguments source of the OpenSSL driver, directory for it, file for the table, rounds
     */
    public static void main(String[] arguments) throws IOException {
        RsaBenchmark benchmark = new RsaBenchmark(Integer.parseInt(arguments[3]));
        benchmark.measure(Path.of(arguments[0]), Path.of(arguments[1]));
        Files.write(Path.of(arguments[2]), benchmark.table);
    }

    private void measure(Path source, Path target) throws IOException {
        OpenSslDriver openSsl = null;
        String beside;
        try {
            openSsl = OpenSslDriver.compile(source, target);
            beside = openSsl.version();
        } catch (IOException missing) {
            beside = "OpenSSL left out: " + missing.getMessage();
        }
        say("Java " + Runtime.version() + ", " + String.join(" and ", engines.keySet()) + "; " + beside);
        say("| what | bits | e | OpenSSL ms | engine | ms | times OpenSSL |");
        say("|---|---|---|---|---|---|---|");
        for (int exponent : EXPONENTS) {
            for (int bits : BITS) {
                row("keys", bits, exponent, openSsl);
            }
        }
        for (int bits : BITS) {
            row("private", bits, 3, openSsl);
        }
    }

    private void row(String what, int bits, int exponent, OpenSslDriver openSsl) throws IOException {
        boolean keys = what.equals("keys");
        Map<String, double[]> nanos = new LinkedHashMap<>();
        engines.keySet().forEach(name -> nanos.put(name, new double[rounds]));
        double[] beside = new double[rounds];
        List<PrivateOperation> operations = keys ? List.of() : operations(bits, exponent);
        for (int round = -1; round < rounds; round++) {
            if (openSsl != null) {
                beside[Math.max(round, 0)] = openSsl.nanos(what, bits, exponent, keys ? BATCH : 40 * BATCH);
            }
            for (Map.Entry<String, RsaEngine> engine : engines.entrySet()) {
                double one = keys
                        ? keyNanos(engine.getValue(), bits, exponent)
                        : operationNanos(engine.getValue(), operations);
                nanos.get(engine.getKey())[Math.max(round, 0)] = one;
            }
        }
        double reference = median(beside) / 1e6;
        nanos.forEach((name, values) -> say(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.2f | %s | %.3f | %.1f |",
                what,
                bits,
                exponent,
                reference,
                name,
                median(values) / 1e6,
                reference * 1e6 / median(values))));
    }

    private static double keyNanos(RsaEngine engine, int bits, int exponent) {
        List<RsaKeyRequest> requests = IntStream.range(0, BATCH)
                .mapToObj(i -> new RsaKeyRequest(bits, exponent, false, RandomBytes.of(RANDOM)))
                .toList();
        RsaKeyGenerator generator = new RsaKeyGenerator(engine);
        int batches = engineBatches(bits);
        long begun = CPU.getCurrentThreadCpuTime();
        for (int i = 0; i < batches; i++) {
            generator.generate(requests).forEach(RsaPrivateKey::close);
        }
        return (CPU.getCurrentThreadCpuTime() - begun) / (double) (batches * BATCH);
    }

    /** Enough to be compiled and to even out luck. */
    private static int engineBatches(int bits) {
        return bits > 1500 ? 4 : 12;
    }

    private static double operationNanos(RsaEngine engine, List<PrivateOperation> operations) {
        long begun = CPU.getCurrentThreadCpuTime();
        for (int i = 0; i < 40; i++) {
            engine.privateOperations(operations);
        }
        return (CPU.getCurrentThreadCpuTime() - begun) / (40.0 * operations.size());
    }

    private static List<PrivateOperation> operations(int bits, int exponent) {
        RsaPrivateKey key = new RsaKeyGenerator(RsaEngine.scalar())
                .generate(List.of(new RsaKeyRequest(bits, exponent, false, RandomBytes.of(RANDOM))))
                .get(0);
        return Collections.nCopies(BATCH, new PrivateOperation(key, ByteString.repeat(0x5A, bits / 8)));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    @SuppressWarnings("SystemOut") // the table is what it is for
    private void say(String line) {
        System.out.println(line);
        table.add(line);
    }
}
