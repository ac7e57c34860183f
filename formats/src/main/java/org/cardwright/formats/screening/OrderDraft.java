package org.cardwright.formats.screening;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.OrderReference;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PinBlockFormat;
import org.cardwright.formats.card.ProductAndSegment;
import org.cardwright.formats.card.ScreeningPolicy;
import org.cardwright.formats.issuer.IssuerField;
import org.cardwright.formats.issuer.IssuerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One order under screening: the issuer's texts and what they mean as far as they can be understood.
 *
 * <p>A value asked for as if it were right throws {@link IllegalStateException}: the rule that makes it right stands in
 * the wrong place.
 */
final class OrderDraft {

    static final List<IssuerField> EMBOSS_LINES = List.of(
            IssuerField.EMBOSS_LINE_1, IssuerField.EMBOSS_LINE_2, IssuerField.EMBOSS_LINE_3, IssuerField.EMBOSS_LINE_4);

    static final List<IssuerField> ADDRESS_LINES = List.of(
            IssuerField.ADDRESS_LINE_1,
            IssuerField.ADDRESS_LINE_2,
            IssuerField.ADDRESS_LINE_3,
            IssuerField.ADDRESS_LINE_4,
            IssuerField.ADDRESS_LINE_5,
            IssuerField.ADDRESS_LINE_6);

    static final List<IssuerField> SECRETS =
            List.of(IssuerField.SECRET_1, IssuerField.SECRET_2, IssuerField.SECRET_3, IssuerField.SECRET_4);

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");
    private static final Pattern TRACK_1_SENTINELS = Pattern.compile("%(.*)\\?");
    private static final Pattern TRACK_2_SENTINELS = Pattern.compile("[;_]{1,2}(.*)\\?");

    private final IssuerRecord record;
    private final @Nullable ScreeningPolicy policy;
    private final Terms terms;

    /** Read once: some ten rules ask. */
    private final Optional<LocalDate> effectiveDate;

    private final Optional<ExpirationDate> expirationDate;

    /** What holds for every order of a batch. */
    record Terms(EmbossFonts fonts, LocalDate today, Facilities facilities) {}

    OrderDraft(IssuerRecord record, Optional<? extends ScreeningPolicy> policy, Terms terms) {
        this.record = record;
        this.policy = policy.orElse(null);
        this.terms = terms;
        this.effectiveDate = day(record.text(IssuerField.EFFECTIVE_DATE));
        this.expirationDate = month(record.text(IssuerField.EXPIRATION_DATE));
    }

    static ProductAndSegment asked(IssuerRecord record) {
        return new ProductAndSegment(record.text(IssuerField.PRODUCT), record.text(IssuerField.SEGMENT));
    }

    IssuerRecord record() {
        return record;
    }

    String text(IssuerField field) {
        return record.text(field);
    }

    boolean has(IssuerField field) {
        return record.texts().containsKey(field) || record.secrets().containsKey(field);
    }

    LocalDate today() {
        return terms.today();
    }

    boolean hasPolicy() {
        return policy != null;
    }

    ScreeningPolicy policy() {
        if (policy == null) {
            throw new IllegalStateException("no product yet");
        }
        return policy;
    }

    Pan pan() {
        return Pan.of(text(IssuerField.PAN));
    }

    /**
     * True when the order reference holds the card number of this order, be its check digit right or not, or that of another
     * card of the product.
     */
    boolean isCardNumberInReference() {
        return isOwnNumberInReference()
                || OrderReference.cardNumbersIn(text(IssuerField.ORDER_REFERENCE))
                        .anyMatch(found -> policy().ownsBin(found));
    }

    private boolean isOwnNumberInReference() {
        String pan = text(IssuerField.PAN);
        return Pan.hasPanShape(pan) && text(IssuerField.ORDER_REFERENCE).contains(pan);
    }

    /** The order reference as a rejection may show it: empty when it is hostile or a card number. */
    String shownReference() {
        String reference = text(IssuerField.ORDER_REFERENCE);
        if (policy == null) {
            return isOwnNumberInReference() ? "" : OrderReference.shown(reference);
        }
        return OrderReference.isWellFormed(reference) && !isCardNumberInReference() ? reference : "";
    }

    Optional<LocalDate> effectiveDate() {
        return effectiveDate;
    }

    private static Optional<LocalDate> day(String text) {
        return DAY.matcher(text).matches() ? parsed(() -> LocalDate.parse(text)) : Optional.empty();
    }

    Optional<ExpirationDate> expirationDate() {
        return expirationDate;
    }

    private static Optional<ExpirationDate> month(String text) {
        return MONTH.matcher(text).matches()
                ? parsed(() -> new ExpirationDate(YearMonth.parse(text)))
                : Optional.empty();
    }

    ExpirationDate expiration() {
        return expirationDate().orElseThrow(() -> new IllegalStateException("no expiration date yet"));
    }

    private static <T> Optional<T> parsed(Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (DateTimeException | IllegalArgumentException notADate) {
            return Optional.empty();
        }
    }

    /** The font of the product's text; empty when the product has no text or its font no table. */
    Optional<EmbossFont> font() {
        return terms.fonts().find(policy().embossFont());
    }

    /** The name as track 1 and chip carry it, empty for none; nothing when their alphabet cannot. */
    Optional<String> encodedName() {
        return terms.fonts().encoded().write(text(IssuerField.CARDHOLDER_NAME));
    }

    /** The name as the machine writes it, with what track 1 cannot carry; nothing when the font cannot. */
    Optional<String> embossedName() {
        return policy().embossFont().isEmpty() ? encodedName() : embossed(IssuerField.CARDHOLDER_NAME);
    }

    /** A text as the machine writes it; empty when it cannot. */
    Optional<String> embossed(IssuerField line) {
        return font().flatMap(font -> font.write(text(line)));
    }

    /** Track data without the sentinels that some issuers send along. */
    String track(IssuerField track) {
        Pattern sentinels = track == IssuerField.TRACK_1 ? TRACK_1_SENTINELS : TRACK_2_SENTINELS;
        return sentinels.matcher(text(track)).replaceFirst("$1");
    }

    ByteString secret(IssuerField field) {
        return record.secrets().getOrDefault(field, ByteString.EMPTY);
    }

    /** True when the surface of the product shows the extra line, 1 to 4, or its chip holds it. */
    boolean isLineTaken(int line) {
        return policy().encodes(EMBOSS_LINES.get(line - 1).name())
                || terms.facilities().showsLine(asked(record), line);
    }

    /** True when the issuer's PIN key has the cipher of the block's format. */
    boolean isPinFormatOfKey() {
        return pinBlockFormat()
                .filter(format -> terms.facilities().takesPinFormat(asked(record), format))
                .isPresent();
    }

    /** The format of the PIN block: 0, 1, 3 or 4; format 2 is for chips and never arrives from an issuer. */
    Optional<PinBlockFormat> pinBlockFormat() {
        return switch (text(IssuerField.PIN_BLOCK_FORMAT)) {
            case "0" -> Optional.of(PinBlockFormat.ISO_0);
            case "1" -> Optional.of(PinBlockFormat.ISO_1);
            case "3" -> Optional.of(PinBlockFormat.ISO_3);
            case "4" -> Optional.of(PinBlockFormat.ISO_4);
            default -> Optional.empty();
        };
    }
}
