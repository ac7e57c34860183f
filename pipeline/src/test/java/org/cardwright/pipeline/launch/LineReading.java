package org.cardwright.pipeline.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.DeliveryAddress;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.OrderReason;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.card.SuppliedTracks;
import org.cardwright.formats.issuer.ControlTotals;
import org.cardwright.formats.issuer.IssuerField;
import org.cardwright.formats.issuer.IssuerFile;
import org.cardwright.formats.issuer.IssuerRecord;
import org.cardwright.formats.issuer.UnreadableRecord;
import org.cardwright.pipeline.intake.CardPlan;
import org.cardwright.pipeline.intake.OrderReading;
import org.cardwright.pipeline.ledger.KeyPairShape;

/** A small issuer file: {@code H|sequence}, {@code reference|PAN|PSN|expiry} per order, {@code T|count}. */
final class LineReading implements OrderReading {

    static final KeyPairShape KEY_PAIR = new KeyPairShape(1024, 3);
    static final KeyName ISSUER_KEY = KeyName.of("bank.issuer-rsa");

    @Override
    public ControlTotals checkControls(Path file) throws IOException {
        try (Lines lines = new Lines(file)) {
            while (lines.next().isPresent()) {
                lines.totals();
            }
            return lines.totals().orElseThrow();
        }
    }

    @Override
    public IssuerFile open(Path file) throws IOException {
        return new Lines(file);
    }

    @Override
    public Screened screen(IssuerFile.Item item) {
        if (item instanceof UnreadableRecord bad) {
            return bad.rejected();
        }
        IssuerRecord order = (IssuerRecord) item;
        String reference = order.text(IssuerField.ORDER_REFERENCE);
        if (!Pan.hasValidCheckDigit(order.text(IssuerField.PAN))) {
            return new Screened.Rejected(order.recordNumber(), reference, "PAN", RejectReason.PAN_CHECK_DIGIT);
        }
        return new Screened.Accepted(new CardApplication(
                order.recordNumber(),
                reference,
                "debit",
                "",
                OrderReason.NEW,
                Pan.of(order.text(IssuerField.PAN)),
                new PanSequenceNumber(Integer.parseInt(order.text(IssuerField.PAN_SEQUENCE_NUMBER))),
                "TEST/CARD",
                "TEST/CARD",
                List.of(),
                LocalDate.of(2026, 11, 1),
                ExpirationDate.ofYymm(order.text(IssuerField.EXPIRATION_DATE)),
                new ServiceCode("201"),
                SuppliedTracks.NONE,
                Optional.empty(),
                Map.of(),
                "en",
                DeliveryAddress.NONE));
    }

    @Override
    public CardPlan plan(CardApplication order) {
        String group = order.recordNumber() % 3 == 0 ? "gold" : "blue";
        return new CardPlan("debit/1", group, List.of(ISSUER_KEY), List.of(KEY_PAIR));
    }

    private static final class Lines implements IssuerFile {

        private final Path file;
        private final BufferedReader in;
        private final long sequence;
        private int records;
        private boolean ended;

        Lines(Path file) throws IOException {
            this.file = file;
            this.in = Files.newBufferedReader(file);
            String header = String.valueOf(in.readLine());
            if (!header.startsWith("H|")) {
                in.close();
                throw malformed("a header");
            }
            this.sequence = Long.parseLong(header.substring(2));
        }

        private MalformedFileException malformed(String required) {
            return new MalformedFileException(String.valueOf(file.getFileName()), "", "T-1", required);
        }

        @Override
        public Optional<Item> next() throws IOException {
            String line = in.readLine();
            if (line == null) {
                throw malformed("a trailer");
            }
            if (line.startsWith("T|")) {
                if (Integer.parseInt(line.substring(2)) != records) {
                    throw malformed("the right count");
                }
                ended = true;
                return Optional.empty();
            }
            records++;
            String[] fields = line.split("\\|", -1);
            if (fields.length != 4) {
                return Optional.of(new UnreadableRecord(records, "", "", RejectReason.COLUMN_COUNT));
            }
            return Optional.of(new IssuerRecord(
                    records,
                    Map.of(
                            IssuerField.ORDER_REFERENCE, fields[0],
                            IssuerField.PAN, fields[1],
                            IssuerField.PAN_SEQUENCE_NUMBER, fields[2],
                            IssuerField.EXPIRATION_DATE, fields[3]),
                    Map.of()));
        }

        @Override
        public Optional<ControlTotals> totals() {
            if (!ended) {
                return Optional.empty();
            }
            try {
                return Optional.of(new ControlTotals(
                        "bank",
                        records,
                        OptionalLong.of(sequence),
                        Optional.empty(),
                        Inbox.sha256(file),
                        Files.size(file)));
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
