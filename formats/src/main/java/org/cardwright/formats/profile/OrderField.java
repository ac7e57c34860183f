package org.cardwright.formats.profile;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;
import org.cardwright.formats.bytes.Bcd;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.bytes.CompressedNumeric;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.DataClass;
import org.cardwright.formats.issuer.IssuerField;

/** A field of the order that can become a data element, with its coding. EMV 4.4 Book 3, annex A. */
public enum OrderField {
    /** 5A, format cn. */
    PAN(card -> CompressedNumeric.encode(card.pan().digits())),
    /** 5F34, n 2. */
    PAN_SEQUENCE_NUMBER(card -> Bcd.encode(card.panSequenceNumber().digits(), 1)),
    /** 5F20, ans 2-26. */
    CARDHOLDER_NAME(card -> ByteString.ascii(card.cardholderName())),
    /** 5F25, YYMMDD. */
    EFFECTIVE_DATE(card -> Bcd.encode(Dates.YYMMDD.format(card.effectiveDate()), 3)),
    /** 5F24, YYMMDD with the last day of the month. */
    EXPIRATION_DATE(card -> Bcd.encode(card.expirationDate().yymmdd(), 3)),
    /** 5F30, n 3. */
    SERVICE_CODE(card -> Bcd.encode(card.serviceCode().digits(), 2)),
    /** 5F2D, lower-case letters. */
    LANGUAGE(card -> ByteString.ascii(card.language())),
    /** The issuer's name of the order, for applications of his own. */
    ORDER_REFERENCE(card -> ByteString.ascii(card.orderReference())),
    /** First extra line of text. */
    EMBOSS_LINE_1(card -> line(card, 0)),
    /** Second extra line of text. */
    EMBOSS_LINE_2(card -> line(card, 1)),
    /** Third extra line of text. */
    EMBOSS_LINE_3(card -> line(card, 2)),
    /** Fourth extra line of text. */
    EMBOSS_LINE_4(card -> line(card, 3));

    private final Function<CardApplication, ByteString> coding;

    /** Apart, because the fields of an enum are there before its constants only in a class of their own. */
    private static final class Dates {

        static final DateTimeFormatter YYMMDD = DateTimeFormatter.ofPattern("uuMMdd", Locale.ROOT);

        private Dates() {}
    }

    OrderField(Function<CardApplication, ByteString> coding) {
        this.coding = coding;
    }

    /**
     * The coded value, empty when the order says nothing.
     *
     * @throws IllegalArgumentException when the text cannot be coded; the message does not quote it
     */
    public ByteString encode(CardApplication card) {
        return coding.apply(card);
    }

    /** The class of the issuer's field of the same name. */
    public DataClass dataClass() {
        return IssuerField.valueOf(name()).dataClass();
    }

    private static ByteString line(CardApplication card, int index) {
        return index < card.embossLines().size()
                ? ByteString.ascii(card.embossLines().get(index))
                : ByteString.EMPTY;
    }
}
