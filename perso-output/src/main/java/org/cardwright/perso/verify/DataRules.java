package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.CVM_LIST;
import static org.cardwright.perso.verify.VerificationRule.DATES;
import static org.cardwright.perso.verify.VerificationRule.ELEMENT_MISSING;
import static org.cardwright.perso.verify.VerificationRule.INTERCHANGE_PROFILE;
import static org.cardwright.perso.verify.VerificationRule.PAN;
import static org.cardwright.perso.verify.VerificationRule.TRACK_2_EQUIVALENT;

import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.emv.CvmList;
import org.cardwright.formats.emv.CvmRule;
import org.cardwright.formats.tlv.MalformedTlvException;

/** What the data elements of a card must say of each other. EMV 4.4 Book 3, 5.4, 7.2, 10.4, 10.5 and annex A. */
final class DataRules {

    private static final List<Integer> LISTS = List.of(0x8C, 0x8D, 0x9F38, 0x9F49, 0x97);

    /** Mandatory on a card for contact transactions: EMV 4.4 Book 3, 7.2, Table 33. */
    private static final List<Integer> MANDATORY = List.of(0x5F24, 0x5A, 0x8C, 0x8D);

    private static final Pattern YYMMDD = Pattern.compile("[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])");
    private static final Pattern TRACK_2 = Pattern.compile("[0-9]{8,19}D[0-9]{7,}");

    private final ChipApplication application;
    private final CardData card;
    private final Findings findings;

    DataRules(ChipApplication application, CardData card, Findings findings) {
        this.application = application;
        this.card = card;
        this.findings = findings;
    }

    void check() {
        if (!card.isContactless()) {
            MANDATORY.forEach(tag -> needs(tag, "mandatory"));
        }
        checkPan();
        checkDates();
        checkTrack2Equivalent();
        checkProfile();
        card.find(0x9F6B)
                .ifPresent(track -> findings.require(
                        track.toHex().startsWith(card.panDigits() + "D" + card.expirationYymm()),
                        TRACK_2_EQUIVALENT,
                        "9F6B",
                        "PAN or expiration differs"));
        DataObjectLists lists = new DataObjectLists(findings);
        LISTS.forEach(tag -> card.find(tag).ifPresent(value -> lists.check(tag, value, needsUnpredictableNumber(tag))));
        card.find(0x8E).ifPresent(this::checkCvmList);
    }

    private void needs(int tag, String why) {
        findings.require(card.has(tag), ELEMENT_MISSING, RecordReading.name(tag), why);
    }

    private void checkPan() {
        String digits = card.panDigits();
        findings.require(
                Pan.hasPanShape(digits) && Pan.hasValidCheckDigit(digits), PAN, card.has(0x5A) ? "5A" : "57", "");
    }

    private void checkDates() {
        Optional<ByteString> expiration = card.find(0x5F24);
        Optional<ByteString> effective = card.find(0x5F25);
        expiration.ifPresent(date -> findings.require(isDate(date), DATES, "5F24", "not a date"));
        effective.ifPresent(date -> findings.require(isDate(date), DATES, "5F25", "not a date"));
        if (expiration.isPresent() && effective.isPresent()) {
            findings.require(
                    effective.get().toHex().compareTo(expiration.get().toHex()) <= 0, DATES, "5F25", "after 5F24");
        }
    }

    /** YYMMDD of the years 2000 to 2099. */
    private static boolean isDate(ByteString value) {
        String yymmdd = value.toHex();
        if (!YYMMDD.matcher(yymmdd).matches()) {
            return false;
        }
        int year = 2000 + Integer.parseInt(yymmdd.substring(0, 2));
        int month = Integer.parseInt(yymmdd.substring(2, 4));
        return Integer.parseInt(yymmdd.substring(4))
                <= YearMonth.of(year, month).lengthOfMonth();
    }

    /** Tag 57 against 5A, 5F24 and 5F30. */
    private void checkTrack2Equivalent() {
        Optional<ByteString> value = card.find(0x57);
        if (value.isEmpty()) {
            return;
        }
        String track = CardData.unpadded(value.get().toHex());
        if (!findings.require(
                TRACK_2.matcher(track).matches() && track.length() <= 37, TRACK_2_EQUIVALENT, "57", "shape")) {
            return;
        }
        String pan = track.substring(0, track.indexOf('D'));
        String behind = track.substring(track.indexOf('D') + 1);
        findings.require(pan.equals(card.panDigits()), TRACK_2_EQUIVALENT, "57", "PAN differs from 5A");
        card.find(0x5F24)
                .ifPresent(date -> findings.require(
                        date.toHex().startsWith(behind.substring(0, 4)),
                        TRACK_2_EQUIVALENT,
                        "57",
                        "expiration differs from 5F24"));
        card.find(0x5F30)
                .ifPresent(code -> findings.require(
                        code.toHex().equals("0" + behind.substring(4, 7)),
                        TRACK_2_EQUIVALENT,
                        "57",
                        "service code differs from 5F30"));
    }

    /** EMV 4.4 Book 3, annex C1, Table 41, against what is there. */
    private void checkProfile() {
        if (card.announcesOfflineAuthentication()) {
            announced(List.of(0x8F, 0x90, 0x9F32));
        }
        if (card.announcesOfflineAuthentication() && card.announcesSda()) {
            announced(List.of(0x93));
        }
        if (card.announcesOfflineAuthentication() && (card.announcesDda() || card.announcesCda())) {
            announced(List.of(0x9F46, 0x9F47));
            findings.require(
                    hasPrivateKey(), INTERCHANGE_PROFILE, "82", "dynamic data authentication without a private key");
        }
        if (card.announces(0, 0x10) && !card.isContactless()) {
            announced(List.of(0x8E));
        }
    }

    /** Modulus and exponent, or five parts with consecutive numbers, whatever the applet calls them. */
    private boolean hasPrivateKey() {
        Set<Integer> secrets = new HashSet<>(application.listed());
        boolean fiveParts = secrets.stream()
                .anyMatch(first -> IntStream.range(first, first + 5).allMatch(secrets::contains));
        return fiveParts || secrets.contains(0x8103);
    }

    private void announced(List<Integer> tags) {
        for (int tag : tags) {
            findings.require(card.has(tag), INTERCHANGE_PROFILE, RecordReading.name(tag), "announced by the AIP");
        }
    }

    /** What the card signs must not be known before. EMV 4.4 Book 2, 6.5.1 and 6.6. */
    private boolean needsUnpredictableNumber(int tag) {
        return tag == 0x9F49 || ((tag == 0x8C || tag == 0x8D) && card.announcesCda());
    }

    private void checkCvmList(ByteString value) {
        CvmList list;
        try {
            list = CvmList.decode(value);
        } catch (MalformedTlvException | IllegalArgumentException malformed) {
            findings.add(CVM_LIST, "8E", "malformed");
            return;
        }
        if (list.rules().stream().anyMatch(CvmRule::needsReferencePin)) {
            findings.require(hasPinGrouping(), CVM_LIST, "8E", "offline PIN without a reference PIN");
        }
        if (list.rules().stream().anyMatch(CvmRule::needsPinEnciphermentKey)) {
            findings.require(card.has(0x9F2D) || card.has(0x9F46), CVM_LIST, "8E", "enciphered PIN without a key");
        }
    }

    private boolean hasPinGrouping() {
        return application.has(0x8010) || application.listed().stream().anyMatch(dgi -> dgi >> 4 == 0x801);
    }
}
