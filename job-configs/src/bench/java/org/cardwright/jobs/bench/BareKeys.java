package org.cardwright.jobs.bench;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Certificates;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.StaticSignatureRequest;
import org.cardwright.crypto.module.Certificates.ZeroPolicy;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.step.CardProcessing;
import org.cardwright.pipeline.step.Progress;

/** What a DDA card cannot do without: a key pair with its certificate, and its static data signed; nothing around it. */
public final class BareKeys {

    private static final KeyName ISSUER = KeyName.of("bank-one.issuer-a000000003");
    private static final Pan PAN = Pan.of("9999990000000014");
    private static final ByteString STATIC_DATA = ByteString.repeat(0x5A, 180);
    private static final WrapUnder KEK2 = new WrapUnder(KeyName.of("personalizer.kek2-k0"), WrapUnder.Mode.ECB);

    private final Certificates certificates;
    private final int bits;

    private BareKeys(Certificates certificates, int bits) {
        this.certificates = certificates;
        this.bits = bits;
    }

    /** Home, cards, bits. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        int cards = Integer.parseInt(arguments[1]);
        try (OpenedHome opened =
                OpenedHome.open(HomeDirectory.open(home), OpenedHome.publishedTestPassphrase(), Progress.NONE)) {
            new BareKeys(opened.module().certificates(), Integer.parseInt(arguments[2])).make(cards);
        }
        MeasuredRun.write();
    }

    private void make(int cards) throws Exception {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<?>> slices = new ArrayList<>();
            for (int from = 0; from < cards; from += CardProcessing.SLICE_CARDS) {
                int first = from;
                int last = Math.min(cards, from + CardProcessing.SLICE_CARDS);
                slices.add(threads.submit(() -> slice(first, last)));
            }
            for (Future<?> slice : slices) {
                slice.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private void slice(int first, int last) {
        List<IccKeyRequest> keys = new ArrayList<>();
        List<StaticSignatureRequest> signatures = new ArrayList<>();
        for (int card = first; card < last; card++) {
            keys.add(new IccKeyRequest(
                    "bare-" + card,
                    bits,
                    3,
                    ISSUER,
                    PAN,
                    new ExpirationDate(YearMonth.of(2030, 12)),
                    ByteString.fromHex(String.format(Locale.ROOT, "%06X", card)),
                    Optional.of(STATIC_DATA),
                    KEK2,
                    ZeroPolicy.LEFT_FILL,
                    0));
            signatures.add(new StaticSignatureRequest(ISSUER, ByteString.fromHex("DAC1"), STATIC_DATA));
        }
        certificates.generateIccKeys(keys);
        certificates.signStaticData(signatures);
    }
}
