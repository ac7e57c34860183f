package org.cardwright.jobs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys.CardKeyRequest;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.CardKeys.WrappedCardKeys;
import org.cardwright.crypto.module.CardValues.CardValueRequest;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.module.Certificates.StaticSignatureRequest;
import org.cardwright.crypto.module.Certificates.ZeroPolicy;
import org.cardwright.crypto.module.PinAnswer;
import org.cardwright.crypto.module.Pins.PinTranslationRequest;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.jobs.sample.BenchPins;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Operations per second of each back end, from one thread, in batches of a chunk's size; {@code -Dbench=ModuleBenchmark}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
public class ModuleBenchmark {

    private static final int BATCH = 64;
    private static final int PAIRS = 2;
    private static final int STATIC_DATA_BYTES = 180;
    private static final Pan PAN = Pan.of("9999990000000014");
    private static final KeyName ISSUER = KeyName.of("bank-one.issuer-a000000003");
    private static final WrapUnder KEK2_K0 = new WrapUnder(KeyName.of("personalizer.kek2-k0"), WrapUnder.Mode.ECB);
    private static final WrapUnder KEK2_P0 = new WrapUnder(KeyName.of("personalizer.kek2-p0"), WrapUnder.Mode.ECB);

    /** Which one. */
    @Param
    BackEnd backEnd = BackEnd.SOFTWARE;

    private Path root = Path.of("");
    private Optional<BackEnd.Opened> opened = Optional.empty();

    @Setup
    public void open() throws IOException {
        root = Files.createTempDirectory("cardwright-bench");
        opened = Optional.of(backEnd.open(root));
    }

    @TearDown
    public void close() throws Exception {
        opened.orElseThrow().closing().close();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private SecurityModule module() {
        return opened.orElseThrow().module();
    }

    /** Three keys of a card, derived, wrapped and with check values. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<WrappedCardKeys> cardKeySets() {
        CardKeyRequest request = new CardKeyRequest(
                List.of(KeyName.of("bank-one.imk-ac"), KeyName.of("bank-one.imk-smc"), KeyName.of("bank-one.imk-smi")),
                DerivationOption.A,
                PAN,
                new PanSequenceNumber(1),
                KEK2_K0);
        return module().cardKeys().derive(Collections.nCopies(BATCH, request));
    }

    /** Signed static application data. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<ByteString> staticSignatures() {
        StaticSignatureRequest request = new StaticSignatureRequest(
                ISSUER, ByteString.fromHex("DAC1"), ByteString.repeat(0x5A, STATIC_DATA_BYTES));
        return module().certificates().signStaticData(Collections.nCopies(BATCH, request));
    }

    /** PIN blocks from KEK1 to KEK2. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<PinAnswer<ByteString>> pinTranslations() {
        PinTranslationRequest request = new PinTranslationRequest(
                "A-1/8010", KeyName.of("bank-one.kek1-p0"), BenchPins.of(PAN), PAN, KEK2_P0, PinBlockFormat.ISO_2);
        return module().pins().translate(Collections.nCopies(BATCH, request));
    }

    /** Card verification values. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<String> cardVerificationValues() {
        CardValueRequest request = new CardValueRequest(KeyName.of("bank-one.cvk"), PAN, "3012", "201");
        return module().cardValues().cardVerificationValues(Collections.nCopies(BATCH, request));
    }

    /** Record MACs. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<ByteString> recordMacs() {
        ByteString record = ByteString.repeat(0x5A, 2_000);
        return module().seals().mac(KeyName.of("bureau.record-mac"), "record", Collections.nCopies(BATCH, record));
    }

    /** RSA pairs of 1024 bits with their certificates. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public List<IccKeySet> iccKeyPairs() {
        List<IccKeyRequest> requests = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            requests.add(new IccKeyRequest(
                    "A-" + i + "/" + System.nanoTime(),
                    1024,
                    3,
                    ISSUER,
                    PAN,
                    new ExpirationDate(YearMonth.of(2030, 12)),
                    ByteString.fromHex("00000" + (i + 1)),
                    Optional.of(ByteString.repeat(0x5A, STATIC_DATA_BYTES)),
                    KEK2_K0,
                    ZeroPolicy.LEFT_FILL,
                    0));
        }
        return module().certificates().generateIccKeys(requests);
    }
}
